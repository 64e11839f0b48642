import Model

/// What reports to New Relic: hosts, applications, what browsers say of them, and monitors that look from outside.
///
/// An entity is gone from the answers some days after its data stopped; what was there is in earlier runs.
enum NewRelicEntities {
    static let endpoints: [Endpoint] = [hosts, applications, browsers, monitors]

    /// A search for all entities of one kind, in all accounts of the key.
    private static func search(
        _ name: String, _ kind: String, _ more: String, _ table: ProviderTable
    ) -> Endpoint {
        Document(
            name,
            """
            query ($q: String!, $cursor: String) { actor { entitySearch(query: $q) { count \
            results(cursor: $cursor) { nextCursor entities { guid name accountId reporting permalink \
            firstIndexedAt lastReportingChangeAt ... on AlertableEntityOutline { alertSeverity } \
            tags { key values } \(more) } } } } }
            """
        ).endpoint(
            items: "data.actor.entitySearch.results.entities",
            cursor: "data.actor.entitySearch.results.nextCursor", table
        ) { _ in [("q", Document.quoted(kind))] }
    }

    private static let common: [Field] = [
        .id("guid", "Id of the entity"),
        .text("name", "Its name"),
        .text("account_id", "Account that it is of", from: "accountId"),
        .flag("reporting", "0 when its data stopped"),
        .text(
            "alert_severity",
            "CRITICAL, WARNING, NOT_ALERTING, or NOT_CONFIGURED or null when nobody is alerted",
            from: "alertSeverity"),
        .time("first_indexed_at", "When it was first seen", from: "firstIndexedAt"),
        .time(
            "last_reporting_change_at", "When its data last began or stopped", from: "lastReportingChangeAt"),
        Field(.text("tags", "JSON array of its tags, each as key:value")) { item in
            .list(
                try allTags(of: item).flatMap { tag in tag.values.map { "\(tag.key):\($0)" } })
        },
        .text("permalink", "Its page at New Relic"),
    ]

    private static let hosts = search(
        "hosts", "domain = 'INFRA' AND type = 'HOST'",
        """
        ... on InfrastructureHostEntityOutline { hostSummary { cpuUtilizationPercent diskUsedPercent \
        memoryUsedPercent networkReceiveRate networkTransmitRate servicesCount } }
        """,
        ProviderTable(
            "newrelic_host", "A host with the infrastructure agent.", key: ["guid"],
            common + [
                tag("hostname", "Name that the host has for itself", ["hostname"]),
                tag("full_hostname", "The same with its domain", ["fullHostname"]),
                tag("agent_version", "Version of the agent", ["agentVersion"]),
                tag("instance_id", "Id of the server at its provider", ["instanceId", "aws.instanceId"]),
                tag("instance_type", "Size at its provider", ["instanceType"]),
                tag("operating_system", "As linux", ["operatingSystem"]),
                .real("cpu_percent", "Load of its processors", from: "hostSummary.cpuUtilizationPercent"),
                .real("memory_percent", "Memory in use", from: "hostSummary.memoryUsedPercent"),
                .real("disk_percent", "Disk in use", from: "hostSummary.diskUsedPercent"),
                .real(
                    "receive_bytes_per_second", "What comes in", from: "hostSummary.networkReceiveRate"),
                .real(
                    "transmit_bytes_per_second", "What goes out", from: "hostSummary.networkTransmitRate"),
                .integer("service_count", "Services that are seen on it", from: "hostSummary.servicesCount"),
            ]))

    private static let applications = search(
        "applications", "domain = 'APM' AND type = 'APPLICATION'",
        """
        ... on ApmApplicationEntityOutline { applicationId language runningAgentVersions \
        { minVersion maxVersion } settings { apdexTarget serverSideConfig } apmSummary { apdexScore \
        errorRate hostCount instanceCount responseTimeAverage throughput } }
        """,
        ProviderTable(
            "newrelic_application", "An application with an agent in it.", key: ["guid"],
            common + [
                .integer("application_id", "Its number", from: "applicationId"),
                .text("language", "As ruby, which is that of the agent"),
                .text("min_agent_version", "Oldest agent that runs", from: "runningAgentVersions.minVersion"),
                .text("max_agent_version", "Newest agent that runs", from: "runningAgentVersions.maxVersion"),
                .real("apdex_target_seconds", "Response that is still good", from: "settings.apdexTarget"),
                .real("apdex_score", "0 to 1", from: "apmSummary.apdexScore"),
                .real("error_percent", "Requests that failed", from: "apmSummary.errorRate"),
                .real("response_seconds", "Mean time to answer", from: "apmSummary.responseTimeAverage"),
                .real(
                    "requests_per_minute", "How much it is used; null when idle",
                    from: "apmSummary.throughput"),
                .integer("host_count", "Hosts that it runs on", from: "apmSummary.hostCount"),
                .integer("instance_count", "Processes", from: "apmSummary.instanceCount"),
            ]))

    private static let browsers = search(
        "browser-applications", "domain = 'BROWSER' AND type = 'APPLICATION'",
        """
        ... on BrowserApplicationEntityOutline { applicationId agentInstallType servingApmApplicationId \
        runningAgentVersions { minSemanticVersion maxSemanticVersion } }
        """,
        ProviderTable(
            "newrelic_browser_application", "A site whose pages report from the browser.", key: ["guid"],
            common + [
                .integer("application_id", "Its number", from: "applicationId"),
                .integer(
                    "serving_application_id", "Number of the application that serves it",
                    from: "servingApmApplicationId"),
                .text("install_type", "As LITE, PRO or PRO_SPA", from: "agentInstallType"),
                .text(
                    "min_agent_version", "Oldest agent that runs",
                    from: "runningAgentVersions.minSemanticVersion"),
                .text(
                    "max_agent_version", "Newest agent that runs",
                    from: "runningAgentVersions.maxSemanticVersion"),
            ]))

    private static let monitors = search(
        "monitors", "domain = 'SYNTH' AND type = 'MONITOR'",
        """
        ... on SyntheticMonitorEntityOutline { monitorId monitorType monitoredUrl period monitorSummary \
        { status locationsRunning locationsFailing successRate } }
        """,
        ProviderTable(
            "newrelic_monitor", "A monitor that asks something from outside.", key: ["guid"],
            common + [
                .text("monitor_id", "Its id among monitors", from: "monitorId"),
                .text("type", "SIMPLE, BROWSER, SCRIPT_API, CERT_CHECK, …", from: "monitorType"),
                Field(.text("host", "Name that it asks; the rest of the address is not kept")) { item in
                    .optional(try item.text("monitoredUrl").flatMap { PublicAddress($0)?.host })
                },
                .integer("period_minutes", "How often", from: "period"),
                .text(
                    "status", "ENABLED, DISABLED, MUTED, PAUSED, FAULTY or DELETED",
                    from: "monitorSummary.status"),
                .integer("location_count", "Places it asks from", from: "monitorSummary.locationsRunning"),
                .integer(
                    "failing_location_count", "Those that fail", from: "monitorSummary.locationsFailing"),
                .real("success_percent", "How often it succeeded", from: "monitorSummary.successRate"),
            ]))

    // MARK: - Tags

    private static func allTags(of item: Item) throws -> [(key: String, values: [String])] {
        try item.items("tags").compactMap { tag in
            guard let key = tag["key"]?.words, case .list(let values)? = tag["values"] else { return nil }
            return (key, values.compactMap(\.words))
        }
    }

    /// The first value of the first of `keys` that is there.
    private static func tag(_ name: String, _ meaning: String, _ keys: [String]) -> Field {
        Field(.text(name, meaning)) { item in
            let tags = try allTags(of: item)
            return .optional(keys.lazy.compactMap { key in tags.first { $0.key == key }?.values.first }.first)
        }
    }
}
