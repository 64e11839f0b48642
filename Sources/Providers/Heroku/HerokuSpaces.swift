import Model

extension Heroku {
    /// Private spaces, and from where they can be reached.
    static let spaces: [Endpoint] = [
        Endpoint(
            "/spaces", paging: range, scope: "read",
            ProviderTable(
                "heroku_space", "A private space.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name"),
                    .text("team_name", "Team that has it", from: "team.name|organization.name"),
                    .text("region", "virginia, frankfurt, …", from: "region.name"),
                    .flag("shield", "Whether it is a shield space"),
                    .text("state", "allocated, allocating or deleting"),
                    .text("cidr", "Addresses of its apps"), .text("data_cidr", "Addresses of its databases"),
                    generation(), .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/spaces/{id}/nat", scope: "read", parent: .init("/spaces"),
            ProviderTable(
                "heroku_space_nat", "Public addresses that the apps of a space go out by.",
                [
                    .id("id", "The space", from: "^.id"), .text("space_name", "Its name", from: "^.name"),
                    .list("sources", "The addresses"), .text("state", "enabled, updating or disabled"),
                    .time("updated_at", "When they last changed"),
                ])),
        Endpoint(
            "/spaces/{id}/inbound-ruleset", scope: "read", parent: .init("/spaces"),
            ProviderTable(
                "heroku_space_inbound_rule", "From where a space can be reached.",
                key: ["space_id", "source", "action"], each: "rules",
                [
                    joined("id", "Space and addresses", from: "^.^.id", "source"),
                    .id("space_id", "The space", from: "^.^.id"),
                    .text("space_name", "Its name", from: "^.^.name"), .text("action", "allow or deny"),
                    .text("source", "Addresses, as 192.0.2.0/24; 0.0.0.0/0 for all"),
                ])),
    ]
}
