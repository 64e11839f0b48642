import Checks
import Facts
import Foundation
import Model
import Store
import TestSupport
import Testing

/// A check's example: rows of a run and of the one before, and every finding that must come of them.
///
/// A `.case` file in `Cases/<check>/` begins with `# ` and one sentence. Then come tables, `[name]` or `[previous.name]`, each with
/// a line of columns and its rows, tab-separated, `\N` for null; columns that are left out are null. Every host that is named is
/// one of the run, complete for every table except as `[outcomes]` says. Below a line of ten dashes stand the findings:
/// host, resource, status, severity, reason. `now()` is 1795500000.
struct CheckCase: CustomTestStringConvertible, Sendable {
    let file: URL
    let check: String

    static let folder = testsFolder.appending(path: "ChecksTests/Cases")

    static let all: [CheckCase] = {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "case" }
            .map { CheckCase(file: $0, check: $0.deletingLastPathComponent().lastPathComponent) }
            .sorted { $0.file.path < $1.file.path }
    }()

    var testDescription: String { "\(check)/\(file.lastPathComponent)" }

    static let now: Int64 = 1_795_500_000

    /// The tables and the findings that the file holds.
    func parts() throws -> (tables: [(name: String, columns: [String], rows: [[String]])], expected: String) {
        let text = try String(contentsOf: file, encoding: .utf8)
        let halves = text.components(separatedBy: "\n----------\n")
        guard halves.count == 2 else { throw Problem("no line of ten dashes", at: Place(file: file.path)) }
        var tables: [(name: String, columns: [String], rows: [[String]])] = []
        for line in halves[0].split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            if line.hasPrefix("# ") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                tables.append((String(line.dropFirst().dropLast()), [], []))
            } else if let last = tables.indices.last {
                let fields = Output.fields(of: line)
                if tables[last].columns.isEmpty {
                    tables[last].columns = fields
                } else {
                    tables[last].rows.append(fields)
                }
            }
        }
        return (tables, halves[1])
    }

    /// What the check says of the file's rows, as the file writes it.
    func result(of check: Check, schema: Schema) throws -> String {
        let scratch = try Scratch()
        let runs = try RunFolder(scratch.path("runs"))
        let tables = try parts().tables
        let previous =
            tables.contains { $0.name.hasPrefix("previous.") }
            ? try make(
                runs, tables.filter { $0.name.hasPrefix("previous.") }, at: CheckCase.now - 604_800, schema)
            : nil
        let run = try make(runs, tables.filter { !$0.name.hasPrefix("previous.") }, at: CheckCase.now, schema)
        let reader = try Reader(run: run.path, previous: previous?.path, schema: schema)
        let result = try CheckRun(reader, schema: schema).result(of: check)
        if let error = result.error { throw Problem(error) }
        return result.findings.map { finding in
            [
                finding.host ?? "", finding.resource, finding.status.rawValue, finding.severity.rawValue,
                finding.reason,
            ]
            .joined(separator: "\t") + "\n"
        }.joined()
    }

    private func make(
        _ runs: RunFolder, _ tables: [(name: String, columns: [String], rows: [[String]])], at start: Int64,
        _ schema: Schema
    ) throws -> RunFile {
        let run = try RunFile(in: runs, startedAt: start, schema: schema)
        var filled: Set<String> = []
        var hosts: Set<String> = []
        var rows: [(Table, [Row])] = []
        for part in tables {
            let name = part.name.replacing("previous.", with: "")
            guard let table = schema.tables.first(where: { $0.name == name }) else {
                throw Problem("no such table: \(name)")
            }
            for column in part.columns where !table.columns.contains(where: { $0.name == column }) {
                throw Problem("no such column: \(name).\(column)")
            }
            filled.insert(name)
            rows.append(
                (
                    table,
                    part.rows.map { fields in Row(table.columns.map { cell($0.name, part.columns, fields) }) }
                ))
            if let host = part.columns.firstIndex(of: "host") { hosts.formUnion(part.rows.map { $0[host] }) }
        }
        for (table, rows) in rows where table.name != "outcomes" { try run.insert(rows, into: table) }
        if !filled.contains("run") {
            let id = Value.text(run.id)
            try run.insert(
                [
                    [
                        id, 2, .integer(start), .integer(start + 60), "test", "Example", "UTC", "", nil,
                        "EUR", 0, "complete",
                    ]
                ],
                into: RunTables.run)
        }
        if !filled.contains("targets") {
            try run.insert(
                hosts.sorted().map {
                    [
                        .text($0), "ssh", .text($0), "complete", nil, nil, .integer(start),
                        .integer(start + 30), .integer(start + 30),
                    ]
                },
                into: RunTables.targets)
        }
        let outcomes = rows.first { $0.0.name == "outcomes" }?.1 ?? []
        let said = Set(outcomes.map { [$0[0], $0[1]] })
        let complete = hosts.sorted().flatMap { host in
            schema.facts.filter { !said.contains([.text(host), .text($0.name)]) }.map { table -> Row in
                [.text(host), .text(table.name), "complete", nil, nil, 0, 0, .integer(start)]
            }
        }
        try run.insert(outcomes + complete, into: RunTables.outcomes)
        return run
    }

    private func cell(_ column: String, _ columns: [String], _ fields: [String]) -> Value {
        guard let index = columns.firstIndex(of: column), index < fields.count, fields[index] != "\\N" else {
            return .null
        }
        return .text(fields[index])
    }
}
