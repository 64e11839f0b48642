internal import Model

/// What a Markdown text may be, so that libcmark is done with it in time.
///
/// libcmark 0.30 takes time that grows with the square of the text on nested lists (1 MB of them with blank lines: 7 s) and on
/// `![[]()` (60 kB: 0.3 s; 1 MB: minutes). Within these limits the worst 1 MB that we know takes under a second.
enum Limits {
    static let bytes = 1 << 20
    /// Block quotes and lists inside each other.
    static let depth = 48
    /// `![` in one document.
    static let images = 500

    /// - Throws: `Problem` with the line that goes too far.
    static func check(_ markdown: [UInt8], file: String? = nil, line first: Int = 1) throws {
        guard markdown.count <= bytes else {
            throw Problem(
                "a Markdown text may have 1 MiB", evidence: "\(markdown.count) bytes",
                remedy: "Split it into pages.")
        }
        var line = first
        var images = 0
        var index = 0
        try markdown.withUnsafeBufferPointer { text in
            while index < text.count {
                guard isShallow(text, from: &index) else {
                    throw problem("more than \(depth) lists and quotes inside each other", file, line)
                }
                while index < text.count, text[index] != UInt8(ascii: "\n"), text[index] != UInt8(ascii: "\r")
                {
                    if text[index] == UInt8(ascii: "["), index > 0, text[index - 1] == UInt8(ascii: "!") {
                        images += 1
                    }
                    index += 1
                }
                guard images <= Limits.images else {
                    throw problem("more than \(Limits.images) images", file, line)
                }
                let isPair =
                    index + 1 < text.count && text[index] == UInt8(ascii: "\r")
                    && text[index + 1] == UInt8(ascii: "\n")
                index += isPair ? 2 : 1
                line += 1
            }
        }
    }

    private static func problem(_ what: String, _ file: String?, _ line: Int) -> Problem {
        file.map { Problem(what, at: Place(file: $0, line: line)) } ?? Problem("line \(line): \(what)")
    }

    /// Goes over the marks of quotes and list items that a line begins with, and says whether they are few enough.
    private static func isShallow(_ text: UnsafeBufferPointer<UInt8>, from index: inout Int) -> Bool {
        var column = 0
        var marks = 0
        func ends(_ place: Int) -> Bool { place >= text.count || text[place] <= UInt8(ascii: " ") }
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: " "): column += 1
            case UInt8(ascii: "\t"): column += 4 - column % 4
            case UInt8(ascii: ">"): marks += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                guard ends(index + 1) else { return true }
                marks += 1
            case 0x30...0x39:
                while index < text.count, text[index].isDigit { index += 1 }
                guard index < text.count,
                    text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ")"),
                    ends(index + 1)
                else { return true }
                marks += 1
            default: return true
            }
            index += 1
            // Inside other lists an item is indented by two columns at least for each.
            if marks > depth || (marks > 0 && column > 3 * depth) { return false }
        }
        return true
    }
}
