import Foundation
import Model
import Providers
import Synchronization
import TestSupport
import Testing

/// One account of a provider that answers what is recorded of it, in files of `Recorded/<provider>/`.
///
/// `Recording` says how they are named.
struct Replayed: Sendable {
    let provider: any Provider.Type
    var account: Account
    /// 2026-11-25 at 06:00 UTC.
    var now: Int64 = 1_795_586_400
    var knownInvoices: Set<String> = []
    var token = Secret("replayed-token-for-tests")
    /// Asked before the files: an answer, or nothing for that of the file.
    var answer: @Sendable (Request) throws -> Answer? = { _ in nil }
    private let folder: URL

    init(_ provider: any Provider.Type, account: Account? = nil) {
        self.provider = provider
        self.account = account ?? Account(provider: provider.name, name: "main")
        folder = testsFolder.appending(path: "ProvidersTests/Recorded/\(provider.name)")
    }

    /// The same with something said otherwise: `.with { $0.knownInvoices = ["1"] }`.
    func with(_ change: (inout Replayed) -> Void) -> Replayed {
        var changed = self
        change(&changed)
        return changed
    }

    /// Asks the account for everything.
    ///
    /// A request that nothing is recorded of is that endpoint's problem, which the outcome names.
    func visited() async throws -> Visited {
        let recordings = try Recording.all(in: folder)
        let requests = Mutex<[Request]>([])
        let context = Context(account: account, now: now, knownInvoices: knownInvoices)
        let visit = AccountVisit(
            provider, context, token: token,
            fetch: { request in
                requests.withLock { $0.append(request) }
                if let answer = try answer(request) { return answer }
                guard let recording = Recording.best(of: recordings, for: request) else {
                    throw Problem("no recording of \(Recording.line(of: request))")
                }
                return recording.answer
            }, clock: { 0 })
        await visit.run()
        return Visited(provider: provider, outcome: visit.outcome, requests: requests.withLock { $0 })
    }
}

/// What came of a replayed account, and what was asked for it.
struct Visited: Sendable {
    let provider: any Provider.Type
    let outcome: AccountOutcome
    /// In the order of asking, with the token in them.
    let requests: [Request]

    /// The requests as `GET /v2/droplets?page=1`, without the token.
    var lines: [String] { requests.map(Recording.line) }

    /// The rows of one table, each by the names of its columns.
    func rows(of name: String) -> [[String: Value]] {
        guard let table = provider.tables.first(where: { $0.name == name }) else { return [] }
        let names = table.columns.map { $0.name }
        return outcome.endpoints.flatMap { $0.rows[name] ?? [] }.map { row in
            Dictionary(zip(names, row.values)) { first, _ in first }
        }
    }

    /// All that is kept of it: endpoints, tables, charges and invoices, for a golden and to look for what must not be in it.
    var text: String {
        var lines = [
            "account \(outcome.account.title): \(outcome.status.rawValue), \(outcome.requests) requests",
            say(outcome.reason, outcome.remedy),
        ]
        lines += outcome.endpoints.map { endpoint in
            "\(endpoint.endpoint): \(endpoint.coverage.rawValue)" + say(endpoint.reason, endpoint.remedy)
        }
        for table in provider.tables { lines += ["", table.name] + self.lines(of: table) }
        lines += ["", "charges"] + outcome.charges.map(Visited.line)
        lines += ["", "invoices"] + outcome.invoices.map(Visited.line)
        return lines.filter { $0 != say(nil, nil) || $0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private func say(_ reason: String?, _ remedy: String?) -> String {
        (reason.map { " — " + $0 } ?? "") + (remedy.map { " → " + $0 } ?? "")
    }

    /// One line a row, cells that are `null` left out; then the columns that no row fills.
    private func lines(of table: Table) -> [String] {
        let rows = outcome.endpoints.flatMap { $0.rows[table.name] ?? [] }
        var lines: [String] = []
        var empty = table.columns.map { $0.name }
        for row in rows {
            let cells = zip(table.columns, row.values).filter { $0.1 != .null }
            empty.removeAll { name in cells.contains { $0.0.name == name } }
            lines.append(cells.map { "\($0.0.name)=\(Visited.shown($0.1))" }.joined(separator: " "))
        }
        if !rows.isEmpty, !empty.isEmpty { lines.append("(in no row: \(empty.joined(separator: ", ")))") }
        return lines
    }

    private static func shown(_ value: Value) -> String {
        guard case .text(let text) = value else { return value.text ?? "null" }
        var out: [UInt8] = []
        Escape.json(text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func line(_ charge: Charge) -> String {
        let cells: [(String, Value)] = [
            ("source", .text(charge.source.rawValue)), ("line", .text(charge.line)),
            ("month", .text(charge.month)), ("period_start", .optional(charge.periodStart)),
            ("period_end", .optional(charge.periodEnd)), ("invoice", .optional(charge.invoiceID)),
            ("billed_cost", .optional(charge.billedCost)), ("currency", .text(charge.currency)),
            ("category", .text(charge.category.rawValue)), ("correction", .bool(charge.isCorrection)),
            ("frequency", .text(charge.frequency.rawValue)), ("description", .optional(charge.description)),
            ("service", .text(charge.service.rawValue)), ("service_name", .text(charge.serviceName)),
            ("publisher", .optional(charge.publisher)),
            ("quantity", charge.quantity.map(Value.real) ?? .null),
            ("unit", .optional(charge.unit)), ("sku", .optional(charge.skuID)),
            ("region", .optional(charge.regionID)), ("resource_id", .optional(charge.resourceID)),
            ("resource_name", .optional(charge.resourceName)),
            ("resource_type", .optional(charge.resourceType)),
            ("sub_account", .optional(charge.subAccountName)),
            ("tags", charge.tags.isEmpty ? .null : .text(charge.tags.joined(separator: ","))),
        ]
        return line(cells)
    }

    private static func line(_ invoice: Invoice) -> String {
        line([
            ("id", .text(invoice.id)), ("month", .text(invoice.month)), ("total", .optional(invoice.total)),
            ("currency", .text(invoice.currency)), ("state", .text(invoice.state)),
            ("has_lines", .bool(invoice.hasLines)),
        ])
    }

    private static func line(_ cells: [(String, Value)]) -> String {
        cells.filter { $0.1 != .null }.map { "\($0.0)=\(shown($0.1))" }.joined(separator: " ")
    }
}
