import Model

/// What DigitalOcean watches for us.
extension DigitalOcean {
    static let watchEndpoints = [uptimeChecks, uptimeState, uptimeAlerts, alertPolicies]

    private static let uptimeChecks = Endpoint(
        "/v2/uptime/checks", items: "checks", paging: pages, scope: "uptime:read",
        ProviderTable(
            "digitalocean_uptime_check", "A public address that is asked from outside.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("type", "ping, http or https"),
                host("target_host", "Host that is asked", from: "target"),
                .list("regions", "JSON array: from where"), .flag("enabled", "Whether it is asked"),
            ]))

    private static let uptimeState = Endpoint(
        "/v2/uptime/checks/{id}/state", items: "state", scope: "uptime:read",
        parent: .init("/v2/uptime/checks"),
        ProviderTable(
            "digitalocean_uptime_state", "How an address that is watched answers in a region.",
            key: ["check_id", "region"], each: "regions.*",
            [
                .id("check_id", "The check", from: "^.^.id"),
                .text("region", "us_east, us_west, eu_west or se_asia", from: "key"),
                .text("status", "UP, DOWN or CHECKING", from: "value.status"),
                .time("status_changed_at", "Since when", from: "value.status_changed_at"),
                .real(
                    "thirty_day_uptime_percentage", "Part of the last 30 days that it was up",
                    from: "value.thirty_day_uptime_percentage"),
            ]),
        ProviderTable(
            "digitalocean_uptime_outage", "When an address that is watched last did not answer.",
            key: ["check_id", "started_at"], where: { $0["previous_outage.started_at"] != nil },
            [
                .id("check_id", "The check", from: "^.id"),
                .text("region", "From where", from: "previous_outage.region"),
                .time("started_at", "When it began", from: "previous_outage.started_at"),
                .time("ended_at", "When it ended", from: "previous_outage.ended_at"),
                .integer("duration_seconds", "How long it was", from: "previous_outage.duration_seconds"),
            ]))

    private static let uptimeAlerts = Endpoint(
        "/v2/uptime/checks/{id}/alerts", items: "alerts", paging: pages, scope: "uptime:read",
        parent: .init("/v2/uptime/checks"),
        ProviderTable(
            "digitalocean_uptime_alert", "What of an address that is watched is told to somebody.",
            [
                .id("id", "Its id"), .text("check_id", "The check", from: "^.id"), .text("name", "Its name"),
                .text("type", "latency, down, down_global or ssl_expiry"), .real("threshold", "The bound"),
                .text("comparison", "greater_than or less_than"), .text("period", "Over how long: 2m"),
                .count("email_count", "Addresses that it is told to", from: "notifications.email"),
                .count("slack_count", "Channels that it is told to", from: "notifications.slack"),
            ]))

    /// Its links may stand one level higher than those of other lists.
    private static let alertPolicies = Endpoint(
        "/v2/monitoring/alerts", items: "policies",
        paging: .numbered(next: ["links.pages.next", "links.next"], total: ["meta.total"]),
        scope: "monitoring:read",
        ProviderTable(
            "digitalocean_alert_policy",
            "A bound of a droplet, load balancer or database that is told when it is passed.",
            key: ["uuid"],
            [
                .id("uuid", "Its id"), .text("type", "v1/insights/droplet/cpu, …"),
                .text("description", "Its name"), .flag("enabled", "Whether it is on"),
                .text("compare", "GreaterThan or LessThan"), .real("value", "The bound"),
                .text("window", "Over how long: 5m"), .list("entities", "JSON array of ids that it is for"),
                .list(
                    "tags", "JSON array of tags that it is for; with no entities and no tags it is for all"),
                .count("email_count", "Addresses that it is told to", from: "alerts.email"),
                .count("slack_count", "Channels that it is told to", from: "alerts.slack"),
            ]))
}
