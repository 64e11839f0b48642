internal import Model
internal import Store

/// Which tables of which accounts were not read whole, and why; a check over one of them says so and passes nothing there.
struct AccountGaps {
    private struct Gap: Hashable {
        let provider: String
        let account: String
        let table: String
    }
    private let reasons: [Gap: String]

    init(_ reader: Reader) throws {
        var reasons: [Gap: String] = [:]
        for row in try reader.rows(
            """
            SELECT provider, account, table_name, CASE status WHEN 'stale'
              THEN 'last read on ' || date(collected_at, 'unixepoch') || COALESCE(': ' || reason, '')
              ELSE COALESCE(reason, 'not read whole') END
            FROM account_outcomes WHERE status <> 'complete' ORDER BY endpoint
            """)
        {
            guard let provider = row[0].text, let account = row[1].text, let table = row[2].text else {
                continue
            }
            let gap = Gap(provider: provider, account: account, table: table)
            reasons[gap] = reasons[gap] ?? row[3].text
        }
        self.reasons = reasons
    }

    /// What is reckoned from the lines of bills; `waste` is not, for only its prices are.
    private static let madeOfCharges: Set<String> = ["costs", "cost_changes", "cost_forecasts"]

    /// Adds an `unknown` for each account with a gap, and turns what passed there into `unknown`.
    ///
    /// A finding names its account as the inventory does, or as `digitalocean main` where the check is about
    /// several providers.
    func cover(_ findings: inout [Finding], by tables: Set<String>, _ check: Check) {
        let tables = tables.isDisjoint(with: AccountGaps.madeOfCharges) ? tables : tables.union(["charges"])
        let missing = reasons.filter { tables.contains($0.key.table) }
        guard !missing.isEmpty else { return }
        let byAccount = Dictionary(grouping: missing) {
            Account(provider: $0.key.provider, name: $0.key.account)
        }
        for (account, gaps) in byAccount.sorted(by: { $0.key.title < $1.key.title }) {
            let reason = gaps.sorted { $0.key.table < $1.key.table }.map { "\($0.key.table): \($0.value)" }
                .joined(separator: "; ")
            // Accounts of two providers may have one name, which a check that reads both of them tells apart.
            let names = [account.name, account.title]
            for index in findings.indices where findings[index].account.map(names.contains) == true {
                guard findings[index].status == .pass || findings[index].status == .skip else { continue }
                findings[index].status = .unknown
                findings[index].reason = reason
            }
            findings.append(
                Finding(
                    resource: account.title, status: .unknown, severity: check.severity, reason: reason,
                    account: account.name))
        }
    }
}
