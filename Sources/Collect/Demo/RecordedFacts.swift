package import Foundation
package import Model

/// Facts of made-up hosts, a file a table: `<table>.tsv`, a line of columns, then rows, tab-separated, `\N` for null.
///
/// The first column is `host`: one name, several with commas between, or `*` for every host; columns that are left out are null. A
/// table without a file is one that no host has rows of. `targets.tsv` names hosts that gave no answer: `host`, `status`, `reason`,
/// `remedy`.
package struct RecordedFacts: Sendable {
    private let rows: [String: [(hosts: Set<String>, row: Row)]]
    private let tables: [Table]
    /// Hosts that gave no answer.
    private let silent: [(hosts: Set<String>, row: Row)]

    /// Reads the folder for these tables.
    ///
    /// - Throws: `Problem` with the line of the first mistake.
    package init(_ folder: URL, tables: [Table]) throws {
        self.tables = tables
        silent = try RecordedFacts.read(RecordedFacts.targets, in: folder)
        var rows: [String: [(hosts: Set<String>, row: Row)]] = [:]
        for table in tables { rows[table.name] = try RecordedFacts.read(table, in: folder) }
        self.rows = rows
    }

    private static let targets = Table(
        "targets", "A host that gave no answer.",
        [.text("status", "As in targets"), .text("reason", "Why"), .text("remedy", "What to do")])

    private static func read(_ table: Table, in folder: URL) throws -> [(hosts: Set<String>, row: Row)] {
        let file = folder.appending(path: "\(table.name).tsv").path
        guard let data = FileManager.default.contents(atPath: file) else { return [] }
        let lines = Output([UInt8](data)).lines
        let columns = lines.first.map { Output.fields(of: $0) } ?? []
        let places = try columns.dropFirst().map { name in
            guard let place = table.columns.firstIndex(where: { $0.name == name }) else {
                throw Problem(
                    "unknown column: \(name)", at: Place(file: file, line: 1),
                    remedy: suggestion(for: name, among: table.columns.map { $0.name }))
            }
            return place
        }
        return try lines.enumerated().dropFirst().filter { !$1.isEmpty }.map { index, line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == columns.count else {
                throw Problem(
                    "\(cells.count) cells where \(columns.count) columns are named",
                    at: Place(file: file, line: index + 1))
            }
            var row = Row(table.columns.map { _ in Value.null })
            for (place, cell) in zip(places, cells.dropFirst()) where cell != "\\N" {
                row.values[place] = .text(Output.fields(of: cell).first ?? "")
            }
            return (
                Set(cells[0].split(separator: ",").map(String.init)),
                try table.typed(row)
            )
        }
    }

    /// What a visit to a host would have brought.
    package func outcome(of host: String, at time: Int64) -> HostOutcome {
        if let row = silent.first(where: { $0.hosts.contains(host) })?.row {
            let status = row[0].text.flatMap(HostOutcome.Status.init) ?? .unreachable
            return HostOutcome(
                host: host, status: status, reason: row[1].text, remedy: row[2].text, startedAt: time,
                finishedAt: time + 15)
        }
        let facts = tables.map { table in
            let own = (rows[table.name] ?? []).filter { $0.hosts.contains(host) || $0.hosts.contains("*") }
            return FactOutcome(
                table: table.name, coverage: .complete,
                reason: own.isEmpty ? "this host has no such thing" : nil, rows: own.map { $0.row },
                milliseconds: 10)
        }
        return HostOutcome(host: host, status: .complete, startedAt: time, finishedAt: time + 5, facts: facts)
    }
}
