import Model

/// An invoice of Heroku's, of an account or of a team, as totals in cents.
///
/// Its sums become lines only where they add up to its total; else the total is the one line.
///
/// Source: Heroku Platform API, *Invoice* and *Team Invoice*. Live data are in cents, though the schema shows decimals; the
/// list has the month that is still open too.
struct HerokuInvoice {
    private let id: String
    private let month: String
    /// The month; of the open one, what has gone by.
    private let period: (start: Int64, end: Int64)?
    private let isOpen: Bool
    private let total: Int64?
    private let state: String
    private let team: String?
    private let parts: [Part]

    private struct Part {
        let name: String
        let title: String
        let cost: Int64?
        var service = Service.applicationPlatforms
        var category = Charge.Category.usage
    }

    /// How many months of invoices are read, the open one among them.
    static let mostMonths = 13

    /// The line of an invoice that has no others.
    private static let whole = "total"

    /// Nothing for an invoice that is older than those.
    ///
    /// - Throws: `Problem` when it has no month or an amount is none.
    init?(_ item: Item) throws {
        guard let month = HerokuInvoice.month(of: try item.required("period_start")) else {
            throw Problem("\(item.place).period_start: a day expected")
        }
        let now = Moment.month(try item.integer("@now") ?? 0)
        var first = now
        for _ in 1..<HerokuInvoice.mostMonths { first = HerokuInvoice.month(before: first) }
        guard month >= first else { return nil }
        self.month = month
        isOpen = month >= now
        let moment = try item.integer("@now") ?? 0
        period = Moment.bounds(ofMonth: month).map { ($0.start, max($0.start, min($0.end, moment))) }
        id = try item.text("id") ?? item.required("number")
        team = try item.text("^.name")
        let total = try Heroku.micros("total", of: item)
        self.total = total
        let payment = try item.text("payment_status")?.lowercased() ?? ""
        state =
            isOpen
            ? "open"
            : payment == "paid" || payment == "successful"
                ? "paid" : payment.hasPrefix("fail") ? "failed" : "issued"
        parts = try HerokuInvoice.parts(of: item, total: total)
    }

    var invoices: [Invoice] {
        [
            Invoice(
                id: id, month: month, total: total, "USD", state: state,
                hasLines: parts.first?.name != HerokuInvoice.whole)
        ]
    }

    var charges: [Charge] {
        parts.map { part in
            var charge = Charge(
                isOpen ? .preview : .invoiced, line: "\(id)/\(part.name)", month: month, cost: part.cost,
                "USD",
                service: part.service, name: part.title)
            charge.invoiceID = id
            charge.category = part.category
            // What is so far of an open month grows to its end.
            charge.frequency = part.category == .credit ? .oneTime : isOpen ? .usageBased : .recurring
            charge.periodStart = period.map { Moment.iso($0.start) }
            charge.periodEnd = period.map { Moment.iso($0.end) }
            charge.description = team.map { "\(part.title), team \($0)" } ?? part.title
            charge.subAccountName = team
            return charge
        }
    }

    private static func parts(of item: Item, total: Int64?) throws -> [Part] {
        let whole = [Part(name: HerokuInvoice.whole, title: "Heroku", cost: total)]
        guard let total else { return whole }
        let kinds = [
            Part(name: "dynos", title: "Dynos", cost: try Heroku.micros("platform_total", of: item)),
            Part(
                name: "data", title: "Heroku Data", cost: try Heroku.micros("database_total", of: item),
                service: .relationalDatabases),
            Part(
                name: "addons", title: "Add-ons", cost: try Heroku.micros("addons_total", of: item),
                service: .other),
        ]
        let sum = added(kinds.map { $0.cost ?? 0 })
        let charges = try Heroku.micros("charges_total", of: item)
        let credits = try Heroku.micros("credits_total", of: item) ?? 0
        let credit = Part(
            name: "credits", title: "Credits", cost: credits > 0 ? -credits : credits, service: .other,
            category: .credit)
        let reduced = charges.flatMap { added([$0, credit.cost ?? 0]) }
        let used = kinds.filter { ($0.cost ?? 0) != 0 }
        if !used.isEmpty, sum == total { return used }
        guard credits != 0, reduced == total else { return whole }
        let isSplit = !used.isEmpty && sum == charges
        return (isSplit ? used : [Part(name: "charges", title: "Heroku", cost: charges)]) + [credit]
    }

    private static func added(_ amounts: [Int64]) -> Int64? {
        var total: Int64 = 0
        for amount in amounts {
            let (sum, overflow) = total.addingReportingOverflow(amount)
            if overflow { return nil }
            total = sum
        }
        return total
    }

    /// The month of a day, written `2026-11-01` or `11/01/2026`.
    static func month(of day: String) -> String? {
        if let moment = Moment(day) { return Moment.month(moment.seconds) }
        let parts = day.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return Moment("\(parts[2])-\(parts[0])-\(parts[1])").map { Moment.month($0.seconds) }
    }

    /// The month before one.
    static func month(before month: String) -> String {
        Moment.bounds(ofMonth: month).map { Moment.month($0.start - 1) } ?? month
    }
}
