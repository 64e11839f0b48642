package import Model

/// The Erlang nodes that the host's port mapper (epmd) knows: their names, and the ports that other nodes connect to.
///
/// epmd is only asked where it already listens. Its own command is used from the places where packages put it; without it the same
/// question goes to its port by `nc`.
///
/// Source: `epmd(1)`; Erlang distribution protocol, *NAMES_REQ*.
package struct ErlangNodes: Fact {
    package static let table = Table(
        "erlang_nodes", "An Erlang node that is registered with the host's port mapper.",
        [
            .text("name", "Name of the node, without its host"),
            .integer("port", "Port that other nodes connect to"),
        ], key: ["name"])

    package static let script = #"""
        # 4369, listening, in the kernel's hexadecimal.
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$2 ~ /:1111$/ && $4 == "0A" { found = 1 } END { exit !found }' || absent
        for epmd in "$(command -v epmd)" /usr/lib/erlang/erts-*/bin/epmd /usr/local/lib/erlang/erts-*/bin/epmd /usr/lib64/erlang/erts-*/bin/epmd ''; do
            [ -x "$epmd" ] && break
        done
        if [ -n "$epmd" ]; then
            answer=$("$epmd" -names 2>/dev/null)
        elif have nc; then
            answer=$(printf '\000\001n' | timeout 5 nc 127.0.0.1 4369 2>/dev/null | tail -c +5)
        else
            echo "neither epmd nor nc is there to ask port 4369" >&2
            exit 1
        fi || { echo "port 4369 does not answer as epmd does" >&2; exit 1; }
        printf '%s\n' "$answer" | awk "$escape"'/^name .* at port [0-9]+$/ { port = $NF; sub(/^name /, ""); sub(/ at port [0-9]+$/, ""); print escape($0) "\t" port }'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).map { Row($0) }
    }
}
