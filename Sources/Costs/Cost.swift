import Model

/// A line, or a client's part of one, with all that is known of it: a row of `costs`.
struct Cost: Sendable, Hashable {
    var line: Line
    var asset: Asset?
    var part: Allocation.Part
    /// In millionths of the currency of the reports; nothing when there is no amount or no rate.
    var report: Int64?
    var rate: Conversion.Rate?

    /// Parts every line among its resources and then among clients, and converts each part.
    static func all(
        of lines: [Line], _ breakdown: Breakdown, _ allocation: Allocation, _ conversion: Conversion
    ) -> [Cost] {
        lines.flatMap(breakdown.parts).flatMap { line in
            let asset = line.resource.flatMap(allocation.assets.asset)
            let rate = conversion.rate(of: line.currency)
            return allocation.parts(of: line, asset).map { part in
                Cost(
                    line: line, asset: asset, part: part,
                    report: part.cost.flatMap { cost in rate?.convert(cost) }, rate: rate)
            }
        }
    }

    /// Its part of the line as it was billed, from 0 to 1.
    var share: Double {
        let share = Double(part.share) / Double(Split.whole)
        guard let whole = line.whole, whole != 0, let cost = line.cost else { return share }
        return share * Double(cost) / Double(whole)
    }

    func row(in currency: String) -> Row {
        [
            .text(line.month), .text(line.provider), .text(line.account), .text(line.id),
            .text(line.source.rawValue), .text(line.category.rawValue), .text(line.service),
            .text(line.serviceCategory), .optional(line.description), .optional(line.resource?.id),
            .optional(line.resourceName),
            line.resource.map { $0.type.isEmpty ? .null : .text($0.type) } ?? .null,
            .optional(asset?.name), .optional(part.client), .optional(asset?.environment), .text(part.rule),
            .real(share), .optional(part.cost), .text(line.currency),
            .optional(report), .text(currency), rate.map { .real($0.approximate) } ?? .null,
            .optional(rate?.day), .optional(rate?.source),
        ]
    }
}
