/// How the parts of a line are told apart, on bytes and scalars.
enum Field {
    /// `text` without the blanks around it, or nothing when that leaves nothing.
    static func present(_ text: String) -> String? {
        let scalars = text.unicodeScalars
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return nil }
        return String(scalars[first...last])
    }

    /// The words of `text` that spaces and tabs separate.
    static func words(_ text: String) -> [String] {
        text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// `text` with `\040` and its like undone, as the kernel and fstab write blanks inside a field.
    static func octalDecoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let digits = bytes[index...].dropFirst().prefix(3)
            let number = digits.reduce(0) { $0 * 8 + Int($1 & 7) }
            if bytes[index] == UInt8(ascii: "\\"), digits.count == 3, number < 256,
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
            {
                plain.append(UInt8(number))
                index += 4
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The two sides of the first `=` of a line, without the blanks around them.
    static func assignment(_ line: String) -> (name: String, value: String)? {
        guard let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")),
            let name = present(String(line[..<equals]))
        else { return nil }
        return (name, present(String(line[line.utf8.index(after: equals)...])) ?? "")
    }

    /// The part of `text` before the first `separator`, or nothing when it has none.
    static func before(_ text: String, _ separator: UInt8) -> String? {
        text.utf8.firstIndex(of: separator).map { String(text[..<$0]) }
    }

    /// `text` without one pair of quotes around it.
    static func unquoted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, let quote = bytes.first, quote == bytes.last,
            quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        else { return text }
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    /// Whether `byte` belongs to a name: a letter, a digit or `_`.
    static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Where `word` stands as a whole word, in which a hyphen counts as a letter.
    static func find(_ word: String, in text: ArraySlice<UInt8>) -> Int? {
        let word = Array(word.utf8)
        let isInside: (UInt8) -> Bool = { isWord($0) || $0 == UInt8(ascii: "-") }
        return text.indices.first { index in
            guard text[index] == word[0], text[index...].starts(with: word) else { return false }
            let end = index + word.count
            return (index == text.startIndex || !isInside(text[index - 1]))
                && (end >= text.endIndex || !isInside(text[end]))
        }
    }

    /// The index of what closes the parenthesis or brace at `open`, quotes respected; the end when nothing does.
    static func closing(of open: Int, in text: ArraySlice<UInt8>) -> Int {
        var depth = 0
        var isQuoted = false
        var index = open
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "("), UInt8(ascii: "{"): depth += isQuoted ? 0 : 1
            case UInt8(ascii: ")"), UInt8(ascii: "}"):
                depth -= isQuoted ? 0 : 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return text.endIndex
    }
}
