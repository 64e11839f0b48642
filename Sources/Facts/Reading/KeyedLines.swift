import Model

/// Lines of a word, a tab and a value: how a script prints the parts of one answer.
struct KeyedLines {
    private let lines: [(key: String, value: String)]

    /// - Throws: `Problem` naming the first line that is no word of `keys` with one value, or when there is no line at all.
    init(_ output: Output, keys: Set<String>) throws {
        lines = try output.tabbed(fields: 2).enumerated().map { index, fields in
            guard keys.contains(fields[0]) else {
                throw Problem(
                    "line \(index + 1): unexpected word",
                    evidence: String(fields[0].unicodeScalars.prefix(40)))
            }
            return (fields[0], fields[1])
        }
        if lines.isEmpty { throw Problem("no output") }
    }

    /// The first value of `key`, without the blanks around it; nothing when it is missing or empty.
    subscript(key: String) -> String? {
        lines.first { $0.key == key }.flatMap { Field.present($0.value) }
    }

    func all(_ key: String) -> [String] {
        lines.filter { $0.key == key }.map { $0.value }
    }
}
