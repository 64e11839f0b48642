import Model

/// What hosts report of themselves, by NRQL: facts of the last day and load of the last fourteen, one row a host name.
///
/// Every number has a name of its own in the query, for without it the answer invents one. Half of the facts are added by the service and
/// may be missing.
enum NewRelicHosts {
    static let endpoints: [Endpoint] = [facts, load]

    private static func nrql(_ name: String, _ query: String, _ table: ProviderTable) -> Endpoint {
        Document(
            name,
            """
            query ($acc: Int!) { actor { account(id: $acc) { nrql(query: \(Document.quoted(query)), \
            timeout: 60) { results } } } }
            """
        ).perAccount(
            items: "data.actor.account.nrql.results", where: Endpoint.Parent.reports("SystemSample"), table)
    }

    private static let name = Field.id("hostname", "Name of the host", from: "hostname|facet")
    private static let account = Field.text("account_id", "The account", from: "^.id")

    private static let facts = nrql(
        "host-samples",
        """
        FROM SystemSample SELECT latest(coreCount) AS cores, latest(processorCount) AS cpus, \
        latest(memoryTotalBytes) AS memBytes, latest(diskUsedPercent) AS diskUsedPct, \
        latest(uptime) AS uptimeS, latest(timestamp) AS lastSeenMs, latest(operatingSystem) AS os, \
        latest(linuxDistribution) AS distro, latest(kernelVersion) AS kernel, \
        latest(agentVersion) AS agentVersion, latest(instanceType) AS instanceType \
        FACET hostname SINCE 1 day ago LIMIT MAX
        """,
        ProviderTable(
            "newrelic_host_sample", "What a host last said of itself, within a day.",
            key: ["account_id", "hostname"],
            [
                name, account,
                .integer("core_count", "Cores", from: "cores"),
                .integer("processor_count", "Processors, with those of hyper-threading", from: "cpus"),
                .integer("memory_bytes", "Memory", from: "memBytes"),
                .real("disk_percent", "Disk in use", from: "diskUsedPct"),
                .integer("uptime_seconds", "Since its start", from: "uptimeS"),
                .time("last_seen_at", "When it said so", from: "lastSeenMs"),
                .text("operating_system", "As linux", from: "os"),
                .text("linux_distribution", "As Debian GNU/Linux 12", from: "distro"),
                .text("kernel_version", "As 6.1.0-13-amd64", from: "kernel"),
                .text("agent_version", "Version of the agent", from: "agentVersion"),
                .text("instance_type", "Size at its provider", from: "instanceType"),
            ]))

    private static let load = nrql(
        "host-load",
        """
        FROM SystemSample SELECT average(cpuPercent) AS cpu, max(cpuPercent) AS cpuMax, \
        average(memoryUsedPercent) AS mem, max(memoryUsedPercent) AS memMax, count(*) AS samples, \
        earliest(timestamp) AS firstMs FACET hostname SINCE 14 days ago LIMIT MAX
        """,
        ProviderTable(
            "newrelic_host_load", "How much a host had to do in fourteen days, or as many as are kept.",
            key: ["account_id", "hostname"],
            [
                name, account,
                .real("average_cpu_percent", "Mean load of its processors", from: "cpu"),
                .real("peak_cpu_percent", "Highest load of its processors", from: "cpuMax"),
                .real("average_memory_percent", "Mean memory in use", from: "mem"),
                .real("peak_memory_percent", "Most memory in use", from: "memMax"),
                .integer("sample_count", "How many samples that is of", from: "samples"),
                .time("first_sample_at", "When the first of them is from", from: "firstMs"),
            ]))
}
