import Model
import Store

/// Parts the totals that some bills are made of among the resources that they are for.
///
/// Heroku's invoices say what all dynos came to, and not which app's they were. Such a line is parted by what
/// its resources cost by their prices; each gets no more than its price, so that what the prices do not
/// explain stays a part without a resource. Of months before the last, whose resources nobody can list any
/// more, the parts of an earlier run stand; where there was none, the prices of the first month that can be
/// reckoned part them, of the resources that were there all of that month. The parts of a line add up to it, and keep its source: the total
/// is the provider's, the parting is ours.
struct Breakdown: Sendable {
    /// What resources cost by their prices, for months that can still be reckoned and whose bill says none.
    private var estimates: [Month: [Line]] = [:]
    /// The parts that an earlier run made, by line.
    private let earlier: [String: [Earlier]]

    private struct Month: Hashable {
        var account: AccountName
        var month: String
    }

    /// A part of a line, as an earlier run kept it.
    struct Earlier: Sendable {
        var resource: Resource
        var name: String?
        /// In parts of `Split.whole`.
        var share: Int64
    }

    /// Nothing is parted of a month in which one of the `billed` lines says its resource: what has none there
    /// is of none, as traffic is.
    init(by estimates: [Line], _ billed: [Line], earlier: [String: [Earlier]]) {
        self.earlier = earlier
        let told = Set(
            billed.filter { $0.resource != nil && ($0.source == .invoiced || $0.source == .preview) }
                .map { Month(account: AccountName($0), month: $0.month) })
        for line in estimates where line.resource != nil && (line.cost ?? 0) > 0 {
            let month = Month(account: AccountName(line), month: line.month)
            if !told.contains(month) { self.estimates[month, default: []].append(line) }
        }
    }

    /// The parts that the run before made, by line.
    static func earlier(in reader: Reader) throws -> [String: [Earlier]] {
        let parts = try reader.list(
            """
            SELECT costs.x_line_id, costs.provider, costs.account, costs.resource_type, costs.resource_id,
              MIN(costs.resource_name), SUM(costs.share)
            FROM previous.costs AS costs JOIN previous.charges AS charges USING (x_line_id)
            WHERE costs.resource_id IS NOT NULL AND charges.resource_id IS NULL
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """
        ) { cells -> (String, Earlier)? in
            guard let line = cells.text(0), let id = cells.text(4) else { return nil }
            let resource = Resource(
                provider: cells.text(1) ?? "", account: cells.text(2) ?? "", type: cells.text(3) ?? "", id: id
            )
            return (
                line,
                Earlier(resource: resource, name: cells.text(5), share: Split.parts(cells.real(6) ?? 0))
            )
        }
        return Dictionary(grouping: parts, by: \.0).mapValues { $0.map(\.1) }
    }

    /// The parts of a line, in the order of the prices: itself alone where it is of one resource, or nothing
    /// is known of several.
    func parts(of line: Line) -> [Line] {
        guard line.resource == nil, line.category == .usage, let cost = line.cost, cost > 0,
            line.source == .invoiced || line.source == .preview
        else { return [line] }
        let all = prices(of: line)
        let own = all.filter { $0.project == line.project && $0.currency == line.currency }
        // A line by the provider's own name is for all that it sells.
        let isAll = line.service == Estimates.titles[line.provider]
        let weights = isAll ? own : own.filter { $0.service == line.service }
        if !weights.isEmpty {
            let costs = Split.parts(of: cost, by: weights.map { $0.cost ?? 0 }, outOf: cost)
            return pieces(
                of: line, zip(weights, costs).map { ($0.resource, $0.resourceName, $0, $1) }, costs.last)
        }
        if let parts = earlier[line.id] {
            let costs = Split.parts(of: cost, by: parts.map(\.share))
            return pieces(of: line, zip(parts, costs).map { ($0.resource, $0.name, nil, $1) }, costs.last)
        }
        return [line]
    }

    /// What the resources of the line's account cost in its month, or as near to it as can be said.
    private func prices(of line: Line) -> [Line] {
        let month = Month(account: AccountName(line), month: line.month)
        if let own = estimates[month] { return own }
        guard earlier[line.id] == nil,
            let first = estimates.keys.filter({ $0.account == month.account }).map(\.month).min(),
            first > line.month, let start = Moment.bounds(ofMonth: first)?.start
        else { return [] }
        let later = estimates[Month(account: month.account, month: first)] ?? []
        return later.filter { ($0.start ?? start) <= start }.map { price in
            var price = price
            price.start = nil
            return price
        }
    }

    private func pieces(
        of line: Line, _ parts: [(resource: Resource?, name: String?, estimate: Line?, cost: Int64)],
        _ rest: Int64?
    ) -> [Line] {
        var pieces = parts.map { part in
            var piece = line
            piece.whole = line.cost
            piece.resource = part.resource
            piece.resourceName = part.name
            piece.cost = part.cost
            if let estimate = part.estimate {
                piece.sku = estimate.sku
                piece.service = estimate.service
                piece.serviceCategory = estimate.serviceCategory
                piece.tags = estimate.tags
                piece.start = max(line.start ?? .min, estimate.start ?? .min)
            }
            return piece
        }
        if let rest, rest != 0 {
            var piece = line
            piece.whole = line.cost
            piece.cost = rest
            pieces.append(piece)
        }
        return pieces
    }
}
