internal import Model

/// How the cells of a column stand.
package enum Alignment: String, Sendable, CaseIterable { case left, center, right }

/// A pipe table of GitHub Flavored Markdown as Markdown.
///
/// The cells are Markdown already, each from an escaper or trusted; a bar that would still end a cell, in a code span too, is
/// escaped, and line ends become spaces. Rows come out as long as the header: missing cells are empty, further ones left out.
package func pipeTable(header: [String], alignments: [Alignment?] = [], rows: [[String]]) -> [UInt8] {
    var out: [UInt8] = []
    if header.isEmpty { return out }
    func writeRow(_ cells: [String]) {
        for index in header.indices {
            out.append("| ")
            let start = out.count
            if index < cells.count { write(cell: cells[index], into: &out) }
            if out.count > start { out.append(UInt8(ascii: " ")) }
        }
        out.append("|\n")
    }
    writeRow(header)
    for index in header.indices {
        switch index < alignments.count ? alignments[index] : nil {
        case nil: out.append("| --- ")
        case .left: out.append("| :--- ")
        case .center: out.append("| :---: ")
        case .right: out.append("| ---: ")
        }
    }
    out.append("|\n")
    for row in rows { writeRow(row) }
    return out
}

/// Writes inline Markdown with its bars escaped: every bar of a code span, elsewhere those that no backslash is before.
private func write(cell: String, into out: inout [UInt8]) {
    let text = Array(cell.utf8)
    let backtick = UInt8(ascii: "`")
    /// Where each run of backticks of a length last begins, so that a span without an end is seen at once.
    var lastRun: [Int: Int] = [:]
    var runs: [Int: Int] = [:]
    var index = 0
    while index < text.count {
        let start = index
        while index < text.count, text[index] == backtick { index += 1 }
        if index > start {
            lastRun[index - start] = start
            runs[start] = index - start
        } else {
            index += 1
        }
    }
    /// The length of the run that ends the code span we are in.
    var fence: Int?
    index = 0
    while index < text.count {
        let byte = text[index]
        switch byte {
        case backtick:
            var length = 0
            while index + length < text.count, text[index + length] == backtick { length += 1 }
            if let open = fence {
                if length == open { fence = nil }
            } else if lastRun[length, default: 0] > index {
                fence = length
            }
            out += text[index..<(index + length)]
            index += length
            continue
        case UInt8(ascii: "|"): out.append("\\|")
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): out.append(UInt8(ascii: " "))
        case UInt8(ascii: "\\")
        where fence == nil && index + 1 < text.count && text[index + 1] != UInt8(ascii: "\n"):
            out += text[index...(index + 1)]
            index += 1
        default: out.append(byte)
        }
        index += 1
    }
}

/// One line of a pipe table, cut into cells.
///
/// A bar ends a cell unless a backslash stands right before it, whatever else stands there: code spans too are cut. Bars at
/// both ends and white space around a cell are left out.
///
/// Source: GitHub Flavored Markdown 0.29, section 4.10, and what cmark-gfm does where it says nothing.
func cells(of line: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    func isBlank(_ index: Int) -> Bool {
        bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
    }
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, isBlank(first) { range = (first + 1)..<range.upperBound }
        while let last = range.last, isBlank(last) { range = range.lowerBound..<last }
        return range
    }
    let line = trimmed(line)
    guard let first = line.first else { return [] }
    var cells: [Range<Int>] = []
    var start = bytes[first] == UInt8(ascii: "|") ? first + 1 : first
    for index in start..<line.upperBound where bytes[index] == UInt8(ascii: "|") {
        if index > line.lowerBound, bytes[index - 1] == UInt8(ascii: "\\") { continue }
        cells.append(trimmed(start..<index))
        start = index + 1
    }
    if start < line.upperBound { cells.append(trimmed(start..<line.upperBound)) }
    return cells
}

/// The alignments that a delimiter row gives, or nothing when the line is none.
func alignments(of line: Range<Int>, in bytes: [UInt8]) -> [Alignment?]? {
    let cells = cells(of: line, in: bytes)
    guard !cells.isEmpty else { return nil }
    var alignments: [Alignment?] = []
    for cell in cells {
        var hyphens = cell
        let isLeft = hyphens.first.map { bytes[$0] == UInt8(ascii: ":") } ?? false
        if isLeft { hyphens = hyphens.dropFirst() }
        let isRight = hyphens.last.map { bytes[$0] == UInt8(ascii: ":") } ?? false
        if isRight { hyphens = hyphens.dropLast() }
        guard !hyphens.isEmpty, bytes[hyphens].allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
        alignments.append(isLeft ? (isRight ? .center : .left) : isRight ? .right : nil)
    }
    return alignments
}
