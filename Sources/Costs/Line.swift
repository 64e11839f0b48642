import Model
import Store

/// A line of a bill or of an estimate, as the run file has it, in the words that reckoning needs.
struct Line: Sendable, Hashable {
    var id = ""
    var provider = ""
    var account = ""
    var month = ""
    var source = Charge.Source.invoiced
    var category = Charge.Category.usage
    var frequency = Charge.Frequency.recurring
    var description: String?
    var service = ""
    var serviceCategory = ""
    var sku: String?
    var quantity: Double?
    var unit: String?
    var resource: Resource?
    var resourceName: String?
    /// The project or team at the provider.
    var project: String?
    var tags: [String] = []
    /// When what is charged for began and ended, in seconds since 1970, the end excluded.
    var start: Int64?
    var end: Int64?
    /// In millionths; nothing when the provider says none.
    var cost: Int64?
    /// The amount of the line that this is a part of; nothing for one that is whole.
    var whole: Int64?
    var currency = ""
}

/// A resource at a provider, by what tells it from all others.
struct Resource: Sendable, Hashable {
    var provider: String
    var account: String
    /// The table that has it; empty when the line does not say.
    var type: String
    var id: String
}

extension Line {
    /// All lines of the run, by month and then by what tells them apart, so that the same run gives the same
    /// order.
    static func all(in reader: Reader) throws -> [Line] {
        try reader.list(
            """
            SELECT x_line_id, provider, account, month, x_cost_source, charge_category, charge_frequency,
              charge_description, service_name, service_category, sku_id, consumed_quantity, consumed_unit,
              resource_id, resource_type, resource_name, sub_account_name, \(Cells.list("tags")),
              charge_period_start, charge_period_end, billed_cost, billing_currency
            FROM charges ORDER BY month, x_line_id
            """
        ) { cells in
            var line = Line()
            line.id = cells.text(0) ?? ""
            line.provider = cells.text(1) ?? ""
            line.account = cells.text(2) ?? ""
            line.month = cells.text(3) ?? ""
            line.source = cells.text(4).flatMap(Charge.Source.init) ?? .invoiced
            line.category = cells.text(5).flatMap(Charge.Category.init) ?? .usage
            line.frequency = cells.text(6).flatMap(Charge.Frequency.init) ?? .recurring
            line.description = cells.text(7)
            line.service = cells.text(8) ?? ""
            line.serviceCategory = cells.text(9) ?? ""
            line.sku = cells.text(10)
            line.quantity = cells.real(11)
            line.unit = cells.text(12)
            line.resource = cells.text(13).map {
                Resource(
                    provider: line.provider, account: line.account, type: cells.text(14) ?? "", id: $0)
            }
            line.resourceName = cells.text(15)
            line.project = cells.text(16)
            line.tags = cells.texts(17)
            line.start = cells.moment(18)
            line.end = cells.moment(19)
            line.cost = cells.integer(20)
            line.currency = cells.text(21) ?? ""
            return line
        }
    }
}
