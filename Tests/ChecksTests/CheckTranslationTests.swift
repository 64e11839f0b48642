import Checks
import Foundation
import Model
import Store
import TestSupport
import Testing

/// Check files that say in French what others say in English.
@Suite struct CheckTranslationTests {
    static let original = """
        ---
        id: mine
        title: It fails
        pass: It passes
        severity: low
        reader: devops
        ---
        ```sql
        SELECT host AS resource, 'pass' AS status, '' AS reason FROM targets
        ```

        Why.

        ## Fix
        ```sh
        sudo fix it
        ```
        """
    static let french = "---\ntitle: Échec\npass: Conforme\n---\n\nPourquoi.\n\n## Corriger\n\nVoilà.\n"

    private func read(_ french: String?, named name: String = "mine") throws -> [Check] {
        let scratch = try Scratch()
        try scratch.write(Self.original, to: "checks/a/mine.md")
        if let french { try scratch.write(french, to: "checks/a/\(name).fr.md") }
        return try CheckFiles.read([scratch.folder.path], schema: Schema(facts: []))
    }

    @Test("a translation is a check's words in its language, and no check of its own")
    func words() throws {
        let checks = try read(Self.french)
        #expect(checks.map(\.id) == ["mine"])
        let words = try #require(checks.first?.translations[.fr])
        #expect(words.title == "Échec" && words.passTitle == "Conforme")
        #expect(words.text == "Pourquoi.\n\n## Corriger\n\nVoilà.")
        #expect(checks.first?.command == "sudo fix it")
        #expect(CheckFiles.missingTranslations(of: checks, for: .fr) == [])
        #expect(CheckFiles.missingTranslations(of: try read(nil), for: .fr) == ["mine"])
    }

    @Test("its words are kept beside the checks")
    func rows() throws {
        let schema = Schema(facts: [])
        let run = try CheckRun(try Reader(schema: schema), schema: schema)
        let results = try read(Self.french).map { run.result(of: $0) }
        #expect(
            results.translationRows == [
                ["mine", "fr", "Échec", "Conforme", "Pourquoi.\n\n## Corriger\n\nVoilà."]
            ])
    }

    @Test(
        "a translation with a query, with settings of its own or without a check is refused",
        arguments: [
            (
                "mine", "---\ntitle: A\npass: B\n---\n```sql\nSELECT 1\n```\n",
                "a translation has no query of its own"
            ),
            ("mine", "---\ntitle: A\npass: B\nseverity: low\n---\n", "unknown key"),
            ("mine", "---\ntitle: A\n---\n", "missing key"),
            ("other", Self.french, "a translation of no file: a/other.md is missing"),
        ])
    func wrong(_ name: String, _ text: String, _ expected: String) {
        let mistake: String
        do {
            _ = try read(text, named: name)
            mistake = "none"
        } catch {
            mistake = "\(error)"
        }
        #expect(mistake.contains(expected), "\(mistake)")
    }
}
