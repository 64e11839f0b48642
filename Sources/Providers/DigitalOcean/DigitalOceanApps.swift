import Model

/// App Platform.
///
/// A specification has the values of variables, commands, and credentials of registries and log services;
/// none of those is kept.
extension DigitalOcean {
    static let appEndpoints = [apps, deployments, appAlerts, instanceSizes, namespaces]

    private static let componentLists = [
        ("service", "spec.services"), ("worker", "spec.workers"), ("job", "spec.jobs"),
        ("static_site", "spec.static_sites"), ("functions", "spec.functions"),
        ("database", "spec.databases"),
    ].map { (kind: $0.0, path: $0.1) }

    private static let apps = Endpoint(
        "/v2/apps", items: "apps", paging: pages, scope: "app:read", app, component, variable, logDestination,
        appDomain
    ).with { $0.query = [.init("with_projects", "true")] }

    private static let app = ProviderTable(
        "digitalocean_app", "An app that DigitalOcean builds and runs.",
        [
            .id("id", "Its id"), .text("name", "Its name", from: "spec.name"),
            .text("region_slug", "Where", from: "region.slug|spec.region"),
            .text("tier_slug", "basic or professional"), .time("created_at", "When it was made"),
            .time("updated_at", "When it was last changed"),
            host("live_domain", "Name that it answers to", from: "live_domain|live_url"),
            host("default_ingress_host", "Name that DigitalOcean gave it", from: "default_ingress"),
            .text("active_deployment_id", "What runs", from: "active_deployment.id"),
            .text("active_deployment_phase", "ACTIVE, ERROR, …", from: "active_deployment.phase"),
            .time("active_deployment_created_at", "When that was made", from: "active_deployment.created_at"),
            .time("last_deployment_created_at", "When something was last deployed"),
            .flag(
                "maintenance_enabled", "Whether it shows a page of maintenance",
                from: "spec.maintenance.enabled"),
            .flag("is_archived", "Whether it is put away", from: "spec.maintenance.archive"),
            .list("dedicated_ips", "JSON array of addresses of its own, which cost", each: "ip"),
            .text("vpc_id", "Its private network", from: "vpc.id|spec.vpc.id"),
            .text("project_id", "Its project"),
        ])

    private static let component = ProviderTable(
        "digitalocean_app_component", "A part of an app that runs, or ran.", key: ["app_id", "name"],
        parts: { try parts(of: $0, componentLists) },
        [
            .id("name", "Its name", from: "value.name"), .text("app_id", "The app", from: "^.id"),
            .text("kind", "service, worker, job, static_site, functions or database"),
            .text(
                "instance_size_slug", "Size, as in digitalocean_app_instance_size",
                from: "value.instance_size_slug"),
            .integer("instance_count", "How many of it", from: "value.instance_count"),
            .integer(
                "min_instance_count", "Fewest, where their number changes by itself",
                from: "value.autoscaling.min_instance_count"),
            .integer(
                "max_instance_count", "Most, where their number changes by itself",
                from: "value.autoscaling.max_instance_count"),
            .integer("http_port", "Port that it listens on", from: "value.http_port"),
            .text("environment_slug", "Language that it is built for", from: "value.environment_slug"),
            Field(.text("source", "github, gitlab, bitbucket, git or image")) { item in
                .optional(sources.first { item["value.\($0)"] != nil })
            },
            Field(
                .text("source_repository", "Repository of the code or image; of a git address only the host")
            ) { item in
                if let name = try item.text(
                    "value.github.repo|value.gitlab.repo|value.bitbucket.repo|value.image.repository")
                {
                    return .text(name)
                }
                return .optional(try item.text("value.git.repo_clone_url").flatMap(host))
            },
            .text(
                "source_branch", "Branch, or tag of the image",
                from:
                    "value.github.branch|value.gitlab.branch|value.bitbucket.branch|value.git.branch|value.image.tag"
            ),
            .flag(
                "deploys_on_push", "Whether a push deploys it",
                from:
                    "value.github.deploy_on_push|value.gitlab.deploy_on_push|value.bitbucket.deploy_on_push|value.image.deploy_on_push.enabled"
            ),
            .text("engine", "Of a database: PG, MYSQL, REDIS, …", from: "value.engine"),
            .text("version", "Of a database: its version", from: "value.version"),
            .flag("production", "Of a database: whether it is a managed one", from: "value.production"),
            .text(
                "cluster_name", "Of a database: the managed one, by its name in digitalocean_database",
                from: "value.cluster_name"),
        ])

    private static let sources = ["github", "gitlab", "bitbucket", "git", "image"]

    /// What stands in a list of each component, as `{kind: …, value: …}` around it; what stands in the app's
    /// own list has no component.
    private static func inComponents(_ list: String, of app: Item) throws -> [Item] {
        try parts(of: app, componentLists).flatMap { component in
            try component.items("value.\(list)").enumerated().map { component.part($1, list, $0) }
        }
    }

    private static let variable = ProviderTable(
        "digitalocean_app_variable", "Name of an environment variable of an app; its value is not kept.",
        key: ["app_id", "component", "name"],
        parts: { app in
            let own = try app.items("spec.envs").enumerated().map { index, json in
                app.part(.object([:]), "spec", index).part(json, "envs", index)
            }
            return try own + inComponents("envs", of: app)
        },
        [
            .id("name", "The name", from: "key"), .text("app_id", "The app", from: "^.^.id"),
            .text("component", "The part of the app; null for all of them", from: "^.value.name"),
            .text("type", "GENERAL, or SECRET for one that is kept encrypted"),
            .text("scope", "RUN_TIME, BUILD_TIME or RUN_AND_BUILD_TIME"),
        ])

    private static let logDestination = ProviderTable(
        "digitalocean_app_log_destination", "Where a part of an app sends its logs.",
        key: ["app_id", "component", "name"],
        parts: { try inComponents("log_destinations", of: $0) },
        [
            .id("name", "Its name"), .text("app_id", "The app", from: "^.^.id"),
            .text("component", "The part of the app", from: "^.value.name"),
            Field(.text("service", "papertrail, datadog, logtail or open_search")) { item in
                .optional(["papertrail", "datadog", "logtail", "open_search"].first { item[$0] != nil })
            },
            host(
                "host", "Host that they go to",
                from: "papertrail.endpoint|datadog.endpoint|open_search.endpoint"),
            .text("cluster_name", "OpenSearch cluster that they go to", from: "open_search.cluster_name"),
        ])

    private static let appDomain = ProviderTable(
        "digitalocean_app_domain", "A name that an app answers to.", each: "domains",
        [
            .id("id", "Its id"), .text("app_id", "The app", from: "^.id"),
            .text("domain", "The name", from: "spec.domain"),
            .text("type", "DEFAULT, PRIMARY or ALIAS", from: "spec.type"),
            .text("zone", "Its zone, where that is ours", from: "spec.zone"),
            .flag("wildcard", "Whether it stands for all names below", from: "spec.wildcard"),
            .text("minimum_tls_version", "Oldest TLS that it takes", from: "spec.minimum_tls_version"),
            .text("phase", "ACTIVE, PENDING, CONFIGURING or ERROR"),
            .time("certificate_expires_at", "When its certificate ends"),
        ])

    /// One page of the newest: what was deployed years ago has nothing to say.
    private static let deployments = Endpoint(
        "/v2/apps/{id}/deployments", items: "deployments", scope: "app:read", parent: .init("/v2/apps"),
        ProviderTable(
            "digitalocean_app_deployment", "A deployment of an app: the 20 newest.",
            [
                .id("id", "Its id"), .text("app_id", "The app", from: "^.id"),
                .text("phase", "ACTIVE, SUPERSEDED, ERROR, CANCELED, PENDING_BUILD, …"),
                .text("cause", "What made it"),
                .time("created_at", "When it began"), .time("updated_at", "When it was last changed"),
            ])
    ).with { $0.query = [.init("per_page", "20")] }

    private static let appAlerts = Endpoint(
        "/v2/apps/{id}/alerts", items: "alerts", scope: "app:read", parent: .init("/v2/apps"),
        ProviderTable(
            "digitalocean_app_alert", "What of an app is told to somebody.",
            [
                .id("id", "Its id"), .text("app_id", "The app", from: "^.id"),
                .text("component", "The part of the app; null for all", from: "component_name"),
                .text("rule", "DEPLOYMENT_FAILED, DOMAIN_FAILED, CPU_UTILIZATION, …", from: "spec.rule"),
                .text("operator", "GREATER_THAN or LESS_THAN", from: "spec.operator"),
                .real("value", "The bound", from: "spec.value"),
                .text("window", "Over how long", from: "spec.window"),
                .flag("disabled", "Whether it is switched off", from: "spec.disabled|disabled"),
                .text("phase", "ACTIVE, ERROR, …"),
                .count("email_count", "Addresses that it is told to", from: "emails"),
                .count("slack_count", "Channels that it is told to", from: "slack_webhooks"),
            ]))

    private static let instanceSizes = Endpoint(
        "/v2/apps/tiers/instance_sizes", items: "instance_sizes", scope: "app:read",
        ProviderTable(
            "digitalocean_app_instance_size", "A size that parts of apps may have, and its price.",
            key: ["slug"],
            [
                .id("slug", "As components have it"), .text("name", "As people read it"),
                .text("tier_slug", "basic or professional"), .text("cpu_type", "SHARED or DEDICATED"),
                .real("cpus", "Processors"), .integer("memory_bytes", "Memory"),
                .money(
                    "price_monthly", "Most that one costs a month, which is 28 days of its price a second",
                    from: "usd_per_month"),
                .real("bandwidth_allowance_gib", "Traffic out that the price includes, a month"),
            ]))

    /// Each has a key, which is not kept.
    private static let namespaces = Endpoint(
        "/v2/functions/namespaces", items: "namespaces", scope: "function:read",
        ProviderTable(
            "digitalocean_function_namespace", "A place for functions.", key: ["uuid"],
            [
                .id("uuid", "Its id", from: "uuid|namespace"), .text("namespace", "Its name"),
                .text("label", "As people call it"), .text("region_slug", "Where", from: "region"),
                host("api_host", "Host that runs them", from: "api_host"),
                .time("created_at", "When it was made"),
                .time("updated_at", "When it was last changed"),
            ])
    ).with { $0.isOptional = true }
}
