import ArgumentParser
import Model
import Store

/// `constat tables`: the schema, with meanings.
struct TablesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "List the tables of a run, or one table's columns with their meanings.")

    @Argument(help: "A table.") var name: String?
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
        try await reportingProblems { try answer() }
    }

    private func answer() throws {
        let tables = Schema.whole.tables
        guard let name else {
            return print(
                ["table", "columns", "a row is"],
                tables.map { table in
                    [.text(table.name), .integer(Int64(table.columns.count)), .text(table.summary)]
                })
        }
        guard let table = tables.first(where: { $0.name == name }) else {
            throw Problem(
                "no such table: \(name)",
                remedy: suggestion(for: name, among: tables.map(\.name)))
        }
        print(
            ["column", "type", "meaning"],
            table.columns.map { column in
                [.text(column.name), .text(column.kind.rawValue), .text(column.meaning)]
            })
    }

    private func print(_ columns: [String], _ rows: [Row]) {
        Terminal.result(bytes: ResultFormat(json: json, csv: false).bytes(columns: columns, rows: rows))
    }
}
