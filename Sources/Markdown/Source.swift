internal import Model

/// A Markdown text with its lines, as libcmark counts them: they end at LF, CR or both.
struct Source {
    private(set) var bytes: [UInt8]
    /// Where the lines are, without their ends.
    private(set) var lines: [Range<Int>] = []
    /// The lines, from 0, that nothing but bars, hyphens and colons is on: perhaps the delimiter row of a table.
    private(set) var delimiters: Set<Int> = []
    /// For each line of ours that was put in, its index, in ascending order.
    private var inserted: [Int] = []

    /// A line that ends a paragraph, gives no HTML, and is not blank, which would set the items of a list apart.
    static let breaker = Array("<!---->".utf8)

    init(_ bytes: [UInt8]) {
        // libcmark leaves a byte order mark out too.
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        readLines()
    }

    /// The line of the text as it was given, from 1, of a line that libcmark names.
    func originalLine(_ line: Int) -> Int {
        inserted.isEmpty ? line : line - inserted.count { $0 < line - 1 }
    }

    /// Whether a line, from 0, is a heading by the `#` that it begins with.
    func isMarkedHeading(_ line: Int) -> Bool {
        bytes[lines[line]].first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
    }

    /// Whether a line, from 0, is `===` or `---`, which makes a heading of the lines above.
    func isUnderline(_ line: Int) -> Bool {
        let content = bytes[Cursor(self, line: line).content]
        guard let mark = content.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
            return false
        }
        return content.allSatisfy { $0 == mark }
    }

    /// Puts something in front of what stands on some lines.
    mutating func insert(_ edits: [Edit]) {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + edits.count * 16)
        var copied = 0
        var added: [Int] = []
        let edits = edits.sorted { $0.line < $1.line }
        for edit in edits {
            text += bytes[copied..<edit.range.lowerBound] + edit.text
            copied = edit.range.upperBound
            if edit.isLine { added.append(edit.line + added.count) }
        }
        text += bytes[copied...]
        inserted = inserted.map { line in line + edits.count { $0.isLine && $0.line <= line } }
        inserted = (inserted + added).sorted()
        bytes = text
        readLines()
    }

    /// What is put in the place of some bytes of a line.
    struct Edit {
        /// From 0.
        var line: Int
        /// In the text.
        var range: Range<Int>
        /// Whether it is a line more.
        var isLine: Bool
        var text: [UInt8]

        /// Ends a paragraph before a line, in the containers whose marks are `prefix`.
        static func breaker(before line: Int, at offset: Int, prefix: [UInt8]) -> Edit {
            let text = prefix + Source.breaker + [UInt8(ascii: "\n")]
            return Edit(line: line, range: offset..<offset, isLine: true, text: text)
        }

        /// Ends a paragraph before a line that is the header of a table, and sees to it that the line begins nothing else.
        static func header(_ line: Int, from start: Int, to content: Int, prefix: [UInt8], hasBar: Bool)
            -> Edit
        {
            let text =
                prefix + Source.breaker + [UInt8(ascii: "\n")] + prefix + (hasBar ? [] : [UInt8(ascii: "|")])
            return Edit(line: line, range: start..<content, isLine: true, text: text)
        }

        /// Makes a row of a line that would make a heading of the lines above.
        static func bar(on line: Int, at offset: Int) -> Edit {
            Edit(line: line, range: offset..<offset, isLine: false, text: [UInt8(ascii: "|")])
        }
    }

    private mutating func readLines() {
        lines = []
        lines.reserveCapacity(bytes.count / 32)
        delimiters = []
        bytes.withUnsafeBufferPointer { text in
            var start = 0
            while start < text.count {
                var end = start
                var seen = Seen()
                while end < text.count, text[end] != UInt8(ascii: "\n"), text[end] != UInt8(ascii: "\r") {
                    if seen.isDelimiter { seen.see(text[end]) }
                    end += 1
                }
                if seen.isDelimiter, seen.hasHyphen, seen.hasOther { delimiters.insert(lines.count) }
                lines.append(start..<end)
                let isPair =
                    end + 1 < text.count && text[end] == UInt8(ascii: "\r")
                    && text[end + 1] == UInt8(ascii: "\n")
                start = end + (isPair ? 2 : 1)
            }
        }
    }

    /// What was seen of a line.
    private struct Seen {
        var isDelimiter = true
        var hasHyphen = false
        var hasOther = false

        mutating func see(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "-"): hasHyphen = true
            case UInt8(ascii: "|"), UInt8(ascii: ":"): hasOther = true
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): break
            default: isDelimiter = false
            }
        }
    }
}
