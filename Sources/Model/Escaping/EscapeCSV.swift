extension Escape {
    /// One cell of a CSV file, quoted where it must be.
    ///
    /// A spreadsheet would run a text whose first sign is one of `= + - @ | %`, also in full width or behind white space and
    /// marks that nobody sees: such a text, and one that begins with a tab or a line end, gets an apostrophe in front. A
    /// number stays a number.
    ///
    /// Source: RFC 4180; OWASP, *CSV Injection*.
    package static let csv = Escape { text, out in
        let isGuarded = !isNumber(text) && beginsFormula(text)
        let isQuoted =
            isGuarded || text.indices.contains { quoted.contains(text[$0]) }
            || (text.count > 0 && (text[0] == 0x20 || text[text.count - 1] == 0x20))
        if isQuoted { out.append(UInt8(ascii: "\"")) }
        if isGuarded { out.append(UInt8(ascii: "'")) }
        rewrite(text, at: special, into: &out) { index, out in
            out.append(text[index] == 0 ? "\u{FFFD}" : "\"\"")
            return 1
        }
        if isQuoted { out.append(UInt8(ascii: "\"")) }
    }

    private static let quoted = ByteSet("\",;\t\r\n")
    private static let special = ByteSet("\"\0")

    /// `-12.5`, `+3`, `1e9`: digits with a sign, a fraction and an exponent at most.
    private static func isNumber(_ text: Span<UInt8>) -> Bool {
        var index = 0
        func peek() -> UInt8 { index < text.count ? text[index] : 0 }
        func digits() -> Bool {
            let start = index
            while peek().isDigit { index += 1 }
            return index > start
        }
        if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
        guard digits() else { return false }
        if peek() == UInt8(ascii: ".") {
            index += 1
            guard digits() else { return false }
        }
        if peek() | 0x20 == UInt8(ascii: "e") {
            index += 1
            if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
            guard digits() else { return false }
        }
        return index == text.count
    }

    private static func beginsFormula(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0 else { return false }
        if (0x09...0x0D).contains(text[0]) { return true }
        // White space and marks may stand before it for as long as they like.
        var start = 0
        while start < text.count {
            let (scalar, bytes) = decoded(text, at: start)
            switch scalar.value {
            case 0x3D, 0x2B, 0x2D, 0x40, 0x7C, 0x25: return true
            case 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFF5C, 0xFF05, 0xFE62, 0xFE63, 0xFE66, 0xFE6A, 0xFE6B,
                0x2212:
                return true
            default: break
            }
            let properties = scalar.properties
            let isUnseen =
                scalar.value <= 0x20 || properties.isWhitespace || properties.isDefaultIgnorableCodePoint
                || [.control, .format, .nonspacingMark, .enclosingMark].contains(properties.generalCategory)
            if !isUnseen { return false }
            start += bytes
        }
        return false
    }

    /// The scalar that begins at `index` of valid UTF-8, and how many bytes it has.
    static func decoded(_ text: Span<UInt8>, at index: Int) -> (Unicode.Scalar, bytes: Int) {
        let byte = text[index]
        let bytes = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        var value = bytes == 1 ? UInt32(byte) : UInt32(byte) & (0xFF >> UInt32(bytes + 1))
        for step in 1..<max(bytes, 1) where index + step < text.count {
            value = value << 6 | UInt32(text[index + step] & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", bytes)
    }
}
