internal import CMark
internal import Model

/// A Markdown text without its marks, for search, previews and terminals: a line for each block and each row of a table, whose
/// cells tabs set apart, and an empty line between the blocks of the top level.
///
/// Whoever shows it escapes it. Raw HTML is left out, code and the descriptions of pictures are kept.
///
/// - Throws: `Problem` for a text that is too long or nested too deep.
package func plainText(of markdown: [UInt8]) throws -> [UInt8] {
    try Limits.check(markdown)
    let tables = try Tables(markdown)
    var out: [UInt8] = []
    tables.tree.root.walk { node, isEntered in
        switch node.type {
        case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
            if isEntered, let table = tables.tables[node] {
                for row in table.rows {
                    out += row.map { tables.text(of: $0) }.joined(separator: "\t".utf8)
                    out.append(UInt8(ascii: "\n"))
                }
            } else if isEntered {
                out += node.text
                out.append(UInt8(ascii: "\n"))
            }
            endBlock(node)
            return isEntered ? .over : .into
        case CMARK_NODE_CODE_BLOCK:
            out += node.literal
            endBlock(node)
        case CMARK_NODE_LIST, CMARK_NODE_BLOCK_QUOTE: if !isEntered { endBlock(node) }
        default: break
        }
        return .into
    }
    while out.last == UInt8(ascii: "\n") { out.removeLast() }
    if !out.isEmpty { out.append(UInt8(ascii: "\n")) }
    return out

    func endBlock(_ node: Node) {
        if node.parent?.type == CMARK_NODE_DOCUMENT { out.append(UInt8(ascii: "\n")) }
    }
}
