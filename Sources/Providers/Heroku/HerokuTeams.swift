import Model

extension Heroku {
    /// Teams, and who is in them.
    static let teams: [Endpoint] = [
        Endpoint(
            "/teams", paging: range, scope: "read",
            ProviderTable(
                "heroku_team", "A team that the token's owner is in.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name"),
                    .text("type", "team or enterprise"),
                    .text("role", "What the token's owner is in it"),
                    .text(
                        "identity_provider", "Where its members log in; null for Heroku's own",
                        from: "identity_provider.name"),
                    .text(
                        "enterprise_account", "The enterprise that it is of", from: "enterprise_account.name"),
                    .integer("membership_limit", "How many may be in it"),
                    .flag("credit_card_collections", "Whether it is paid by card"),
                    .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/teams/{id}/delinquency", scope: "read", parent: .init("/teams"),
            delinquency(
                kind: "team",
                [
                    .id("id", "The team; for the account, its name in the inventory", from: "^.id"),
                    .text("name", "Name of the team or account", from: "^.name"),
                ])),
        Endpoint(
            "/teams/{id}/members", paging: range, parent: .init("/teams"),
            ProviderTable(
                "heroku_team_member", "A member of a team.", key: ["team_id", "id"],
                [.id("id", "Number at Heroku")] + ofTeam + [
                    .text("email", "Address that the member logs in with", from: "email|user.email"),
                    .text("role", "admin, collaborator, member, owner or viewer"),
                    .flag(
                        "two_factor_authentication",
                        "Whether a second factor is on; says nothing of federated members"),
                    .flag("federated", "Whether the member logs in at the team's identity provider"),
                    .time("created_at", "When the member came"),
                    .time("updated_at", "When the membership was last changed"),
                ])),
        Endpoint(
            "/teams/{id}/invitations", parent: .init("/teams"),
            ProviderTable(
                "heroku_team_invitation", "An invitation into a team that is not answered yet.",
                [.id("id", "Number at Heroku")] + ofTeam + [
                    .text("email", "Who is invited", from: "user.email"), .text("role", "As what"),
                    .text("invited_by", "Who invited", from: "invited_by.email"),
                    .time("created_at", "When"),
                ])
        ).with { $0.headers = [accept("3.team-invitations")] },
        Endpoint(
            "/teams/{id}/apps", paging: range, scope: "read", parent: .init("/teams"),
            ProviderTable(
                "heroku_team_app", "An app of a team, also one that the token's owner has not joined.",
                [.id("id", "Number of the app")] + ofTeam + [
                    .text("name", "Name of the app"),
                    .flag("locked", "Whether members may join it by themselves only with consent"),
                    .flag("joined", "Whether the token's owner has joined it"),
                    .flag("maintenance", "Whether it answers with a page of maintenance"),
                    .text("stack_name", "Stack that it runs on", from: "stack.name"),
                ])),
        Endpoint(
            "/teams/{id}/identity-providers", parent: .init("/teams"),
            ProviderTable(
                "heroku_identity_provider", "Where a team's members log in.",
                [.id("id", "Number at Heroku")] + ofTeam + [
                    .text("entity_id", "Name of the identity provider"),
                    .time("created_at", "When it was set up"),
                    .time("updated_at", "When it was last changed"),
                ])
        ).with { $0.isOptional = true },
        Endpoint(
            "/teams/{id}/preferences", parent: .init("/teams"),
            ProviderTable(
                "heroku_team_preference", "How a team is set up.",
                [
                    .id("id", "The team", from: "^.id"), .text("name", "Name of the team", from: "^.name"),
                    .text(
                        "default_permission", "What members may do with its apps: admin, member, viewer",
                        from: "default-permission"),
                    .flag(
                        "addons_controls", "Whether only listed add-ons may be added", from: "addons-controls"
                    ),
                ])
        ).with { $0.isOptional = true },
        Endpoint(
            "/teams/{id}/features", paging: range, scope: "read", parent: .init("/teams"),
            ProviderTable(
                "heroku_team_feature", "A feature that a team may switch on.", key: ["team_id", "id"],
                [.id("id", "Number at Heroku")] + ofTeam + feature)
        ).with { $0.isOptional = true },
    ]

    /// What a feature of an app or team is.
    static let feature: [Field] = [
        .text("name", "Its name: preboot, team-invite-acceptance"), .flag("enabled", "Whether it is on"),
        .text("state", "general, beta or alpha"),
    ]
}
