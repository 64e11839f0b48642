import Model

/// Who is asked, and what belongs to the account as a whole.
extension DigitalOcean {
    static let accountEndpoints = [account, keys, spacesKeys, actions, scan, suppressions]

    private static let account = Endpoint(
        "/v2/account", items: "account", scope: "account:read",
        ProviderTable(
            "digitalocean_account", "The account and team that the token is of.", key: ["uuid"],
            [
                .id("uuid", "The user's id"),
                .text("email", "Address of the user that the token is of"),
                .flag("email_verified", "Whether the address was confirmed"),
                .text("status", "active, warning or locked"),
                .text("status_message", "Why, when it is not active"),
                .integer("droplet_limit", "Droplets that it may have"),
                .integer(
                    "reserved_ip_limit", "Reserved addresses that it may have",
                    from: "reserved_ip_limit|floating_ip_limit"),
                .integer("volume_limit", "Volumes that it may have"),
                .text("team_uuid", "The team", from: "team.uuid"),
                .text("team_name", "Its name", from: "team.name"),
            ])
    ).with { $0.isEssential = true }

    /// Ten requests a minute are allowed here; a page has 200 keys.
    private static let keys = Endpoint(
        "/v2/account/keys", items: "ssh_keys", paging: pages, scope: "ssh_key:read",
        ProviderTable(
            "digitalocean_key",
            "A public SSH key that may be put on new droplets; not what is on those that are there.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("fingerprint", "MD5 with colons, as DigitalOcean shows it"),
                keyField(.text("fingerprint_sha256", "SHA256:…, as ssh-keygen shows it")) {
                    .text($0.fingerprint)
                },
                keyField(.text("algorithm", "Key type, as in ssh-ed25519")) { .text($0.algorithm) },
                keyField(.integer("bits", "Length of the modulus or of the curve")) { .optional($0.bits) },
            ]))

    /// What the key itself says; nothing when its text is no key.
    private static func keyField(_ column: Column, _ read: @escaping @Sendable (PublicKey) -> Value) -> Field
    {
        Field(column) { item in
            let words = try item.text("public_key")?.split(whereSeparator: \.isWhitespace) ?? []
            guard words.count >= 2, let key = PublicKey(algorithm: String(words[0]), base64: String(words[1]))
            else { return .null }
            return read(key)
        }
    }

    private static let spacesKeys = Endpoint(
        "/v2/spaces/keys", items: "keys", paging: pages, scope: "spaces_key:read",
        ProviderTable(
            "digitalocean_spaces_key", "A key to object storage; its secret half is never told.",
            key: ["access_key"],
            [
                .id("access_key", "The public half"), .text("name", "Its name"),
                .time("created_at", "When it was made"),
                .list(
                    "permissions", "read, readwrite or fullaccess, one a grant", from: "grants",
                    each: "permission"),
            ]),
        ProviderTable(
            "digitalocean_spaces_key_grant", "A bucket that a key to object storage opens.",
            key: ["access_key", "bucket"], each: "grants",
            [
                .id("access_key", "The key", from: "^.access_key"),
                .text("bucket", "The bucket; empty for all of them"),
                .text("permission", "read, readwrite, fullaccess, or empty for none"),
            ]))

    /// The list is never cut at its end: only its first page, of the newest, is read.
    private static let actions = Endpoint(
        "/v2/actions", items: "actions", scope: "actions:read",
        ProviderTable(
            "digitalocean_action", "Something that was done to a resource: the 200 newest.",
            [
                .id("id", "Its id"), .text("type", "create, power_off, …"),
                .text("status", "in-progress, completed or errored"),
                .time("started_at", "When it began"), .time("completed_at", "When it ended; null until then"),
                .text("resource_type", "droplet, image, volume, …, in DigitalOcean's words"),
                .text("resource_id", "The resource"), .text("region_slug", "Where"),
            ])
    ).with { $0.query = [.init("per_page", "200")] }

    private static let scan = Endpoint(
        "/v2/security/scans/latest", items: "scan", scope: "security:read",
        ProviderTable(
            "digitalocean_security_scan", "DigitalOcean's own look at the account, the latest.",
            [
                .id("id", "Its id", from: "id|status"),
                .text("status", "COMPLETED, IN_PROGRESS, FAILED, CSPM_NOT_ENABLED or SCAN_NOT_RUN"),
                .time("created_at", "When it was made"),
            ]),
        ProviderTable(
            "digitalocean_security_finding", "What DigitalOcean's own scan found.", key: ["rule_uuid"],
            each: "findings",
            [
                .id("rule_uuid", "The rule"), .text("name", "What it is about"),
                .text("severity", "CRITICAL, HIGH, MEDIUM or LOW"),
                .integer("affected_resources_count", "Resources that it holds for"),
                .time("found_at", "When it was found"), .text("details", "The risk, in DigitalOcean's words"),
                .text("scan_id", "The scan", from: "^.id"),
            ])
    ).with {
        $0.query = [.init("per_page", "200")]
        $0.isOptional = true
    }

    private static let suppressions = Endpoint(
        "/v2/security/settings", items: "settings.suppressions.resources",
        paging: .numbered(
            next: ["settings.suppressions.links.pages.next"], total: ["settings.suppressions.meta.total"]),
        scope: "security:read",
        ProviderTable(
            "digitalocean_security_suppression", "A finding of DigitalOcean's scan that was waived there.",
            [
                .id("id", "Its id"), .text("rule_uuid", "The rule"), .text("rule_name", "What it is about"),
                .text("resource_type", "In DigitalOcean's words"), .text("resource_id", "The resource"),
            ])
    ).with { $0.isOptional = true }
}
