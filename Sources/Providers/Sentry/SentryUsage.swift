import Model

extension Sentry {
    /// What came in, what of it counts against the quota, and what is still open.
    ///
    /// Quantities are events, but bytes for attachments and logs in bytes, and milliseconds for profile durations: categories
    /// are never added together.
    static let usage: [Endpoint] = [
        each(ofOne + "stats_v2/", paging: .none, totals).with {
            $0.query = [
                .init("statsPeriod", "30d"), .init("interval", "1d"), .init("field", quantity),
                .init("groupBy", "project"), .init("groupBy", "category"), .init("groupBy", "outcome"),
                .init("project", "-1"),
            ]
        },
        each(ofOne + "stats-summary/", items: "projects", paging: .none, summary).with {
            $0.query = [.init("statsPeriod", "90d"), .init("field", quantity)]
            $0.isOptional = true
        },
        eachProject(
            "/api/0/organizations/{^.slug}/issues/", scope: "event:read",
            ProviderTable(
                "sentry_issue_count", "How many issues of a project are open.",
                [.id("id", "The project", from: "^.id")]
                    + [
                        .text("project_slug", "Its short name", from: "^.slug"),
                        .text("organization_slug", "The organisation's short name", from: "^.^.slug"),
                        header("unresolved", "Open issues; null when not told", "x-hits"),
                        Field(.integer("is_least", "1 when there are so many or more")) { item in
                            guard let hits = count(item, "x-hits"), let most = count(item, "x-max-hits")
                            else { return .null }
                            return .bool(hits >= most)
                        },
                    ])
        ).with {
            $0.isWhole = true
            $0.query = [.init("query", "is:unresolved"), .init("limit", "1"), .init("collapse", "stats")]
            $0.moreQuery = { call in [.init("project", (try? call.parent?.text("id")) ?? "")] }
        },
    ]

    private static let quantity = "sum(quantity)"

    private static let totals = ProviderTable(
        "sentry_usage", "What a project sent in thirty days, by kind and by what became of it.",
        key: ["organization_id", "project_id", "category", "outcome"], each: "groups",
        [
            .text("project_id", "The project", from: "by.project"),
            .id("organization_id", "The organisation", from: "^.^.id"),
            .text("organization_slug", "Its short name", from: "^.^.slug"),
            .id("category", "error, transaction, attachment, …; the unit differs", from: "by.category"),
            .id(
                "outcome", "accepted, filtered, rate_limited, invalid, abuse, client_discard, …",
                from: "by.outcome"),
            .integer(
                "quantity", "Events; bytes of attachments and log_byte, milliseconds of profile durations",
                from: "totals.\(quantity)"),
            .time("period_start", "From when", from: "^.start"),
            .time("period_end", "Until when", from: "^.end"),
        ])

    private static let summary = ProviderTable(
        "sentry_project_usage", "What a project sent in ninety days, by kind.",
        key: ["project_id", "category"], each: "stats",
        [
            .id("project_id", "The project", from: "^.id"),
            .text("project_slug", "Its short name", from: "^.slug"),
            .text("organization_slug", "The organisation's short name", from: "^.^.slug"),
            .id(
                "category", "error, transaction, attachment, replays, profiles; the unit differs",
                from: "category"),
            .integer("accepted", "What was kept", from: "outcomes.accepted"),
            .integer("filtered", "What filters threw away", from: "outcomes.filtered"),
            .integer("rate_limited", "What was lost to a quota or limit", from: "outcomes.rate_limited"),
            .integer("invalid", "What could not be read", from: "outcomes.invalid"),
            .integer("client_discard", "What apps did not send", from: "outcomes.client_discard"),
            .integer("dropped", "What was lost, all in all", from: "totals.dropped"),
            .integer("quantity", "What was sent", from: "totals.\(quantity)"),
        ])

    private static func count(_ item: Item, _ name: String) -> Int64? {
        item.headers.first { $0.name.lowercased() == name }.flatMap { Int64($0.value) }
    }

    private static func header(_ column: String, _ meaning: String, _ name: String) -> Field {
        Field(.integer(column, meaning)) { count($0, name).map(Value.integer) ?? .null }
    }
}
