import Model

/// What a resource costs a month: as the last closed month was billed where it was there for the whole of it,
/// else as the open one will be, else as its price says.
struct MonthlyCost: Sendable {
    private var closed: [Resource: Sum] = [:]
    private var open: [Resource: Sum] = [:]
    private var priced: [Resource: Sum] = [:]

    /// What a resource costs, in millionths of the currency of the reports, and how that is known.
    struct Sum: Sendable, Hashable {
        var micros: Int64 = 0
        /// The least certain of its lines.
        var source = Charge.Source.invoiced
        var client: String?
        fileprivate var isWhole = true
        fileprivate var isEmpty = true
        fileprivate var isOfSeveral = false

        fileprivate mutating func add(_ amount: Int64, _ cost: Cost, isWhole: Bool) {
            micros = Exact.sum(micros, amount)
            let order = Charge.Source.allCases
            if let new = order.firstIndex(of: cost.line.source), let old = order.firstIndex(of: source),
                new > old
            {
                source = cost.line.source
            }
            if !isWhole { self.isWhole = false }
            if !isEmpty, client != cost.part.client { isOfSeveral = true }
            client = isOfSeveral ? nil : cost.part.client
            isEmpty = false
        }
    }

    /// `estimates` are costs too: what the prices say of resources, billed or not.
    init(
        _ costs: [Cost], estimates: [Cost], month: String, before: String, _ projection: Projection?
    ) {
        let margin: Int64 = 36 * 3_600
        let start = Moment.bounds(ofMonth: before)?.start ?? 0
        for cost in costs {
            guard let resource = cost.line.resource, let amount = cost.report else { continue }
            if cost.line.month == before {
                let isWhole = (cost.line.start ?? start) <= start + margin
                closed[resource, default: Sum()].add(amount, cost, isWhole: isWhole)
            } else if cost.line.month == month, let projection, projection.isTellable {
                open[resource, default: Sum()].add(
                    projection.projected(amount, of: cost.line), cost, isWhole: true)
            }
        }
        for cost in estimates where cost.line.month == month {
            guard let resource = cost.line.resource, let amount = cost.report else { continue }
            priced[resource, default: Sum()].add(
                projection?.projected(amount, of: cost.line) ?? amount, cost, isWhole: true)
        }
    }

    /// What the resource costs; nothing when no line and no price is known.
    func sum(of resource: Resource) -> Sum? {
        if let sum = closed[resource], sum.isWhole { return sum }
        return open[resource] ?? closed[resource] ?? priced[resource]
    }
}
