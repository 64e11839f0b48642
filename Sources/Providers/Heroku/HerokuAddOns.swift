import Model

extension Heroku {
    /// Add-ons, with what each is billed.
    static let addOns: [Endpoint] = [
        Endpoint(
            "/addons", paging: range, scope: "read",
            ProviderTable(
                "heroku_addon", "An add-on, billed once however many apps use it.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name"),
                    .text("app_id", "App that owns it", from: "app.id"),
                    .text("app_name", "Name of that app", from: "app.name"),
                    .text("addon_service", "heroku-postgresql, papertrail, …", from: "addon_service.name"),
                    .text("addon_service_name", "As people write it", from: "addon_service.human_name"),
                    .text(
                        "addon_service_state", "alpha, beta, ga or shutdown", from: "addon_service.state"),
                    .text("plan_name", "heroku-postgresql:standard-0", from: "plan.name"),
                    .text("plan_human_name", "As people write it", from: "plan.human_name"),
                    .text("plan_state", "public, deprecated, …", from: "plan.state"),
                    .text("state", "provisioned, provisioning, deprovisioned, suspended, …"),
                    .text("billing_entity_type", "app or team", from: "billing_entity.type"),
                    .text("billing_entity_name", "Who is billed", from: "billing_entity.name"),
                    price(
                        "billed_price",
                        "What it costs, perhaps at an old price; null by contract or not said",
                        from: "billed_price"),
                    price(
                        "plan_price", "What the plan costs now; null by contract or not said",
                        from: "plan.price"),
                    .text(
                        "price_unit", "month; null when not said", from: "billed_price.unit|plan.price.unit"),
                    .flag(
                        "is_contract", "Whether its price is in a contract, so that it is not known",
                        from: "billed_price.contract|plan.price.contract"),
                    .flag(
                        "is_metered", "Whether it is billed by use",
                        from: "billed_price.metered|plan.price.metered"),
                    .list("config_vars", "Names of the variables that it sets"),
                    .time("created_at", "When it was made"), .time("updated_at", "When it last changed"),
                ])
        ).with { $0.headers = [accept("3.sdk"), .init("Accept-Expansion", "addon_service,plan")] },
        Endpoint(
            "/addon-attachments", paging: range, scope: "read",
            ProviderTable(
                "heroku_addon_attachment", "An app's use of an add-on, its own or another app's.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Name by which the app knows it"),
                    .text("addon_id", "The add-on", from: "addon.id"),
                    .text("addon_name", "Name of the add-on", from: "addon.name"),
                    .text("owner_app_name", "App that owns the add-on", from: "addon.app.name"),
                    .text("app_id", "App that uses it", from: "app.id"),
                    .text("app_name", "Name of that app", from: "app.name"),
                    .text("namespace", "Part of it, as a role in a database"),
                    .time("created_at", "When it was attached"),
                ])),
    ]

    /// The cents of a price, unless the real one is in a contract.
    private static func price(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { item in
            for price in ["billed_price", "plan.price"] where try item.flag("\(price).contract") == true {
                return .null
            }
            return try micros("\(path).cents", of: item).map(Value.integer) ?? .null
        }
    }
}
