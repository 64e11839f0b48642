import Model

/// Kubernetes.
extension DigitalOcean {
    static let clusterEndpoints = [clusters, clusterVersions, upgrades]

    private static let clusters = Endpoint(
        "/v2/kubernetes/clusters", items: "kubernetes_clusters", paging: pages, scope: "kubernetes:read",
        ProviderTable(
            "digitalocean_kubernetes_cluster",
            "A cluster; its workers are droplets too, with the tag k8s:<id>.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("version", "As in digitalocean_kubernetes_version.slug"),
                .text("region_slug", "Where", from: "region"),
                .text("status", "running, provisioning, degraded, …", from: "status.state"),
                .flag("ha", "Whether its control plane is doubled, which costs"),
                .flag("auto_upgrade", "Whether patches are put on by themselves"),
                .flag("surge_upgrade", "Whether new nodes come before old ones go"),
                .text("maintenance_day", "Weekday of its updates, or any", from: "maintenance_policy.day"),
                .text(
                    "maintenance_start_time", "When they begin, UTC", from: "maintenance_policy.start_time"),
                .text("maintenance_duration", "How long they may take", from: "maintenance_policy.duration"),
                .flag(
                    "control_plane_firewall_enabled", "Whether only some addresses reach its API",
                    from: "control_plane_firewall.enabled"),
                .list(
                    "control_plane_allowed_addresses", "JSON array of those",
                    from: "control_plane_firewall.allowed_addresses"),
                .flag("registry_enabled", "Whether it may pull from our registry"),
                .flag("sso_enabled", "Whether people log in by single sign-on", from: "sso.enabled"),
                .text("ipv4", "Address of its API; empty where it is doubled"),
                host("endpoint_host", "Name of its API", from: "endpoint"),
                .time("created_at", "When it was made"), .time("updated_at", "When it was last changed"),
                .list("tags", "JSON array"), .text("vpc_uuid", "Its private network"),
            ]),
        ProviderTable(
            "digitalocean_kubernetes_node_pool", "Workers of one size in a cluster.", each: "node_pools",
            [
                .id("id", "Its id"), .text("cluster_id", "The cluster", from: "^.id"),
                .text("name", "Its name"),
                .text("size_slug", "Their size", from: "size"), .integer("count", "How many there are"),
                .flag("auto_scale", "Whether their number changes by itself"),
                .integer("min_nodes", "Fewest"), .integer("max_nodes", "Most"), .list("tags", "JSON array"),
            ]),
        ProviderTable(
            "digitalocean_kubernetes_node", "A worker of a cluster, which is a droplet too.",
            parts: { cluster in
                try cluster.items("node_pools").enumerated().flatMap { index, json in
                    let pool = cluster.part(json, "node_pools", index)
                    return try pool.items("nodes").enumerated().map { pool.part($1, "nodes", $0) }
                }
            },
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("cluster_id", "The cluster", from: "^.^.id"),
                .text("node_pool_id", "The pool", from: "^.id"), .text("droplet_id", "The droplet"),
                .text("state", "running, provisioning, …", from: "status.state"),
                .time("created_at", "When it was made"),
            ]))

    private static let clusterVersions = Endpoint(
        "/v2/kubernetes/options", items: "options.versions", scope: "kubernetes:read",
        ProviderTable(
            "digitalocean_kubernetes_version", "A version that new clusters may have.", key: ["slug"],
            [.id("slug", "As clusters have it"), .text("kubernetes_version", "Kubernetes' own number")]))

    private static let upgrades = Endpoint(
        "/v2/kubernetes/clusters/{id}/upgrades", items: "available_upgrade_versions",
        scope: "kubernetes:read",
        parent: .init("/v2/kubernetes/clusters"),
        ProviderTable(
            "digitalocean_kubernetes_upgrade", "A newer version that a cluster can be put on.",
            key: ["cluster_id", "slug"],
            [
                .id("slug", "The version"), .text("cluster_id", "The cluster", from: "^.id"),
                .text("kubernetes_version", "Kubernetes' own number"),
            ]))
}
