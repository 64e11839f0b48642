import Foundation
import Model
import Store
import TestSupport
import Testing

/// The checks' words as a connection in another language reads them.
@Suite struct TranslationViewTests {
    static let schema = Schema(facts: [])

    private func run() throws -> (path: String, scratch: Scratch) {
        let scratch = try Scratch()
        let runs = try RunFolder(scratch.path("runs"))
        let file = try RunFile(in: runs, startedAt: 1_795_500_000, schema: Self.schema)
        for id in ["a", "b"] {
            let texts = [
                "\(id) fails", "\(id) passes", "high", "x", "devops", "", "f", "SELECT 1", "", "why",
            ]
            try file.insert(
                [Row([.text(id)] + texts.map { .text($0) } + [.null, .null, 1, 2, 3, 4])],
                into: RunTables.checks)
        }
        try file.insert(
            [["a", "fr", "a échoue", "a réussit", "pourquoi"]], into: RunTables.checkTranslations)
        try file.publish()
        return (runs.path(of: file.id), scratch)
    }

    private static let words = "SELECT title, pass_title, text, failed FROM checks ORDER BY check_id"

    @Test("in French a check has its French words, and its English ones where there are no others")
    func french() throws {
        let (path, scratch) = try run()
        let reader = try Reader(run: path, previous: nil, schema: Self.schema, language: .fr)
        let rows = try reader.rows(Self.words)
        #expect(
            rows == [["a échoue", "a réussit", "pourquoi", 2], ["b fails", "b passes", "why", 2]])
        #expect(try reader.statement(Self.words).tables.contains("checks"))
        #expect(FileManager.default.fileExists(atPath: scratch.path("runs")))
    }

    @Test("in English nothing is put before the table")
    func english() throws {
        let (path, scratch) = try run()
        let reader = try Reader(run: path, previous: nil, schema: Self.schema)
        #expect(try reader.rows(Self.words).map { $0[0] } == ["a fails", "b fails"])
        #expect(try reader.statement(Self.words).tables == ["checks"])
        #expect(FileManager.default.fileExists(atPath: scratch.path("runs")))
    }
}
