/// Bytes that somebody else chose, as one line of text that does nothing to a terminal or a log.
///
/// Control characters, marks of writing direction and line separators become `\x1b` or `\u{202e}`; what is no UTF-8 is replaced;
/// past `most` scalars it ends in `…`.
func printable(_ bytes: some Collection<UInt8>, most: Int) -> String {
    var line = ""
    var count = 0
    for scalar in String(decoding: bytes.prefix(most * 4), as: UTF8.self).unicodeScalars {
        guard count < most else { return line + "…" }
        count += 1
        switch scalar.value {
        case 0x09: line += " "
        case 0..<0x20, 0x7f..<0xa0: line += "\\x" + hex(scalar.value, digits: 2)
        case 0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff9...0xfffb:
            line += "\\u{" + hex(scalar.value, digits: 4) + "}"
        default: line.unicodeScalars.append(scalar)
        }
    }
    return line
}

private func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
