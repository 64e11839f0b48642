package import Model
internal import Yams

/// A small YAML mapping that somebody wrote into a check, a page or a block of one: strict, with the place of every value.
///
/// All scalars are text. Anchors, and with them aliases and merges, are refused before anything is expanded.
package struct Settings: Sendable {
    package enum Value: Sendable {
        case text(String)
        case list([String])
        case settings(Settings)
    }

    package struct Entry: Sendable {
        package let key: String
        package let place: Place
        package let value: Value
    }

    package let place: Place
    package let entries: [Entry]

    /// Reads `text`, whose first line is `line` of `file`.
    ///
    /// - Throws: `Problem` at the line and column of what is no strict mapping of text, lists of text and mappings.
    package init(_ text: String, file: String, line: Int) throws {
        let start = Place(file: file, line: line)
        let node: Yams.Node
        do {
            node = try Yams.compose(yaml: text) ?? .mapping(.init([]))
        } catch let error as YamlError {
            throw error.problem(below: start)
        }
        try self.init(node, at: start, depth: 0)
    }

    private init(_ node: Yams.Node, at start: Place, depth: Int) throws {
        let place = node.mark?.place(below: start) ?? start
        guard node.anchor == nil else { throw Problem("anchors are not allowed", at: place) }
        guard depth < 4, case .mapping(let mapping) = node else {
            throw Problem("`key: value` expected", at: place)
        }
        self.place = place
        entries = try mapping.map { key, value in
            let at = key.mark?.place(below: start) ?? start
            guard case .scalar(let name) = key, name.anchor == nil else {
                throw Problem("a word expected as key", at: at)
            }
            return Entry(key: name.string, place: at, value: try Settings.value(value, below: start, depth))
        }
    }

    private static func value(_ node: Yams.Node, below start: Place, _ depth: Int) throws -> Value {
        let place = node.mark?.place(below: start) ?? start
        guard node.anchor == nil else { throw Problem("anchors are not allowed", at: place) }
        switch node {
        case .scalar(let scalar): return .text(scalar.string)
        case .mapping: return .settings(try Settings(node, at: start, depth: depth + 1))
        case .sequence(let items):
            return .list(
                try items.map { item in
                    guard case .scalar(let scalar) = item, scalar.anchor == nil else {
                        throw Problem("a list of words expected", at: item.mark?.place(below: start) ?? place)
                    }
                    return scalar.string
                })
        case .alias: throw Problem("aliases are not allowed", at: place)
        }
    }

    /// The entry called `key`.
    package func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

    /// The text under `key`, if it is there.
    ///
    /// - Throws: `Problem` when it is a list or a mapping.
    package func text(_ key: String) throws -> String? {
        guard let entry = entry(key) else { return nil }
        guard case .text(let text) = entry.value else {
            throw Problem("\(key) must be a text", at: entry.place)
        }
        return text
    }

    /// The text under `key`, which must be there and not be empty.
    package func required(_ key: String) throws -> String {
        guard let text = try text(key), !text.isEmpty else { throw Problem("\(key) is missing", at: place) }
        return text
    }

    /// The mapping under `key`, if it is there.
    package func settings(_ key: String) throws -> Settings? {
        guard let entry = entry(key) else { return nil }
        guard case .settings(let settings) = entry.value else {
            throw Problem("\(key) must be a mapping", at: entry.place)
        }
        return settings
    }

    /// - Throws: `Problem` for a key that is none of `known`, with the nearest of them.
    package func allow(_ known: [String]) throws {
        for entry in entries where !known.contains(entry.key) {
            throw Problem(
                "unknown key: \(entry.key)", at: entry.place,
                remedy: nearest(to: entry.key, among: known).map { "Did you mean \($0)?" }
                    ?? "Known are \(known.joined(separator: ", ")).")
        }
    }
}

extension Mark {
    fileprivate func place(below start: Place) -> Place {
        Place(file: start.file, line: (start.line ?? 1) + line - 1, column: column)
    }
}

extension YamlError {
    fileprivate func problem(below start: Place) -> Problem {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Problem(problem, at: mark.place(below: start))
        case .duplicatedKeysInMapping(let keys, let context):
            Problem("duplicate key: \(keys.joined(separator: ", "))", at: context.mark.place(below: start))
        default: Problem("not valid YAML", at: start, evidence: "\(self)")
        }
    }
}
