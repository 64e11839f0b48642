package import Model

/// Which environment the processes of an application say that they run in.
///
/// Seven variables only, picked on the host: an environment is where secrets are kept, so nothing else of it leaves the host.
/// Without root only the own processes can be read.
///
/// Source: `proc(5)`, `/proc/pid/environ`: what the process was started with.
package struct ProcessEnvs: Fact {
    package static let table = Table(
        "process_envs", "A variable that says in which environment a process runs.",
        [
            .integer("pid", "Process id"),
            .text("key", "RAILS_ENV, RACK_ENV, NODE_ENV, MIX_ENV, GO_ENV, APP_ENV or ERL_EPMD_ADDRESS"),
            .text("value", "Its value when the process began, at most 200 bytes"),
        ], key: ["pid", "key"])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        cd /proc || exit 1
        grep -azHE '^(RAILS_ENV|RACK_ENV|NODE_ENV|MIX_ENV|GO_ENV|APP_ENV|ERL_EPMD_ADDRESS)=' [0-9]*/environ 2>/dev/null |
            tr '\000\n' '\n\001' | awk "$escape"'{
                i = index($0, "/environ:")
                rest = substr($0, i + 9)
                j = index(rest, "=")
                value = escape(substr(rest, j + 1, 200))
                gsub(/\001/, "\\n", value)
                print substr($0, 1, i - 1) "\t" substr(rest, 1, j - 1) "\t" value
            }'
        if [ "$(id -u)" != 0 ]; then
            echo 'the environment of the processes of other users may not be read' >&2
            denied
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var seen: Set<[String]> = []
        return try output.tabbed(fields: 3).enumerated().compactMap { index, f -> (Int64, Row)? in
            guard let pid = Int64(f[0]) else {
                throw Problem("line \(index + 1): no process id", evidence: f[0])
            }
            // A variable may stand in an environment twice; programs see the first.
            guard seen.insert([f[0], f[1]]).inserted else { return nil }
            return (pid, [.integer(pid), .text(f[1]), .text(masked(f[2]))])
        }.sorted { $0.0 < $1.0 }.map { $0.1 }
    }
}
