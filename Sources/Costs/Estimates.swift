import Model
import Store

/// What we reckon ourselves, where a provider tells no lines.
struct Estimates: Sendable {
    /// What resources cost by their prices in the open month and the one before, billed or not.
    let all: [Estimate]

    static let titles = [
        "digitalocean": "DigitalOcean", "heroku": "Heroku", "rackspace": "Rackspace", "newrelic": "New Relic",
        "papertrail": "Papertrail", "sentry": "Sentry",
    ]

    init(_ reader: Reader, _ reading: Reading, _ spans: [Span]) throws {
        let prices = try PriceBook.all(in: reader)
        all =
            try DigitalOceanEstimates.all(reader, reading, prices, spans)
            + HerokuEstimates.all(reader, reading, prices, spans)
            + RackspaceEstimates.all(reader, reading, prices, spans)
            + DeclaredCosts.all(reader, reading, prices, spans)
    }

    /// Those of months that have no bill: none of `billed` has an amount for that account and month.
    ///
    /// A bill that says nothing but 0 is none, for a month that is open: Heroku lists its invoice before it
    /// is made.
    func unbilled(_ billed: [Line], _ open: String) -> [Estimate] {
        let known = Estimates.months(billed, open)
        return all.filter { !known.contains(Estimates.month($0.account, $0.charge.month)) }
    }

    /// Lines that an earlier run reckoned and that nothing better is known for: those of months past, and of
    /// resources that are gone.
    ///
    /// They are the rows of `charges` as they were. Of a month that could be reckoned when it was open only,
    /// this is what remains.
    static func kept(_ reader: Reader, _ billed: [Line], _ open: String, besides fresh: [Estimate]) throws
        -> [Row]
    {
        let columns = AccountTables.charges.columns.map(\.name)
        let places = ["provider", "account", "month", "x_line_id"].compactMap(columns.firstIndex)
        guard places.count == 4 else { return [] }
        let known = months(billed, open)
        let ids = Set(fresh.map(\.line.id))
        let accounts = Set(
            try reader.list("SELECT provider, account FROM accounts") {
                AccountName($0.text(0) ?? "", $0.text(1) ?? "")
            })
        return try reader.rows(
            """
            SELECT \(columns.joined(separator: ", ")) FROM previous.charges
            WHERE x_cost_source IN ('estimated', 'declared')
              AND month > strftime('%Y-%m', now(), 'unixepoch', '-26 months') ORDER BY x_line_id
            """
        ).filter { row in
            let account = AccountName(row[places[0]].text ?? "", row[places[1]].text ?? "")
            return accounts.contains(account) && !known.contains(month(account, row[places[2]].text ?? ""))
                && !ids.contains(row[places[3]].text ?? "")
        }
    }

    private static func months(_ billed: [Line], _ open: String) -> Set<String> {
        Set(
            billed.filter { line in
                (line.source == .invoiced || line.source == .preview)
                    && (line.month != open || (line.cost ?? 0) != 0)
            }.map { month(AccountName($0), $0.month) })
    }

    private static func month(_ account: AccountName, _ month: String) -> String {
        "\(account.title) \(month)"
    }
}
