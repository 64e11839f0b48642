package import Model

/// Owner, permissions and times of the files that checks ask for: those of `WatchedFiles`, and no others.
///
/// A link has a row with its target's status, as in osquery, and `symlink` 1; one that leads nowhere has its own. Folders of
/// applications are searched six deep without crossing into another file system, at most 1,000 files in each, and 6,000 in all. A
/// path with bytes that are no UTF-8 is shown with those replaced.
///
/// Source: `stat(1)`, `inode(7)`.
package struct File: Fact {
    package static let table = Table(
        "file", "A file of the written list, with its owner and permissions.",
        [
            .text("path", "Absolute path"),
            .text("directory", "The folder that it is in"),
            .text("filename", "Its name there"),
            .integer("uid", "Owner"),
            .integer("gid", "Group"),
            .text("mode", "Permissions in four octal digits, as in 0640"),
            .integer("size", "Size in bytes"),
            .integer("atime", "Last read, in seconds since 1970"),
            .integer("mtime", "Last change of the content"),
            .integer("ctime", "Last change of content or status"),
            .integer("hard_links", "Names that it has"),
            .integer("symlink", "1 where the path is a symbolic link"),
            .text("type", "regular, directory, symlink, socket, fifo, character or block"),
            .text("username", "The owner's name; null where the id has none"),
            .text("groupname", "The group's name; null where the id has none"),
        ], key: ["path"])

    package static let privilege = Privilege.rootForMore
    package static let limit = 40

    package static let script =
        FileStatus.script + """
            watched() {
                set -- \(WatchedFiles.paths.flatMap(\.patterns).joined(separator: " "))
                look "$@"
            }
            in_homes() {
                for home do
                    shift
                    set -- "$@" \(WatchedFiles.homes.map { $0 == "." ? "\"$home\"" : "\"$home\"/\($0)" }.joined(separator: " "))
                done
                look "$@"
            }
            in_root() {
                find "$1/" -xdev -maxdepth 6 \\( -type d \\( \(alternatives(WatchedFiles.pruned)) \\) -prune \\) \\
                    -o ! -type d \\( \(alternatives(WatchedFiles.applications)) \\) -exec sh -c "$stat_lines" sh {} + 2>/dev/null
            }

            """ + #"""
            me=$(id -u)
            # Prints those that are there; tells of those that may be and cannot be seen.
            look() {
                for path do
                    shift
                    if [ -e "$path" ] || [ -h "$path" ]; then set -- "$@" "$path"
                    elif [ "$me" != 0 ] && [ -z "$missing" ]; then
                        folder=${path%/*}
                        while [ -n "$folder" ] && ! [ -d "$folder" ]; do folder=${folder%/*}; done
                        # A folder that cannot be listed hides only what a pattern would have found.
                        case $path in
                        *'*'*) [ -r "${folder:-/}" ] && [ -x "${folder:-/}" ] || missing=1 ;;
                        *) [ -x "${folder:-/}" ] || missing=1 ;;
                        esac
                    fi
                done
                [ $# -eq 0 ] || sh -c "$stat_lines" sh "$@"
            }
            missing=
            {
                watched
                homes=$(awk -F: '$6 ~ /^\/./ && $6 !~ /^\/(nonexistent|proc|dev|sys|bin|sbin|usr\/bin|usr\/sbin|run\/.*|var\/run\/.*)$/ && !seen[$6]++ && n++ < 500 {
                    sub(/\/+$/, "", $6); print $6 }' /etc/passwd 2>/dev/null)
                # Split at line ends only; a here-document would be a file in some shells.
                IFS='
            '
                set -f
                # shellcheck disable=SC2086 # words are lines
                set -- $homes
                set +f
                unset IFS
                for home do
                    shift
                    [ -d "$home" ] && set -- "$@" "$home"
                done
                in_homes "$@"
                IFS='
            '
                set -f
                # shellcheck disable=SC2086,SC2154 # words are lines
                set -- $roots
                set +f
                unset IFS
                for root do
                    [ -d "$root" ] || continue
                    { in_root "$root" || [ "$me" = 0 ] || echo '!denied'; } | awk '$0 == "!denied" || n++ < 1000'
                done
                [ -z "$missing" ] || echo '!denied'
            } | awk '$0 == "!denied" { missing = 1; next } n++ < 6000 { print } END { exit missing ? 13 : 0 }'
            """#

    private static func alternatives(_ names: [String]) -> String {
        names.map { "-name '\($0)'" }.joined(separator: " -o ")
    }

    package static func rows(from output: Output) throws -> [Row] {
        var seen: Set<[UInt8]> = []
        return try output.lines.enumerated().compactMap { index, line in
            let file = try FileStatus(line, at: index + 1)
            // A double slash where the root of an application was given with one at its end.
            let parts = file.path.utf8.split(separator: UInt8(ascii: "/")).map {
                String(decoding: $0, as: UTF8.self)
            }
            let path = "/" + parts.joined(separator: "/")
            guard seen.insert(Array(path.utf8)).inserted else { return nil }
            return [
                .text(path), .text("/" + parts.dropLast().joined(separator: "/")), .text(parts.last ?? ""),
                .text(file.fields[2]),
                .text(file.fields[3]), .text(file.permissions), .text(file.fields[6]), .text(file.fields[7]),
                .text(file.fields[8]), .text(file.fields[9]), .text(file.fields[10]), .bool(file.isLink),
                .text(file.type),
                file.user, file.group,
            ]
        }
    }
}
