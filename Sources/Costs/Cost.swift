import Model

/// A line, or a client's part of one, with all that is known of it: a row of `costs`.
struct Cost: Sendable, Hashable {
    var line: Line
    var asset: Asset?
    var part: Allocation.Part
    /// In millionths of the currency of the reports; nothing when there is no amount or no rate.
    var report: Int64?
    var rate: Conversion.Rate?

    /// Parts every line among clients and converts each part.
    static func all(of lines: [Line], _ allocation: Allocation, _ conversion: Conversion) -> [Cost] {
        lines.flatMap { line in
            let asset = line.resource.flatMap(allocation.assets.asset)
            let rate = conversion.rate(of: line.currency)
            return allocation.parts(of: line, asset).map { part in
                Cost(
                    line: line, asset: asset, part: part,
                    report: part.cost.flatMap { cost in rate?.convert(cost) }, rate: rate)
            }
        }
    }

    func row(in currency: String) -> Row {
        [
            .text(line.month), .text(line.provider), .text(line.account), .text(line.id),
            .text(line.source.rawValue), .text(line.category.rawValue), .text(line.service),
            .text(line.serviceCategory), .optional(line.description), .optional(line.resource?.id),
            .optional(line.resourceName),
            line.resource.map { $0.type.isEmpty ? .null : .text($0.type) } ?? .null,
            .optional(asset?.name), .optional(part.client), .optional(asset?.environment), .text(part.rule),
            .real(Double(part.share) / Double(Split.whole)), .optional(part.cost), .text(line.currency),
            .optional(report), .text(currency), rate.map { .real($0.approximate) } ?? .null,
            .optional(rate?.day), .optional(rate?.source),
        ]
    }
}
