import Model

/// Cloud Databases: instances, groups of them, backups and their schedules.
///
/// Pages have 20 instances whatever is asked for. The next page's query is percent-encoded twice over, and sent back as it came.
enum RackspaceDatabases {
    private static let paging = Paging.nextQuery(size: nil, next: ["links"])

    static let endpoints: [Endpoint] = [
        Endpoint(
            "/instances", items: "instances", paging: paging, scope: "dbaas:observer",
            ProviderTable(
                "rackspace_database_instance", "A managed database server.",
                [
                    .id("id", "Id of the instance"),
                    .text("name", "Its name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("status", "ACTIVE, BACKUP, BLOCKED, ERROR, SHUTDOWN, …"),
                    .text("flavor_id", "Its size", from: "flavor.id"),
                    .integer("volume_size_gigabytes", "Its disk", from: "volume.size"),
                    .text("datastore_type", "mysql, percona, mariadb, redis, …", from: "datastore.type"),
                    .text("datastore_version", "As 5.6; null when it is not said", from: "datastore.version"),
                    .text("hostname", "Name to reach it by, in the ServiceNet"),
                    .list("addresses", "JSON array, for those that have addresses instead", from: "ip"),
                    .text("replica_of", "Instance that it copies", from: "replica_of.id"),
                    .count("replica_count", "Instances that copy it", from: "replicas"),
                    .text("ha_id", "Group that it is of, for high availability"),
                ])),
        Endpoint(
            "/instances/{id}", items: "instance", scope: "dbaas:observer", parent: .init("/instances"),
            ProviderTable(
                "rackspace_database_instance_detail", "What the list of instances leaves out.",
                [
                    .id("id", "Id of the instance"),
                    .text("region", "As DFW", from: "@region"),
                    .real("volume_used_gigabytes", "Disk in use", from: "volume.used"),
                    .text("configuration_id", "Group of settings that it has", from: "configuration.id"),
                    .time("created_at", "When it was made", from: "created"),
                    .time("updated_at", "When it was last changed", from: "updated"),
                ])),
        Endpoint(
            "/instances/{id}/root", scope: "dbaas:observer", parent: .init("/instances"),
            ProviderTable(
                "rackspace_database_root", "Whether root was ever let into an instance.",
                key: ["instance_id"],
                [
                    .id("instance_id", "The instance", from: "^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .flag("root_enabled", "1 when root was once let in", from: "rootEnabled"),
                ])),
        Endpoint(
            "/backups", items: "backups", paging: paging, scope: "dbaas:observer",
            ProviderTable(
                "rackspace_database_backup", "A backup of an instance or of a group.",
                [
                    .id("id", "Id of the backup"),
                    .text("name", "Its name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("instance_id", "Instance it is of; null for that of a group"),
                    .text("source_id", "What it is of, where that is said", from: "source.id"),
                    .text("source_type", "instance or ha", from: "source.type"),
                    .text("status", "COMPLETED, FAILED, …"),
                    .real("size_gigabytes", "Its size", from: "size"),
                    .text("type", "As InnoBackupEx or InnoBackupExIncremental"),
                    .flag("is_automated", "1 when a schedule made it"),
                    .text("datastore_type", "As mysql", from: "datastore.type"),
                    .text("datastore_version", "As 5.6", from: "datastore.version"),
                    .time("created_at", "When it was made", from: "created"),
                ])),
        Endpoint(
            "/schedules", items: "schedules", scope: "dbaas:observer",
            ProviderTable(
                "rackspace_database_schedule", "When backups of an instance are made.",
                [
                    .id("id", "Id of the schedule"),
                    .text("region", "As DFW", from: "@region"),
                    .text("instance_id", "The instance"),
                    .text("action", "As backup"),
                    .integer("day_of_week", "0 to 6"),
                    .integer("hour", "In UTC"),
                    .integer("minute", "Of the hour"),
                    .time("last_scheduled_at", "When it last ran", from: "last_scheduled"),
                    .time("next_run_at", "When it runs next", from: "next_run"),
                ])),
        Endpoint(
            "/ha", items: "ha_instances", scope: "dbaas:observer",
            ProviderTable(
                "rackspace_database_ha", "A group of instances for high availability.",
                [
                    .id("id", "Id of the group"),
                    .text("name", "Its name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("state", "As ACTIVE"),
                    .text("datastore_type", "As mysql", from: "datastore.type"),
                    .text("datastore_version", "As 5.6", from: "datastore.version"),
                ])),
        Endpoint(
            "/ha/{id}/acls", items: "acls", scope: "dbaas:observer", parent: .init("/ha"),
            ProviderTable(
                "rackspace_database_ha_acl", "A net that may reach a group of instances.",
                key: ["ha_id", "address"],
                [
                    .id("ha_id", "The group", from: "^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .id("address", "As 192.0.2.0/24; 0.0.0.0/0 is everybody"),
                    .text("type", "As ALLOW"),
                ])),
    ].map { $0.with { $0.service = "cloudDatabases" } }
}
