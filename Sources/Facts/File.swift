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
            names='\(WatchedFiles.applications.joined(separator: "\n"))'
            pruned='\(WatchedFiles.pruned.joined(separator: "\n"))'
            in_homes() {
                for home do
                    set -- \(WatchedFiles.homes.map { $0 == "." ? "\"$home\"" : "\"$home\"/\($0)" }.joined(separator: " "))
                    look "$@"
                done
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
                set --
                while IFS= read -r home; do [ -d "$home" ] && set -- "$@" "$home"; done <<END
            $homes
            END
                in_homes "$@"
                set --
                while IFS= read -r word; do set -- "$@" -o -name "$word"; done <<END
            $pruned
            END
                shift
                set -- '(' -type d '(' "$@" ')' -prune ')' -o ! -type d '('
                first=1
                while IFS= read -r word; do
                    [ "$first" ] || set -- "$@" -o
                    first=
                    set -- "$@" -name "$word"
                done <<END
            $names
            END
                while IFS= read -r root; do
                    [ -d "$root" ] || continue
                    { find "$root/" -xdev -maxdepth 6 "$@" ')' -exec sh -c "$stat_lines" sh {} + 2>/dev/null || [ "$me" = 0 ] || echo '!denied'; } |
                        awk '$0 == "!denied" || n++ < 1000'
                done <<END
            $roots
            END
                [ -z "$missing" ] || echo '!denied'
            } | awk '$0 == "!denied" { missing = 1; next } n++ < 6000 { print } END { exit missing ? 13 : 0 }'
            """#

    package static func rows(from output: Output) throws -> [Row] {
        var seen: Set<String> = []
        return try output.lines.enumerated().compactMap { index, line in
            let file = try FileStatus(line, at: index + 1)
            // A double slash where the root of an application was given with one at its end.
            let path = file.path.utf8.split(separator: UInt8(ascii: "/")).reduce(into: "") {
                $0 += "/" + String(decoding: $1, as: UTF8.self)
            }
            guard seen.insert(path).inserted else { return nil }
            let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
            let name = String(path[path.utf8.index(after: cut)...])
            return [
                .text(path), .text(cut == path.startIndex ? "/" : String(path[..<cut])), .text(name),
                .text(file.fields[2]),
                .text(file.fields[3]), .text(file.permissions), .text(file.fields[6]), .text(file.fields[7]),
                .text(file.fields[8]), .text(file.fields[9]), .text(file.fields[10]), .bool(file.isLink),
                .text(file.type),
                file.user, file.group,
            ]
        }
    }
}
