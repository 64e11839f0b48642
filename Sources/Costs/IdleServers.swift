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
        guard reading.knows(["load_average", "memory_info", "cpu_info", "uptime"]) else { return [] }
        return try reader.list(sql, ["load": .real(load), "memory": .real(memory)]) { cells in
            guard let provider = cells.text(0), let account = cells.text(1), let id = cells.text(3),
                let load = cells.real(5), let used = cells.real(6), let name = cells.text(4)
            else { return nil }
            let resource = Resource(
                provider: provider, account: account, type: cells.text(2) ?? "", id: id)
            var line = Line()
            line.provider = provider
            line.account = account
            line.resource = resource
            line.resourceName = name
            let reason =
                "load \(percent(load)) of its processors, \(percent(used)) of its memory in use"
            return (Waste(kind: .idle, resource: resource, name: name, reason: reason), line)
        }
    }

    private static func percent(_ part: Double) -> String {
        "\(Int(exactly: (min(max(part, 0), 10) * 100).rounded()) ?? 0) %"
    }

    /// Facts of this run only: what was read in an earlier one says nothing of now.
    static let sql = """
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
}
