package import Model

/// The tables of a run file and the SQL that makes them.
package struct Schema: Sendable {
    /// Of the file's layout; a file with a higher one is refused, one with a lower one is read with its gaps empty.
    package static let version = 1
    /// «Cnst», by which `file(1)` and we know a run file.
    package static let applicationID = 0x436E_7374

    /// What osquery calls `host` in its tables of log-ins, where ours is the server that was asked.
    static let remoteHost = "remote_host"

    /// Facts' tables, without the `host` column.
    package let facts: [Table]
    /// Providers' tables, without the `account` column.
    package let providers: [Table]

    package init(facts: [Table], providers: [Table] = []) {
        self.facts = facts
        self.providers = providers
    }

    /// Every table as it stands in the file, in the order of their names.
    package var tables: [Table] {
        (RunTables.all + AccountTables.all + InventoryTables.all + AssetTables.all
            + facts.map(Schema.withHost) + providers.map(Schema.withAccount))
            .sorted { $0.name < $1.name }
    }

    /// A provider's table as it stands in the file: with the account first.
    package static func withAccount(_ table: Table) -> Table {
        Table(
            table.name, table.summary,
            [.text("account", "The account, by its name in the inventory")] + table.columns,
            key: table.key.isEmpty ? [] : ["account"] + table.key)
    }

    /// A fact's table as it stands in the file: with the host first.
    package static func withHost(_ table: Table) -> Table {
        Table(
            table.name, table.summary,
            [.text("host", "The server, by its name in the inventory")] + table.columns,
            key: table.key.isEmpty ? [] : ["host"] + table.key)
    }

    /// The schema as rows of `table_columns`.
    package var reference: [Row] {
        tables.flatMap { table in
            table.columns.enumerated().map { index, column in
                [
                    .text(table.name), .text(table.summary), .integer(Int64(index + 1)), .text(column.name),
                    .text(column.kind.rawValue), .text(column.meaning),
                ]
            }
        }
    }

    /// The statements that make `table` in the database called `schema`.
    static func definition(of table: Table, in schema: String) -> String {
        let columns = table.columns.map { "\(quoted($0.name)) \($0.kind.rawValue.uppercased())" }
        return "CREATE TABLE \(schema).\(quoted(table.name)) (\(columns.joined(separator: ", ")))"
    }

    /// The indexes that let a page of one host, or of one check, find its rows.
    static func indexes(on table: Table, in schema: String) -> [String] {
        let columns = ["host", "asset", "resource_id", "client", table.key.first].compactMap(\.self).filter {
            name in
            table.columns.contains { $0.name == name }
        }
        return Set(columns).sorted().map { column in
            "CREATE INDEX \(schema).\(quoted("\(table.name) by \(column)")) ON \(quoted(table.name)) (\(quoted(column)))"
        }
    }

    /// An identifier that may be a keyword, as `groups` is.
    package static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
