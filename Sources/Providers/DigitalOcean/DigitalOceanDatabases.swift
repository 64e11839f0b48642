import Model

/// Managed databases.
///
/// Their connections and users are told with passwords unless the token may not see them; of connections only
/// the host and port are kept, of users only the name and role.
extension DigitalOcean {
    static let databaseEndpoints = [
        databases, databaseRules, databaseReplicas, databaseBackups, databaseUsers, databaseEvents,
        evictionPolicy,
        databaseVersions,
    ]

    private static let databases = Endpoint(
        "/v2/databases", items: "databases", scope: "database:read",
        ProviderTable(
            "digitalocean_database", "A managed database cluster.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text(
                    "engine",
                    "pg, mysql, redis, valkey, mongodb, kafka, opensearch, advanced_pg or advanced_mysql"),
                .text("version", "Version of the engine that was chosen"),
                .text("semantic_version", "Version of the engine that runs"),
                .time("version_end_of_life", "When the version is no longer supported"),
                .time("version_end_of_availability", "When it can no longer be chosen"),
                .text("status", "creating, online, resizing, migrating or forking"),
                .text("size_slug", "Size of its nodes", from: "size"), .integer("num_nodes", "Its nodes"),
                .integer("storage_size_mib", "Storage that was added to it, in MiB"),
                .text("region_slug", "Where", from: "region"), .time("created_at", "When it was made"),
                .list("tags", "JSON array"), .text("project_id", "Its project"),
                .text("private_network_uuid", "Its private network"),
                .text("host", "Name that it answers to", from: "connection.host"),
                .integer("port", "Port that it answers on", from: "connection.port"),
                .text("maintenance_day", "Weekday of its updates", from: "maintenance_window.day"),
                .text("maintenance_hour", "Time of day of its updates, UTC", from: "maintenance_window.hour"),
                .flag(
                    "maintenance_pending", "Whether an update waits for it",
                    from: "maintenance_window.pending"),
                .list(
                    "maintenance_description", "JSON array: what waits",
                    from: "maintenance_window.description"),
                .list("db_names", "JSON array of the databases in it"),
            ]))

    /// One that has no rule is open to the whole internet.
    private static let databaseRules = Endpoint(
        "/v2/databases/{id}/firewall", items: "rules", scope: "database:read", parent: .init("/v2/databases"),
        ProviderTable(
            "digitalocean_database_firewall_rule",
            "Whom a database lets connect; one without rules lets anybody.",
            key: ["uuid"],
            [
                .id("uuid", "Its id"), .text("database_id", "The database", from: "^.id"),
                .text("type", "droplet, k8s, ip_addr, tag or app"),
                .text("value", "Id, address or tag"), .text("description", "What people say of it"),
                .time("created_at", "When it was made"),
            ]))

    /// An endpoint that some engines do not have, and then refuse in one way or another.
    private static func partOfDatabase(
        _ part: String, items: String, without engines: Set<String>, _ table: ProviderTable
    ) -> Endpoint {
        let parent = Endpoint.Parent("/v2/databases") { item, _ in
            guard case .text(let engine)? = item["engine"] else { return true }
            return !engines.contains(engine)
        }
        return Endpoint(
            "/v2/databases/{id}/\(part)", items: items, scope: "database:read", parent: parent, table
        ).with { $0.absent = [400, 404, 405, 412, 422] }
    }

    private static let databaseReplicas = partOfDatabase(
        "replicas", items: "replicas", without: ["redis", "valkey", "kafka"],
        ProviderTable(
            "digitalocean_database_replica", "A copy of a database that is only read.",
            key: ["database_id", "name"],
            [
                .id("name", "Its name"), .text("id", "Its id"),
                .text("database_id", "The database", from: "^.id"),
                .text("region_slug", "Where", from: "region"), .text("size_slug", "Its size", from: "size"),
                .text("status", "creating, online, …"), .time("created_at", "When it was made"),
                .list("tags", "JSON array"),
            ]))

    private static let databaseBackups = partOfDatabase(
        "backups", items: "backups", without: ["redis", "valkey", "kafka"],
        ProviderTable(
            "digitalocean_database_backup", "A backup of a database, made by DigitalOcean.",
            key: ["database_id", "created_at"],
            [
                .id("database_id", "The database", from: "^.id"), .time("created_at", "When it was made"),
                .real("size_gigabytes", "Its size in GB"),
                .flag("incremental", "Whether it holds only changes"),
            ]))

    private static let databaseUsers = partOfDatabase(
        "users", items: "users", without: ["redis", "valkey"],
        ProviderTable(
            "digitalocean_database_user", "A user of a database.", key: ["database_id", "name"],
            [
                .id("name", "The user"), .text("database_id", "The database", from: "^.id"),
                .text("role", "primary or normal"),
                .text(
                    "auth_plugin", "Of MySQL: mysql_native_password is the old way",
                    from: "mysql_settings.auth_plugin"),
            ]))

    private static let databaseEvents = partOfDatabase(
        "events", items: "events", without: [],
        ProviderTable(
            "digitalocean_database_event", "Something that was done to a database.",
            key: ["database_id", "id"],
            [
                .id("id", "Its id"), .text("database_id", "The database", from: "^.id"),
                .text("event_type", "cluster_create, cluster_update, …"),
                .time("created_at", "When it was", from: "create_time"),
            ]))

    private static let evictionPolicy = Endpoint(
        "/v2/databases/{id}/eviction_policy", scope: "database:read",
        parent: .init("/v2/databases") { item, _ in
            item["engine"] == .text("redis") || item["engine"] == .text("valkey")
        },
        ProviderTable(
            "digitalocean_database_eviction_policy", "What a cache forgets when it is full.",
            key: ["database_id"],
            where: { $0["eviction_policy"] != nil },
            [
                .id("database_id", "The database", from: "^.id"),
                .text("eviction_policy", "noeviction, allkeys_lru, …"),
            ])
    ).with { $0.absent = [400, 404, 405, 412, 422] }

    private static let databaseVersions = Endpoint(
        "/v2/databases/options", scope: "database:read",
        ProviderTable(
            "digitalocean_database_version", "A version of an engine, and until when it is kept up.",
            key: ["engine", "version"],
            parts: { whole in
                try whole.items("version_availability.*").enumerated().flatMap { index, json in
                    let engine = whole.part(json, "version_availability", index)
                    return try engine.items("value").enumerated().map { engine.part($1, "value", $0) }
                }
            },
            [
                .id("engine", "The engine", from: "^.key"), .text("version", "The version"),
                .time("end_of_life", "When it is no longer supported"),
                .time("end_of_availability", "When it can no longer be chosen"),
                .flag("is_default", "Whether new databases have it", from: "default"),
            ]))
}
