import Model

/// Cloud Monitoring and Cloud Backup: what is watched, who hears of it, what is saved.
///
/// Where notifications go is not kept, for addresses of webhooks are secrets and those of people are theirs; nor is what a check asks
/// for but the host.
enum RackspaceMonitoring {
    /// `next_marker` tells the next page, or else the query of `next_href`, whose host is retired.
    private static let paging = Paging.cursor(
        parameter: "marker", next: "metadata.next_marker", link: "metadata.next_href")

    static let endpoints: [Endpoint] =
        monitoring.map {
            $0.with {
                $0.service = "cloudMonitoring"
                $0.query = [.init("limit", "100")]
            }
        } + backup.map { $0.with { $0.service = "cloudBackup" } }

    private static let monitoring: [Endpoint] = [
        Endpoint(
            "/views/overview", items: "values", paging: paging, scope: "monitoring:observer",
            ProviderTable(
                "rackspace_monitoring_entity", "Something that is watched, mostly a server.",
                [
                    .id("id", "Id of the entity", from: "entity.id|entity.key"),
                    .text("label", "Its name", from: "entity.label"),
                    .text("agent_id", "Its agent", from: "entity.agent_id"),
                    Field(.text("server_id", "The server, from the address of it")) { item in
                        let address = try item.text("entity.uri") ?? ""
                        return .optional(address.split(separator: "/").last.map(String.init))
                    },
                    Field(.text("addresses", "JSON array of its addresses")) { item in
                        .list(try item.items("entity.ip_addresses.*").compactMap { $0["value"]?.words })
                    },
                    .count("check_count", "Checks of it", from: "checks"),
                    .count("alarm_count", "Alarms of it", from: "alarms"),
                ]),
            ProviderTable(
                "rackspace_monitoring_check", "Something that is looked at again and again.",
                key: ["entity_id", "id"], each: "checks",
                [
                    .id("id", "Id of the check"),
                    .id("entity_id", "The entity", from: "^.entity.id|^.entity.key"),
                    .text("label", "Its name"),
                    .text("type", "As remote.http or agent.disk"),
                    .flag("disabled", "1 when it is off"),
                    .integer("period_seconds", "How often", from: "period"),
                    .integer("timeout_seconds", "When it is given up", from: "timeout"),
                    .text("target_alias", "Which of the entity's addresses"),
                    Field(.text("target_host", "Name or address that is asked, where it is another")) {
                        item in
                        if let name = try item.text("target_hostname"), !name.isEmpty { return .text(name) }
                        return .optional(try item.text("details.url").flatMap { PublicAddress($0)?.host })
                    },
                ]),
            ProviderTable(
                "rackspace_monitoring_alarm", "A condition that somebody is to hear of.",
                key: ["entity_id", "id"], each: "alarms",
                [
                    .id("id", "Id of the alarm"),
                    .id("entity_id", "The entity", from: "^.entity.id|^.entity.key"),
                    .text("check_id", "The check"),
                    .text("label", "Its name"),
                    .text("criteria", "The condition in the language of the service"),
                    .text("notification_plan_id", "Who hears of it; null for nobody"),
                    .flag("disabled", "1 when it is off"),
                    Field(.text("state", "OK, WARNING or CRITICAL; null when it never had one")) { item in
                        .optional(latest(of: item)?["state"]?.words)
                    },
                    Field(.integer("state_at", "Since when")) { item in
                        guard let state = latest(of: item) else { return .null }
                        return .optional(try item.part(state, "state", 0).time("timestamp"))
                    },
                ])),
        Endpoint(
            "/notification_plans", items: "values", paging: paging, scope: "monitoring:observer",
            ProviderTable(
                "rackspace_notification_plan", "Who hears of an alarm in each state.",
                [
                    .text("id", "Id of the plan"),
                    .text("label", "Its name"),
                    .list("critical", "JSON array of notifications", from: "critical_state"),
                    .list("warning", "JSON array of notifications", from: "warning_state"),
                    .list("ok", "JSON array of notifications", from: "ok_state"),
                ])),
        Endpoint(
            "/notifications", items: "values", paging: paging, scope: "monitoring:observer",
            ProviderTable(
                "rackspace_notification", "A way in which somebody hears; where it leads is not kept.",
                [.id("id", "Id of the notification"), .text("type", "email, webhook, pagerduty, …")])),
        Endpoint(
            "/agents", items: "values", paging: paging, scope: "monitoring:observer",
            ProviderTable(
                "rackspace_monitoring_agent", "A monitoring agent on a server.",
                [
                    .id("id", "Id of the agent"),
                    .time("last_connected_at", "When it last connected", from: "last_connected"),
                ])),
        Endpoint(
            "/agents/{id}/connections", items: "values", paging: paging, scope: "monitoring:observer",
            parent: .init("/agents"),
            ProviderTable(
                "rackspace_monitoring_agent_connection", "A connection of an agent; without any it is down.",
                key: ["agent_id", "id"],
                [
                    .id("id", "Id of the connection"),
                    .id("agent_id", "The agent", from: "agent_id|^.id"),
                    .text("process_version", "Version of the agent"),
                    .text("bundle_version", "Version of its code"),
                    .text("agent_ip", "Address that it comes from"),
                ])),
    ]

    private static func latest(of alarm: Item) -> JSON? {
        guard case .list(let states)? = alarm["^.latest_alarm_states"] else { return nil }
        return states.first { $0["alarm_id"] != nil && $0["alarm_id"] == alarm["id"] }
    }

    private static let backup: [Endpoint] = [
        Endpoint(
            "/user/agents", scope: "observer",
            ProviderTable(
                "rackspace_backup_agent", "An agent that saves files of a server.", key: ["id", "region"],
                [
                    .id("id", "Number of the agent", from: "MachineAgentId"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Name of the server", from: "MachineName"),
                    .text("server_id", "The server", from: "HostServerId"),
                    .text("address", "Its address", from: "IPAddress"),
                    .text("operating_system", "As Debian GNU/Linux", from: "OperatingSystem"),
                    .text("agent_version", "As 1.10.006176", from: "AgentVersion"),
                    .text("status", "Online, Offline or Unknown", from: "Status"),
                    .flag("is_disabled", "1 when it is off", from: "IsDisabled"),
                    .flag("is_encrypted", "1 when what it saves is encrypted", from: "IsEncrypted"),
                    .time(
                        "last_success_at", "When a backup last succeeded; null for never",
                        from: "TimeOfLastSuccessfulBackup"),
                ])),
        Endpoint(
            "/backup-configuration", scope: "observer",
            ProviderTable(
                "rackspace_backup_configuration", "What an agent saves when.", key: ["id", "region"],
                [
                    .id("id", "Number of the configuration", from: "BackupConfigurationId"),
                    .text("region", "As DFW", from: "@region"),
                    .text("agent_id", "The agent", from: "MachineAgentId"),
                    .text("name", "Its name", from: "BackupConfigurationName"),
                    .flag("is_active", "1 when it is on", from: "IsActive"),
                    .flag("is_deleted", "1 when it was removed", from: "IsDeleted"),
                    .text("frequency", "Manually, Hourly, Daily or Weekly", from: "Frequency"),
                    .integer(
                        "retention_days", "How long old versions are kept; 0 for ever",
                        from: "VersionRetention"),
                    .time("last_run_at", "When it last ran", from: "LastRunTime"),
                    .time("next_run_at", "When it runs next", from: "NextScheduledRunTime"),
                ])),
    ]
}
