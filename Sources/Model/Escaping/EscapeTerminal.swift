extension Escape {
    /// Text for a terminal: what would move the cursor, colour, reorder or hide is shown as `\x1b` or `\u{202e}`; tabs and
    /// line feeds stay.
    package static let terminal = Escape { text, out in plain(text, keepsLines: true, into: &out) }

    /// Text for one line of a log: as for a terminal, and a tab or a line feed is shown as `\t`, `\n`.
    package static let log = Escape { text, out in plain(text, keepsLines: false, into: &out) }

    private static func plain(_ text: Span<UInt8>, keepsLines: Bool, into out: inout [UInt8]) {
        rewrite(text, at: special, into: &out) { index, out in
            let (scalar, bytes) = decoded(text, at: index)
            switch scalar.value {
            case 0x09, 0x0A:
                if keepsLines { out.append(text[index]) } else { out.append(scalar == "\t" ? "\\t" : "\\n") }
            case 0x0D: out.append("\\r")
            case 0..<0x20, 0x7F..<0xA0:
                out.append("\\x")
                out.append(UInt8.hexDigit(UInt8(scalar.value) >> 4))
                out.append(UInt8.hexDigit(UInt8(scalar.value) & 15))
            case _ where isUnseen(scalar.value):
                out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
            default: out.append(text, index..<min(index + bytes, text.count))
            }
            return bytes
        }
    }

    /// Bidirectional controls, line separators, and signs without width that nobody needs to read a text.
    private static func isUnseen(_ value: UInt32) -> Bool {
        switch value {
        case 0x061C, 0x180E, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static let special = ByteSet(Array(0..<32) + [0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3])
}
