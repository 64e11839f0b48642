import Model

/// Cloud Identity: users, what they may do, and their second factors.
///
/// A user without `identity:user-manage` sees only itself, and is refused the rest; so all of it is optional. Phone numbers and API keys,
/// which the service also gives, are never asked for.
enum RackspaceIdentity {
    static let users = "/v2.0/users"
    private static let domain = "/v2.0/RAX-AUTH/domains/{RAX-AUTH:domainId}"

    /// The domain is asked for once, by the user whose key it is.
    private static let own = Endpoint.Parent(users) { isOwn($0, $1) }

    @Sendable private static func isOwn(_ user: Item, _ context: Context) -> Bool {
        user["username"]?.words?.lowercased() == context.account.username?.lowercased()
    }

    /// A user without the right to manage users gets a list of itself alone, and no error.
    @Sendable private static func whatIsSeen(_ users: [Item], _ context: Context) -> Problem? {
        guard users.count == 1, let user = users.first, isOwn(user, context) else { return nil }
        return Problem(
            "user audit skipped: the credential sees only itself",
            remedy: "Give a second account of the inventory the key of a user with `identity:user-manage`.")
    }

    static let endpoints: [Endpoint] = [
        Endpoint(
            users, items: "users|user", paging: .nextQuery(size: nil, next: ["users_links", "links"]),
            scope: "identity:user-manage",
            ProviderTable(
                "rackspace_user", "A user of the account.",
                [
                    .id("id", "Id of the user"),
                    .text("username", "Name to log in with"),
                    .text("email", "Address"),
                    .flag("enabled", "1 when it may log in"),
                    .time("created_at", "When it was made", from: "created"),
                    .text("domain_id", "Domain that it is of", from: "RAX-AUTH:domainId"),
                    .text("default_region", "As DFW", from: "RAX-AUTH:defaultRegion"),
                    .flag(
                        "multi_factor_enabled", "1 when it has a second factor; null when it is not said",
                        from: "RAX-AUTH:multiFactorEnabled"),
                    .text("multi_factor_state", "ACTIVE or LOCKED", from: "RAX-AUTH:multiFactorState"),
                    .text(
                        "multi_factor_enforcement", "REQUIRED, OPTIONAL or DEFAULT, which is the domain's",
                        from: "RAX-AUTH:userMultiFactorEnforcementLevel"),
                    .time(
                        "password_expires_at", "When its password ends", from: "RAX-AUTH:passwordExpiration"),
                ])
        ).with { $0.remark = whatIsSeen },
        Endpoint(
            "/v2.0/users/{id}/RAX-AUTH/roles", items: "RAX-AUTH:roleAssignments.tenantAssignments",
            scope: "identity:user-manage", parent: .init(users),
            ProviderTable(
                "rackspace_user_role", "A role that a user has.", key: ["user_id", "role"],
                [
                    .id("user_id", "The user", from: "^.id"),
                    .id("role", "As observer or identity:user-admin", from: "onRoleName"),
                    .list("tenants", "JSON array of the tenants it is for", from: "forTenants"),
                    .list(
                        "source_types", "JSON array: USER, USERGROUP or SYSTEM", from: "sources",
                        each: "sourceType"),
                ])
        ),
        Endpoint(
            "/v2.0/users/{id}/RAX-AUTH/multi-factor/otp-devices", items: "RAX-AUTH:otpDevices",
            scope: "identity:user-manage", parent: .init(users),
            ProviderTable(
                "rackspace_user_otp_device", "A device that makes one-time passwords for a user.",
                [
                    .id("id", "Id of the device"),
                    .id("user_id", "The user", from: "^.id"),
                    .flag("verified", "1 when it was shown to work"),
                ])
        ),
        Endpoint(
            domain, items: "RAX-AUTH:domain", scope: "identity:user-manage", parent: own,
            ProviderTable(
                "rackspace_domain", "The domain of the account's users.",
                [
                    .id("id", "Id of the domain"),
                    .flag("enabled", "1 when its users may log in"),
                    .text(
                        "multi_factor_enforcement", "REQUIRED when every user must have a second factor",
                        from: "domainMultiFactorEnforcementLevel"),
                    .text(
                        "session_inactivity_timeout", "ISO 8601 duration, as PT15M",
                        from: "sessionInactivityTimeout"),
                ])
        ),
        Endpoint(
            "\(domain)/password-policy", items: "passwordPolicy", scope: "identity:user-manage", parent: own,
            ProviderTable(
                "rackspace_password_policy",
                "What passwords of the domain must be; no row where there is none.",
                key: ["domain_id"],
                [
                    .id("domain_id", "The domain", from: "^.RAX-AUTH:domainId"),
                    .text("password_duration", "ISO 8601 duration, as P90D", from: "passwordDuration"),
                    .integer(
                        "password_history", "How many earlier passwords may not come again",
                        from: "passwordHistoryRestriction"),
                ])
        ),
    ].map { $0.with { $0.isOptional = true } }
}
