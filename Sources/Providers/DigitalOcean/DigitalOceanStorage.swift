/// Volumes, snapshots and registries.
extension DigitalOcean {
    static let storageEndpoints = [
        volumes, snapshots, registries, registrySubscription, repositories, garbageCollections, cdn,
    ]

    private static let volumes = Endpoint(
        "/v2/volumes", items: "volumes", paging: pages, scope: "block_storage:read",
        ProviderTable(
            "digitalocean_volume",
            "A disk that is attached to a droplet, or to none and billed all the same.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .integer("size_gigabytes", "Its size in GiB"),
                attached("droplet_ids", "JSON array of droplets that it is attached to"),
                .text("region_slug", "Where", from: "region.slug"), .time("created_at", "When it was made"),
                .text("filesystem_type", "ext4 or xfs"),
                .text("filesystem_label", "Label of the file system"),
                .text("description", "What people say of it"), .list("tags", "JSON array"),
            ]))

    private static let snapshots = Endpoint(
        "/v2/snapshots", items: "snapshots", paging: pages, scope: "snapshot:read",
        ProviderTable(
            "digitalocean_snapshot", "A snapshot of a droplet or volume, which may no longer be there.",
            [
                .id("id", "Its id: a number for a droplet's, a UUID for a volume's"),
                .text("name", "Its name"), .text("resource_id", "What it was made of"),
                .text("resource_type", "droplet or volume"), .time("created_at", "When it was made"),
                .real("size_gigabytes", "What of it is billed, in GB"),
                .integer("min_disk_size_gb", "Smallest disk that it fits on, in GB", from: "min_disk_size"),
                .list("regions", "JSON array of the regions that it is in"), .list("tags", "JSON array"),
            ]))

    /// With several registries the older, singular path answers an error.
    private static let registries = Endpoint(
        "/v2/registries", items: "registries", scope: "registry:read",
        ProviderTable(
            "digitalocean_container_registry", "A registry of container images.", key: ["name"],
            [
                .id("name", "Its name"), .text("region_slug", "Where", from: "region"),
                .time("created_at", "When it was made"),
                .integer("storage_usage_bytes", "What its images take"),
                .time("storage_usage_bytes_updated_at", "When that was counted"),
            ] + tier("subscription.tier")
        )
    ).with { $0.absent = [404, 412] }

    private static let registrySubscription = Endpoint(
        "/v2/registries/subscription", items: "subscription", scope: "registry:read",
        ProviderTable(
            "digitalocean_container_registry_subscription", "What is paid for the account's registries.",
            key: ["tier_slug"],
            tier("tier") + [
                .time("created_at", "When it began"), .time("updated_at", "When it was last changed"),
            ])
    ).with { $0.absent = [404, 412] }

    private static func tier(_ path: String) -> [Field] {
        [
            .text("tier_slug", "Plan: starter, basic, professional", from: "\(path).slug"),
            cents(
                "price_monthly", "What the plan costs a month, in millionths of a dollar",
                from: "\(path).monthly_price_in_cents"),
            .integer(
                "included_storage_bytes", "Storage that the price includes",
                from: "\(path).included_storage_bytes"),
            cents(
                "storage_overage_price", "What a GiB more costs a month, in millionths of a dollar",
                from: "\(path).storage_overage_price_in_cents"),
        ]
    }

    /// The next page wants a token that stands in the link to it.
    private static let repositories = Endpoint(
        "/v2/registries/{name}/repositoriesV2", items: "repositories",
        paging: .nextQuery(size: "per_page", most: 200, next: ["links.pages.next"]), scope: "registry:read",
        parent: .init("/v2/registries"),
        ProviderTable(
            "digitalocean_container_registry_repository", "The images of one name in a registry.",
            key: ["registry_name", "name"],
            [
                .id("name", "Its name"), .text("registry_name", "The registry", from: "registry_name|^.name"),
                .integer("tag_count", "Its tags"), .integer("manifest_count", "Its images"),
                .time(
                    "latest_manifest_updated_at", "When the newest was pushed",
                    from: "latest_manifest.updated_at"),
                .integer(
                    "latest_manifest_size_bytes", "Size of the newest", from: "latest_manifest.size_bytes"),
                .integer(
                    "latest_manifest_compressed_size_bytes", "What the newest takes in the registry",
                    from: "latest_manifest.compressed_size_bytes"),
            ]))

    private static let garbageCollections = Endpoint(
        "/v2/registries/{name}/garbage-collections", items: "garbage_collections", paging: pages,
        scope: "registry:read", parent: .init("/v2/registries"),
        ProviderTable(
            "digitalocean_container_registry_garbage_collection", "A clean-up of a registry.", key: ["uuid"],
            [
                .id("uuid", "Its id"), .text("registry_name", "The registry", from: "registry_name|^.name"),
                .text("status", "requested, succeeded, failed, …"),
                .time("created_at", "When it was asked for"),
                .time("updated_at", "When that was last changed"), .integer("blobs_deleted", "What went"),
                .integer("freed_bytes", "Space that it freed"),
            ]))

    /// Five requests in ten seconds are allowed here; a page has 200 endpoints.
    private static let cdn = Endpoint(
        "/v2/cdn/endpoints", items: "endpoints", paging: pages, scope: "cdn:read",
        ProviderTable(
            "digitalocean_cdn_endpoint", "A bucket of object storage that is served from near its readers.",
            [
                .id("id", "Its id"), .text("origin", "The bucket's own name"), .text("endpoint", "Its name"),
                .text("custom_domain", "Our name for it"),
                .text("certificate_id", "The certificate for that, in digitalocean_certificate"),
                .integer("ttl_seconds", "How long it is kept", from: "ttl"),
                .time("created_at", "When it was made"),
            ]))
}
