import Model

/// The text of configuration files, as the shell function `show FILE…` prints it: a line `file<TAB>PATH`, then its lines.
///
/// Comments and blank lines stay on the host, and so does what exceeds 2,000 lines a file or 1,000 bytes a line. A file that may
/// not be read, or whose folder may not, sets the variable `unread`.
struct ConfigurationFiles {
    struct File {
        let path: String
        var lines: [String] = []

        /// The assignments below a line `[section]`, in order.
        func assignments(in section: String) -> [(name: String, value: String)] {
            var isInside = false
            return lines.compactMap { line in
                guard let line = Field.present(line) else { return nil }
                if line.hasPrefix("[") { isInside = line == "[\(section)]" }
                return isInside ? Field.assignment(line) : nil
            }
        }
    }

    /// In the order in which the host printed them.
    let files: [File]

    static let script = #"""
        unread=
        # hidden FILE: it is there, or may be, and cannot be read
        hidden() {
            if [ -e "$1" ]; then
                [ ! -r "$1" ]
            else
                [ -d "${1%/*}" ] && { [ ! -r "${1%/*}" ] || [ ! -x "${1%/*}" ]; }
            fi
        }
        show() {
            for file; do
                if hidden "$file"; then
                    unread=1
                elif [ -e "$file" ]; then
                    printf 'file\t%s\n' "$file"
                    awk "$escape"'FNR > 2000 { exit } !/^[ \t]*([#;]|\r?$)/ { print "line\t" escape(substr($0, 1, 1000)) }' "$file"
                fi
            done
        }

        """#

    /// - Throws: `Problem` naming the first line that `show` cannot have printed.
    init(_ lines: [(number: Int, fields: [String])]) throws {
        var files: [File] = []
        for (number, fields) in lines {
            switch (fields.first, fields.count) {
            case ("file", 2): files.append(File(path: fields[1]))
            case ("line", 2) where !files.isEmpty: files[files.count - 1].lines.append(fields[1])
            default:
                throw Problem(
                    "line \(number): neither a file nor a line of one",
                    evidence: String(fields.joined(separator: " ").unicodeScalars.prefix(80)))
            }
        }
        self.files = files
    }

    init(_ output: Output) throws {
        try self.init(output.lines.enumerated().map { ($0 + 1, Output.fields(of: $1)) })
    }

    /// The drop-ins that count, in the order in which they are read: by name, whichever folder they are in, and of two with the
    /// same name only that of /etc, then /run, then /usr.
    ///
    /// Source: `systemd.syntax`, `sysctl.d(5)`, `journald.conf(5)`: CONFIGURATION DIRECTORIES AND PRECEDENCE.
    func dropIns(below folder: String) -> [File] {
        var chosen: [String: (rank: Int, file: File)] = [:]
        for file in files {
            let parts = file.path.utf8.split(separator: UInt8(ascii: "/")).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard let name = parts.last, parts.dropLast().last == folder else { continue }
            let rank = ConfigurationFiles.rank(of: file.path)
            if let other = chosen[name], other.rank <= rank { continue }
            chosen[name] = (rank, file)
        }
        return chosen.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }.map {
            $0.value.file
        }
    }

    /// The file of that name that counts, outside the folders of drop-ins.
    func main(_ name: String) -> File? {
        files.filter {
            $0.path.utf8.elementsEqual((folder(of: $0.path) + "/" + name).utf8)
                && !folder(of: $0.path).hasSuffix(".d")
        }
        .min { ConfigurationFiles.rank(of: $0.path) < ConfigurationFiles.rank(of: $1.path) }
    }

    private func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }

    private static func rank(of path: String) -> Int {
        ["/etc/", "/run/", "/usr/local/lib/", "/usr/lib/"].firstIndex { path.hasPrefix($0) } ?? 4
    }
}
