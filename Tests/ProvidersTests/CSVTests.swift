import Model
import Providers
import Testing

/// CSV as RFC 4180 has it.
@Suite struct CSVTests {
    private func rows(_ text: String) throws -> [[String: String]] {
        guard case .list(let items) = try CSV.objects(Array(text.utf8)) else { return [] }
        return items.map { item in
            guard case .object(let cells) = item else { return [:] }
            return cells.mapValues { if case .text(let text) = $0 { text } else { "no text" } }
        }
    }

    @Test(
        "cells are read with their quotes, commas and lines",
        arguments: [
            ("a,b\n1,2\n", [["a": "1", "b": "2"]]), ("a,b\r\n1,2\r\n", [["a": "1", "b": "2"]]),
            ("a,b\n1,2", [["a": "1", "b": "2"]]), ("\u{FEFF}a,b\n1,2", [["a": "1", "b": "2"]]),
            ("a,b\n,\n", [["a": "", "b": ""]]), ("a\n\n1\n\n", [["a": "1"]]),
            ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [["a": "x, y", "b": "say \"hi\""]]),
            ("a,b\n\"one\ntwo\",3\n", [["a": "one\ntwo", "b": "3"]]), ("a\n5\" disk\n", [["a": "5\" disk"]]),
            ("a,a\n1,2\n", [["a": "1"]]), ("a\n\"\"\n", []), ("a\n é \n", [["a": " é "]]), ("a,b\n", []),
            ("", []),
        ])
    func reads(_ text: String, _ expected: [[String: String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test(
        "a line with more or fewer cells is named",
        arguments: [("a,b\n1,2\n1\n", 3, 1), ("a,b\n1,2,3\n", 2, 3), ("a\n1\n2\n3,4\n", 4, 2)])
    func ragged(_ text: String, _ line: Int, _ cells: Int) {
        let names = text.prefix { $0 != "\n" }.split(separator: ",").count
        #expect(throws: Problem("no CSV: line \(line) has \(cells) cells, the first \(names)")) {
            try rows(text)
        }
    }

    @Test("a quoted cell that does not end is a mistake", arguments: ["a\n\"1", "\"a", "a\n\"1\"\"\n"])
    func open(_ text: String) {
        #expect(throws: Problem("no CSV: it breaks off in a quoted cell")) { try rows(text) }
    }

    @Test("any bytes are read or refused")
    func anything() {
        var random: UInt64 = 88_172_645_463_325_252
        for _ in 0..<5_000 {
            var bytes: [UInt8] = []
            for _ in 0..<24 {
                random ^= random << 13
                random ^= random >> 7
                random ^= random << 17
                bytes.append(Array("ab,\"\r\n".utf8 + [0xEF, 0xBB, 0xBF, 0xFF])[Int(random % 10)])
            }
            if let value = try? CSV.objects(bytes) { #expect(value != .null) }
        }
    }
}
