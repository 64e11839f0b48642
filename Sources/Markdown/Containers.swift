internal import CMark
internal import Model

/// A place in a line, with the column that tabs make of it.
///
/// Source: CommonMark 0.30, section 2.2; libcmark's `S_advance_offset`.
struct Cursor {
    let bytes: [UInt8]
    let end: Int
    private(set) var offset: Int
    private(set) var column = 0

    init(_ source: Source, line: Int) {
        bytes = source.bytes
        offset = source.lines[line].lowerBound
        end = source.lines[line].upperBound
    }

    var byte: UInt8? { offset < end ? bytes[offset] : nil }

    /// Where the white space from here ends, and its columns.
    var blank: (end: Int, columns: Int) {
        var end = offset
        var column = column
        while end < self.end {
            if bytes[end] == UInt8(ascii: " ") {
                column += 1
            } else if bytes[end] == UInt8(ascii: "\t") {
                column += 4 - column % 4
            } else {
                break
            }
            end += 1
        }
        return (end, column - self.column)
    }

    /// The rest of the line without white space around it.
    var content: Range<Int> {
        let start = blank.end
        var last = end
        while last > start, bytes[last - 1] == UInt8(ascii: " ") || bytes[last - 1] == UInt8(ascii: "\t") {
            last -= 1
        }
        return start..<last
    }

    /// Goes on by columns, of which a tab may have some left.
    mutating func advance(columns: Int) {
        var rest = columns
        while rest > 0, offset < end {
            let width = bytes[offset] == UInt8(ascii: "\t") ? 4 - column % 4 : 1
            column += min(width, rest)
            if width <= rest { offset += 1 }
            rest -= width
        }
    }
}

/// The quotes and list items that a paragraph is in, and what marks them on its lines.
struct Containers {
    private let source: Source
    private var path: [(node: Node, width: Int)] = []
    /// The block of the top level that the paragraph is in.
    private(set) var outermost: Node?

    init(of node: Node, in source: Source) {
        self.source = source
        var containers: [Node] = []
        var node = node.parent
        while let container = node {
            if container.type == CMARK_NODE_BLOCK_QUOTE || container.type == CMARK_NODE_ITEM {
                containers.append(container)
            }
            if container.type != CMARK_NODE_DOCUMENT { outermost = container }
            node = container.parent
        }
        for container in containers.reversed() {
            path.append((container, container.type == CMARK_NODE_ITEM ? width(of: container) : 0))
        }
    }

    /// Where the content of a line, from 0, begins, the marks of the containers that it goes on, and whether it goes on
    /// all: what does not is outside, or a lazy line of the paragraph.
    func enter(_ line: Int) -> (cursor: Cursor, prefix: [UInt8], isInside: Bool) {
        var cursor = Cursor(source, line: line)
        var prefix: [UInt8] = []
        for (container, width) in path {
            let blank = cursor.blank
            if container.type == CMARK_NODE_BLOCK_QUOTE {
                guard blank.columns < 4, blank.end < cursor.end, cursor.bytes[blank.end] == UInt8(ascii: ">")
                else {
                    return (cursor, prefix, false)
                }
                cursor.advance(columns: blank.columns + 1)
                if cursor.blank.columns > 0 { cursor.advance(columns: 1) }
                prefix += [UInt8(ascii: ">"), UInt8(ascii: " ")]
            } else if container.startLine == line + 1 {
                enterItem(&cursor)
            } else {
                guard blank.columns >= width else { return (cursor, prefix, false) }
                cursor.advance(columns: width)
                prefix += [UInt8](repeating: UInt8(ascii: " "), count: width)
            }
        }
        return (cursor, prefix, true)
    }

    /// The columns by which the lines of an item are indented in the containers so far.
    private func width(of item: Node) -> Int {
        var cursor = enter(item.startLine - 1).cursor
        let start = cursor.column
        enterItem(&cursor)
        // A mark alone on its line counts with one space.
        return cursor.column - start + (cursor.blank.end == cursor.end ? 1 : 0)
    }

    /// Goes over the mark of an item: the indentation, a bullet or a number, and one to four columns of white space.
    private func enterItem(_ cursor: inout Cursor) {
        cursor.advance(columns: cursor.blank.columns)
        while let byte = cursor.byte, byte.isDigit { cursor.advance(columns: 1) }
        cursor.advance(columns: 1)
        let blank = cursor.blank
        if blank.end < cursor.end { cursor.advance(columns: blank.columns > 4 ? 1 : blank.columns) }
    }
}
