import Model
import Store

/// What Rackspace's servers cost by prices of the inventory, for accounts whose key may not see the bill: no
/// API and no page of ours has them.
///
/// The price of a month is parted by the hours of that month.
enum RackspaceEstimates {
    static let queries = [servers]

    static func all(
        _ reader: Reader, _ reading: Reading, _ prices: PriceBook, _ spans: [Span]
    ) throws -> [Estimate] {
        try servers.list(reader, reading) { account, cells in
            spans.compactMap { server(account, cells, prices, $0) }
        }.flatMap(\.self)
    }

    private static let servers = ProviderQuery(
        provider: "rackspace", tables: ["rackspace_server"],
        sql: """
            SELECT account, id, name, flavor_id, region, created_at FROM rackspace_server ORDER BY account, id
            """)

    private static func server(
        _ account: AccountName, _ cells: Cells, _ prices: PriceBook, _ span: Span
    ) -> Estimate? {
        guard let id = cells.text(1), let flavor = cells.text(3),
            let price = prices.price(flavor, of: account), let currency = price.currency,
            let part = span.part(since: cells.integer(5)),
            let bounds = Moment.bounds(ofMonth: span.month),
            let cost = part.cost(monthly: price.micros, cap: (bounds.end - bounds.start) / 3_600)
        else { return nil }
        var estimate = Estimate(
            "server/\(id)", of: account, span, part, cost: cost, currency, .virtualMachines, "Cloud Servers"
        ).of("rackspace_server", id, cells.text(2))
        estimate.charge.skuID = flavor
        estimate.charge.quantity = part.hours
        estimate.charge.unit = "Hours"
        estimate.charge.regionID = cells.text(4)
        estimate.charge.description = cells.text(2).map { "\($0), by the price of the inventory" }
        return estimate
    }
}
