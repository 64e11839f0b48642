internal import Foundation
package import Model

/// The newest 500 records of log-ins and log-outs, newest first: of `/var/log/wtmp`, and of wtmpdb where a host has that beside or instead.
///
/// wtmpdb keeps a log-in and its end in one entry, without a process: its rows are all starts.
///
/// Source: `wtmp(5)`; `wtmpdb(8)`, `--json`.
package struct Last: Fact {
    package static let table = Table(
        "last", "A log-in, a log-out or a start of the host.",
        [
            .text("username", "Who; `reboot` for a start"),
            .text("tty", "Terminal"),
            .integer("pid", "Process of the log-in"),
            .integer("type", "ut_type: 2 boot, 7 a log-in, 8 its end"),
            .text("type_name", "The same in words, as in user-process"),
            .integer("time", "When, in seconds since 1970"),
            .text("host", "Where from: a name or an address; for a start the kernel's version"),
        ])

    package static let script =
        LoginRecords.script + #"""
            [ -e /var/log/wtmp ] || [ -e /var/lib/wtmpdb/wtmp.db ] || absent
            missing=
            if [ -e /var/log/wtmp ]; then
                if [ -r /var/log/wtmp ]; then utmp_records /var/log/wtmp 500 W; else missing=1; fi
            fi
            wtmpdb_entries 500
            [ -z "$missing" ] || denied
            """#

    package static func rows(from output: Output) throws -> [Row] {
        var entries: [(time: Int64, row: Row)] = []
        var json = ""
        for (index, line) in output.lines.enumerated() {
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("W", 3):
                let record = try LoginRecords.Record(size: fields[1], hex: fields[2], at: index + 1)
                if record.type != 0 || record.time != 0 { entries.append((record.time, row(record))) }
            case ("J", 2): json += fields[1] + "\n"
            default: throw Problem("line \(index + 1): no login record", evidence: String(line.prefix(40)))
            }
        }
        entries += try LoginRecords.wtmpdb(json).map { entry in
            let isBoot = entry.tty == "system boot"
            return (
                entry.time,
                [
                    .text(entry.user), .text(isBoot ? "~" : entry.tty), nil, isBoot ? 2 : 7,
                    isBoot ? "boot-time" : "user-process", .integer(entry.time), .text(entry.host),
                ]
            )
        }
        return entries.enumerated().sorted { ($1.element.time, $1.offset) < ($0.element.time, $0.offset) }
            .prefix(500).map { $0.element.row }
    }

    private static let names = [
        "empty", "run-level", "boot-time", "new-time", "old-time", "init-process", "login-process",
        "user-process",
        "dead-process", "accounting",
    ]

    private static func row(_ record: LoginRecords.Record) -> Row {
        let name = names.indices.contains(Int(record.type)) ? Value.text(names[Int(record.type)]) : .null
        return [
            .text(record.user), .text(record.line), .integer(record.pid), .integer(record.type), name,
            .integer(record.time), .text(record.host),
        ]
    }
}
