package import Model

/// The timers that systemd has loaded, when each ran last and when it is next due.
///
/// A timer that counts from boot or from its last run is due by the monotonic clock, which a suspended machine stops; the time is
/// then the boot's plus that, within seconds.
///
/// Source: `systemctl(1)`, `show`; `systemd.time(7)`. Before systemd 250 there is no output of times as numbers.
package struct SystemdTimers: Fact {
    package static let table = Table(
        "systemd_timers", "A timer of systemd.",
        [
            .text("id", "Name, as in apt-daily.timer"),
            .text("unit", "Unit that it starts"),
            .integer("next_elapse", "When it is next due, in seconds since 1970; null when never"),
            .integer("last_trigger", "When it last started its unit; null when never"),
            .text("result", "success, or why it failed"),
        ], key: ["id"])

    /// Any account may ask where there is a bus (`dbus`), root everywhere.
    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        { have systemctl && [ -d /run/systemd/system ]; } || absent
        if ! timers=$(TZ=UTC systemctl show --no-pager \
            -p Id,Unit,NextElapseUSecRealtime,NextElapseUSecMonotonic,LastTriggerUSec,Result '*.timer' 2>/dev/null); then
            echo 'systemd did not answer; an account other than root needs dbus for it' >&2
            denied
        fi
        printf '%s\n' "$timers" | awk "$escape"'
            function flush() {
                if (v["Id"] != "")
                    print v["Id"] "\t" v["Unit"] "\t" v["NextElapseUSecRealtime"] "\t" v["NextElapseUSecMonotonic"] "\t" \
                        v["LastTriggerUSec"] "\t" v["Result"] "\t" boot
                split("", v)
            }
            BEGIN { while ((getline line < "/proc/stat") > 0) if (line ~ /^btime /) boot = substr(line, 7) }
            $0 == "" { flush(); next }
            { i = index($0, "="); v[substr($0, 1, i - 1)] = escape(substr($0, i + 1)) }
            END { flush() }'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 7).enumerated().map { index, f in
            let line = index + 1
            let due = try time(f[2], line: line)
            let afterBoot = try seconds(f[3], line: line)
            let counted = afterBoot.flatMap { span in
                Int64(f[6]).map { $0.addingReportingOverflow(span).partialValue }
            }
            return [
                .text(f[0]), .optional(nonempty(f[1])), .optional([due, counted].compactMap(\.self).min()),
                .optional(try time(f[4], line: line)), .optional(nonempty(f[5])),
            ]
        }.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") }
    }

    /// Seconds since 1970 of `Sun 2026-11-29 03:10:19 UTC`.
    private static func time(_ text: String, line: Int) throws -> Int64? {
        if text.isEmpty || text == "n/a" || text == "0" { return nil }
        let separators = Array(" -:".utf8)
        let parts = text.utf8.split { separators.contains($0) }.map { String(decoding: $0, as: UTF8.self) }
        let numbers = parts.dropFirst().prefix(6).compactMap { Int64($0) }
        guard parts.count == 8, parts[7] == "UTC", numbers.count == 6, (1...12).contains(numbers[1]),
            zip(numbers, [9999, 12, 31, 23, 59, 60]).allSatisfy({ (0...$1).contains($0) })
        else { throw Problem("line \(line): no time in UTC", evidence: text) }
        return (days(numbers[0], numbers[1], numbers[2]) * 24 + numbers[3]) * 3600 + numbers[4] * 60
            + numbers[5]
    }

    /// Days from 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day comes last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month > 2 ? year : year - 1
        let month = (month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469
    }

    /// The span `1w 2d 3h 4min 5.678s`, in seconds; nothing for none.
    private static func seconds(_ text: String, line: Int) throws -> Int64? {
        if text.isEmpty || text == "0" || text == "infinity" || text == "n/a" { return nil }
        var total = 0.0
        for part in text.utf8.split(separator: UInt8(ascii: " ")) {
            let number = part.prefix {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
            }
            guard let count = Double(String(decoding: number, as: UTF8.self)),
                let unit = units[String(decoding: part.dropFirst(number.count), as: UTF8.self)]
            else { throw Problem("line \(line): no span of time", evidence: text) }
            total += count * unit
        }
        // A hundred thousand years is `never`, and safely a number.
        return total < 3e12 ? Int64(total) : nil
    }

    private static let units = [
        "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800, "month": 2_629_800,
        "months": 2_629_800, "y": 31_557_600, "year": 31_557_600, "years": 31_557_600,
    ]
}
