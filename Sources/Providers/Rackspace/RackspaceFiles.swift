import Model

/// Cloud Files and what of it is published through the CDN.
///
/// Objects are not listed. The account's headers have keys for temporary addresses among them, which no column takes.
enum RackspaceFiles {
    private static func paging() -> Paging { .marker(most: 10_000, key: "name") }

    static let endpoints: [Endpoint] =
        [
            Endpoint(
                "#account", scope: "object-store:observer",
                ProviderTable(
                    "rackspace_files_account", "How much a region stores.", key: ["region"],
                    [
                        .text("region", "As DFW", from: "@region"),
                        number("bytes_used", "Bytes in all containers", "x-account-bytes-used"),
                        number("container_count", "Containers", "x-account-container-count"),
                        number("object_count", "Objects", "x-account-object-count"),
                    ])
            ).with { $0.method = .head },
            Endpoint(
                "#containers", paging: paging(), scope: "object-store:observer",
                ProviderTable(
                    "rackspace_container", "A container of objects.", key: ["name", "region"],
                    [
                        .id("name", "Its name"),
                        .text("region", "As DFW", from: "@region"),
                        .integer("object_count", "Objects in it", from: "count"),
                        .integer("bytes", "Bytes in it"),
                    ])
            ).with {
                $0.query = [.init("format", "json")]
                // Where there is no container the answer is 204 and has no body.
                $0.isMap = true
            },
            Endpoint(
                "/{name}", scope: "object-store:observer", parent: .init("#containers"),
                ProviderTable(
                    "rackspace_container_access",
                    "Who may read and write a container without being its owner.",
                    key: ["name", "region"],
                    [
                        .id("name", "Name of the container", from: "^.name"),
                        .text("region", "As DFW", from: "@region"),
                        access("read_access", "Users, or .r:* for everybody", "x-container-read"),
                        access("write_access", "Users, or *:* for everybody", "x-container-write"),
                        everybody("is_public_read", "1 when everybody may read", "x-container-read"),
                        everybody("is_public_write", "1 when everybody may write", "x-container-write"),
                    ])
            ).with { $0.method = .head },
        ].map { $0.with { $0.service = "cloudFiles" } } + [
            Endpoint(
                "#cdn", paging: paging(), scope: "object-store:observer",
                ProviderTable(
                    "rackspace_cdn_container", "A container that is or was published.",
                    key: ["name", "region"],
                    [
                        .id("name", "Name of the container"),
                        .text("region", "As DFW", from: "@region"),
                        .flag("cdn_enabled", "1 when anybody can read its objects"),
                        .integer("ttl_seconds", "How long copies are kept", from: "ttl"),
                        .flag("log_retention", "1 when accesses are logged"),
                        .text("cdn_uri", "Its public address", from: "X-Cdn-Uri|cdn_uri"),
                        .text("cdn_ssl_uri", "The same over TLS", from: "X-Cdn-Ssl-Uri|cdn_ssl_uri"),
                    ])
            ).with {
                $0.query = [.init("format", "json")]
                $0.isMap = true
                $0.service = "cloudFilesCDN"
            }
        ]

    private static func header(_ name: String, of item: Item) -> String? {
        item.headers.first { $0.name.lowercased() == name }?.value
    }

    private static func number(_ name: String, _ meaning: String, _ header: String) -> Field {
        Field(.integer(name, meaning)) { .optional(self.header(header, of: $0).flatMap { Int64($0) }) }
    }

    private static func access(_ name: String, _ meaning: String, _ header: String) -> Field {
        Field(.text(name, meaning)) { .optional(self.header(header, of: $0)) }
    }

    /// `.r:` begins what lets browsers in; `*` and `*:*` are every user there is.
    private static func everybody(_ name: String, _ meaning: String, _ header: String) -> Field {
        Field(.integer(name, meaning)) { item in
            let entries = (self.header(header, of: item) ?? "").split(separator: ",")
                .map { $0.drop { $0 == " " } }
            return .bool(entries.contains { $0.hasPrefix(".r:") || $0 == "*" || $0 == "*:*" })
        }
    }
}
