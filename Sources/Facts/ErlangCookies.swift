package import Model

/// The cookie files of Erlang: in people's and services' folders, and in releases below the declared folders.
///
/// Whoever has the cookie runs code as the node does. Neither it nor anything it could be guessed from leaves the host: the
/// fingerprint is salted anew for each run, and only tells which files of one run are alike.
///
/// Source: Erlang reference manual, *Distributed Erlang*, *Security*; `mix help release`, *releases/COOKIE*.
package struct ErlangCookies: Fact {
    package static let table = Table(
        "erlang_cookies", "A file with the cookie of Erlang nodes.",
        [
            .text("path", "The file"),
            .integer("uid", "Its owner"),
            .text("mode", "Its permissions in octal, as in 0400"),
            .text(
                "fingerprint",
                "16 hexadecimal digits of the salted SHA-256 of the cookie; null where it cannot be read"),
        ], key: ["path"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        AccountFolders.script + #"""
            cookies() {
                homes | sed 's:$:/.erlang.cookie:'
                printf '%s\n' /var/lib/rabbitmq/.erlang.cookie /var/lib/couchdb/.erlang.cookie /var/lib/ejabberd/.erlang.cookie
                printf '%s\n' "$roots" | while IFS= read -r root; do
                    [ -z "$root" ] || find "$root/" -maxdepth 6 \( -name node_modules -o -name .git \) -prune -o -type f \( -path '*/releases/COOKIE' -o -name .erlang.cookie \) ! -path '*[[:cntrl:]]*' -print 2>/dev/null
                done | head -n 200
            }
            found=$(cookies | sed 's://*:/:g' | sort -u | while IFS= read -r file; do
                [ -f "$file" ] || continue
                meta=$(stat -c '%u %a' "$file" 2>/dev/null) || continue
                fingerprint=
                [ ! -r "$file" ] || fingerprint=$({ printf %s "$salt"; tr -d '\r\n' <"$file"; } | sha256sum | cut -c1-16)
                printf '%s\n' "$file" | awk -v meta="$meta" -v fingerprint="$fingerprint" "$escape"'{ split(meta, m, " "); printf "%s\t%s\t%04d\t%s\n", escape($0), m[1], m[2], fingerprint }'
            done)
            if [ -n "$found" ]; then
                printf '%s\n' "$found"
            else
                have erl || have epmd || have rabbitmqctl || [ -d /usr/lib/erlang ] || grep -qsx 'beam.smp\|epmd' /proc/[0-9]*/comm || absent
            fi
            if hidden; then
                echo "some folders of accounts may be read by root only" >&2
                denied
            fi
            exit 0
            """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 4).map { fields in
            [
                .text(fields[0]), .text(fields[1]), .text(fields[2]),
                fields[3].isEmpty ? .null : .text(fields[3]),
            ]
        }
    }
}
