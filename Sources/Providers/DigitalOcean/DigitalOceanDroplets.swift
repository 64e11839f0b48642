import Model

/// Servers, and their images and backups.
extension DigitalOcean {
    /// Droplets with a GPU are in no list but their own.
    static let dropletEndpoints = [
        Endpoint("/v2/droplets", items: "droplets", paging: pages, scope: "droplet:read", droplet),
        Endpoint("/v2/droplets#gpus", items: "droplets", paging: pages, scope: "droplet:read", droplet)
            .with { $0.query = [.init("type", "gpus")] },
        backupPolicies, images, autoscalePools,
    ]

    private static let droplet = ProviderTable(
        "digitalocean_droplet", "A server; one that is off is billed all the same.",
        [
            .id("id", "Its id"), .text("name", "Its name"),
            Field(.text("urn", "As projects name it: do:droplet:3164444")) {
                .text("do:droplet:\(try $0.required("id"))")
            },
            .text("status", "new, active, off or archive"),
            .flag("locked", "Whether something is being done to it"),
            .time("created_at", "When it was made"), .text("region_slug", "Where", from: "region.slug"),
            .text("size_slug", "Its size", from: "size_slug|size.slug"),
            .money(
                "price_monthly", "Most that it costs a month, in millionths of a dollar",
                from: "size.price_monthly"),
            .money(
                "price_hourly", "What it costs an hour, in millionths of a dollar", from: "size.price_hourly"),
            .integer("vcpus", "Processors"), .integer("memory_mb", "Memory in MB", from: "memory"),
            .integer("disk_gb", "Disk in GB", from: "disk"),
            .real("transfer_tb", "Traffic out that the price includes, in TB a month", from: "size.transfer"),
            .text("gpu_model", "Graphics processor", from: "gpu_info.model|size.gpu_info.model"),
            first("public_ipv4", "Its first public IPv4 address", "public", ["networks.v4"]),
            first("private_ipv4", "Its first private IPv4 address", "private", ["networks.v4"]),
            first("public_ipv6", "Its first public IPv6 address", "public", ["networks.v6"]),
            addresses("public_addresses", "JSON array of all public addresses", "public"),
            addresses("private_addresses", "JSON array of all private addresses", "private"),
            .list("features", "JSON array: backups, monitoring, ipv6, …"),
            .list("backup_ids", "JSON array of its backups, ids of digitalocean_image"),
            .list("snapshot_ids", "JSON array of its snapshots"),
            .time(
                "next_backup_window_start", "When its next backup may begin", from: "next_backup_window.start"
            ),
            .time("next_backup_window_end", "When it must have begun", from: "next_backup_window.end"),
            .text("image_id", "Image that it was made from", from: "image.id"),
            .text("image_slug", "Its slug; null for one of our own", from: "image.slug"),
            .text("image_name", "Its name", from: "image.name"),
            .text("image_distribution", "Its distribution", from: "image.distribution"),
            .text("image_type", "base, snapshot, backup, custom or admin", from: "image.type"),
            .text("image_status", "available, or retired when it is no longer kept up", from: "image.status"),
            .time("image_created_at", "When the image was made", from: "image.created_at"),
            .list("tags", "JSON array"), .text("vpc_uuid", "Its private network"),
            .list("volume_ids", "JSON array of its volumes"),
        ])

    private static func found(in item: Item, _ type: String, _ paths: [String]) throws -> [String] {
        try paths.flatMap { try item.items($0) }.compactMap { address in
            guard address["type"] == .text(type), case .text(let text)? = address["ip_address"] else {
                return nil
            }
            return text.isEmpty ? nil : text
        }
    }

    private static func first(_ name: String, _ meaning: String, _ type: String, _ paths: [String]) -> Field {
        Field(.text(name, meaning)) { .optional(try found(in: $0, type, paths).first) }
    }

    private static func addresses(_ name: String, _ meaning: String, _ type: String) -> Field {
        Field(.text(name, meaning)) { item in
            guard item["networks"] != nil else { return .null }
            return .list(try found(in: item, type, ["networks.v4", "networks.v6"]))
        }
    }

    private static let backupPolicies = Endpoint(
        "/v2/droplets/backups/policies", items: "policies", paging: pages, scope: "droplet:read",
        ProviderTable(
            "digitalocean_droplet_backup_policy", "When a droplet is backed up, and how long that is kept.",
            key: ["droplet_id"],
            [
                .id("droplet_id", "The droplet", from: "value.droplet_id|key"),
                .flag("backup_enabled", "Whether it is backed up", from: "value.backup_enabled"),
                .text("plan", "daily or weekly", from: "value.backup_policy.plan"),
                .text("weekday", "SUN, MON, …, for a weekly one", from: "value.backup_policy.weekday"),
                .integer("hour", "From which hour, UTC", from: "value.backup_policy.hour"),
                .integer(
                    "window_length_hours", "Within how many hours it begins",
                    from: "value.backup_policy.window_length_hours"),
                .integer(
                    "retention_period_days", "Days that a backup is kept",
                    from: "value.backup_policy.retention_period_days"),
                .time(
                    "next_backup_window_start", "When the next may begin",
                    from: "value.next_backup_window.start"),
                .time(
                    "next_backup_window_end", "When it must have begun", from: "value.next_backup_window.end"),
            ])
    ).with { $0.isMap = true }

    private static let images = Endpoint(
        "/v2/images", items: "images", paging: pages, scope: "image:read",
        ProviderTable(
            "digitalocean_image",
            "An image of our own: a backup or snapshot of a droplet, or one that was uploaded.",
            [
                .id("id", "Its id, as in a droplet's backup_ids"), .text("name", "Its name"),
                .text("type", "snapshot, backup, custom, base or admin"),
                .text("distribution", "Its distribution"), .text("slug", "Its slug; null for most"),
                .text("status", "NEW, available, pending, deleted or retired"),
                .time("created_at", "When it was made"),
                .real("size_gigabytes", "What of it is billed, in GB"),
                .integer("min_disk_size_gb", "Smallest disk that it fits on, in GB", from: "min_disk_size"),
                .list("regions", "JSON array of the regions that it is in"), .list("tags", "JSON array"),
                .text("description", "What people say of it"),
            ])
    ).with { $0.query = [.init("private", "true")] }

    private static let autoscalePools = Endpoint(
        "/v2/droplets/autoscale", items: "autoscale_pools", paging: pages, scope: "droplet:read",
        ProviderTable(
            "digitalocean_autoscale_pool", "A group of droplets that grows and shrinks by itself.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("status", "active, deleting or error"),
                .integer("min_instances", "Fewest droplets", from: "config.min_instances"),
                .integer("max_instances", "Most droplets", from: "config.max_instances"),
                .integer(
                    "target_number_instances", "Fixed number of droplets",
                    from: "config.target_number_instances"),
                .integer("active_resources_count", "Droplets that it has now"),
                .text("size_slug", "Their size", from: "droplet_template.size"),
                .text("region_slug", "Where", from: "droplet_template.region"),
                .list("tags", "JSON array of the droplets' tags", from: "droplet_template.tags"),
                .text("project_id", "The project of its droplets", from: "droplet_template.project_id"),
                .time("created_at", "When it was made"),
            ])
    ).with { $0.isOptional = true }
}
