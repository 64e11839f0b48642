import Facts
import Foundation
package import Model

/// The rows that the recordings of facts expect, as the facts of a made-up host.
package enum RecordedFacts {
    /// What the recordings called `system` say, a fact a table; a table without one is a thing that the host has not.
    ///
    /// `others` names tables whose recording is another one, as in `["firewalls": "nftables"]`.
    ///
    /// - Throws: `Problem` for a recording that is not there or has no rows.
    package static func facts(of system: String, with others: [String: String] = [:]) throws -> [FactOutcome]
    {
        try Facts.tables.map { table in
            let named = others[table.name]
            if let rows = try rows(of: table, named ?? system) {
                return FactOutcome(table: table.name, coverage: .complete, rows: rows, milliseconds: 12)
            }
            guard named == nil else { throw Problem("no recording \(named ?? "") of \(table.name)") }
            if shared.contains(table.name), let rows = try rows(of: table, "bookworm") {
                return FactOutcome(table: table.name, coverage: .complete, rows: rows, milliseconds: 12)
            }
            return FactOutcome(
                table: table.name, coverage: .complete, reason: "this host has no such thing", milliseconds: 3
            )
        }
    }

    /// What every Linux has, whatever its distribution.
    private static let shared: Set<String> = [
        "cpu_info", "cpu_vulnerabilities", "dns_resolvers", "etc_hosts", "fstab", "interface_addresses",
        "interface_details", "kernel_info", "kernel_modules", "load_average", "memory_info", "mounts",
        "routes", "security_modules", "system_info", "time_synchronization", "uptime",
    ]

    private static func rows(of table: Table, _ recording: String) throws -> [Row]? {
        let file = testsFolder.appending(path: "FactsTests/Cases/\(table.name)/\(recording).case")
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        let lines = Output([UInt8](data)).lines
        guard let rule = lines.lastIndex(of: "----------"), lines.last?.hasPrefix("error: ") != true else {
            throw Problem("no rows", at: Place(file: file.path))
        }
        return lines[(rule + 1)...].map { line in
            Row(
                line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                    field in
                    let text = String(decoding: field, as: UTF8.self)
                    return text == #"\N"# ? .null : .text(Output.fields(of: text).first ?? "")
                })
        }
    }
}
