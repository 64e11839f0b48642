package import Model

/// The processes that run, kernel threads among them, in the order of their ids.
///
/// The probe's own processes are left out. Without root the path and folder of other users' processes are null, and the row stands;
/// where `/proc` hides other users' processes (`hidepid`), rows are missing. A command line is cut at 4,096 bytes on the host, and what looks
/// like a secret in it is hidden. Names of accounts come from `/etc/passwd` alone, so those of a directory service are null.
///
/// Source: `proc(5)`; times count from boot in hundredths of a second, whatever the kernel's own tick.
package struct Processes: Fact {
    package static let table = Table(
        "processes", "A process that runs.",
        [
            .integer("pid", "Process id"),
            .text("name", "Name that the process gave itself, at most 15 bytes"),
            .text("path", "Its program's file; null for kernel threads and where it may not be read"),
            .text("cmdline", "Arguments with blanks between them, secrets hidden"),
            .text("state", "R runs, S sleeps, D waits for a device, T stopped, Z zombie, I idle"),
            .text("cwd", "Its working folder"),
            .integer("uid", "Real user id"),
            .integer("gid", "Real group id"),
            .integer("euid", "Effective user id"),
            .integer("egid", "Effective group id"),
            .integer("on_disk", "0 when the program's file has been deleted or replaced"),
            .integer("resident_size", "Bytes in memory"),
            .integer("total_size", "Bytes of address space"),
            .integer("start_time", "When it began, in seconds since 1970"),
            .integer("parent", "Process id of its parent"),
            .integer("threads", "Number of threads"),
            .text("cgroup_path", "Control group, in the unified tree or in systemd's"),
            .text("username", "Name of the real user"),
        ], key: ["pid"])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        cd /proc || exit 1
        {
            printf '%s\n' [0-9]*
            echo --
            QUOTING_STYLE=escape ls -nd [0-9]*/exe [0-9]*/cwd
            echo --
            grep -aH '' [0-9]*/cmdline | tr '\000' '\001'
        } 2>/dev/null | awk -v me="$$" "$escape"'
            BEGIN {
                while ((getline line < "/etc/passwd") > 0) { split(line, f, ":"); if (!(f[3] in user)) user[f[3]] = f[1] }
                while ((getline line < "stat") > 0) if (line ~ /^btime /) boot = substr(line, 7)
            }
            $0 == "--" { part++; next }
            part == 0 { pids[++count] = $0; next }
            part == 1 {
                if (!match($0, / [0-9]+\/(exe|cwd) -> /)) next
                place = substr($0, RSTART + 1, RLENGTH - 5)
                target = substr($0, RSTART + RLENGTH)
                gsub(/\\ /, " ", target)
                gsub(/\t/, "\\t", target)
                link[place] = target
                next
            }
            {
                i = index($0, "/cmdline:")
                pid = substr($0, 1, i - 1)
                line = substr($0, i + 9, 4096)
                if (!(pid in args)) args[pid] = line
                else if (length(args[pid]) < 4096) args[pid] = args[pid] "\n" line
            }
            function read(pid,   line, f, ids, cgroup, unified, s, rest) {
                # The name in it may have newlines and brackets.
                rest = ""
                while ((getline line < (pid "/stat")) > 0) rest = rest line " "
                close(pid "/stat")
                if (rest == "") return
                sub(/^.*\) /, "", rest)
                split(rest, f, " ")
                parent[pid] = f[2]
                s["VmRSS"] = s["VmSize"] = s["Name"] = s["Uid"] = s["Gid"] = ""
                while ((getline line < (pid "/status")) > 0) {
                    i = index(line, ":")
                    s[substr(line, 1, i - 1)] = substr(line, i + 2)
                }
                close(pid "/status")
                if (s["Uid"] == "") return
                while ((getline line < (pid "/cgroup")) > 0) {
                    if (line ~ /^0::/) unified = substr(line, 4)
                    if (line ~ /^[0-9]+:name=systemd:/) { cgroup = line; sub(/^[0-9]+:name=systemd:/, "", cgroup) }
                }
                close(pid "/cgroup")
                if (cgroup == "" || (unified != "" && unified != "/")) cgroup = unified
                gsub(/\t/, "\\t", s["Name"])
                split(s["Uid"] "\t" s["Gid"], ids, "\t")
                sub(/^ +/, "", s["VmRSS"]); sub(/ kB$/, "", s["VmRSS"])
                sub(/^ +/, "", s["VmSize"]); sub(/ kB$/, "", s["VmSize"])
                row[pid] = pid "\t" s["Name"] "\t" link[pid "/exe"] "\t" escape(substr(args[pid], 1, 4096)) "\t" f[1] "\t" \
                    link[pid "/cwd"] "\t" ids[1] "\t" ids[5] "\t" ids[2] "\t" ids[6] "\t" s["VmRSS"] "\t" s["VmSize"] "\t" \
                    f[20] "\t" boot "\t" f[2] "\t" f[18] "\t" escape(cgroup) "\t" user[ids[1]]
            }
            END {
                for (n = 1; n <= count; n++) read(pids[n])
                for (n = 1; n <= count; n++) {
                    if (!(pids[n] in row)) continue
                    for (above = pids[n]; above != me && above in parent; above = parent[above]) if (above == parent[above]) break
                    if (above != me) print row[pids[n]]
                }
            }'
        if [ ! -r /proc/1/stat ]; then
            echo 'the processes of other users are hidden (hidepid)' >&2
            denied
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 18).enumerated().map { index, f in
            guard let pid = Int64(f[0]) else {
                throw Problem("line \(index + 1): no process id", evidence: f[0])
            }
            let deleted = " (deleted)"
            let isDeleted = f[2].utf8.count > deleted.utf8.count && f[2].hasSuffix(deleted)
            let path =
                isDeleted ? String(decoding: f[2].utf8.dropLast(deleted.utf8.count), as: UTF8.self) : f[2]
            let row: Row = [
                .integer(pid), .text(f[1]), .optional(nonempty(path)), .text(commandLine(f[3])), .text(f[4]),
                .optional(nonempty(f[5])), .text(f[6]), .text(f[7]), .text(f[8]), .text(f[9]),
                path.isEmpty ? .null : .bool(!isDeleted), .optional(bytes(f[10])), .optional(bytes(f[11])),
                .optional(began(f[12], boot: f[13])), .text(f[14]), .text(f[15]), .optional(nonempty(f[16])),
                .optional(nonempty(f[17])),
            ]
            return (pid, row)
        }.sorted { $0.0 < $1.0 }.map { $0.1 }
    }

    /// The arguments, which the script separates with the byte 1, as one line without secrets.
    private static func commandLine(_ arguments: String) -> String {
        let ended = arguments.utf8.map { $0 == 1 ? 0 : $0 }
        var line = masked(String(decoding: ended, as: UTF8.self)).utf8.map {
            $0 == 0 ? UInt8(ascii: " ") : $0
        }
        while line.last == UInt8(ascii: " ") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    private static func bytes(_ kibibytes: String) -> Int64? {
        guard let size = Int64(kibibytes) else { return nil }
        let (bytes, isTooLarge) = size.multipliedReportingOverflow(by: 1024)
        return isTooLarge ? nil : bytes
    }

    private static func began(_ ticks: String, boot: String) -> Int64? {
        guard let ticks = Int64(ticks), let boot = Int64(boot) else { return nil }
        let (time, isTooLarge) = boot.addingReportingOverflow(ticks / 100)
        return isTooLarge ? nil : time
    }
}

/// The text, or nothing where it is empty.
func nonempty(_ text: String) -> String? { text.utf8.isEmpty ? nil : text }
