import Model

/// What one thing cost in a month and in the one before: a resource's service, or a line of the same words
/// where no resource is said.
struct Track: Sendable {
    /// What makes two lines of two months lines of the same thing.
    struct Identity: Sendable, Hashable {
        var account: AccountName
        var category: Charge.Category
        var service: String
        /// The resource's id; the line's description for what has none.
        var thing: String
        var hasResource: Bool

        init(_ line: Line) {
            account = AccountName(line)
            category = line.category
            service = line.service
            hasResource = line.resource != nil
            thing = line.resource?.id ?? line.description ?? ""
        }
    }

    /// One side of it: what it was in one of the two months.
    struct Month: Sendable {
        var amount: Int64 = 0
        var quantity: Double?
        var unit: String?
        var firstStart: Int64?
        var lastEnd: Int64?
        private(set) var sizes: [Size] = []

        /// A size or plan, and from when to when it was charged.
        struct Size: Sendable, Hashable {
            var name: String
            var start: Int64
            var end: Int64
        }

        /// The sizes one after the other, the earliest first; nothing when several ran side by side, as an
        /// app's processes do.
        var sequence: [Size]? {
            let sorted = sizes.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
            let isSequence = zip(sorted, sorted.dropFirst()).allSatisfy { $0.end <= $1.start }
            return isSequence ? sorted : nil
        }

        var sizeNames: Set<String> { Set(sizes.map(\.name)) }

        fileprivate mutating func add(_ cost: Cost, amount: Int64, scale: Double) {
            let line = cost.line
            self.amount = Exact.sum(self.amount, amount)
            if let number = line.quantity {
                quantity = (quantity ?? 0) + number * scale * Double(cost.part.share) / Double(Split.whole)
                unit = line.unit
            }
            if let start = line.start { firstStart = min(firstStart ?? start, start) }
            if let end = line.end { lastEnd = max(lastEnd ?? end, end) }
            guard let name = line.sku else { return }
            let size = Size(name: name, start: line.start ?? .min, end: line.end ?? .max)
            if let known = sizes.firstIndex(where: { $0.name == name }) {
                sizes[known].start = min(sizes[known].start, size.start)
                sizes[known].end = max(sizes[known].end, size.end)
            } else {
                sizes.append(size)
            }
        }
    }

    let identity: Identity
    var name: String?
    var before: Month?
    var after: Month?
    private(set) var client: String?
    private var isOfSeveral = false

    init(_ cost: Cost) {
        identity = Identity(cost.line)
        client = cost.part.client
        name = cost.line.resourceName ?? cost.line.description ?? cost.line.resource?.id
    }

    /// Adds a part of a line of the later month, or of the one before; `amount` is what it counts with.
    mutating func add(_ cost: Cost, isLater: Bool, amount: Int64, scale: Double = 1) {
        if isLater {
            after = after ?? Month()
            after?.add(cost, amount: amount, scale: scale)
        } else {
            before = before ?? Month()
            before?.add(cost, amount: amount, scale: scale)
        }
        if client != cost.part.client || isOfSeveral {
            isOfSeveral = true
            client = nil
        }
    }

    /// The later month less the one before.
    var change: Int64 { Exact.difference(after?.amount ?? 0, before?.amount ?? 0) }
}
