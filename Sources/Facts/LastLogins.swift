package import Model

/// The newest log-in of each account that any record of this host tells of: lastlog, lastlog2, and the newest 2,000 entries of wtmp and wtmpdb.
///
/// An account without a row is one of which nothing is known: a host may keep no such record, and wtmp is cut every month. Null
/// in `time` means never, and only where lastlog is kept up to date: where wtmp or lastlog2 knows a log-in that lastlog has
/// missed by more than a day, as on a Debian 13 upgraded from 12, lastlog's silence says nothing.
///
/// Source: `lastlog(8)`, `lastlog2(8)`, `wtmp(5)`, `wtmpdb(8)`.
package struct LastLogins: Fact {
    package static let table = Table(
        "last_logins",
        "An account's newest log-in; an account without a row is one of which nothing is known.",
        [
            .text("username", "The account"),
            .integer("time", "When, in seconds since 1970; null: never"),
            .text("remote_host", "Where from: a name or an address; empty for this machine itself"),
            .text("source", "The record that says so: lastlog, lastlog2 or wtmp"),
        ], key: ["username"])

    package static let script =
        LoginRecords.script + #"""
            [ -r /etc/passwd ] || denied
            if ! [ -e /var/log/lastlog ] && ! [ -e /var/lib/lastlog/lastlog2.db ] && ! [ -e /var/log/wtmp ] &&
                ! [ -e /var/lib/wtmpdb/wtmp.db ]; then absent; fi
            awk -F: "$escape"'$1 != "" && $1 !~ /^[+#-]/ && $3 ~ /^[0-9]+$/ && n++ < 5000 { print "U\t" $3 "\t" escape($1) }' /etc/passwd
            missing=
            if [ -s /var/log/lastlog ]; then
                if ! [ -r /var/log/lastlog ]; then missing=1
                elif size_of /var/log/lastlog 292 296 && [ -n "$(find /var/log/lastlog -size -65537)" ]; then
                    # Up to 32 MiB: all of it at once. od leaves out the repeated lines that are its holes.
                    od -Ad -tx1 -w"$size" /var/log/lastlog | awk -v size="$size" '
                        NF > 1 { offset = $1; $1 = ""; gsub(/ /, ""); sub(/(00)+$/, ""); if ($0 != "") print "L\t" offset / size "\t" size "\t" $0 }'
                else
                    awk -F: '$3 ~ /^[0-9]+$/ && n++ < 300 { print $3 }' /etc/passwd | while read -r uid; do
                        od -An -v -tx1 -w"$size" -j"$((uid * size))" -N"$size" /var/log/lastlog 2>/dev/null |
                            awk -v uid="$uid" -v size="$size" '{ gsub(/ /, ""); sub(/(00)+$/, ""); if ($0 != "") print "L\t" uid "\t" size "\t" $0 }'
                    done
                fi
                [ -n "$missing" ] || echo K
            fi
            if [ -e /var/lib/lastlog/lastlog2.db ]; then
                if [ -r /var/lib/lastlog/lastlog2.db ] && have lastlog2; then
                    lastlog2 | awk "$escape"'NR > 1 && NR <= 5001 { print "2\t" escape($0) }'
                else missing=1; fi
            fi
            if [ -e /var/log/wtmp ]; then
                if [ -r /var/log/wtmp ]; then
                    utmp_records /var/log/wtmp 2000 W | awk -F'\t' '$3 ~ /^07/'
                else missing=1; fi
            fi
            wtmpdb_entries 2000
            [ -z "$missing" ] || denied
            """#

    private struct Login {
        var time: Int64
        var host: String
        var source: String
    }

    package static func rows(from output: Output) throws -> [Row] {
        var accounts: [(uid: String, name: String)] = []
        var lastlog: [String: Login] = [:]
        var hasLastlog = false
        var others: [String: Login] = [:]
        var json = ""
        func note(_ login: Login, of name: String) {
            if login.time > others[name]?.time ?? 0 { others[name] = login }
        }
        for (index, line) in output.lines.enumerated() {
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("U", 3): accounts.append((fields[1], fields[2]))
            case ("K", 1): hasLastlog = true
            case ("L", 4): lastlog[fields[1]] = try record(fields[3], size: fields[2], at: index + 1)
            case ("2", 2): if let (name, login) = lastlog2(fields[1]) { note(login, of: name) }
            case ("W", 3):
                let record = try LoginRecords.Record(size: fields[1], hex: fields[2], at: index + 1)
                note(Login(time: record.time, host: record.host, source: "wtmp"), of: record.user)
            case ("J", 2): json += fields[1] + "\n"
            default: throw Problem("line \(index + 1): no login record", evidence: String(line.prefix(40)))
            }
        }
        for entry in try LoginRecords.wtmpdb(json) where entry.tty != "system boot" {
            note(Login(time: entry.time, host: entry.host, source: "wtmp"), of: entry.user)
        }
        let isKept =
            hasLastlog
            && !accounts.contains { account in
                guard let other = others[account.name] else { return false }
                return other.time > (lastlog[account.uid]?.time ?? 0) + 86_400
            }
        return accounts.compactMap { account in
            let known = [lastlog[account.uid], others[account.name]].compactMap(\.self).filter { $0.time > 0 }
            if let newest = known.max(by: { $0.time < $1.time }) {
                return [.text(account.name), .integer(newest.time), .text(newest.host), .text(newest.source)]
            }
            return isKept ? [.text(account.name), nil, nil, "lastlog"] : nil
        }
    }

    /// A record of lastlog: the time in 4 bytes, or 8 where the record has 296, then 32 of terminal and 256 of host.
    private static func record(_ hex: String, size: String, at line: Int) throws -> Login {
        guard let size = Int(size), size == 292 || size == 296, var bytes = LoginRecords.bytes(hex),
            bytes.count <= size
        else { throw Problem("line \(line): no record of lastlog", evidence: String(hex.prefix(40))) }
        bytes += Array(repeating: 0, count: size - bytes.count)
        return Login(
            time: LoginRecords.number(bytes[..<4]), host: LoginRecords.text(bytes[(size - 256)...]),
            source: "lastlog")
    }

    /// A line of `lastlog2`: the name, the terminal, perhaps where from, and `Wed Nov 18 11:08:20 +0000 2026`.
    private static func lastlog2(_ line: String) -> (String, Login)? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = line.split(separator: " ").map(String.init)
        guard words.count >= 7, let month = months.firstIndex(of: words[words.count - 5]) else { return nil }
        let date = words.suffix(6).map(\.self)
        guard
            let time = LoginRecords.seconds(
                year: Int64(date[5]), month: Int64(month + 1), day: Int64(date[2]), time: date[3],
                offset: date[4])
        else { return nil }
        let host = words.count >= 9 ? words[2] : ""
        return (words[0], Login(time: time, host: host, source: "lastlog2"))
    }
}
