package import Model

/// The repositories that dnf and yum know, enabled or not.
///
/// Variables (`$releasever`) stay as they are written. Where a repository does not say whether packages must be signed, the
/// `[main]` section of the configuration does, and where that is silent too, dnf does not ask.
///
/// Source: `dnf.conf(5)`, *REPO OPTIONS*.
package struct YumRepositories: Fact {
    package static let table = Table(
        "yum_repositories", "A repository of dnf or yum.",
        [
            .text("name", "Its name for people, or its id"),
            .text("baseurl", "Address, metalink or mirror list; a password in it is masked"),
            .integer("enabled", "Whether it is used"),
            .integer("gpgcheck", "Whether its packages must be signed"),
            .text("gpgkey", "Where its keys are"),
            .text("source", "File that names it"),
        ])

    package static let script = #"""
        have dnf || have dnf5 || have yum || absent
        status=0
        for file in /etc/yum.conf /etc/dnf/dnf.conf /etc/yum.repos.d/*.repo /etc/distro.repos.d/*.repo; do
            [ -e "$file" ] || continue
            if [ -r "$file" ]; then awk "$escape"'{ print escape(FILENAME) "\t" escape($0) }' "$file"; else status=13; fi
        done
        [ "$status" = 0 ] || echo "a repository file of dnf cannot be read" >&2
        exit "$status"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var sections: [(file: String, id: String, options: [String: String])] = []
        var last: String?
        for fields in try output.tabbed(fields: 2) {
            let line = trimmed(fields[1])
            if line.isEmpty || line.utf8.first == UInt8(ascii: "#") || line.utf8.first == UInt8(ascii: ";") {
                continue
            }
            if line.utf8.first == UInt8(ascii: "["), let end = line.utf8.firstIndex(of: UInt8(ascii: "]")) {
                sections.append((fields[0], String(line[line.utf8.index(after: line.startIndex)..<end]), [:]))
                last = nil
            } else if sections.last?.file != fields[0] {
                continue
            } else if fields[1].utf8.first == 32 || fields[1].utf8.first == 9, let last {
                sections[sections.count - 1].options[last, default: ""] += " " + line
            } else if let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) {
                let name = trimmed(String(line[..<equals])).lowercased()
                sections[sections.count - 1].options[name] = trimmed(
                    String(line[line.utf8.index(after: equals)...]))
                last = name
            }
        }
        let main = sections.filter { $0.id == "main" }.reduce(into: [:]) { $0.merge($1.options) { $1 } }
        return sections.filter { $0.id != "main" }.map { file, id, options in
            let address = options["baseurl"] ?? options["metalink"] ?? options["mirrorlist"]
            return [
                .text(options["name"] ?? id), .optional(address.map(masked)),
                .bool(isTrue(options["enabled"] ?? "1")),
                .bool(isTrue(options["gpgcheck"] ?? main["gpgcheck"] ?? "0")),
                .optional(options["gpgkey"].map(masked)),
                .text(file),
            ]
        }
    }

    private static func trimmed(_ text: String) -> String {
        let blank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 }
        let start = text.utf8.drop(while: blank)
        return String(decoding: start.reversed().drop(while: blank).reversed(), as: UTF8.self)
    }

    private static func isTrue(_ value: String) -> Bool {
        ["1", "yes", "true", "on", "always"].contains(value.lowercased())
    }
}
