import Model

/// A piece of HTML, read strictly: what is no well-formed tag with quoted attributes is a mistake.
enum Token: Hashable, Sendable {
    case start(String, [Attribute])
    case end(String)
    /// With its entities undone.
    case text(String)

    struct Attribute: Hashable, Sendable {
        let name: String
        let value: String
    }

    var name: String? {
        switch self {
        case .start(let name, _), .end(let name): name
        case .text: nil
        }
    }

    /// The attribute of a start tag, with its entities undone.
    subscript(_ name: String) -> String? {
        guard case .start(_, let attributes) = self else { return nil }
        return attributes.first { $0.name == name }?.value
    }

    /// - Throws: `Problem` with the piece that is not well formed.
    static func all(in bytes: [UInt8]) throws -> [Token] {
        var reader = TokenReader(bytes: bytes)
        return try reader.all()
    }
}

extension [Token] {
    /// All text, in its order.
    var words: String { compactMap { if case .text(let text) = $0 { text } else { nil } }.joined() }

    /// The tokens inside each element of this name that is not within another of it.
    func inside(_ name: String) -> [(open: Token, inside: [Token])] {
        var found: [(Token, [Token])] = []
        var open: Int?
        var depth = 0
        for (index, token) in enumerated() where token.name == name {
            if case .start = token {
                if depth == 0 { open = index }
                depth += 1
            } else {
                depth -= 1
                if depth == 0, let start = open {
                    found.append((self[start], Array(self[(start + 1)..<index])))
                }
            }
        }
        return found
    }

    /// The start tags of this name.
    func starts(_ name: String) -> [Token] {
        filter { if case .start(name, _) = $0 { true } else { false } }
    }
}

private struct TokenReader {
    let bytes: [UInt8]
    var position = 0

    mutating func all() throws -> [Token] {
        var tokens: [Token] = []
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<") {
                if let token = try tag() { tokens.append(token) }
            } else {
                let start = position
                while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
                tokens.append(.text(try undone(bytes[start..<position])))
            }
        }
        return tokens
    }

    private mutating func tag() throws -> Token? {
        let start = position
        position += 1
        if starts(with: "!doctype html>") {
            position += "!doctype html>".utf8.count
            return nil
        }
        let isEnd = starts(with: "/")
        if isEnd { position += 1 }
        let name = word()
        guard !name.isEmpty else { throw mistake(start, "no tag") }
        var attributes: [Token.Attribute] = []
        while true {
            guard position < bytes.count else { throw mistake(start, "tag is not closed") }
            switch bytes[position] {
            case UInt8(ascii: ">"):
                position += 1
                return isEnd ? .end(name) : .start(name, attributes)
            case UInt8(ascii: "/"): position += 1
            case UInt8(ascii: " "):
                position += 1
                let attribute = word()
                if attribute.isEmpty { continue }
                var value = ""
                if starts(with: "=\"") {
                    position += 2
                    let begin = position
                    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
                    value = try undone(bytes[begin..<min(position, bytes.count)])
                    position += 1
                } else if starts(with: "=") {
                    throw mistake(start, "attribute without quotes")
                }
                attributes.append(Token.Attribute(name: attribute, value: value))
            default: throw mistake(start, "no attribute")
            }
        }
    }

    private mutating func word() -> String {
        let start = position
        while position < bytes.count, bytes[position].isAlphanumeric || bytes[position] == UInt8(ascii: "-") {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private func mistake(_ start: Int, _ what: String) -> Problem {
        let end = min(bytes.count, start + 120)
        return Problem(what, evidence: Escape.log(String(decoding: bytes[start..<end], as: UTF8.self)))
    }

    /// Text with its entities undone; one that we do not write is a mistake, and so is a bare `&` or `>` in text.
    private func undone(_ bytes: ArraySlice<UInt8>) throws -> String {
        var out: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "&") else {
                out.append(bytes[index])
                index += 1
                continue
            }
            guard let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = Self.entities[String(decoding: bytes[(index + 1)..<end], as: UTF8.self)]
            else { throw mistake(index, "no entity of ours") }
            out += Array(scalar.utf8)
            index = end + 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let entities = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "#x27": "'", "apos": "'",
    ]
}
