/// A fenced block of a Markdown text that has words behind its fence: how a page or a check asks for something.
package struct CodeBlock: Sendable, Hashable {
    /// All that stands behind the fence: `chart by_provider`.
    package let info: String
    /// The lines between the fences.
    package let text: String
    /// The line of the opening fence, in the file or, where there is none, in the text, from 1.
    package let line: Int
    /// The line of the closing fence, or the last one where it is missing.
    package let endLine: Int

    /// A code block that libcmark found, which begins on `line`.
    init(_ node: Node, line: Int, in source: Source) {
        info = String(decoding: node.info, as: UTF8.self)
        text = String(decoding: node.literal, as: UTF8.self)
        self.line = line
        let last = min(node.endLine, source.lines.count)
        endLine = line + source.originalLine(last) - source.originalLine(node.startLine)
    }

    /// The first word: `sql`, `table`, `chart`, or a language.
    package var word: String { words.first ?? "" }
    /// The second word, if there is one: the name of a query.
    package var name: String? { words.count > 1 ? words[1] : nil }
    /// The line that `text` begins on.
    package var contentLine: Int { line + 1 }

    package var words: [String] {
        info.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
