package import Model
package import Store

/// What one check said of a run.
package struct CheckResult: Sendable {
    package let check: Check
    package var findings: [Finding] = []
    package var tables: [String] = []
    /// Why it could not run; then there is no finding, and it counts as neither passed nor failed.
    package var error: String?

    package func count(_ status: Finding.Status) -> Int { findings.count { $0.status == status } }
}

/// What a check says of one resource.
package struct Finding: Sendable, Hashable {
    package enum Status: String, Sendable, CaseIterable {
        case pass, fail, skip, unknown

        /// How bad it is, beside the others.
        fileprivate var weight: Int {
            switch self {
            case .skip: 0
            case .pass: 1
            case .unknown: 2
            case .fail: 3
            }
        }
    }

    package var host: String?
    /// What tells it from the check's other findings on that host.
    package var resource: String
    package var status: Status
    package var severity: Severity
    package var reason: String
    /// The account that it was read from, where the query says so.
    package var account: String?
    package var waiver: Waiver?
}

/// Runs checks over a run file.
///
/// A check that could not look says so: a host where one of the tables that the query reads was not read whole gets an
/// `unknown` finding of its own, and what passes there becomes `unknown`. A failure stands, for it was seen.
package struct CheckRun {
    private let reader: Reader
    private let hosts: Set<String>
    /// Why a host's table was not read whole.
    private let gaps: [Gap: String]
    private let accounts: AccountGaps

    private struct Key: Hashable {
        let host: String?
        let resource: String
    }

    private struct Gap: Hashable {
        let host: String
        let table: String
    }

    /// Learns from the run which hosts there are and what was read of each.
    ///
    /// - Throws: `QueryError` when the run cannot be read.
    package init(_ reader: Reader, schema: Schema) throws {
        self.reader = reader
        hosts = Set(try reader.rows("SELECT host FROM targets").compactMap { $0[0].text })
        var outcomes: [Gap: (status: String, reason: String)] = [:]
        for row in try reader.rows(
            """
            SELECT host, table_name, status, CASE status WHEN 'stale'
              THEN 'last read on ' || date(collected_at, 'unixepoch') || COALESCE(': ' || reason, '') ELSE reason END
            FROM outcomes
            """)
        {
            guard let host = row[0].text, let table = row[1].text, let status = row[2].text else { continue }
            outcomes[Gap(host: host, table: table)] = (status, row[3].text ?? "not read whole")
        }
        let unread = Dictionary(
            try reader.rows("SELECT host, COALESCE(reason, status) FROM targets").compactMap { row in
                row[0].text.map { ($0, row[1].text ?? "not read") }
            }, uniquingKeysWith: { first, _ in first })
        var gaps: [Gap: String] = [:]
        for host in hosts {
            for table in schema.facts.map(\.name) {
                let gap = Gap(host: host, table: table)
                switch outcomes[gap] {
                case .some(("complete", _)): continue
                case .some((_, let reason)): gaps[gap] = reason
                case nil: gaps[gap] = unread[host] ?? "not read"
                }
            }
        }
        self.gaps = gaps
        accounts = try AccountGaps(reader)
    }

    /// What a check may take: it may look at each package of a thousand servers.
    package static let limits = Reader.Limits(seconds: 5, rows: 200_000)

    /// What `check` says, its findings in the order of host and resource.
    package func result(of check: Check, waivers: [Waiver] = []) -> CheckResult {
        var result = CheckResult(check: check)
        do {
            let statement = try reader.statement(check.sql)
            result.tables = statement.tables.sorted()
            var findings = try read(statement, of: check)
            cover(&findings, by: statement.tables, check)
            accounts.cover(&findings, by: statement.tables, check)
            waive(&findings, by: waivers.filter { $0.check == check.id })
            result.findings = findings.sorted { ($0.host ?? "", $0.resource) < ($1.host ?? "", $1.resource) }
        } catch let error as QueryError {
            result.error = error.message
        } catch let problem as Problem {
            result.error = problem.description
        } catch {
            result.error = "\(error)"
        }
        return result
    }

    private func read(_ statement: Statement, of check: Check) throws -> [Finding] {
        let column = { (name: String) in statement.columns.firstIndex(of: name) }
        guard let resource = column("resource"), let status = column("status"), let reason = column("reason")
        else {
            throw Problem("its query must return resource, status and reason")
        }
        let host = column("host")
        let account = column("account")
        let severity = column("severity")
        var findings: [Finding] = []
        var places: [Key: Int] = [:]
        try statement.eachRow { row in
            guard let name = row[resource].text, let word = row[status].text else {
                throw Problem("a row without resource or status")
            }
            guard let state = Finding.Status(rawValue: word) else {
                throw Problem("status \(word) is none of pass, fail, skip, unknown")
            }
            let subject = host.flatMap { row[$0].text } ?? (hosts.contains(name) ? name : nil)
            let finding = Finding(
                host: subject, resource: name, status: state,
                severity: severity.flatMap { row[$0].text }.flatMap(Severity.init) ?? check.severity,
                reason: row[reason].text ?? "", account: account.flatMap { row[$0].text })
            // Two rows of one key would be one finding with two faces: the worse one stands.
            let key = Key(host: subject, resource: name)
            guard let place = places[key] else {
                places[key] = findings.count
                findings.append(finding)
                return
            }
            if finding.status.weight > findings[place].status.weight { findings[place] = finding }
        }
        return findings
    }

    /// Turns what was said without having looked into `unknown`.
    private func cover(_ findings: inout [Finding], by tables: Set<String>, _ check: Check) {
        let gap = { (host: String) -> String? in
            let missing = tables.sorted().compactMap { table in
                gaps[Gap(host: host, table: table)].map { "\(table): \($0)" }
            }
            return missing.isEmpty ? nil : missing.joined(separator: "; ")
        }
        for index in findings.indices where findings[index].status == .pass || findings[index].status == .skip
        {
            guard let host = findings[index].host, let reason = gap(host) else { continue }
            findings[index].status = .unknown
            findings[index].reason = reason
        }
        let judged = Set(findings.filter { $0.host == $0.resource }.map(\.resource))
        for host in hosts.subtracting(judged) {
            guard let reason = gap(host) else { continue }
            findings.append(
                Finding(
                    host: host, resource: host, status: .unknown, severity: check.severity, reason: reason))
        }
    }

    private func waive(_ findings: inout [Finding], by waivers: [Waiver]) {
        guard !waivers.isEmpty else { return }
        for index in findings.indices where findings[index].status == .fail {
            findings[index].waiver = waivers.first {
                $0.covers(host: findings[index].host, findings[index].resource)
            }
        }
    }
}

extension [CheckResult] {
    /// The results as rows of the `checks` table.
    package var checkRows: [Row] {
        map { result in
            let check = result.check
            let counts = [.pass, .fail, .skip, .unknown].map { Value.integer(Int64(result.count($0))) }
            return Row(
                [
                    .text(check.id), .text(check.title), .text(check.passTitle),
                    .text(check.severity.rawValue),
                    .text(check.category), .text(check.reader), .text(check.refs.joined(separator: ", ")),
                    .text(check.file), .text(check.sql), .text(result.tables.joined(separator: ", ")),
                    .text(check.text), .optional(check.command), .optional(result.error),
                ] + counts)
        }
    }

    /// The checks' words in other languages as rows of the `check_translations` table.
    package var translationRows: [Row] {
        flatMap { result in
            result.check.translations.sorted { $0.key.rawValue < $1.key.rawValue }.map { language, words in
                [
                    .text(result.check.id), .text(language.rawValue), .text(words.title),
                    .text(words.passTitle), .text(words.text),
                ]
            }
        }
    }

    /// What failed or could not be judged as rows of the `findings` table, first seen at `start` unless an earlier run saw it.
    package func findingRows(at start: Int64) -> [Row] {
        flatMap { result in
            result.findings.filter { $0.status == .fail || $0.status == .unknown }.map { finding in
                [
                    .text(result.check.id), .optional(finding.host), .text(finding.resource),
                    .text(finding.status.rawValue), .text(finding.severity.rawValue), .text(finding.reason),
                    finding.status == .fail ? .integer(start) : .null, .null,
                    .optional(finding.waiver?.until),
                    .optional(finding.waiver?.owner), .optional(finding.waiver?.reason),
                ]
            }
        }
    }
}

extension Waiver {
    /// Whether it accepts this finding of its check.
    ///
    /// A resource may also be meant by its host's name.
    func covers(host: String?, _ resource: String) -> Bool {
        if let named = self.host, named != host { return false }
        guard let named = self.resource, named != "*" else { return true }
        return named == resource || named == host
    }
}
