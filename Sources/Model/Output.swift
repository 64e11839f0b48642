/// What a script of the probe printed on one host: bytes that somebody else chose.
package struct Output: Sendable, Hashable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    /// The lines without their ends; what is no UTF-8 is replaced, and an unended last line counts.
    ///
    /// Lines end at the byte LF only: Swift would take `\r\n` for one character and not see it.
    package var lines: [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The tab-separated fields of each line, with the escapes `\t`, `\n`, `\r` and `\\` undone.
    ///
    /// - Throws: `Problem` naming the first line that has not exactly `fields` fields.
    package func tabbed(fields count: Int) throws -> [[String]] {
        try lines.enumerated().map { index, line in
            let fields = Output.fields(of: line)
            guard fields.count == count else {
                throw Problem(
                    "line \(index + 1): \(fields.count) fields where \(count) are expected",
                    evidence: String(line.prefix(120)))
            }
            return fields
        }
    }

    /// The fields of one line that tabs separate, escapes undone.
    package static func fields(of line: String) -> [String] {
        line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unescaped)
    }

    private static func unescaped(_ field: Substring.UTF8View) -> String {
        guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
        var plain: [UInt8] = []
        var rest = field.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.next() else {
                plain.append(byte)
                continue
            }
            switch escaped {
            case UInt8(ascii: "t"): plain.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): plain.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "\\"): plain.append(escaped)
            default: plain += [byte, escaped]
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
