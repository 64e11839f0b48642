import Model

/// What resources are for, and what can be had.
extension DigitalOcean {
    static let projectEndpoints = [projects, projectResources, tags]
    static let referenceEndpoints = [regions, sizes]

    private static let projects = Endpoint(
        "/v2/projects", items: "projects", paging: pages, scope: "project:read",
        ProviderTable(
            "digitalocean_project", "A group of resources; bills name it, not its id.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("description", "What people say of it"),
                .text("purpose", "What it is for"),
                .text("environment", "Development, Staging or Production, as people set it"),
                .flag("is_default", "Whether resources are in it that nobody has put in another"),
                .time("created_at", "When it was made"), .time("updated_at", "When it was last changed"),
            ]))

    private static let projectResources = Endpoint(
        "/v2/projects/{id}/resources", items: "resources", paging: pages, scope: "project:read",
        parent: .init("/v2/projects"),
        ProviderTable(
            "digitalocean_project_resource", "What is in a project.", key: ["urn"],
            [
                .id("urn", "The resource: do:droplet:3164444"),
                .text("project_id", "The project", from: "^.id"),
                .text("project_name", "Its name", from: "^.name"),
                .text("environment", "The project's", from: "^.environment"),
                .time("assigned_at", "Since when"), .text("status", "ok, assigned, already_assigned, …"),
            ] + resourceFields(from: "urn")))

    /// The type and the id in `do:droplet:3164444`.
    private static func parts(ofURN urn: String) -> (type: String, id: String)? {
        let parts = urn.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "do", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        return (parts[1].lowercased(), String(parts[2]))
    }

    /// The table that has what a URN names, and its id there.
    private static func resourceFields(from path: String) -> [Field] {
        [
            Field(
                .text("resource_type", "Table that has it: digitalocean_droplet; null for a type without one")
            ) {
                .optional(try $0.text(path).flatMap(parts(ofURN:)).flatMap { tablesOfURNs[$0.type] })
            },
            Field(.text("resource_id", "Its id in that table")) {
                .optional(try $0.text(path).flatMap(parts(ofURN:))?.id)
            },
        ]
    }

    private static let tablesOfURNs = [
        "app": "digitalocean_app", "dbaas": "digitalocean_database", "domain": "digitalocean_domain",
        "droplet": "digitalocean_droplet", "floatingip": "digitalocean_reserved_ip",
        "kubernetes": "digitalocean_kubernetes_cluster", "loadbalancer": "digitalocean_load_balancer",
        "reservedip": "digitalocean_reserved_ip", "volume": "digitalocean_volume", "vpc": "digitalocean_vpc",
    ]

    private static let tags = Endpoint(
        "/v2/tags", items: "tags", paging: pages, scope: "tag:read",
        ProviderTable(
            "digitalocean_tag", "A word that resources are marked with.", key: ["name"],
            [
                .id("name", "The word"), .integer("resource_count", "What has it", from: "resources.count"),
                .integer("droplet_count", "Droplets of these", from: "resources.droplets.count"),
                .integer(
                    "image_count", "Images of these", from: "resources.images.count|resources.imgages.count"),
                .integer("volume_count", "Volumes of these", from: "resources.volumes.count"),
                .integer(
                    "volume_snapshot_count", "Snapshots of volumes of these",
                    from: "resources.volume_snapshots.count"),
                .integer("database_count", "Databases of these", from: "resources.databases.count"),
            ]))

    private static let regions = Endpoint(
        "/v2/regions", items: "regions", paging: pages, scope: "regions:read",
        ProviderTable(
            "digitalocean_region", "A place where resources may be.", key: ["slug"],
            [
                .id("slug", "As resources have it"), .text("name", "As people read it"),
                .flag("available", "Whether new resources may be made there"),
                .list("features", "JSON array: what there is"),
            ]))

    /// Droplets of long ago have sizes that are no longer in this list.
    private static let sizes = Endpoint(
        "/v2/sizes", items: "sizes", paging: pages, scope: "sizes:read",
        ProviderTable(
            "digitalocean_size", "A size that droplets may have, and its price.", key: ["slug"],
            [
                .id("slug", "As droplets have it"), .text("description", "Basic, General Purpose, …"),
                .integer("vcpus", "Processors"), .integer("memory_mb", "Memory in MB", from: "memory"),
                .integer("disk_gb", "Disk in GB", from: "disk"),
                .real("transfer_tb", "Traffic out that the price includes, in TB a month", from: "transfer"),
                .money("price_monthly", "Most that one costs a month, in millionths of a dollar"),
                .money("price_hourly", "What one costs an hour, in millionths of a dollar"),
                .flag("available", "Whether new droplets may have it"),
                .list("regions", "JSON array of the regions that have it"),
            ]))
}
