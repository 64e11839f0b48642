import Model

extension Ansible {
    /// Reads an inventory in Ansible's INI: `[group]`, `[group:children]`, `[group:vars]`, and hosts before any.
    mutating func readINI(_ file: InventoryFile) {
        var section = Section(name: "ungrouped", kind: .hosts)
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            let place = Place(file: file.path, line: index + 1)
            guard let line = String(validating: bytes, as: UTF8.self) else {
                mistake("not UTF-8", at: place, remedy: "Save the file as UTF-8.")
                return
            }
            let text = INI.trimmed(line)
            guard let first = text.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else {
                continue
            }
            do {
                if first == UInt8(ascii: "[") {
                    section = try Section(text)
                    if section.kind != .vars { declare(group: section.name, at: place) }
                    continue
                }
                switch section.kind {
                case .hosts:
                    if section.name == "ungrouped" { declare(group: "ungrouped", at: place) }
                    try readHost(text, of: section.name, at: place)
                case .children:
                    let child = try INI.words(text).first ?? text
                    add(child: Located(value: child, place: place), to: section.name)
                case .vars:
                    let (name, value) = try INI.assignment(text)
                    let variable = Variable(value: INI.unquoted(value), place: place)
                    add(variables: [name: variable], to: section.name, at: place)
                }
            } catch {
                note(error, at: place)
            }
        }
    }

    private mutating func readHost(_ text: String, of group: String, at place: Place) throws {
        let words = try INI.words(text)
        guard var pattern = words.first else { return }
        var variables: [String: Variable] = [:]
        if let (host, port) = INI.port(of: pattern) {
            pattern = host
            variables["ansible_port"] = Variable(value: port, place: place)
        }
        for word in words.dropFirst() {
            let (name, value) = try INI.assignment(word)
            variables[name] = Variable(value: value, place: place)
        }
        try add(pattern, to: group, variables: variables, at: place)
    }

    private struct Section {
        enum Kind: String, CaseIterable { case hosts, children, vars }

        let name: String
        let kind: Kind

        init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }

        /// The section that a line such as `[web:vars]  # how` opens.
        init(_ line: String) throws {
            let bytes = line.utf8
            let wrong = Problem(
                "no section", evidence: Mistakes.shortened(line),
                remedy: "Write [group], [group:children] or [group:vars].")
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw wrong }
            let rest = INI.trimmed(String(line[bytes.index(after: end)...]))
            guard rest.isEmpty || rest.utf8.first == UInt8(ascii: "#") else { throw wrong }
            let inside = bytes[bytes.index(after: bytes.startIndex)..<end]
            let parts = inside.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty, parts.count <= 2,
                let kind = parts.count == 1 ? Kind.hosts : Kind(rawValue: String(Substring(parts[1])))
            else { throw wrong }
            self.name = String(Substring(name))
            self.kind = kind
        }
    }
}

/// The small grammar of the lines of an Ansible INI file.
enum INI {
    static func trimmed(_ text: String) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes = bytes.dropFirst() }
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }

    /// The words of a line as a POSIX shell parts them: quotes, backslashes, and `#` where a word may start.
    static func words(_ line: String) throws -> [String] {
        var words: [String] = []
        var word: [UInt8]?
        var quote: UInt8?
        var bytes = line.utf8.makeIterator()
        loop: while let byte = bytes.next() {
            switch (byte, quote) {
            case (UInt8(ascii: "\\"), let quote) where quote != UInt8(ascii: "'"):
                word = (word ?? []) + (bytes.next().map { [$0] } ?? [])
            case (_, let open?) where byte == open: quote = nil
            case (_, _?): word = (word ?? []) + [byte]
            case (UInt8(ascii: "\""), nil), (UInt8(ascii: "'"), nil):
                quote = byte
                word = word ?? []
            case (UInt8(ascii: "#"), nil) where word == nil: break loop
            case _ where isBlank(byte):
                if let whole = word { words.append(String(decoding: whole, as: UTF8.self)) }
                word = nil
            default: word = (word ?? []) + [byte]
            }
        }
        guard quote == nil else {
            throw Problem(
                "a quote that is not closed", evidence: Mistakes.shortened(line),
                remedy: "Close it on the same line.")
        }
        if let whole = word { words.append(String(decoding: whole, as: UTF8.self)) }
        return words
    }

    /// The two sides of `name=value`.
    static func assignment(_ text: String) throws -> (name: String, value: String) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
            throw Problem(
                "name=value expected", evidence: Mistakes.shortened(text),
                remedy: "Put one host on a line; what follows it is variables, without blanks around =.")
        }
        return (trimmed(String(text[..<equals])), trimmed(String(text[text.utf8.index(after: equals)...])))
    }

    static func unquoted(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        else { return text }
        return String(Substring(bytes.dropFirst().dropLast()))
    }

    /// Host and port of `web[1:3]:2222`; nothing when there is no port, or when the colons are those of an IPv6 address.
    static func port(of pattern: String) -> (host: String, port: String)? {
        let bytes = pattern.utf8
        var depth = 0
        var colons: [String.Index] = []
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 0: colons.append(index)
            default: break
            }
        }
        guard colons.count == 1, let colon = colons.first else { return nil }
        return (String(pattern[..<colon]), String(pattern[bytes.index(after: colon)...]))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
