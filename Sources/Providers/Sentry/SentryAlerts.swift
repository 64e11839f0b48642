import Model

extension Sentry {
    /// What watches, and whom it tells.
    static let alerts: [Endpoint] = [
        each(ofOne + "monitors/", scope: "project:read", monitor).with {
            $0.tables.append(monitorEnvironment)
        },
        each(
            detectors, scope: "alerts:read",
            ProviderTable(
                "sentry_detector", "Something that is watched: errors, a number, an address, a cron job.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("project_id", "The project", from: "projectId"), .text("name", "Its name"),
                    .text("type", "error, metric_issue, uptime_domain_failure, monitor_check_in_failure, …"),
                    .flag("enabled", "Whether it is on"),
                    .list("workflow_ids", "Alerts that it sets off", from: "workflowIds"),
                    Field(.text("host", "Host of the address that it asks; null for other types")) { item in
                        .optional(
                            try item.text("dataSources.0.queryObj.url").flatMap(PublicAddress.init)?.host)
                    },
                    .time("created_at", "When it was made", from: "dateCreated"),
                    .time("updated_at", "When it last changed", from: "dateUpdated"),
                ])),
        each(
            workflows, scope: "alerts:read",
            ProviderTable(
                "sentry_workflow", "An alert: what it does when something is found.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("name", "Its name"), .flag("enabled", "Whether it is on"),
                    .text("environment", "Where; null for everywhere"),
                    .list("detector_ids", "What sets it off", from: "detectorIds"),
                    Field(.text("actions", "JSON array: email, slack, pagerduty, …; whom is not kept")) {
                        item in
                        let filters = try item.items("actionFilters").map { filter in
                            guard case .list(let actions)? = filter["actions"] else { return [JSON]() }
                            return actions.compactMap { $0["type"] }
                        }
                        let all = JSON.object(["actions": .list(filters.flatMap(\.self))])
                        return try Item(all, place: item.place, account: item.account).list(
                            "actions", each: nil)
                    },
                    .time("last_triggered", "When it last went off; null for never", from: "lastTriggered"),
                    .time("created_at", "When it was made", from: "dateCreated"),
                ])),
        each(
            metricAlerts, scope: "alerts:read",
            ProviderTable(
                "sentry_metric_alert", "An alert on a number, of a server that has no detectors.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("name", "Its name"), .text("aggregate", "What is counted: count()"),
                    .list("projects", "Short names of the projects"),
                    .count("trigger_count", "Bounds that set it off", from: "triggers"),
                    .time("created_at", "When it was made", from: "dateCreated"),
                ])),
        eachProject(
            issueAlerts, paging: .link(), scope: "alerts:read",
            ProviderTable(
                "sentry_issue_alert", "An alert on issues, of a server that has no workflows.",
                [.id("id", "Number at Sentry")] + ofItsProject + [
                    .text("name", "Its name"), .text("status", "active or disabled"),
                    .text("environment", "Where; null for everywhere"),
                    .count("condition_count", "What sets it off", from: "conditions"),
                    .count("action_count", "What it does", from: "actions"),
                    .time("last_triggered", "When it last went off; null for never", from: "lastTriggered"),
                    .time("created_at", "When it was made", from: "dateCreated"),
                ])),
    ]

    private static let monitor = ProviderTable(
        "sentry_monitor", "A cron job that reports.",
        [.id("id", "Number at Sentry")] + ofOrganization + [
            .text("slug", "Its short name"), .text("name", "Its name"),
            .text("project_slug", "The project", from: "project.slug"), .text("status", "active or disabled"),
            .flag("is_muted", "Whether it tells nobody", from: "isMuted"),
            .text("schedule_type", "crontab or interval", from: "config.schedule_type"),
            Field(.text("schedule", "As in a crontab, or 1 hour")) { item in
                guard case .list(let parts)? = item["config.schedule"] else {
                    return .optional(try item.text("config.schedule"))
                }
                let texts = parts.map { part in
                    switch part {
                    case .text(let text), .number(let text): text
                    default: "?"
                    }
                }
                return .text(texts.joined(separator: " "))
            },
            .text("timezone", "Time zone of the schedule", from: "config.timezone"),
            .integer("checkin_margin_minutes", "How late it may be", from: "config.checkin_margin"),
            .integer("max_runtime_minutes", "How long it may run", from: "config.max_runtime"),
            .time("created_at", "When it was made", from: "dateCreated"),
        ])

    /// The environments of a monitor are a list, or an object by their names, as some servers have it.
    private static let monitorEnvironment = ProviderTable(
        "sentry_monitor_environment", "How a cron job fares in one environment.",
        key: ["monitor_id", "name"],
        parts: { item in
            if case .object(let members)? = item["environments"] {
                return members.sorted { $0.key < $1.key }.enumerated().map { index, member in
                    let name = JSON.object(["name": .text(member.key)])
                    guard case .object(let own) = member.value else {
                        return item.part(name, "environments", index)
                    }
                    let named = own.merging(["name": .text(member.key)]) { first, _ in first }
                    return item.part(.object(named), "environments", index)
                }
            }
            return try item.items("environments").enumerated().map { item.part($1, "environments", $0) }
        },
        [
            .id("monitor_id", "The cron job", from: "^.id"),
            .id("name", "Name of the environment", from: "name"),
            .text("status", "ok, error, active, disabled, missed_checkin or timeout"),
            .flag("is_muted", "Whether it tells nobody", from: "isMuted"),
            Field(.integer("has_incident", "Whether it is broken now")) {
                .bool($0["activeIncident"] != nil)
            },
            .time("last_check_in", "When it last reported", from: "lastCheckIn"),
            .time("next_check_in", "When it should next", from: "nextCheckIn"),
        ])
}
