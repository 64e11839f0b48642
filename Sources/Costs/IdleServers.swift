import Model
import Store

/// Servers that have nothing to do, by what they say themselves.
///
/// One look is no proof: the day that it is known since is that of the first run that saw it so, and only a
/// server that every run since saw idle is idle for that long. A server that started within the last hour is
/// not looked at.
enum IdleServers {
    /// Below this a processor does next to nothing, in processes that run or wait, on average over fifteen
    /// minutes, for each.
    private static let load = 0.05
    /// The part of the memory that is in use at most, for the size to be no need of it.
    private static let memory = 0.5

    static func all(_ reader: Reader, _ reading: Reading) throws -> [(waste: Waste, line: Line)] {
        let bounds: [String: Value] = ["load": .real(load), "memory": .real(memory)]
        var found: [(waste: Waste, line: Line)] = []
        if reading.knows(["load_average", "memory_info", "cpu_info", "uptime"]) {
            found += try reader.list(facts, bounds) { cells in
                guard let load = cells.real(5), let used = cells.real(6) else { return nil }
                return server(
                    cells, "load \(percent(load)) of its processors, \(percent(used)) of its memory in use",
                    nil)
            }
        }
        if reading.knows(monitored.tables) {
            found += try reader.list(monitored.sql, bounds) { cells in
                guard let load = cells.real(5), let used = cells.real(6) else { return nil }
                return server(
                    cells,
                    "New Relic: processors busy \(percent(load)) of the time, \(percent(used)) of memory in use",
                    cells.integer(7))
            }
        }
        return found
    }

    private static func server(
        _ cells: Cells, _ reason: String, _ since: Int64?
    ) -> (waste: Waste, line: Line)? {
        guard let provider = cells.text(0), let account = cells.text(1), let id = cells.text(3),
            let name = cells.text(4)
        else { return nil }
        let resource = Resource(provider: provider, account: account, type: cells.text(2) ?? "", id: id)
        var line = Line()
        line.provider = provider
        line.account = account
        line.resource = resource
        line.resourceName = name
        return (Waste(kind: .idle, resource: resource, name: name, reason: reason, since: since), line)
    }

    private static func percent(_ part: Double) -> String {
        "\(Int(exactly: (min(max(part, 0), 10) * 100).rounded()) ?? 0) %"
    }

    /// Facts of this run only: what was read in an earlier one says nothing of now.
    private static let facts = """
        WITH processors AS (SELECT host, SUM(logical_processors) AS number FROM cpu_info GROUP BY host)
        SELECT assets.provider, assets.account, assets.resource_type, assets.resource_id, assets.asset,
          load_average.average / processors.number,
          1 - memory_info.memory_available * 1.0 / memory_info.memory_total
        FROM assets
        JOIN load_average ON load_average.host = assets.host AND load_average.period = '15m'
        JOIN processors ON processors.host = assets.host AND processors.number > 0
        JOIN memory_info ON memory_info.host = assets.host AND memory_info.memory_total > 0
        JOIN uptime ON uptime.host = assets.host AND uptime.total_seconds > 3600
        WHERE assets.kind = 'server' AND assets.provider IS NOT NULL AND assets.resource_id IS NOT NULL
          AND load_average.average < :load * processors.number
          AND memory_info.memory_total - memory_info.memory_available < :memory * memory_info.memory_total
          AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.host = assets.host AND outcomes.status = 'stale'
            AND outcomes.table_name IN ('load_average', 'memory_info', 'cpu_info', 'uptime'))
        ORDER BY assets.asset
        """

    /// What New Relic saw over a fortnight, of servers that it has looked at for as long as the policy says.
    static let monitored = ProviderQuery(
        provider: "newrelic", tables: ["newrelic_host", "newrelic_host_load", "asset_names", "assets"],
        sql: """
            SELECT assets.provider, assets.account, assets.resource_type, assets.resource_id, assets.asset,
              seen.average_cpu_percent / 100, seen.average_memory_percent / 100, seen.first_sample_at
            FROM assets
            JOIN asset_names ON asset_names.asset = assets.asset AND asset_names.table_name = 'newrelic_host'
            JOIN newrelic_host AS known ON known.account = asset_names.account AND known.guid = asset_names.id
            JOIN newrelic_host_load AS seen ON seen.account = known.account
              AND seen.hostname IN (known.hostname, known.full_hostname)
            WHERE assets.kind = 'server' AND assets.provider IS NOT NULL AND assets.resource_id IS NOT NULL
              AND seen.average_cpu_percent < 100 * :load AND seen.average_memory_percent < 100 * :memory
              AND seen.first_sample_at < now() + 86400 - COALESCE(
                (SELECT CAST(value AS INTEGER) FROM inventory_policy WHERE name = 'idle_days'), 14) * 86400
            ORDER BY assets.asset
            """)
}
