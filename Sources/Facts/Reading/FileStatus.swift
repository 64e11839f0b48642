internal import Model

/// What `stat` tells of files, for the facts that list files.
struct FileStatus {
    /// Defines `$stat_lines` for a script: a program for `sh -c`, so that find can start it too, which prints a line for each of its arguments.
    ///
    /// Fields: whether it is a link, raw mode in hexadecimal, uid, gid, user, group, size, atime, mtime, ctime, links, path. A link
    /// is told with its target's status, or with its own where it leads nowhere. A path that has a tab, a line end or a backslash comes in
    /// hexadecimal, which no path that begins with `/` looks like.
    static let script = #"""
        # shellcheck disable=SC2016 # it is the inner shell that expands
        stat_lines='
            t=$(printf "\t."); t=${t%.}; n=$(printf "\n."); n=${n%.}
            form="%f$t%u$t%g$t%U$t%G$t%s$t%X$t%Y$t%Z$t%h$t"
            odd() { printf %s "$1" | od -An -v -tx1 | tr -d " \n"; echo; }
            for path do
                shift
                case $path in
                *"$t"* | *"$n"* | *\\*)
                    if [ -h "$path" ]; then kind=1; else kind=0; fi
                    line=$(stat -L -c "$form" -- "$path" 2>/dev/null) || line=$(stat -c "$form" -- "$path" 2>/dev/null) || continue
                    printf "%s\t%s" "$kind" "$line"; odd "$path"
                    ;;
                *)
                    if ! [ -h "$path" ]; then [ -e "$path" ] && set -- "$@" "$path"
                    elif ! stat -L -c "1$t$form%n" -- "$path" 2>/dev/null; then stat -c "1$t$form%n" -- "$path" 2>/dev/null
                    fi
                    ;;
                esac
            done
            [ $# -eq 0 ] || stat -c "0$t$form%n" -- "$@" 2>/dev/null
            :'

        """#

    let isLink: Bool
    let path: String
    /// Type and permissions, as `st_mode` has them.
    let mode: UInt32
    /// The fields of the line, with the path spelled out.
    let fields: [String]

    /// - Throws: `Problem` for a line that the script cannot have printed.
    init(_ line: String, at number: Int) throws {
        // Not unescaped: the script escapes nothing.
        var fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 12, fields[0] == "0" || fields[0] == "1",
            let mode = UInt32(fields[1], radix: 16)
        else {
            throw Problem("line \(number): no status of a file", evidence: String(line.prefix(120)))
        }
        if fields[11].utf8.first != UInt8(ascii: "/") {
            guard let bytes = LoginRecords.bytes(fields[11]), !bytes.isEmpty else {
                throw Problem("line \(number): no path", evidence: String(line.prefix(120)))
            }
            fields[11] = String(decoding: bytes, as: UTF8.self)
        }
        self.fields = fields
        self.mode = mode
        isLink = fields[0] == "1"
        path = fields[11]
    }

    /// The four octal digits of the permissions.
    var permissions: String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    /// The words of osquery's `file.type`.
    var type: String {
        switch mode & 0o170000 {
        case 0o100000: "regular"
        case 0o040000: "directory"
        case 0o120000: "symlink"
        case 0o140000: "socket"
        case 0o010000: "fifo"
        case 0o020000: "character"
        case 0o060000: "block"
        default: "unknown"
        }
    }

    /// The name of the owner and of the group; null where the id has none.
    var user: Value { name(fields[4]) }
    var group: Value { name(fields[5]) }

    private func name(_ text: String) -> Value { text == "UNKNOWN" || text.isEmpty ? .null : .text(text) }
}
