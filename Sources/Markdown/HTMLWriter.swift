internal import CMark
internal import Model

/// Writes the nodes of a tree as HTML.
struct HTMLWriter {
    private(set) var out: [UInt8] = []
    private(set) var outline: [Heading] = []
    private var ids: HeadingIDs
    /// The names of tables, and how many tables had each.
    private var labels: [[UInt8]: Int] = [:]
    /// The picture whose description is being written, and whether its tag is.
    private var image: (node: Node, isShown: Bool)?

    /// What leads from the page to the site's folder.
    private let root: [UInt8]
    private let permalink: String
    private let leads: (String) -> Bool

    init(
        reserved: Set<String>, root: String, permalink: String, leads: @escaping (String) -> Bool,
        capacity: Int
    ) {
        self.root = Array(root.utf8)
        self.permalink = permalink
        self.leads = leads
        ids = HeadingIDs(reserved: reserved)
        out.reserveCapacity(capacity)
    }

    /// Writes the whole text.
    mutating func write(
        _ tables: borrowing Tables, replacing: (CodeBlock) throws -> [UInt8]?
    ) throws {
        let source = tables.source
        try tables.tree.root.walk { node, isEntered in
            switch node.type {
            case CMARK_NODE_PARAGRAPH:
                if isEntered, let table = tables.tables[node] {
                    write(table, of: tables)
                    return .over
                }
                writeParagraph(node, isEntered)
            case CMARK_NODE_HEADING: writeHeading(node, isEntered)
            case CMARK_NODE_CODE_BLOCK: try writeCode(node, in: source, replacing: replacing)
            case CMARK_NODE_HTML_BLOCK: writeRaw(node)
            case CMARK_NODE_THEMATIC_BREAK:
                endLine()
                out.append("<hr>\n")
            case CMARK_NODE_BLOCK_QUOTE: writeTag(isEntered ? "<blockquote>\n" : "</blockquote>\n")
            case CMARK_NODE_LIST: writeList(node, isEntered)
            case CMARK_NODE_ITEM:
                if isEntered { writeTag("<li>") } else { out.append("</li>\n") }
            default: writeInline(node, isEntered)
            }
            return .into
        }
    }

    // MARK: Blocks

    /// Begins a line where none is begun.
    private mutating func endLine() {
        if let last = out.last, last != UInt8(ascii: "\n") { out.append(UInt8(ascii: "\n")) }
    }

    private mutating func writeTag(_ tag: StaticString) {
        endLine()
        out.append(tag)
    }

    private mutating func writeParagraph(_ node: Node, _ isEntered: Bool) {
        if let list = node.parent?.parent, list.type == CMARK_NODE_LIST,
            cmark_node_get_list_tight(list.pointer) != 0
        {
            return
        }
        if isEntered { writeTag("<p>") } else { out.append("</p>\n") }
    }

    private mutating func writeHeading(_ node: Node, _ isEntered: Bool) {
        let level = UInt8(ascii: "0") + UInt8(clamping: node.level)
        if isEntered {
            let text = node.text
            let id = ids.id(for: text)
            outline.append(Heading(level: node.level, id: id, text: String(decoding: text, as: UTF8.self)))
            writeTag("<h")
            out.append(level)
            out.append(" id=\"")
            Escape.attribute(id, into: &out)
            out.append("\">")
        } else if let heading = outline.last {
            out.append("<a class=\"anchor\" href=\"#")
            Escape.attribute(heading.id, into: &out)
            out.append("\" aria-label=\"")
            Escape.attribute(permalink, into: &out)
            Escape.attribute(heading.text, into: &out)
            out.append("\">#</a></h")
            out.append(level)
            out.append(">\n")
        }
    }

    private mutating func writeList(_ node: Node, _ isEntered: Bool) {
        let isBulleted = cmark_node_get_list_type(node.pointer) == CMARK_BULLET_LIST
        guard isEntered else {
            out.append(isBulleted ? "</ul>\n" : "</ol>\n")
            return
        }
        let start = cmark_node_get_list_start(node.pointer)
        endLine()
        if isBulleted {
            out.append("<ul>\n")
        } else if start == 1 {
            out.append("<ol>\n")
        } else {
            out.append("<ol start=\"")
            out += String(start).utf8
            out.append("\">\n")
        }
    }

    private mutating func writeCode(
        _ node: Node, in source: Source, replacing: (CodeBlock) throws -> [UInt8]?
    ) throws {
        let info = node.info
        endLine()
        if !info.isEmpty {
            let block = CodeBlock(node, line: source.originalLine(node.startLine), in: source)
            if let html = try replacing(block) {
                out += html
                endLine()
                return
            }
            out.append("<pre tabindex=\"0\"><code class=\"language-")
            Escape.attribute(block.word, into: &out)
            out.append("\">")
        } else {
            out.append("<pre tabindex=\"0\"><code>")
        }
        Escape.html(utf8: node.literal.span, into: &out)
        out.append("</code></pre>\n")
    }

    /// Shows raw HTML as the text that it is; a comment is the author's own.
    private mutating func writeRaw(_ node: Node) {
        let text = Array(node.literal)
        var end = text.count
        while end > 0, text[end - 1] == UInt8(ascii: "\n") || text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if isComment(text[..<end]) { return }
        writeTag("<pre tabindex=\"0\"><code>")
        Escape.html(utf8: node.literal.span, into: &out)
        out.append("</code></pre>\n")
    }

    // MARK: Inlines

    private mutating func writeInline(_ node: Node, _ isEntered: Bool) {
        if let image {
            writeDescription(node, isEntered, of: image)
            return
        }
        switch node.type {
        case CMARK_NODE_TEXT: Escape.html(utf8: node.literal.span, into: &out)
        case CMARK_NODE_SOFTBREAK: out.append(UInt8(ascii: "\n"))
        case CMARK_NODE_LINEBREAK: out.append("<br>\n")
        case CMARK_NODE_CODE:
            out.append("<code>")
            Escape.html(utf8: node.literal.span, into: &out)
            out.append("</code>")
        case CMARK_NODE_HTML_INLINE:
            if !isComment(Array(node.literal)[...]) { Escape.html(utf8: node.literal.span, into: &out) }
        case CMARK_NODE_EMPH: out.append(isEntered ? "<em>" : "</em>")
        case CMARK_NODE_STRONG: out.append(isEntered ? "<strong>" : "</strong>")
        case CMARK_NODE_LINK: writeLink(node, isEntered)
        case CMARK_NODE_IMAGE: writeImage(node)
        default: break
        }
    }

    private mutating func writeLink(_ node: Node, _ isEntered: Bool) {
        let address = String(decoding: node.url, as: UTF8.self)
        // A link that may not be made leaves its text.
        guard let href = Escape.href(address) else { return }
        let isWithin =
            !Escape.isAbsolute(address) && !href.hasPrefix("#") && !href.hasPrefix("mailto:")
        guard !isWithin || leads(address) else { return }
        guard isEntered else {
            out.append("</a>")
            return
        }
        out.append("<a href=\"")
        if isWithin { out += root }
        out += href.utf8
        writeTitle(of: node)
        if Escape.isAbsolute(address) { out.append("\" rel=\"noreferrer") }
        out.append("\">")
    }

    /// Begins a picture of the site's own, or the description alone of one from elsewhere.
    private mutating func writeImage(_ node: Node) {
        let address = String(decoding: node.url, as: UTF8.self)
        let isOwn = !address.utf8.contains { $0 == UInt8(ascii: ":") }
        if isOwn, let href = Escape.href(address) {
            out.append("<img src=\"")
            out += href.utf8
            out.append("\" alt=\"")
            image = (node, true)
        } else {
            image = (node, false)
        }
        // An image without children is entered and left all the same.
    }

    private mutating func writeDescription(
        _ node: Node, _ isEntered: Bool, of image: (node: Node, isShown: Bool)
    ) {
        if node == image.node {
            if image.isShown {
                writeTitle(of: node)
                out.append("\">")
            }
            self.image = nil
            return
        }
        guard isEntered else { return }
        switch node.type {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
            let escape = image.isShown ? Escape.attribute : Escape.html
            escape(utf8: node.literal.span, into: &out)
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: out.append(UInt8(ascii: " "))
        default: break
        }
    }

    private mutating func writeTitle(of node: Node) {
        if node.title.isEmpty { return }
        out.append("\" title=\"")
        Escape.attribute(utf8: node.title.span, into: &out)
    }

    // MARK: Tables

    private mutating func write(_ table: Tables.Table, of tables: borrowing Tables) {
        let names = table.rows[0].map { tables.text(of: $0) }
        endLine()
        out.append("<div class=\"scroll\" role=\"region\" aria-label=\"")
        Escape.attribute(label(for: names), into: &out)
        out.append("\" tabindex=\"0\"><table>\n<thead>\n")
        // What a cell begins with is the same in each row.
        var opening: [[UInt8]] = []
        for (name, alignment) in zip(names, table.alignments) {
            var tag = Array("<td".utf8)
            var header = Array("<th scope=\"col\"".utf8)
            if let alignment {
                let attribute = " class=\"\(alignment.rawValue)\"".utf8
                tag += attribute
                header += attribute
            }
            // It is written in each row, so a long one is not.
            if name.count <= 40 {
                tag.append(" data-l=\"")
                Escape.attribute(name, into: &tag)
                tag.append(UInt8(ascii: "\""))
            }
            tag.append(UInt8(ascii: ">"))
            header.append(UInt8(ascii: ">"))
            opening += [tag, header]
        }
        for (number, row) in table.rows.enumerated() {
            if number == 1 { out.append("<tbody>\n") }
            out.append("<tr>\n")
            for (column, cell) in row.enumerated() {
                out += opening[column * 2 + (number == 0 ? 1 : 0)]
                write(cell, of: tables)
                out.append(number == 0 ? "</th>\n" : "</td>\n")
            }
            out.append("</tr>\n")
            if number == 0 { out.append("</thead>\n") }
        }
        if table.rows.count > 1 { out.append("</tbody>\n") }
        out.append("</table></div>\n")
    }

    private mutating func write(_ cell: Tables.Cell, of tables: borrowing Tables) {
        switch cell {
        case .plain(let range):
            if tables.source.bytes[range].contains(UInt8(ascii: "\\")) {
                Escape.html(utf8: tables.text(of: cell).span, into: &out)
            } else {
                Escape.html(utf8: tables.source.bytes.span.extracting(range), into: &out)
            }
        case .parsed(let index):
            tables.node(of: index).walk { node, isEntered in
                writeInline(node, isEntered)
                return .into
            }
        }
    }

    /// What a screen reader calls a table: the heading above it, or else its columns; each name once.
    private mutating func label(for names: [[UInt8]]) -> [UInt8] {
        var name =
            outline.last.map { Array($0.text.utf8) }
            ?? names.filter { !$0.isEmpty }.reduce(into: []) {
                $0 += $0.isEmpty ? $1 : ", ".utf8 + $1
            }
        if name.count > 120 {
            var end = 120
            while name[end] & 0xC0 == 0x80 { end -= 1 }
            name = Array(name[..<end]) + "…".utf8
        }
        labels[name, default: 0] += 1
        let count = labels[name, default: 1]
        return count == 1 ? name : name + " \(count)".utf8
    }
}

/// Whether the text is one HTML comment and nothing else.
private func isComment(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 7, text.starts(with: "<!--".utf8) else { return false }
    let rest = text.dropFirst(4)
    for index in rest.indices.dropLast(2) where rest[index] == UInt8(ascii: "-") {
        if rest[index + 1] == UInt8(ascii: "-"), rest[index + 2] == UInt8(ascii: ">") {
            return index + 3 == text.endIndex
        }
    }
    return false
}
