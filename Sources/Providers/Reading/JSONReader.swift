internal import Model

/// Reads JSON as RFC 8259 has it, and nothing that only looks like it.
///
/// Foundation's decoder makes binary numbers of money and takes the last of two members with one name; here a number stays as it was
/// written, a name that comes twice is a mistake, and depth is bounded.
package struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private static let mostDepth = 64

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: `Problem` with the byte where it is no JSON.
    package static func json(_ bytes: [UInt8]) throws -> JSON {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.problem("more after its end") }
        return value
    }

    private func problem(_ what: String) -> Problem { Problem("no JSON: \(what) at byte \(position)") }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func value(depth: Int) throws -> JSON {
        guard depth < JSONReader.mostDepth else { throw problem("deeper than \(JSONReader.mostDepth)") }
        skipBlanks()
        guard let byte = current else { throw problem("it breaks off") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw problem("an unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws -> JSON {
        position += 1
        var members: [String: JSON] = [:]
        skipBlanks()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw problem("a name expected") }
            let name = try text()
            skipBlanks()
            guard current == UInt8(ascii: ":") else { throw problem("a colon expected") }
            position += 1
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: name) == nil else {
                throw problem("a name that comes twice in one object")
            }
            skipBlanks()
            switch current {
            case UInt8(ascii: ",")?: position += 1
            case UInt8(ascii: "}")?:
                position += 1
                return .object(members)
            default: throw problem("a comma or the end of an object expected")
            }
        }
    }

    private mutating func list(depth: Int) throws -> JSON {
        position += 1
        var items: [JSON] = []
        skipBlanks()
        if current == UInt8(ascii: "]") {
            position += 1
            return .list(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            switch current {
            case UInt8(ascii: ",")?: position += 1
            case UInt8(ascii: "]")?:
                position += 1
                return .list(items)
            default: throw problem("a comma or the end of a list expected")
            }
        }
    }

    private mutating func number() throws -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let isZero = current == UInt8(ascii: "0")
        let whole = try digits()
        if isZero, whole > 1 { throw problem("a number with a zero in front") }
        if current == UInt8(ascii: ".") {
            position += 1
            _ = try digits()
        }
        if let mark = current, mark | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            _ = try digits()
        }
        guard position - start <= 400 else { throw problem("a number without end") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws -> Int {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw problem("a value expected") }
        return position - start
    }

    private mutating func text() throws -> String {
        position += 1
        var plain = position
        var out: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                out += bytes[plain..<position]
                position += 1
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                out += bytes[plain..<position]
                position += 1
                out += String(try escaped()).utf8
                plain = position
            case 0..<0x20: throw problem("a control character in a text")
            default: position += 1
            }
        }
        throw problem("it breaks off in a text")
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        guard let byte = current else { throw problem("it breaks off in a text") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try unit()
            guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
            guard bytes[position...].starts(with: #"\u"#.utf8) else { return "\u{FFFD}" }
            let behindFirst = position
            position += 2
            let second = try unit()
            guard (0xDC00..<0xE000).contains(second) else {
                // The other stands for itself.
                position = behindFirst
                return "\u{FFFD}"
            }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        default: throw problem("an unknown escape")
        }
    }

    private mutating func unit() throws -> UInt32 {
        guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"),
            let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw problem("four hexadecimal digits expected") }
        position += 4
        return unit
    }
}
