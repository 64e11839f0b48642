import Model
import Store

/// A question to a provider's tables; `list` wants the account in its first column.
struct ProviderQuery: Sendable {
    let provider: String
    /// All that it reads; while one of them is not among the tables of the run, there is nothing to ask.
    let tables: [String]
    /// Tables that must have been read whole for a row that is not there to mean anything; those of other
    /// accounts do not matter.
    var whole: [String] = []
    let sql: String

    /// All of them, for a test to hold against the tables that there are.
    static let all =
        DigitalOceanEstimates.queries + HerokuEstimates.queries + RackspaceEstimates.queries
        + Consumption.all.map(\.query) + Ownership.queries + WasteQuery.all.map(\.query) + [
            IdleServers.monitored
        ]

    /// What `body` makes of each row of accounts whose tables are whole.
    func list<Element>(
        _ reader: Reader, _ reading: Reading, _ body: (AccountName, Cells) throws -> Element?
    ) throws -> [Element] {
        guard reading.knows(tables) else { return [] }
        return try reader.list(sql) { cells in
            let account = AccountName(provider, cells.text(0) ?? "")
            guard whole.allSatisfy({ reading.isWhole($0, of: account) }) else { return nil }
            return try body(account, cells)
        }
    }
}

/// Which tables of which accounts were read whole, in this run or, where they are its last known rows, in an
/// earlier one.
struct Reading: Sendable {
    private var whole: Set<Key> = []
    private let tables: Set<String>

    private struct Key: Hashable {
        var account: AccountName
        var table: String
    }

    init(_ outcomes: [(account: AccountName, table: String, status: String)], tables: Set<String>) {
        self.tables = tables
        var broken: Set<Key> = []
        for (account, table, status) in outcomes {
            let key = Key(account: account, table: table)
            if status == "complete" || status == "stale" { whole.insert(key) } else { broken.insert(key) }
        }
        whole.subtract(broken)
    }

    static func all(in reader: Reader) throws -> Reading {
        let tables = try reader.list("SELECT name FROM run.sqlite_schema WHERE type = 'table'") { $0.text(0) }
        return Reading(
            try reader.list("SELECT provider, account, table_name, status FROM account_outcomes") { cells in
                (
                    AccountName(cells.text(0) ?? "", cells.text(1) ?? ""), cells.text(2) ?? "",
                    cells.text(3) ?? ""
                )
            }, tables: Set(tables))
    }

    /// Whether the run has these tables at all, read or not.
    func knows(_ names: [String]) -> Bool { tables.isSuperset(of: names) }

    func isWhole(_ table: String, of account: AccountName) -> Bool {
        whole.contains(Key(account: account, table: table))
    }
}
