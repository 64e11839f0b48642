package import Model

/// How many processes ran or waited, on average over three periods.
///
/// Source: `proc(5)`: /proc/loadavg.
package struct LoadAverage: Fact {
    package static let table = Table(
        "load_average", "The load of the host over a period.",
        [
            .text("period", "1m, 5m or 15m"),
            .real("average", "Processes that ran or waited for a processor or a disk, on average"),
        ], key: ["period"])

    package static let script = #"""
        cat /proc/loadavg
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let averages = Field.words(output.lines.first ?? "")
        guard averages.count == 5 else {
            throw Problem(
                "line 1: five words expected", evidence: String(averages.joined(separator: " ").prefix(80)))
        }
        return zip(["1m", "5m", "15m"], averages).map { Row([.text($0), .text($1)]) }
    }
}
