package import Model
internal import Yams

/// A map that a person wrote in YAML: the front matter of a page or a check, or the text of a `table` or `chart` block.
///
/// Strict: anchors, aliases, merge keys, tags, duplicate keys and keys that nobody reads are errors, each with the place and,
/// where there is one, the word that was meant. Scalars are text, as they were written: `5.1` stays `5.1`, `no` stays `no`.
package struct Settings: Sendable {
    /// Where the map begins.
    package let place: Place
    /// In the order of the file.
    package let entries: [Entry]

    /// A key and what stands behind it.
    package struct Entry: Sendable {
        package let key: String
        /// Where the key stands.
        package let place: Place
        package let value: Setting
    }

    package var keys: [String] { entries.map(\.key) }

    /// The value of a key, if it is there.
    package subscript(key: String) -> Setting? { entries.first { $0.key == key }?.value }

    /// The value of a key that must be there.
    ///
    /// - Throws: `Problem` at the map.
    package func required(_ key: String) throws -> Setting {
        guard let value = self[key] else { throw Problem("missing key", at: place, evidence: key) }
        return value
    }

    /// The text of a key that must be there.
    package func text(_ key: String) throws -> String { try required(key).text() }

    /// - Throws: `Problem` at the first key that is none of `keys`, with the nearest of them.
    package func allow(only keys: some Sequence<String>) throws {
        let keys = Array(keys)
        if let entry = entries.first(where: { !keys.contains($0.key) }) {
            throw Problem(
                "unknown key", at: entry.place, evidence: entry.key, remedy: remedy(entry.key, among: keys))
        }
    }

    /// Reads YAML that begins on a line of a file; nothing at all is an empty map.
    ///
    /// - Throws: `Problem` with file, line and column.
    package init(yaml: String, file: String, line: Int = 1) throws {
        let reader = YAMLReader(yaml: yaml, file: file, line: line)
        guard let root = try reader.root() else {
            self.init(place: Place(file: file, line: line), entries: [])
            return
        }
        self = try root.map()
    }

    fileprivate init(place: Place, entries: [Entry]) {
        self.place = place
        self.entries = entries
    }
}

/// One value of a YAML file with its place.
package struct Setting: Sendable {
    package enum Content: Sendable {
        case text(String)
        case list([Setting])
        case map(Settings)
    }

    package let place: Place
    package let content: Content

    /// The text, of which there must be some.
    package func text() throws -> String {
        guard case .text(let text) = content else { throw wrong("text") }
        if text.utf8.isEmpty { throw wrong("text") }
        return text
    }

    /// A whole number in digits.
    package func integer() throws -> Int {
        guard case .text(let text) = content, let number = Int(text) else { throw wrong("a whole number") }
        return number
    }

    /// `true` or `false`, and no other word for it.
    package func flag() throws -> Bool {
        switch content {
        case .text("true"): return true
        case .text("false"): return false
        default: throw wrong("true or false")
        }
    }

    /// One of the words of a type.
    package func choice<Word: RawRepresentable & CaseIterable>(
        of type: Word.Type = Word.self
    ) throws -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map { $0.rawValue }
            throw Problem("unknown word", at: place, evidence: text, remedy: remedy(text, among: words))
        }
        return word
    }

    /// The values of a list; one value alone counts as a list of one.
    package func list() -> [Setting] {
        if case .list(let values) = content { values } else { [self] }
    }

    /// The keys and values of a map.
    package func map() throws -> Settings {
        guard case .map(let map) = content else { throw wrong("a map (key: value)") }
        return map
    }

    private func wrong(_ expected: String) -> Problem {
        let evidence: String? =
            switch content {
            case .text(let text): text.utf8.isEmpty ? "nothing" : text
            case .list: "a list"
            case .map: "a map"
            }
        return Problem("\(expected) expected", at: place, evidence: evidence)
    }
}

/// What to write instead of a word that is none of `words`.
private func remedy(_ word: String, among words: [String]) -> String {
    if let meant = nearest(to: word, among: words) { return "Did you mean \(meant)?" }
    return words.isEmpty ? "No key is known here." : "Known are \(words.joined(separator: ", "))."
}

/// Turns YAML into settings.
private struct YAMLReader {
    let yaml: String
    let file: String
    let line: Int
    /// As libyaml counts them.
    private let lines: [[Unicode.Scalar]]

    init(yaml: String, file: String, line: Int) {
        self.yaml = yaml
        self.file = file
        self.line = line
        lines = yaml.replacing("\r\n", with: "\n").unicodeScalars
            .split(omittingEmptySubsequences: false) {
                ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
            }
            .map(Array.init)
    }

    /// Lists and maps inside each other.
    private static let depth = 32

    func root() throws -> Setting? {
        do {
            return try compose(yaml: yaml).map { try setting($0, depth: 0) }
        } catch let error as YamlError {
            throw problem(error)
        }
    }

    private func setting(_ node: Yams.Node, depth: Int) throws -> Setting {
        let place = place(node.mark)
        guard depth < YAMLReader.depth else { throw tooDeep(place) }
        try refuseMarks(of: node, at: place)
        switch node {
        case .scalar(let scalar):
            return Setting(place: place, content: .text(scalar.string))
        case .sequence(let values):
            return Setting(place: place, content: .list(try values.map { try setting($0, depth: depth + 1) }))
        case .mapping(let pairs):
            var entries: [Settings.Entry] = []
            var keys: Set<String> = []
            for (key, value) in pairs {
                let keyPlace = self.place(key.mark)
                try refuseMarks(of: key, at: keyPlace)
                guard case .scalar(let name) = key, name.string != "<<" else {
                    throw Problem("a key must be one word", at: keyPlace)
                }
                if !keys.insert(name.string).inserted {
                    throw Problem("key given twice", at: keyPlace, evidence: name.string)
                }
                entries.append(
                    Settings.Entry(
                        key: name.string, place: keyPlace, value: try setting(value, depth: depth + 1)))
            }
            return Setting(place: place, content: .map(Settings(place: place, entries: entries)))
        case .alias:
            throw Problem("anchors and aliases are not allowed", at: place)
        }
    }

    /// An anchor, an alias or a tag begins where its value does; no value can begin with those signs.
    private func refuseMarks(of node: Yams.Node, at place: Place) throws {
        guard let mark = node.mark, let sign = sign(at: mark) else { return }
        if sign == "&" || sign == "*" { throw Problem("anchors and aliases are not allowed", at: place) }
        if sign == "!" { throw Problem("tags are not allowed", at: place) }
    }

    private func sign(at mark: Mark) -> Unicode.Scalar? {
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let line = lines[mark.line - 1]
        return line.indices.contains(mark.column - 1) ? line[mark.column - 1] : nil
    }

    private func place(_ mark: Mark?) -> Place {
        Place(file: file, line: line + (mark?.line ?? 1) - 1, column: mark?.column)
    }

    private func tooDeep(_ place: Place) -> Problem {
        Problem("more than \(YAMLReader.depth) lists and maps inside each other", at: place)
    }

    private func problem(_ error: YamlError) -> Problem {
        switch error {
        case .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
            tooDeep(place(mark))
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Problem("not YAML", at: place(mark), evidence: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            Problem("key given twice", at: place(context.mark), evidence: keys.first)
        case .reader(let problem, _, _, _):
            Problem("not YAML", at: Place(file: file, line: line), evidence: problem)
        default:
            Problem("not YAML", at: Place(file: file, line: line), evidence: String(describing: error))
        }
    }
}
