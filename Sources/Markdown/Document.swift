internal import Model

/// A check or page file: settings between two lines of `---`, then Markdown with fenced blocks.
package struct Document: Sendable {
    /// As messages name it.
    package let file: String
    package let settings: Settings
    /// What stands below the settings, and the line on which it begins.
    package let body: String
    package let bodyLine: Int
    /// The fenced blocks of the body that have words behind their fence, in order.
    package let blocks: [CodeBlock]

    /// - Throws: `Problem` naming the place of settings that are missing, not closed or wrong, of text that is no UTF-8, or of
    ///   a fence that is not closed.
    package init(_ bytes: [UInt8], file: String) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem("not UTF-8", at: Place(file: file), remedy: "Save the file as UTF-8.")
        }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
        }
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            throw Problem(
                "settings expected between two lines of ---", at: Place(file: file, line: 1, column: 1))
        }
        self.file = file
        settings = try Settings(lines[1..<end].joined(separator: "\n"), file: file, line: 2)
        bodyLine = end + 2
        body = lines[(end + 1)...].joined(separator: "\n")
        blocks = try Document.blocks(Array(lines[(end + 1)...]), bodyLine, file)
    }

    /// The blocks between lines that begin with three backticks or more, at the start of the line.
    private static func blocks(_ lines: [String], _ first: Int, _ file: String) throws -> [CodeBlock] {
        var blocks: [CodeBlock] = []
        var index = 0
        while index < lines.count {
            let fence = lines[index].utf8.prefix { $0 == UInt8(ascii: "`") }.count
            guard fence >= 3 else {
                index += 1
                continue
            }
            let ending = { (line: String) in
                line.utf8.prefix { $0 == UInt8(ascii: "`") }.count >= fence
                    && line.utf8.allSatisfy { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: " ") }
            }
            guard let end = lines[(index + 1)...].firstIndex(where: ending) else {
                throw Problem("fence is not closed", at: Place(file: file, line: first + index))
            }
            let info = String(decoding: lines[index].utf8.dropFirst(fence), as: UTF8.self)
            if !info.isEmpty {
                blocks.append(
                    CodeBlock(
                        info: info, text: lines[(index + 1)..<end].joined(separator: "\n"),
                        line: first + index,
                        endLine: first + end))
            }
            index = end + 1
        }
        return blocks
    }

    /// The body without the blocks that `leaving` picks, their lines left empty so that all others keep their numbers.
    package func body(leaving: (CodeBlock) -> Bool) -> String {
        var lines = body.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        for block in blocks where leaving(block) {
            for line in block.line...block.endLine { lines[line - bodyLine] = "" }
        }
        return lines.joined(separator: "\n")
    }
}
