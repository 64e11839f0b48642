import Model

extension Heroku {
    /// Databases and their maintenance, which the Platform API does not tell; what Heroku's own client asks.
    static let data: [Endpoint] = [
        Endpoint(
            "/data/maintenances/v1/apps/{id}", items: "maintenances", scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_maintenance", "Work on a database that Heroku plans or does.", key: ["addon_name"],
                [
                    .id("addon_name", "The database's add-on", from: "addon.name"),
                    .text("addon_kind", "heroku-postgresql, heroku-redis, …", from: "addon.kind"),
                    .text("addon_plan", "Its plan", from: "addon.plan"),
                    .text("app_name", "App that owns it", from: "app.name|^.name"),
                    .text("status", "none, pending, preparing, ready, running or completed"),
                    .text("reason", "Why"), .text("method", "How"),
                    .text(
                        "window", "When it may be, as Thursdays 22:00 to 02:00 UTC",
                        from: "window|addon.window"),
                    .time("scheduled_for", "When it is to be"),
                    .time("required_by", "When it will be done at the latest"),
                    .time("started_at", "When it began"), .time("completed_at", "When it ended"),
                ])
        ).with(isUndocumented),
        Endpoint(
            "/client/v11/databases/{id}", scope: "read",
            parent: .init("/addons") { item, _ in serves("heroku-postgresql", item) }, database
        ).with(isUndocumented),
        Endpoint(
            "/redis/v0/databases/{name}", scope: "read",
            parent: .init("/addons") { item, _ in serves("heroku-redis", item) }, database
        ).with(isUndocumented),
    ]

    @Sendable private static func isUndocumented(_ endpoint: inout Endpoint) {
        endpoint.service = "data"
        endpoint.isOptional = true
    }

    private static func serves(_ service: String, _ item: Item) -> Bool {
        item["addon_service.name"] == .text(service)
    }

    /// Only lines by these names are kept: what else the answer has are addresses with passwords.
    private static let database = ProviderTable(
        "heroku_database", "What Heroku says of a database of its own.",
        [
            .id("id", "The add-on", from: "^.id"), .text("addon_name", "Its name", from: "^.name"),
            .text("app_name", "App that owns it", from: "^.app.name"),
            .text("addon_service", "heroku-postgresql or heroku-redis", from: "^.addon_service.name"),
            .text("plan_name", "Its plan", from: "^.plan.name"),
            info("version", "Version of PostgreSQL or Redis", "PG Version", "Version"),
            info("status", "Available, …", "Status"), info("data_size", "As 12.4 MB / 64 GB", "Data Size"),
            info("connections", "As 12/120", "Connections"), info("tables", "How many", "Tables"),
            info("rollback", "How far back it can be set", "Rollback"),
            info("continuous_protection", "On or Off", "Continuous Protection"),
            info("maintenance", "What is planned, in words", "Maintenance"),
            info("maintenance_window", "When it may be worked on", "Maintenance window"),
        ])

    /// The values of the first line with one of these names.
    private static func info(_ column: String, _ meaning: String, _ names: String...) -> Field {
        Field(.text(column, meaning)) { item in
            let lines = try item.items("info")
            for name in names {
                guard let line = lines.first(where: { $0["name"] == .text(name) }) else { continue }
                guard case .list(let values)? = line["values"] else { continue }
                let texts = values.compactMap { value in
                    switch value {
                    case .text(let text), .number(let text): Optional(text)
                    default: nil
                    }
                }
                return .text(texts.joined(separator: ", "))
            }
            return .null
        }
    }
}
