import Model

extension Heroku {
    /// Invoices, credits and what enterprise teams used.
    static let billing: [Endpoint] = [
        Endpoint("/account/invoices", paging: range, scope: "global")
            .with {
                $0.isOptional = true
                $0.invoices = { try HerokuInvoice($0)?.invoices ?? [] }
                $0.charges = { try HerokuInvoice($0)?.charges ?? [] }
            },
        Endpoint("/teams/{id}/invoices", paging: range, scope: "global", parent: .init("/teams"))
            .with {
                $0.isOptional = true
                $0.invoices = { try HerokuInvoice($0)?.invoices ?? [] }
                $0.charges = { try HerokuInvoice($0)?.charges ?? [] }
            },
        Endpoint(
            "/account/credits", paging: range, scope: "global",
            ProviderTable(
                "heroku_credit", "Money that Heroku gave, to be used up by a day.",
                [
                    .id("id", "Number at Heroku"), .text("title", "What for"),
                    cents("amount", "How much, in millionths of a dollar", from: "amount"),
                    cents("balance", "What is left, in millionths of a dollar", from: "balance"),
                    .time("created_at", "When it was given"), .time("expires_at", "When it is lost"),
                ])
        ).with { $0.isOptional = true },
        Endpoint(
            "/teams/{id}/usage/monthly",
            parent: .init("/teams") { item, _ in item["type"] == .text("enterprise") },
            ProviderTable(
                "heroku_team_usage", "What an enterprise team used in a month.", key: ["id", "month"],
                [
                    .id("id", "The team", from: "^.id"), .text("team_name", "Its name", from: "^.name"),
                    .text("month", "As 2026-11"),
                ] + usage + [
                    .real("space", "Private spaces, in credits"),
                    .real("connect", "Rows of Heroku Connect"),
                ]),
            ProviderTable(
                "heroku_team_usage_app", "What one app of an enterprise team used in a month.",
                key: ["id", "month"], each: "apps",
                [
                    joined("id", "Team and app", from: "^.^.id", "app_name"),
                    .text("team_name", "The team", from: "^.^.name"),
                    .text("app_name", "The app"), .text("month", "As 2026-11", from: "^.month"),
                ] + usage)
        ).with {
            $0.isOptional = true
            $0.moreQuery = { call in
                let month = Moment.month(call.context.now)
                return [.init("start", HerokuInvoice.month(before: month)), .init("end", month)]
            }
        },
    ]

    private static let usage: [Field] = [
        .real("dynos", "Dynos, in dyno units"), .real("addons", "Add-ons, in credits"),
        .real("data", "Heroku's databases, in credits"),
        .real("partner", "Add-ons of others, in credits"),
    ]
}
