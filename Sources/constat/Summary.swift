import ArgumentParser
import Model
import Store

/// What a run came to, in a few lines.
struct Summary {
    private let id: String
    private let status: String
    private let seconds: Int64
    private let hosts: Int64
    private let answered: Int64
    private let missing: [(host: String, reason: String)]
    /// Accounts in all, those that answered, and what is wrong with the first of the others.
    private let accounts: Int64
    private let asked: Int64
    private let silent: [String]
    /// The last whole month and what it cost in the currency of the reports; nothing when no charge is known.
    private let cost: (month: String, micros: Int64, currency: String)?
    private let open: [Severity: Int64]
    private let before: [Severity: Int64]?
    private let unknown: Int64
    private let broken: Int64
    private let isChecked: Bool
    private let resolved: Int64
    private let unread: Int64
    private let pages: Int?
    private let site: String
    private let editions: Int

    init(
        _ entry: RunFolder.Entry, _ previous: RunFolder.Entry?, schema: Schema, site: String, pages: Int?,
        editions: Int = 1
    ) throws {
        let reader = try Reader(run: entry.path, previous: previous?.path, schema: schema)
        func number(_ sql: String) throws -> Int64 {
            guard case .integer(let number)? = try reader.rows(sql).first?[0] else { return 0 }
            return number
        }
        func bySeverity(_ table: String) throws -> [Severity: Int64] {
            let rows = try reader.rows(
                """
                SELECT severity, COUNT(*) FROM (
                  SELECT DISTINCT severity, check_id, host FROM \(table) WHERE status = 'fail' AND waived_until IS NULL)
                GROUP BY severity
                """
            )
            return Dictionary(
                rows.compactMap { row in
                    guard let severity = row[0].text.flatMap(Severity.init), case .integer(let count) = row[1]
                    else { return nil }
                    return (severity, count)
                }, uniquingKeysWith: +)
        }
        id = entry.id
        status = try reader.rows("SELECT status FROM run").first?[0].text ?? "open"
        seconds = try number("SELECT finished_at - started_at FROM run")
        hosts = try number("SELECT COUNT(*) FROM targets")
        answered = try number("SELECT COUNT(*) FROM targets WHERE status IN ('complete', 'partial')")
        missing = try reader.rows(
            "SELECT host, COALESCE(reason, status) FROM targets WHERE status NOT IN ('complete', 'partial') ORDER BY host LIMIT 5"
        ).map { ($0[0].text ?? "", $0[1].text ?? "") }
        accounts = try number("SELECT COUNT(*) FROM accounts")
        asked = try number("SELECT COUNT(*) FROM accounts WHERE status IN ('complete', 'partial')")
        silent = try reader.rows(
            """
            SELECT provider || ' ' || account || ': ' || COALESCE(reason, status) FROM accounts
            WHERE status NOT IN ('complete', 'partial') ORDER BY provider, account LIMIT 5
            """
        ).compactMap { $0[0].text }
        cost = try reader.rows(
            """
            SELECT month, SUM(report_cost), MIN(report_currency) FROM costs JOIN run
            WHERE month = strftime('%Y-%m', started_at, 'unixepoch', 'start of month', '-1 day') GROUP BY month
            """
        ).first.flatMap { row in
            guard case .integer(let micros) = row[1] else { return nil }
            return (row[0].text ?? "", micros, row[2].text ?? "")
        }
        open = try bySeverity("findings")
        before = previous == nil ? nil : try bySeverity("previous.findings")
        unknown = try number("SELECT COUNT(*) FROM findings WHERE status IN ('unknown', 'error')")
        broken = try number("SELECT COUNT(*) FROM checks WHERE error IS NOT NULL")
        isChecked = entry.isChecked
        resolved = try number("SELECT COUNT(*) FROM findings WHERE resolved_at = now()")
        unread = try number("SELECT COUNT(*) FROM outcomes WHERE status <> 'complete'")
        self.site = site
        self.pages = pages
        self.editions = max(1, editions)
    }

    func print(json: Bool) {
        if json {
            let format = ResultFormat(json: true, csv: false)
            return Terminal.result(
                bytes: format.bytes(columns: columns.map(\.0), rows: [Row(columns.map(\.1))]))
        }
        Terminal.result("Run \(id): \(status), \(seconds) s")
        let reasons = missing.map { "\($0.host): \($0.reason)" }
        Terminal.result(
            "  servers    \(answered) of \(hosts)\(reasons.isEmpty ? "" : "    " + reasons.joined(separator: "; "))"
        )
        if accounts > 0 {
            let words = silent.isEmpty ? "" : "    " + silent.joined(separator: "; ")
            Terminal.result("  accounts   \(asked) of \(accounts)\(words)")
        }
        if let cost {
            let cents = (cost.micros + (cost.micros < 0 ? -5_000 : 5_000)) / 10_000 * 10_000
            Terminal.result("  cost       \(cost.month)    \(cost.currency) \(Money.decimal(cents))")
        }
        Terminal.result("  findings   \(isChecked ? findings : "not looked for yet: constat check does")")
        if unknown + unread + broken > 0 {
            Terminal.result(
                "  unread     \(unread) facts, so \(unknown) results are not evaluated"
                    + (broken > 0 ? "; \(broken) checks could not run" : ""))
        }
        if let pages {
            let folders = editions > 1 ? " in \(editions) editions" : ""
            Terminal.result("  site       \(site), \(pages) pages\(folders)")
        }
    }

    private var findings: String {
        let total = open.values.reduce(0, +)
        let parts = Severity.allCases.filter { $0 != .info }.map { severity in
            let delta = before.map { open[severity, default: 0] - $0[severity, default: 0] } ?? 0
            return "\(open[severity, default: 0]) \(severity.rawValue)"
                + (delta == 0 ? "" : delta > 0 ? " (+\(delta))" : " (\(delta))")
        }
        return "\(total) open: \(parts.joined(separator: ", "))"
            + (resolved > 0 ? "; \(resolved) resolved" : "")
    }

    private var columns: [(String, Value)] {
        [
            ("run", .text(id)), ("status", .text(status)), ("seconds", .integer(seconds)),
            ("hosts", .integer(hosts)),
            ("answered", .integer(answered)), ("accounts", .integer(accounts)),
            ("accounts_answered", .integer(asked)),
        ] + Severity.allCases.map { ("open_\($0.rawValue)", .integer(open[$0, default: 0])) } + [
            ("resolved", .integer(resolved)), ("not_evaluated", .integer(unknown)),
            ("facts_not_read", .integer(unread)),
            ("checks_broken", .integer(broken)), ("site", .text(site)),
        ]
    }

    /// Ends with the status that the run deserves: partial wins over findings, so that nobody takes a half audit for a whole one.
    func exit(failOn: Severity?) throws {
        if status != "complete" || broken > 0 { throw ExitStatus.partial }
        if let failOn, open.contains(where: { $0.key >= failOn && $0.value > 0 }) {
            throw ExitStatus.findings
        }
    }
}
