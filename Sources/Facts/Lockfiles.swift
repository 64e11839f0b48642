package import Model

/// The files that pin what applications are built from, below the folders that the inventory declares as `roots`.
///
/// At most seven folders deep, at most 2,000, without what dependencies bring themselves (`node_modules`, `vendor`, `deps`) and
/// `.git`; links are not followed, and names with control characters are left out. No declared folder is no lockfile.
///
/// Source: the package managers' own documentation of each file.
package struct Lockfiles: Fact {
    package static let table = Table(
        "lockfiles", "A file that pins an application's dependencies.",
        [
            .text("path", "The file"),
            .text("directory", "Its folder"),
            .text("ecosystem", "RubyGems, npm, Go, Hex or PyPI, as OSV names them"),
            .text("kind", "Its name, which tells its format"),
            .integer("size", "Bytes"),
            .integer("mtime", "When it was last written"),
            .text("sha256", "SHA-256 of its content; null where it cannot be read"),
        ], key: ["path"])
    package static let privilege = Privilege.rootForMore
    package static let limit = 60

    package static let script = #"""
        locked() {
            printf '%s\n' "$roots" | while IFS= read -r root; do
                [ -d "$root" ] || continue
                find "$root/" -maxdepth 8 -type d \( -name node_modules -o -name vendor -o -name deps -o -name .git \) -prune -o \
                    -type f \( -name Gemfile.lock -o -name gems.locked -o -name package-lock.json -o -name npm-shrinkwrap.json -o -name yarn.lock -o -name pnpm-lock.yaml -o -name go.mod -o -name go.sum -o -name mix.lock -o -name rebar.lock -o -name requirements.txt -o -name poetry.lock -o -name Pipfile.lock -o -name uv.lock -o -name pdm.lock \) \
                    ! -path '*[[:cntrl:]]*' -print
            done
        }
        # What find could not look into is on its error output.
        errors=$(locked 2>&1 >/dev/null | grep -c 'Permission denied')
        locked 2>/dev/null | sed 's://*:/:g' | sort -u | head -n 2000 | tr '\n' '\0' | xargs -0 sh -c '
            [ "$#" = 0 ] || { stat -c "stat %s %Y %n" "$@"; sha256sum "$@"; }' sh 2>/dev/null |
            awk "$escape"'
                $1 == "stat" { name = $0; sub(/^stat [^ ]* [^ ]* /, "", name); size[name] = $2; time[name] = $3; order[++count] = name; next }
                substr($0, 65, 2) == "  " { sum[substr($0, 67)] = $1 }
                END { for (i = 1; i <= count; i++) print escape(order[i]) "\t" size[order[i]] "\t" time[order[i]] "\t" sum[order[i]] }'
        if [ "$errors" -gt 0 ]; then
            echo "$errors folders below the declared ones may not be read by this account" >&2
            denied
        fi
        exit 0
        """#

    private static let ecosystems = [
        "Gemfile.lock": "RubyGems", "gems.locked": "RubyGems", "package-lock.json": "npm",
        "npm-shrinkwrap.json": "npm", "yarn.lock": "npm", "pnpm-lock.yaml": "npm", "go.mod": "Go",
        "go.sum": "Go",
        "mix.lock": "Hex", "rebar.lock": "Hex", "requirements.txt": "PyPI", "poetry.lock": "PyPI",
        "Pipfile.lock": "PyPI", "uv.lock": "PyPI", "pdm.lock": "PyPI",
    ]

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 4).enumerated().map { index, fields in
            guard let slash = fields[0].utf8.lastIndex(of: UInt8(ascii: "/")),
                case let kind = String(fields[0].utf8[fields[0].utf8.index(after: slash)...]) ?? "",
                let ecosystem = ecosystems[kind]
            else {
                throw Problem("line \(index + 1): no lockfile", evidence: String(fields[0].prefix(120)))
            }
            return [
                .text(fields[0]), .text(String(fields[0].utf8[..<slash]) ?? ""), .text(ecosystem),
                .text(kind),
                .text(fields[1]), .text(fields[2]), fields[3].isEmpty ? .null : .text(fields[3]),
            ]
        }
    }
}
