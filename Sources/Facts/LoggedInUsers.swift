package import Model

/// Who is logged in now, from `/run/utmp`, or from systemd-logind's session files where a host has no utmp any more.
///
/// All kinds of utmp's records are given, as osquery does: those of people have the type `user`.
///
/// Source: `utmp(5)`; systemd `src/login/logind-session.c`, `session_save`.
package struct LoggedInUsers: Fact {
    package static let table = Table(
        "logged_in_users", "A session, or another record of utmp, as of a start of the host.",
        [
            .text("type", "user for a session; dead, login, init, boot_time, runlevel and so on"),
            .text("user", "Who"),
            .text("tty", "Terminal"),
            .text("host", "Where from: a name or an address"),
            .integer("time", "Since when, in seconds since 1970"),
            .integer("pid", "Process of the session"),
        ])

    package static let script =
        LoginRecords.script + #"""
            for utmp in /run/utmp /var/run/utmp; do
                [ -s "$utmp" ] || continue
                [ -r "$utmp" ] || denied
                utmp_records "$utmp" 2000 U
                exit 0
            done
            if ! [ -d /run/systemd/sessions ]; then
                [ -e /run/utmp ] || [ -e /var/run/utmp ] || absent
                exit 0
            fi
            set --
            for session in /run/systemd/sessions/*; do
                case $session in *.ref | *'*') ;; *) [ -f "$session" ] && set -- "$@" "$session" ;; esac
            done
            [ $# -eq 0 ] || awk '
                function told() { if (value["USER"] != "" && value["CLASS"] ~ /^user/) print "S\t" value["USER"] "\t" value["TTY"] "\t" value["REMOTE_HOST"] "\t" substr(value["REALTIME"], 1, length(value["REALTIME"]) - 6) "\t" value["LEADER"] }
                FNR == 1 { if (NR > 1) told(); split("", value) }
                { at = index($0, "="); if (at && $0 !~ /\t/) value[substr($0, 1, at - 1)] = substr($0, at + 1) }
                END { told() }' "$@"
            """#

    package static func rows(from output: Output) throws -> [Row] {
        let names = [
            "empty", "runlevel", "boot_time", "new_time", "old_time", "init", "login", "user", "dead",
            "accounting",
        ]
        return try output.lines.enumerated().compactMap { index, line in
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("S", 6):
                return [
                    "user", .text(fields[1]), .text(fields[2]), .text(fields[3]), .text(fields[4]),
                    .text(fields[5]),
                ]
            case ("U", 3):
                let record = try LoginRecords.Record(size: fields[1], hex: fields[2], at: index + 1)
                guard record.type != 0 else { return nil }
                let name =
                    names.indices.contains(Int(record.type)) ? Value.text(names[Int(record.type)]) : .null
                return [
                    name, .text(record.user), .text(record.line), .text(record.host), .integer(record.time),
                    .integer(record.pid),
                ]
            default: throw Problem("line \(index + 1): no session", evidence: String(line.prefix(40)))
            }
        }
    }
}
