import Model
import Store

/// What is charged by quantity, where the quantity is in an API and the price in the inventory.
struct Consumption: Sendable {
    /// The price that it needs.
    let sku: String
    let title: String
    let unit: String
    /// Rows of account and quantity of the month so far.
    let query: ProviderQuery

    /// Source: New Relic, *NrMTDConsumption*: counters of the calendar month, approximate by their own words.
    static let all = [
        newRelic("data", "Data ingest", "GB", "GigabytesIngested", "billable"),
        newRelic("full-user", "Full platform users", "Users", "FullPlatformUsers", "billable"),
        newRelic("core-user", "Core users", "Users", "CoreUsers", "billable"),
        newRelic("compute", "Core compute", "CCU", "CoreCCU", "quantity"),
        newRelic("synthetic-check", "Synthetic checks", "Checks", "SyntheticChecks", "billable"),
    ]

    /// `column` is the one of the figure that is paid for; an account that pays for others has theirs in it.
    private static func newRelic(
        _ sku: String, _ title: String, _ unit: String, _ metric: String, _ column: String
    ) -> Consumption {
        Consumption(
            sku: sku, title: title, unit: unit,
            query: ProviderQuery(
                provider: "newrelic", tables: ["newrelic_consumption"],
                sql: """
                    SELECT account, SUM(\(column)) FROM newrelic_consumption
                    WHERE metric = '\(metric)' AND period = 'month to date'
                    GROUP BY account HAVING SUM(\(column)) IS NOT NULL ORDER BY account
                    """))
    }
}

/// What New Relic, Papertrail and Sentry cost by the prices that the inventory declares: none of them tells a
/// bill.
///
/// A price of a month is a line for the whole month, from its first day, and for the months before since the day that the price is
/// of, at most thirteen. What is charged by quantity is known
/// for the open month only. Without a price there is no line.
enum DeclaredCosts {
    static let titles = ["newrelic": "New Relic", "papertrail": "Papertrail", "sentry": "Sentry"]

    static func all(
        _ reader: Reader, _ reading: Reading, _ prices: PriceBook, _ spans: [Span]
    ) throws -> [Estimate] {
        let accounts = try reader.list("SELECT provider, account FROM accounts ORDER BY provider, account") {
            AccountName($0.text(0) ?? "", $0.text(1) ?? "")
        }
        var estimates: [Estimate] = []
        for account in accounts where titles[account.provider] != nil {
            for price in prices.all(of: account) where price.unit == "month" {
                estimates += months(of: price, spans).compactMap { plan(price, of: account, $0) }
            }
        }
        for consumption in Consumption.all {
            estimates += try consumption.query.list(reader, reading) { account, cells in
                guard let quantity = cells.real(1), let price = prices.price(consumption.sku, of: account)
                else {
                    return nil
                }
                return spans.first(where: \.isOpen).flatMap {
                    measured(consumption, quantity, price, of: account, $0)
                }
            }
        }
        return estimates
    }

    /// The months that a price is known to be for: from that of its day on, and in any case those that are reckoned.
    private static func months(of price: Price, _ spans: [Span]) -> [Span] {
        guard let open = spans.first(where: \.isOpen) else { return spans }
        var months = [open]
        let known = Set(spans.map(\.month))
        while months.count < 13, let last = months.last {
            let month = Span.month(before: last.month)
            guard month >= price.day.prefix(7) || known.contains(month), let span = Span(month, at: open.end)
            else { break }
            months.append(span)
        }
        return months
    }

    private static func plan(_ price: Price, of account: AccountName, _ span: Span) -> Estimate? {
        guard let bounds = Moment.bounds(ofMonth: span.month), let currency = price.currency else {
            return nil
        }
        var estimate = Estimate(
            price.sku, of: account, span, Span.Part(start: bounds.start, end: bounds.end), cost: price.micros,
            currency, .observability, titles[account.provider] ?? account.provider)
        estimate.charge.source = .declared
        estimate.charge.skuID = price.sku
        estimate.charge.description = "\(price.sku), \(price.source), \(price.day)"
        return estimate
    }

    private static func measured(
        _ consumption: Consumption, _ quantity: Double, _ price: Price, of account: AccountName, _ span: Span
    ) -> Estimate? {
        guard let part = span.part(since: nil), let currency = price.currency,
            let units = Exact.micros(quantity),
            let cost = Exact.scaled(units, by: price.micros, over: 1_000_000)
        else { return nil }
        // Users are counted for the month; data come in by the hour.
        let isFlat = consumption.unit == "Users"
        let until = isFlat ? Moment.bounds(ofMonth: span.month)?.end ?? part.end : part.end
        var estimate = Estimate(
            consumption.sku, of: account, span, Span.Part(start: part.start, end: until), cost: cost,
            currency,
            .observability, consumption.title)
        estimate.charge.source = .declared
        estimate.charge.frequency = isFlat ? .recurring : .usageBased
        estimate.charge.skuID = consumption.sku
        estimate.charge.quantity = quantity
        estimate.charge.unit = consumption.unit
        estimate.charge.description = "\(consumption.title), \(price.source), \(price.day)"
        return estimate
    }
}
