package import Model

/// The libraries and programs that processes still run although their files are gone: what was updated without a restart.
///
/// Only what is mapped to be executed counts. Left out are memory files, shared memory, devices, and what lay in a folder for temporary files.
///
/// Source: `proc(5)`, `/proc/pid/maps`, which writes a newline in a path as `\012`.
package struct DeletedLibraries: Fact {
    package static let table = Table(
        "deleted_libraries", "A file that a process runs and that is deleted.",
        [
            .integer("pid", "Process id"),
            .text("process", "Name of the process"),
            .text("path", "Path that the file had"),
            .text("unit", "Unit of systemd that the process belongs to"),
        ], key: ["pid", "path"])

    package static let privilege = Privilege.root

    package static let script = #"""
        cd /proc || exit 1
        grep -aHF ' (deleted)' [0-9]*/maps 2>/dev/null | awk "$escape"'
            {
                i = index($0, "/maps:")
                pid = substr($0, 1, i - 1)
                line = substr($0, i + 6)
                if (split(line, f, " ") < 7 || f[2] !~ /x/) next
                path = substr(line, index(line, "/"))
                if (index(line, "/") == 0 || path !~ / \(deleted\)$/) next
                path = substr(path, 1, length(path) - 10)
                if (path ~ /^\/(memfd:|SYSV|dev\/|tmp\/|var\/tmp\/|run\/|proc\/|i915|drm|\[aio\]|anon_hugepage)/) next
                if ((pid, path) in seen) next
                seen[pid, path] = 1
                if (!(pid in name)) {
                    name[pid] = unit[pid] = line = ""
                    getline line < (pid "/comm")
                    close(pid "/comm")
                    name[pid] = escape(line)
                    while ((getline line < (pid "/cgroup")) > 0) {
                        if (line !~ /^(0::|[0-9]+:name=systemd:)/ || unit[pid] != "") continue
                        n = split(line, f, "/")
                        for (k = 2; k <= n; k++) if (f[k] ~ /\.(service|scope)$/) { unit[pid] = escape(f[k]); break }
                    }
                    close(pid "/cgroup")
                }
                print pid "\t" name[pid] "\t" path "\t" unit[pid]
            }'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 4).enumerated().map { index, f in
            guard let pid = Int64(f[0]) else {
                throw Problem("line \(index + 1): no process id", evidence: f[0])
            }
            return (pid, [.integer(pid), .text(f[1]), .text(f[2]), .optional(nonempty(f[3]))] as Row)
        }.sorted { ($0.0, $0.1[2].text ?? "") < ($1.0, $1.1[2].text ?? "") }.map { $0.1 }
    }
}
