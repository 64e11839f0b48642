package import Model

/// Where apt takes packages from, one row for each address and suite, of both the one-line and the deb822 form.
///
/// Sources of source packages (`deb-src`) and lines that are commented out do not count; a deb822 entry with `Enabled: no` does.
///
/// Source: `sources.list(5)`.
package struct AptSources: Fact {
    package static let table = Table(
        "apt_sources", "A suite at an address that apt takes packages from.",
        [
            .text("name", "Address without its scheme, suite and components"),
            .text("source", "File that names it"),
            .text("base_uri", "Address; a password in it is masked"),
            .text("release", "Suite or codename, or a path that ends in `/`"),
            .text("components", "As in `main contrib`; null for a path"),
            .text("architectures", "Those it is limited to; null for all of the host's"),
            .integer(
                "trusted",
                "1 when its signature is not asked for, 0 when it is never trusted, null for apt's rule"),
            .text(
                "signed_by", "Keyring files or fingerprints, or `embedded`; null for any key that apt trusts"),
            .integer("enabled", "Whether apt uses it"),
        ])

    package static let script = #"""
        have apt-get || absent
        status=0
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
            [ -e "$file" ] || continue
            if [ -r "$file" ]; then awk "$escape"'{ print escape(FILENAME) "\t" escape($0) }' "$file"; else status=13; fi
        done
        [ "$status" = 0 ] || echo "a file of apt's sources cannot be read" >&2
        exit "$status"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var rows: [Row] = []
        var stanza = Stanza(file: "")
        for fields in try output.tabbed(fields: 2) {
            if fields[0] != stanza.file {
                rows += stanza.rows
                stanza = Stanza(file: fields[0])
            }
            if fields[0].hasSuffix(".sources") {
                if fields[1].utf8.allSatisfy(isBlank) {
                    rows += stanza.rows
                    stanza = Stanza(file: fields[0])
                } else {
                    stanza.add(fields[1])
                }
            } else {
                rows += oneLine(fields[1], of: fields[0])
            }
        }
        return rows + stanza.rows
    }

    /// `deb [option=value …] address suite component …`; whatever else a line is, apt refuses it or it is no source.
    private static func oneLine(_ line: String, of file: String) -> [Row] {
        var words = words(line.utf8.prefix { $0 != UInt8(ascii: "#") })[...]
        guard words.popFirst() == "deb" else { return [] }
        var entry = Entry(file: file)
        if words.first?.utf8.first == UInt8(ascii: "[") {
            let end = words.firstIndex { $0.utf8.last == UInt8(ascii: "]") } ?? words.endIndex - 1
            for word in words[...end] {
                let option = word.utf8.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
                    .split(separator: UInt8(ascii: "="), maxSplits: 1)
                    .map { String(decoding: $0, as: UTF8.self) }
                if option.count == 2 { entry.set(option[0], option[1].replacing(",", with: " ")) }
            }
            words = words[(end + 1)...]
        }
        guard let address = words.popFirst(), let suite = words.popFirst() else { return [] }
        entry.components = Array(words)
        return [entry.row(address: address, suite: suite)]
    }

    /// What one-line options and deb822 fields both say.
    private struct Entry {
        let file: String
        var components: [String] = []
        var architectures: String?
        var trusted: Value = .null
        var signedBy: String?
        var enabled = true

        init(file: String) { self.file = file }

        mutating func set(_ option: String, _ value: String) {
            switch option.lowercased() {
            case "arch", "architectures": architectures = value
            case "trusted": trusted = .bool(isTrue(value))
            case "signed-by": signedBy = value.utf8.starts(with: "-----BEGIN".utf8) ? "embedded" : value
            case "enabled": enabled = isTrue(value)
            default: break
            }
        }

        func row(address: String, suite: String) -> Row {
            let address = masked(address)
            let scheme = address.utf8.firstIndex(of: UInt8(ascii: ":")).map {
                address[address.index(after: $0)...]
            }
            let place = String((scheme ?? address[...]).drop { $0 == "/" })
            return [
                .text(([place, suite] + components).joined(separator: " ")), .text(file), .text(address),
                .text(suite),
                components.isEmpty ? .null : .text(components.joined(separator: " ")),
                .optional(architectures),
                trusted, .optional(signedBy), .bool(enabled),
            ]
        }
    }

    /// The fields of one deb822 entry; a line that begins with a blank continues the field before it.
    private struct Stanza {
        let file: String
        private var fields: [String: String] = [:]
        private var last: String?

        init(file: String) { self.file = file }

        mutating func add(_ line: String) {
            guard line.utf8.first != UInt8(ascii: "#") else { return }
            if line.utf8.first.map(isBlank) == true, let last {
                fields[last, default: ""] += " " + words(line.utf8).joined(separator: " ")
            } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
                let name = line[..<colon].lowercased()
                fields[name] = words(line.utf8[line.utf8.index(after: colon)...]).joined(separator: " ")
                last = name
            }
        }

        var rows: [Row] {
            guard words((fields["types"] ?? "").utf8).contains("deb") else { return [] }
            var entry = Entry(file: file)
            entry.components = words((fields["components"] ?? "").utf8)
            for option in ["architectures", "trusted", "signed-by", "enabled"] {
                if let value = fields[option] { entry.set(option, words(value.utf8).joined(separator: " ")) }
            }
            return words((fields["uris"] ?? "").utf8).flatMap { address in
                words((fields["suites"] ?? "").utf8).map { entry.row(address: address, suite: $0) }
            }
        }
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

private func words(_ text: some Sequence<UInt8>) -> [String] {
    text.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
}

/// apt's own reading of a yes (`StringToBool`).
private func isTrue(_ value: String) -> Bool {
    ["yes", "true", "with", "on", "enable", "1"].contains(value.lowercased())
}
