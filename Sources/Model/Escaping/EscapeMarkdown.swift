extension Escape {
    /// Text inside a line of Markdown: a paragraph, a heading, a list item or a cell of a pipe table.
    ///
    /// A reader of CommonMark or GFM shows exactly the text: no emphasis, link, image, code, HTML, entity, list, heading,
    /// rule or bare address comes of it, even where it begins the line. Line ends and runs of white space become one
    /// space, white space at the ends goes; controls become U+FFFD. It stays readable: `deb_packages` and `a - b` are
    /// written as they are.
    package static let markdown = Escape { text, out in
        let start = out.count
        /// Whether white space was met that the next scalar must be set apart from.
        var isApart = false
        var digits = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if isBlank(byte) {
                isApart = true
                index += 1
                continue
            }
            if isApart, out.count > start { out.append(UInt8(ascii: " ")) }
            isApart = false
            let isFirst = out.count == start
            if byte >= 0x80 || byte < 0x20 || byte == 0x7F {
                // A reader takes U+FEFF off the start of a document, and what follows would begin it.
                let isMark =
                    isFirst && index + 2 < text.count && byte == 0xEF && text[index + 1] == 0xBB
                    && text[index + 2] == 0xBF
                if isMark { out.append("&#65279;") }
                index += isMark ? 3 : Oddity.copy(text, at: index, into: &out)
                continue
            }
            if byte.isDigit, out.count - start == digits { digits += 1 }
            let isMarker =
                (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")"))
                && digits > 0 && out.count - start == digits
            if isMarker || meaning.contains(byte) || (isFirst && meaningFirst.contains(byte))
                || isMeant(byte, at: index, in: text)
            {
                out.append(UInt8(ascii: "\\"))
            }
            out.append(byte)
            index += 1
        }
    }

    /// A code span: the text between backticks, more of them than stand together anywhere inside.
    ///
    /// Line ends become spaces, controls U+FFFD; nothing gives nothing. A `|` inside is not escaped, since outside a table
    /// it must not be: `pipeTable` sees to it.
    package static let code = Escape { text, out in
        if text.isEmpty { return }
        let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longestRun(in: text) + 1)
        // One space at both ends is taken off again by the reader, unless there are only spaces.
        let isPadded =
            (isEdge(text[0]) || isEdge(text[text.count - 1]))
            && text.indices.contains { text[$0] != 0x20 && !lineEnds.contains(text[$0]) }
        out += fence
        if isPadded { out.append(UInt8(ascii: " ")) }
        rewrite(text, at: lineEnds.union(Oddity.starts), into: &out) { index, out in
            guard lineEnds.contains(text[index]) else { return Oddity.copy(text, at: index, into: &out) }
            out.append(UInt8(ascii: " "))
            let isPair = text[index] == 13 && index + 1 < text.count && text[index + 1] == 10
            return isPair ? 2 : 1
        }
        if isPadded { out.append(UInt8(ascii: " ")) }
        out += fence
    }

    /// A fenced code block, from a line's start to a line's end, that keeps the lines of the text.
    package static let codeBlock = Escape { text, out in
        let fence = [UInt8](repeating: UInt8(ascii: "`"), count: max(3, longestRun(in: text) + 1))
        out += fence
        out.append(UInt8(ascii: "\n"))
        rewrite(text, at: Oddity.starts, into: &out) { index, out in Oddity.copy(text, at: index, into: &out)
        }
        if text.count > 0, text[text.count - 1] != UInt8(ascii: "\n") { out.append(UInt8(ascii: "\n")) }
        out += fence
        out.append(UInt8(ascii: "\n"))
    }

    /// Means something wherever it stands.
    private static let meaning = ByteSet("\\`*[]<&|~#")
    /// Means something at the start of a line, or after what a template has before the value: `[x]`, a number.
    private static let meaningFirst = ByteSet("-+=>:.()")
    private static let lineEnds = ByteSet("\n\r")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private static func isEdge(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "`") || isBlank(byte) }

    /// Whether what stands beside it gives this byte a meaning.
    private static func isMeant(_ byte: UInt8, at index: Int, in text: Span<UInt8>) -> Bool {
        func at(_ place: Int) -> UInt8 { text.indices.contains(place) ? text[place] : 0 }
        switch byte {
        case UInt8(ascii: "_"):
            // Inside a word it never opens nor closes emphasis.
            return !(at(index - 1).isAlphanumeric && at(index + 1).isAlphanumeric)
        case UInt8(ascii: "!"):
            // A link may follow the value and would become an image.
            return index + 1 == text.count || at(index + 1) == UInt8(ascii: "[") || isBlank(at(index + 1))
        case UInt8(ascii: ":"):
            return at(index + 1) == UInt8(ascii: "/") && at(index + 2) == UInt8(ascii: "/")
        case UInt8(ascii: "."):
            return (1...3).allSatisfy { at(index - $0) | 0x20 == UInt8(ascii: "w") }
        default:
            return false
        }
    }

    private static func longestRun(in text: Span<UInt8>) -> Int {
        var longest = 0
        var run = 0
        for index in text.indices {
            run = text[index] == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
