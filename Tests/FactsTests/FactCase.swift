import Facts
import Foundation
import Model
import TestSupport
import Testing

/// A recording: what one fact's script printed on a host, and the rows or the error that must come of it.
///
/// A `.case` file in `Cases/<table>/` is the output, a line of ten dashes, and the rows, tab-separated with `\N` for null, or
/// one line `error: …` with the start of the message. A first line that begins `# ` says where the recording is from.
struct FactCase: CustomTestStringConvertible, Sendable {
    let file: URL
    let table: String

    static let folder = testsFolder.appending(path: "FactsTests/Cases")

    static let all: [FactCase] = {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "case" }
            .map { FactCase(file: $0, table: $0.deletingLastPathComponent().lastPathComponent) }
            .sorted { $0.file.path < $1.file.path }
    }()

    var testDescription: String { "\(table)/\(file.lastPathComponent)" }

    /// The comment, the recorded output and the expected text, as they stand in the file.
    func parts() throws -> (comment: String, output: Output, expected: String?) {
        var bytes = [UInt8](try Data(contentsOf: file))
        var comment = ""
        if bytes.starts(with: Array("# ".utf8)), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            comment = String(decoding: bytes[...end], as: UTF8.self)
            bytes.removeSubrange(...end)
        }
        let rule = Array("----------\n".utf8)
        guard let start = bytes.indices.first(where: { isRule(at: $0, in: bytes, rule) }) else {
            return (comment, Output(bytes), nil)
        }
        return (
            comment, Output(Array(bytes[..<start])),
            String(decoding: bytes[(start + rule.count)...], as: UTF8.self)
        )
    }

    private func isRule(at index: Int, in bytes: [UInt8], _ rule: [UInt8]) -> Bool {
        (index == 0 || bytes[index - 1] == UInt8(ascii: "\n")) && bytes[index...].starts(with: rule)
    }

    /// The rows that the fact reads from `output`, or its error, as they are written in a case.
    func result(of output: Output) throws -> String {
        guard let fact = Facts.all.first(where: { $0.name == table }) else {
            throw Problem("no fact has the table \(table)")
        }
        do {
            return try fact.rows(from: output).map { row in
                try fact.table.typed(row).values.map(written).joined(separator: "\t") + "\n"
            }.joined()
        } catch let problem as Problem {
            return "error: \(problem.what)\n"
        }
    }

    private func written(_ value: Value) -> String {
        guard let text = value.text else { return "\\N" }
        return String(
            text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                switch scalar {
                case "\\": ["\\", "\\"]
                case "\t": ["\\", "t"]
                case "\n": ["\\", "n"]
                case "\r": ["\\", "r"]
                default: [scalar]
                }
            }.reduce(into: String.UnicodeScalarView()) { $0.append($1) })
    }
}
