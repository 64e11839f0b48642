internal import CMark
internal import Model

/// The pipe tables of a text, found on libcmark's tree, which has them as paragraphs.
///
/// Where a table begins after lines of a paragraph, or GFM ends it where CommonMark goes on with the paragraph (a lazy line, an
/// indented one, a list that begins with 2), a `Source.breaker` is put before the line and the text is parsed again; so it is with
/// a bar before a `===` that GFM takes for a row. Then each table is a paragraph of its own, and all else libcmark's work.
///
/// Source: GitHub Flavored Markdown 0.29, section 4.10; cmark-gfm's `table.c` where that says nothing.
struct Tables: ~Copyable {
    let source: Source
    let tree: Tree
    private(set) var tables: [Node: Table] = [:]
    /// The cells that libcmark has to read, as one text of headings, which hold inlines and nothing else.
    private let cellTree: Tree?
    private var parsed: [Node] = []

    /// A table: its cells, row by row, all of the header's length.
    struct Table {
        var alignments: [Alignment?]
        var rows: [[Cell]]
    }

    enum Cell {
        /// Text without markup, except for backslashes before signs.
        case plain(Range<Int>)
        /// The nth of the cells that libcmark read.
        case parsed(Int)
    }

    /// A wider header makes no table.
    private static let columns = 200
    /// Cells that rows may lack in one text; a few bytes could ask for millions.
    private static let missing = 100_000
    /// After so many rounds what is left stays a paragraph; a text would have to be made for it.
    private static let rounds = 16

    /// - Throws: `Problem` when the rows are too short for their headers by far.
    init(_ markdown: [UInt8]) throws {
        var source = Source(markdown)
        var tree = Tree(source.bytes)
        var found: [(node: Node, alignments: [Alignment?], lines: [Range<Int>])] = []
        if !source.delimiters.isEmpty {
            for round in 1...Tables.rounds {
                var edits: [Source.Edit] = []
                found = []
                Tables.search(tree.root, in: source, found: &found, edits: &edits)
                if edits.isEmpty || round == Tables.rounds { break }
                source.insert(edits)
                tree = Tree(source.bytes)
            }
        }
        var cells: [UInt8] = []
        var count = 0
        var needsReferences = false
        var missing = 0
        for (node, alignments, lines) in found {
            var table = Table(alignments: alignments, rows: [])
            for (index, line) in lines.enumerated() where index != 1 {
                var row: [Cell] = []
                for cell in Markdown.cells(of: line, in: source.bytes).prefix(alignments.count) {
                    if isPlain(cell, in: source.bytes) {
                        row.append(.plain(cell))
                    } else {
                        row.append(.parsed(count))
                        count += 1
                        needsReferences = needsReferences || source.bytes[cell].contains(UInt8(ascii: "["))
                        Tables.append(heading: cell, of: source.bytes, to: &cells)
                    }
                }
                missing += alignments.count - row.count
                guard missing <= Tables.missing else {
                    throw Problem(
                        "line \(source.originalLine(node.startLine)): more than \(Tables.missing) cells are missing in tables"
                    )
                }
                while row.count < alignments.count { row.append(.plain(0..<0)) }
                table.rows.append(row)
            }
            tables[node] = table
        }
        // Links by reference find their definitions where these are.
        if needsReferences { cells += [UInt8(ascii: "\n")] + source.bytes }
        self.source = source
        self.tree = tree
        if count > 0 {
            let cellTree = Tree(cells)
            parsed.reserveCapacity(count)
            var node = cellTree.root.firstChild
            while let heading = node, parsed.count < count {
                parsed.append(heading)
                node = heading.next
            }
            self.cellTree = consume cellTree
        } else {
            cellTree = nil
        }
    }

    func node(of index: Int) -> Node { parsed[index] }

    /// The bytes of a cell without markup, its backslashes undone.
    func text(of cell: Cell) -> [UInt8] {
        switch cell {
        case .parsed(let index): return parsed[index].text
        case .plain(let range):
            var text: [UInt8] = []
            text.reserveCapacity(range.count)
            var index = range.lowerBound
            while index < range.upperBound {
                if source.bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound,
                    isPunctuation(source.bytes[index + 1])
                {
                    index += 1
                    // `\\|` is the bar's escape for the table, and then `\|` for the text.
                    let isBar =
                        source.bytes[index] == UInt8(ascii: "\\") && index + 1 < range.upperBound
                        && source.bytes[index + 1] == UInt8(ascii: "|")
                    if isBar { index += 1 }
                }
                text.append(source.bytes[index])
                index += 1
            }
            return text
        }
    }

    /// Finds the paragraphs that are tables, and the lines before which paragraphs must end.
    private static func search(
        _ node: Node, in source: Source,
        found: inout [(node: Node, alignments: [Alignment?], lines: [Range<Int>])],
        edits: inout [Source.Edit]
    ) {
        /// What an edit may change is seen in the next round: the block after it, and below a lazy line the whole block of the
        /// top level.
        var changed: Set<Node> = []
        node.walk { node, isEntered in
            let isParagraph = node.type == CMARK_NODE_PARAGRAPH
            guard isEntered, isParagraph || node.type == CMARK_NODE_HEADING else { return .into }
            let first = node.startLine - 1
            var last = min(node.endLine - 1, source.lines.count - 1)
            guard last > first, (first...last).contains(where: source.delimiters.contains) else {
                return .over
            }
            let containers = Containers(of: node, in: source)
            let block = containers.outermost ?? node
            if changed.contains(block) || changed.contains(node) { return .over }
            if !isParagraph {
                // libcmark gives such a heading the line after its own too.
                let underline = ((first + 1)...last).first { line in
                    let entered = containers.enter(line)
                    return entered.isInside && isUnderline(source.bytes[entered.cursor.content])
                }
                guard let underline else { return .over }
                last = underline
            }
            for line in (first + 1)...last where source.delimiters.contains(line) {
                let delimiter = containers.enter(line)
                guard delimiter.isInside, delimiter.cursor.blank.columns < 4,
                    let alignments = Markdown.alignments(of: delimiter.cursor.content, in: source.bytes),
                    alignments.count <= columns
                else { continue }
                let header = containers.enter(line - 1)
                guard Markdown.cells(of: header.cursor.content, in: source.bytes).count == alignments.count
                else { continue }
                if line - 1 > first {
                    let content = header.cursor.content.lowerBound
                    if let next = node.next { changed.insert(next) }
                    edits.append(
                        .header(
                            line - 1, from: source.lines[line - 1].lowerBound, to: content,
                            prefix: delimiter.prefix,
                            hasBar: source.bytes[content] == UInt8(ascii: "|")))
                    return .over
                }
                var lines = [header.cursor.content, delimiter.cursor.content]
                for row in (line + 1)..<(last + 1) {
                    let entered = containers.enter(row)
                    let isOver =
                        beginsBlock(entered.cursor)
                        || Markdown.cells(of: entered.cursor.content, in: source.bytes).isEmpty
                    if !entered.isInside || isOver {
                        changed.formUnion(
                            (entered.isInside ? [node.next] : [block, block.next]).compactMap(\.self))
                        edits.append(
                            .breaker(before: row, at: source.lines[row].lowerBound, prefix: entered.prefix))
                        return .over
                    }
                    if !isParagraph, isUnderline(source.bytes[entered.cursor.content]) {
                        if let next = node.next { changed.insert(next) }
                        edits.append(.bar(on: row, at: entered.cursor.content.lowerBound))
                        return .over
                    }
                    lines.append(entered.cursor.content)
                }
                found.append((node, alignments, lines))
                return .over
            }
            return .over
        }
    }

    /// Whether a line ends a table though it would not end a paragraph: it is indented, an item of a list that may not
    /// interrupt a paragraph, or a rule that would make it a heading.
    private static func beginsBlock(_ cursor: Cursor) -> Bool {
        if cursor.blank.columns > 3 { return true }
        let line = cursor.bytes[cursor.content]
        let rest = line.drop(while: \.isDigit)
        let digits = line.count - rest.count
        if (1...9).contains(digits), let mark = rest.first,
            mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
        {
            return rest.count == 1 || rest[rest.startIndex + 1] <= UInt8(ascii: " ")
        }
        if digits == 0, line.count == 1, let mark = line.first {
            return mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") || mark == UInt8(ascii: "*")
        }
        return line.count > 2 && line.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private static func isUnderline(_ line: ArraySlice<UInt8>) -> Bool {
        line.first.map { mark in
            (mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-")) && line.allSatisfy { $0 == mark }
        } ?? false
    }

    /// Writes the cell as a heading of its own, the bars' escapes undone.
    private static func append(heading cell: Range<Int>, of bytes: [UInt8], to out: inout [UInt8]) {
        out.append("# ")
        for index in cell {
            let isEscape =
                bytes[index] == UInt8(ascii: "\\") && index + 1 < cell.upperBound
                && bytes[index + 1] == UInt8(ascii: "|")
            if !isEscape { out.append(bytes[index]) }
        }
        // The closing sign is taken off again, and protects those of the cell.
        out.append(" #\n")
    }
}

/// Whether a cell is plain text with backslashes at most, as nearly all of ours are, which need no parser.
private func isPlain(_ cell: Range<Int>, in bytes: [UInt8]) -> Bool {
    for index in cell where markup.contains(bytes[index]) {
        let isInsideWord =
            bytes[index] == UInt8(ascii: "_") && index > cell.lowerBound && index + 1 < cell.upperBound
            && bytes[index - 1].isAlphanumeric && bytes[index + 1].isAlphanumeric
        let isEscaped =
            index > cell.lowerBound && bytes[index - 1] == UInt8(ascii: "\\")
            && !(index - 1 > cell.lowerBound && bytes[index - 2] == UInt8(ascii: "\\"))
        if !isInsideWord && !isEscaped { return false }
    }
    return true
}

private let markup = ByteSet("`*_[<&\0")

private func isPunctuation(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && !byte.isAlphanumeric }
