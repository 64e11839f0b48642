import Model

extension Heroku {
    /// The token's owner, and what is theirs alone.
    static let account: [Endpoint] = [
        Endpoint(
            "/account", scope: "identity",
            ProviderTable(
                "heroku_account", "The user whose token it is.",
                [
                    .id("id", "Number at Heroku"),
                    .text("email", "Address that the user logs in with"),
                    .flag("two_factor_authentication", "Whether a second factor is on"),
                    .flag("federated", "Whether the user logs in at an identity provider"),
                    .flag("verified", "Whether it has a payment method"),
                    .text("default_team", "Team that new apps go to", from: "default_team.name"),
                    .time("last_login", "When the user last logged in"),
                    .time("suspended_at", "When Heroku stopped it; null for never"),
                    .time("delinquent_at", "Since when it is not paid; null when it is"),
                    .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/account/delinquency", scope: "identity",
            delinquency(
                kind: "account",
                [
                    Field(.text("id", "The team; for the account, its name in the inventory")) {
                        .text($0.account.name)
                    }, word("name", "Name of the team or account", "account"),
                ])),
        Endpoint(
            "/account/keys", paging: range, scope: "read",
            ProviderTable(
                "heroku_key", "An SSH key that may push code.",
                [
                    .id("id", "Number at Heroku"),
                    .text("fingerprint", "MD5 in hexadecimal, with colons"),
                    Field(.text("fingerprint_sha256", "SHA256:…, as ssh-keygen shows it")) { item in
                        let words = try item.text("public_key")?.split(separator: " ").map(String.init) ?? []
                        guard words.count >= 2 else { return .null }
                        return .optional(PublicKey(algorithm: words[0], base64: words[1])?.fingerprint)
                    },
                    .text("comment", "What follows the key"),
                    .time("created_at", "When it was added"),
                ])),
        Endpoint(
            "/oauth/authorizations", paging: range, scope: "identity",
            ProviderTable(
                "heroku_oauth_authorization", "A grant of access by token, without the token.",
                [
                    .id("id", "Number at Heroku"),
                    .text("description", "What it is for, as its maker says"),
                    .text(
                        "client_name", "The program that it was given to; null for one made by hand",
                        from: "client.name"),
                    .list("scope", "What it may do: global, read, write, …"),
                    Field(.integer("has_access_token", "Whether it has a token now")) {
                        .bool($0["access_token"] != nil)
                    },
                    .integer(
                        "expires_in_seconds", "How long the token lasts; null for always",
                        from: "access_token.expires_in"),
                    .time("created_at", "When it was given"),
                    .time("updated_at", "When it was last changed"),
                ])
        ).with { $0.isOptional = true },
    ]

    /// When an unpaid account or team will be stopped; both moments are null when all is paid.
    static func delinquency(kind: String, _ of: [Field]) -> ProviderTable {
        ProviderTable(
            "heroku_delinquency", "What is to happen to an account or team for a bill that is not paid.",
            key: ["kind", "id"],
            of + [
                word("kind", "account or team", kind),
                .time("scheduled_suspension_time", "When it will be stopped; null when all is paid"),
                .time("scheduled_deletion_time", "When it will be deleted; null when all is paid"),
            ])
    }
}
