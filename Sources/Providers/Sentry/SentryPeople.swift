import Model

extension Sentry {
    /// Who is in an organisation.
    static let people: [Endpoint] = [
        each(
            ofOne + "members/", paging: .link(), scope: "member:read",
            ProviderTable(
                "sentry_member", "A member of an organisation, or somebody who is invited.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("email", "Address that the member logs in with"),
                    .text("role", "owner, manager, admin, member or billing", from: "orgRole|role"),
                    .flag("pending", "Whether the invitation is not answered yet"),
                    .flag("expired", "Whether the invitation is too old to be answered"),
                    .text("invite_status", "approved, requested_to_join, …", from: "inviteStatus"),
                    .flag(
                        "has_2fa", "Whether a second factor is on; null for who is only invited",
                        from: "user.has2fa"),
                    .flag(
                        "sso_linked", "Whether the identity provider knows the member",
                        from: "flags.sso:linked"),
                    .flag("sso_invalid", "Whether it knows the member no more", from: "flags.sso:invalid"),
                    .flag("idp_provisioned", "Whether it made the member", from: "flags.idp:provisioned"),
                    .flag("is_active", "Whether the user can log in", from: "user.isActive"),
                    .flag("is_suspended", "Whether the user is shut out", from: "user.isSuspended"),
                    .flag("is_managed", "Whether an organisation manages the user", from: "user.isManaged"),
                    .flag(
                        "has_password", "Whether the user can log in by password",
                        from: "user.hasPasswordAuth"),
                    .flag(
                        "is_superuser", "Whether the user may do all on this server",
                        from: "user.isSuperuser"),
                    .flag("is_staff", "Whether the user runs this server", from: "user.isStaff"),
                    Field(
                        .integer("email_is_verified", "Whether an address of the user's was shown to be real")
                    ) {
                        item in
                        guard item["user.emails"] != nil else { return .null }
                        return .bool(
                            try item.items("user.emails").contains { $0["is_verified"] == .bool(true) })
                    },
                    .time("last_login", "When the user last logged in", from: "user.lastLogin"),
                    .time("last_active", "When the user last did something", from: "user.lastActive"),
                    .time("created_at", "When the member came, or was invited", from: "dateCreated"),
                ])
        ).with { $0.absent = [] },
        each(
            ofOne + "teams/", scope: "team:read",
            ProviderTable(
                "sentry_team", "A team of an organisation.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("slug", "Its short name"), .text("name", "Its name"),
                    .integer("member_count", "Who is in it", from: "memberCount"),
                    .flag(
                        "idp_provisioned", "Whether the identity provider made it",
                        from: "flags.idp:provisioned"),
                    .time("created_at", "When it was made", from: "dateCreated"),
                ])
        ).with {
            $0.query = [.init("detailed", "0")]
            $0.absent = []
        },
    ]
}
