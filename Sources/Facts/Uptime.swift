package import Model

/// How long ago the kernel was started.
///
/// Source: `proc(5)`: /proc/uptime.
package struct Uptime: Fact {
    package static let table = Table(
        "uptime", "The time since the host was started.",
        [
            .integer("days", "Whole days"),
            .integer("hours", "Hours beyond those days"),
            .integer("minutes", "Minutes beyond those hours"),
            .integer("seconds", "Seconds beyond those minutes"),
            .integer("total_seconds", "All of it in seconds"),
        ])

    package static let script = #"""
        cat /proc/uptime
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let line = output.lines.first ?? ""
        let digits = line.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") }
        guard let total = Int64(String(decoding: digits, as: UTF8.self)), total >= 0 else {
            throw Problem("line 1: seconds expected", evidence: String(line.unicodeScalars.prefix(80)))
        }
        return [
            Row([
                .integer(total / 86_400), .integer(total / 3_600 % 24), .integer(total / 60 % 60),
                .integer(total % 60), .integer(total),
            ])
        ]
    }
}
