internal import Markdown
internal import Model

/// The body of a page: Markdown with Mustache tags, every name in it resolved when the page is loaded.
///
/// Tags are Mustache's variables, sections, inverted sections and comments. A section over a query is written once for each of its
/// rows; one over a column is written when the cell is neither null, 0 nor empty. `{{date(started_at)}}` writes a cell in one of
/// the `Format`s. Whatever is written is escaped for Markdown; there is no tag that does without, save `text`, for the
/// Markdown of our own checks. It is an engine of our own because `swift-mustache` escapes by `Character`, which lets `<` pass
/// behind U+0600, and renders an unknown name as nothing.
struct Template: Sendable {
    /// Where a name is found: how many sections out, and which cell there.
    struct Reference: Hashable, Sendable {
        var depth: Int
        var column: Int
        var format: Format
    }

    enum Node: Sendable {
        case literal([UInt8])
        case value(Reference)
        case rows(query: Int, isEmpty: Bool, [Node])
        case when(Reference, isFalse: Bool, [Node])
    }

    let nodes: [Node]

    /// What a template may name: the queries of its page, and the columns of the row that the page is for.
    struct Scope {
        var queries: [(name: String, columns: [String])]
        var row: [String]
    }

    /// Reads `text`, whose first line is `line` of `file`.
    ///
    /// - Throws: `Problem` for a tag that is not closed, a section that ends another, or a name that nothing returns.
    init(_ text: String, file: String, line: Int, scope: Scope) throws {
        var parser = Parser(text: Array(text.utf8), file: file, line: line, scope: scope)
        nodes = try parser.nodes(until: nil, columns: [scope.row])
    }

    /// Writes the Markdown of one page.
    func render(row: Row, results: [[Row]], into out: inout [UInt8], by formatter: Formatter) {
        Template.render(nodes, rows: [row], results, &out, formatter)
    }

    private static func render(
        _ nodes: [Node], rows: [Row], _ results: [[Row]], _ out: inout [UInt8], _ formatter: Formatter
    ) {
        for node in nodes {
            switch node {
            case .literal(let bytes): out += bytes
            case .value(let reference):
                let cell = rows[rows.count - 1 - reference.depth][reference.column]
                formatter.markdown(cell, as: reference.format, into: &out)
            case .rows(let query, let isEmpty, let body):
                if isEmpty {
                    if results[query].isEmpty { render(body, rows: rows, results, &out, formatter) }
                } else {
                    for row in results[query] { render(body, rows: rows + [row], results, &out, formatter) }
                }
            case .when(let reference, let isFalse, let body):
                let cell = rows[rows.count - 1 - reference.depth][reference.column]
                if cell.isTruthy != isFalse { render(body, rows: rows, results, &out, formatter) }
            }
        }
    }
}

extension Value {
    /// Whether a section over the cell is written.
    fileprivate var isTruthy: Bool {
        switch self {
        case .null, .integer(0), .real(0), .text(""): false
        default: true
        }
    }
}

/// Reads tags and resolves their names.
private struct Parser {
    let text: [UInt8]
    let file: String
    var line: Int
    let scope: Template.Scope
    var position = 0
    /// Where the tag begins that is being read; `line` may be the next one already.
    private var place: Place

    init(text: [UInt8], file: String, line: Int, scope: Template.Scope) {
        self.text = text
        self.file = file
        self.line = line
        self.scope = scope
        place = Place(file: file, line: line)
    }

    /// The nodes up to the end of the section `name`, or of the text.
    mutating func nodes(until name: String?, columns: [[String]]) throws -> [Template.Node] {
        var nodes: [Template.Node] = []
        let opened = place
        while position < text.count {
            guard let tag = try tag(literalInto: &nodes) else { break }
            switch tag.utf8.first {
            case UInt8(ascii: "!"): continue
            case UInt8(ascii: "/"):
                let closed = trimmed(tag.dropFirst())
                guard closed == name else {
                    throw Problem(
                        name.map { "section \($0) is closed by \(closed)" } ?? "no section \(closed) is open",
                        at: place)
                }
                return nodes
            case UInt8(ascii: "#"), UInt8(ascii: "^"):
                nodes.append(try section(trimmed(tag.dropFirst()), inverted: tag.hasPrefix("^"), columns))
            case UInt8(ascii: "{"), UInt8(ascii: "&"), UInt8(ascii: ">"):
                throw Problem(
                    "pages have no unescaped values and no partials", at: place, evidence: "{{\(tag)}}")
            default: nodes.append(.value(try reference(trimmed(tag[...]), columns)))
            }
        }
        if let name { throw Problem("section \(name) is not closed", at: opened) }
        return nodes
    }

    /// The inside of the next tag; what stands before it goes into `nodes`.
    private mutating func tag(literalInto nodes: inout [Template.Node]) throws -> String? {
        let start = position
        guard let open = index(of: "{{", from: start) else {
            nodes.append(.literal(Array(text[start...])))
            position = text.count
            return nil
        }
        advance(to: open)
        place = Place(file: file, line: line)
        guard let close = index(of: "}}", from: open + 2) else {
            throw Problem("tag is not closed", at: place)
        }
        let tag = String(decoding: text[(open + 2)..<close], as: UTF8.self)
        var literal = text[start..<open]
        var end = close + 2
        if "#^/!".utf8.contains(tag.utf8.first ?? 0), standsAlone(open, end) {
            literal = literal.dropLast(min(literal.count, blanks(before: open)))
            end = min(end + 1, text.count)
        }
        if !literal.isEmpty { nodes.append(.literal(Array(literal))) }
        advance(to: end)
        return tag
    }

    /// Whether a tag has its line for itself; a section's tag then takes the line with it.
    private func standsAlone(_ open: Int, _ end: Int) -> Bool {
        let before = open - blanks(before: open)
        let isNewline: (Int) -> Bool = { text[$0] == UInt8(ascii: "\n") }
        return (before == 0 || isNewline(before - 1)) && (end == text.count || isNewline(end))
    }

    private func blanks(before open: Int) -> Int {
        text[..<open].reversed().prefix { $0 == UInt8(ascii: " ") }.count
    }

    private mutating func section(_ name: String, inverted: Bool, _ columns: [[String]]) throws
        -> Template.Node
    {
        let isColumn = columns.contains { $0.contains(name) }
        if let query = scope.queries.firstIndex(where: { $0.name == name }) {
            guard !isColumn else {
                throw Problem("\(name) is a query and a column here: rename one", at: place)
            }
            let inside = inverted ? columns : columns + [scope.queries[query].columns]
            return .rows(query: query, isEmpty: inverted, try nodes(until: name, columns: inside))
        }
        let reference = try reference(name, columns)
        return .when(reference, isFalse: inverted, try nodes(until: name, columns: columns))
    }

    /// The cell that `name`, or `format(name)`, means, innermost section first.
    private func reference(_ expression: String, _ columns: [[String]]) throws -> Template.Reference {
        var name = expression
        var format = Format.text
        if let open = expression.firstIndex(of: "("), expression.hasSuffix(")") {
            let word = String(expression[..<open])
            name = String(expression[expression.index(after: open)...].dropLast())
            guard let known = Format(rawValue: word) else {
                throw Problem(
                    "unknown format: \(word)", at: place,
                    remedy: suggestion(for: word, among: Format.allCases.map(\.rawValue)))
            }
            format = known
        }
        for (depth, names) in columns.reversed().enumerated() {
            if let column = names.firstIndex(of: name) {
                return Template.Reference(depth: depth, column: column, format: format)
            }
        }
        throw Problem(
            "unknown name: \(name)", at: place,
            remedy: suggestion(for: name, among: columns.flatMap(\.self) + scope.queries.map(\.name)))
    }

    private func index(of mark: String, from start: Int) -> Int? {
        let mark = Array(mark.utf8)
        return text[start...].indices.first { text[$0...].starts(with: mark) }
    }

    private mutating func advance(to end: Int) {
        line += text[position..<end].count { $0 == UInt8(ascii: "\n") }
        position = end
    }
}

private func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}
