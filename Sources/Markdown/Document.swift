internal import CMark
internal import Model

/// A check or a page as a person wrote it: YAML between two lines `---`, then Markdown.
///
/// The fenced blocks that have words behind their fence (`sql`, `sql name`, `table name`, `chart name`, or a language) are
/// found by libcmark at the top level of the Markdown; one in a quote or a list item is an example and stays text. All lines
/// are those of the file.
package struct Document: Sendable {
    package let file: String
    package let frontMatter: Settings
    /// What is below the front matter, line ends as they were.
    package let body: [UInt8]
    /// The line on which the body begins.
    package let bodyLine: Int
    /// In the order of the file.
    package let blocks: [CodeBlock]
    /// The text before the first heading, if there is any, then one part for each heading of the top level, in the order of the
    /// file; a part ends at the next heading of whatever level.
    package let sections: [Section]

    /// A part of a document under one heading.
    package struct Section: Sendable {
        /// Without markup; nothing for the text before the first heading.
        package let title: String?
        /// 1 to 6, and 0 for the text before the first heading.
        package let level: Int
        /// The line of the heading, or of the first text.
        package let line: Int
        /// The Markdown below the heading.
        package let body: [UInt8]
        /// The line on which `body` begins.
        package let bodyLine: Int
        /// The blocks in it.
        package let blocks: [CodeBlock]
    }

    /// The blocks that begin with a word, such as `sql`.
    package func blocks(_ word: String) -> [CodeBlock] { blocks.filter { $0.word == word } }

    /// The part whose heading is `title`, in whatever case.
    package func section(_ title: String) -> Section? {
        sections.first { $0.title?.lowercased() == title.lowercased() }
    }

    /// The body with some blocks, fences and all, as other Markdown; `replacing` gives nothing for one that stays.
    package func body(replacing: (CodeBlock) throws -> [UInt8]?) rethrows -> [UInt8] {
        let source = Source(body)
        var text: [UInt8] = []
        var copied = 0
        for block in blocks {
            guard let markdown = try replacing(block) else { continue }
            text += body[copied..<source.lines[block.line - bodyLine].lowerBound] + markdown
            copied = source.lines[block.endLine - bodyLine].upperBound
        }
        return text + body[copied...]
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: `Problem` with file and line when it is longer than 1 MiB, no UTF-8, without front matter, or its YAML or
    ///   Markdown is not as it must be.
    package init(file: String, bytes: [UInt8]) throws {
        guard bytes.count <= Limits.bytes else {
            throw Problem("a file may have 1 MiB", at: Place(file: file), evidence: "\(bytes.count) bytes")
        }
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let source = Source(bytes)
        for (index, line) in source.lines.enumerated() where !isUTF8(bytes[line]) {
            throw Problem("not UTF-8", at: Place(file: file, line: index + 1))
        }
        func isFence(_ line: Range<Int>) -> Bool {
            var line = bytes[line]
            while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                line.removeLast()
            }
            return line.elementsEqual("---".utf8)
        }
        guard let first = source.lines.first, isFence(first) else {
            throw Problem(
                "front matter expected", at: Place(file: file, line: 1),
                remedy: "Begin the file with a line ---, its settings in YAML, and a line ---.")
        }
        guard let end = source.lines.dropFirst().firstIndex(where: isFence) else {
            throw Problem(
                "front matter without an end", at: Place(file: file, line: 1),
                remedy: "End it with a line ---.")
        }
        let yaml = source.lines[1..<end].map { String(decoding: bytes[$0], as: UTF8.self) + "\n" }.joined()
        let start = end + 1 < source.lines.count ? source.lines[end + 1].lowerBound : bytes.count
        self.file = file
        frontMatter = try Settings(yaml: yaml, file: file, line: 2)
        body = Array(bytes[start...])
        bodyLine = end + 2
        try Limits.check(body, file: file, line: bodyLine)
        (blocks, sections) = Document.parts(of: body, from: bodyLine)
    }

    private static func parts(of body: [UInt8], from bodyLine: Int) -> ([CodeBlock], [Section]) {
        let source = Source(body)
        let tree = Tree(body)
        var blocks: [CodeBlock] = []
        /// The headings with their first and last lines in the body, from 0.
        var headings: [(title: String?, level: Int, first: Int, last: Int)] = [(nil, 0, 0, -1)]
        for node in tree.root.children {
            switch node.type {
            case CMARK_NODE_CODE_BLOCK where !node.info.isEmpty:
                blocks.append(CodeBlock(node, line: bodyLine + node.startLine - 1, in: source))
            case CMARK_NODE_HEADING:
                var last = node.startLine - 1
                if !source.isMarkedHeading(last) {
                    // The line below it is the one of `===` or `---`.
                    while last + 1 < source.lines.count, !source.isUnderline(last) { last += 1 }
                }
                headings.append(
                    (String(decoding: node.text, as: UTF8.self), node.level, node.startLine - 1, last))
            default: break
            }
        }
        var sections: [Section] = []
        for (index, heading) in headings.enumerated() {
            let end = index + 1 < headings.count ? headings[index + 1].first : source.lines.count
            let start = heading.last + 1
            let from = start < source.lines.count ? source.lines[start].lowerBound : body.count
            let to = end < source.lines.count ? source.lines[end].lowerBound : body.count
            let text = Array(body[from..<max(from, to)])
            if heading.title == nil, text.allSatisfy({ $0 <= UInt8(ascii: " ") }) { continue }
            let lines = (bodyLine + heading.first)..<(bodyLine + end)
            sections.append(
                Section(
                    title: heading.title, level: heading.level, line: bodyLine + heading.first, body: text,
                    bodyLine: bodyLine + start, blocks: blocks.filter { lines.contains($0.line) }))
        }
        return (blocks, sections)
    }
}

private func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
}
