extension Escape {
    /// A JSON string with its quotes, which may also stand in a script of a page.
    ///
    /// `<` is written `\u003c`, so that neither `</script` nor `<!--` is ever in it, and U+2028 and U+2029, which end a line
    /// of old JavaScript, as escapes.
    ///
    /// Source: RFC 8259, section 7.
    package static let json = Escape { text, out in
        out.append(UInt8(ascii: "\""))
        rewrite(text, at: special, into: &out) { index, out in
            switch text[index] {
            case UInt8(ascii: "\""): out.append("\\\"")
            case UInt8(ascii: "\\"): out.append("\\\\")
            case UInt8(ascii: "\n"): out.append("\\n")
            case UInt8(ascii: "\r"): out.append("\\r")
            case UInt8(ascii: "\t"): out.append("\\t")
            case 0xE2:
                let isLineEnd =
                    index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8
                guard isLineEnd else {
                    out.append(0xE2)
                    return 1
                }
                out.append(text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
                return 3
            case let byte:
                out.append("\\u00")
                out.append(UInt8.hexDigit(byte >> 4))
                out.append(UInt8.hexDigit(byte & 15))
            }
            return 1
        }
        out.append(UInt8(ascii: "\""))
    }

    private static let special = ByteSet(Array(0..<32) + Array("\"\\<".utf8) + [0x7F, 0xE2])
}
