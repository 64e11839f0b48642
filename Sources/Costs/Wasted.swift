import Model
import Store

/// All that is paid for and does nothing, with what it costs and whose it is.
///
/// Where a table was not read, nothing is claimed of what is in it.
struct Wasted {
    let reader: Reader
    let reading: Reading
    let allocation: Allocation
    let costs: MonthlyCost
    let now: Int64
    /// What belongs to a resource, as add-ons do to an app.
    let parts: [Resource: [Resource]]

    init(
        _ reader: Reader, _ reading: Reading, _ allocation: Allocation, _ costs: MonthlyCost,
        _ owners: [Resource: Resource], now: Int64
    ) {
        self.reader = reader
        self.reading = reading
        self.allocation = allocation
        self.costs = costs
        self.now = now
        parts = Dictionary(grouping: owners.keys) { owners[$0] ?? $0 }
    }

    /// The dearest first, what has no price last.
    func all() throws -> [Waste] {
        let found =
            try WasteQuery.all.flatMap { try $0.list(reader, reading) } + IdleServers.all(reader, reading)
        let earlier = Dictionary(
            try reader.list("SELECT kind, provider, account, resource_id, since FROM previous.waste") {
                cells -> (Waste.Key, Int64)? in
                guard let kind = cells.text(0), let provider = cells.text(1), let account = cells.text(2),
                    let id = cells.text(3), let since = cells.integer(4)
                else { return nil }
                return (Waste.Key(kind: kind, provider: provider, account: account, id: id), since)
            }, uniquingKeysWith: min)
        return Waste.merged(found.map { priced($0.waste, $0.line) }).map { $0.dated(by: earlier, now: now) }
            .sorted(by: isBefore)
    }

    private func priced(_ waste: Waste, _ line: Line) -> Waste {
        var waste = waste
        let resources = [waste.resource] + (waste.kind == .reviewApp ? parts[waste.resource] ?? [] : [])
        let sums = resources.compactMap(costs.sum)
        if !sums.isEmpty {
            waste.monthly = sums.reduce(Int64(0)) { Exact.sum($0, $1.micros) }
            waste.source = Charge.Source.allCases.last { source in sums.contains { $0.source == source } }
        }
        if let sum = costs.sum(of: waste.resource) {
            waste.client = sum.client
        } else {
            let clients = Set(
                allocation.parts(of: line, allocation.assets.asset(of: waste.resource)).map(\.client))
            waste.client = clients.count == 1 ? clients.first ?? nil : nil
        }
        return waste
    }

    private func isBefore(_ a: Waste, _ b: Waste) -> Bool {
        if a.monthly != b.monthly { return (a.monthly ?? .min) > (b.monthly ?? .min) }
        let text = { (waste: Waste) in
            [waste.kind.rawValue, waste.resource.provider, waste.resource.account, waste.resource.id]
        }
        return text(a).lexicographicallyPrecedes(text(b))
    }
}
