import Foundation
import Model
import Site
import Store
import TestSupport
import Testing

/// Files that say in French what others say in English.
@Suite struct TranslationFileTests {
    static let original = """
        ---
        title: A
        ---
        ```sql q
        SELECT host FROM targets
        ```
        {{#q}}{{host}}{{/q}}
        """

    /// What is wrong with, or else missing from, our templates when these files are added.
    private func outcome(_ files: [String: String]) throws -> [String] {
        let scratch = try Scratch()
        for (path, text) in files { try scratch.write(text, to: path) }
        do {
            let templates = try SiteTemplates(
                [Agency.templates, scratch.folder.path], schema: Agency.schema)
            return templates.missingTranslations(for: .fr)
        } catch let problems as Problems {
            return problems.all.map { $0.description.replacing(scratch.folder.path + "/", with: "") }
        } catch let problem as Problem {
            return [problem.description.replacing(scratch.folder.path + "/", with: "")]
        }
    }

    @Test(
        "a page without a translation is missing, with one it is not, and a page of that name there is none")
    func missing() throws {
        #expect(try outcome(["pages/a.md": Self.original]) == ["pages/a.md"])
        let french = "---\ntitle: Un\n---\n{{#q}}{{host}}{{/q}}\n"
        #expect(try outcome(["pages/a.md": Self.original, "pages/a.fr.md": french]) == [])
    }

    @Test("a team's own page in place of ours is not held to our translation")
    func replaced() throws {
        #expect(try outcome(["pages/findings/index.md": Self.original]) == ["pages/findings/index.md"])
    }

    @Test(
        "what a translation may not say is named with its place",
        arguments: [
            ("---\ntitle: Un\nmenu: 1\n---\n", "pages/a.fr.md:3:1: unknown key: menu"),
            ("---\ntitle: Un\n---\n{{name}}\n", "pages/a.fr.md:4: unknown name: name"),
            (
                "---\ntitle: Un\n---\n```sql q\nSELECT 1\n```\n",
                "pages/a.fr.md:4: a translation has no queries of its own"
            ),
            (
                "---\ntitle: Un\n---\n```facts r\ncolumns: {}\n```\n",
                "pages/a.fr.md:4: unknown query: r"
            ),
            (
                "---\ntitle: Un\n---\n```facts q\ncolumns:\n  hots: {label: L}\n```\n",
                "pages/a.fr.md:6:3: unknown column: hots"
            ),
        ])
    func wrong(_ french: String, _ expected: String) throws {
        let found = try outcome(["pages/a.md": Self.original, "pages/a.fr.md": french])
        #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
    }

    @Test("a translation of nothing is a mistake")
    func orphan() throws {
        let found = try outcome(["pages/b.fr.md": "---\ntitle: Un\n---\n"])
        #expect(found == ["pages/b.fr.md: a translation of no file: b.md is missing"])
    }

    @Test("words that French has not are listed, and a key that nobody reads is a mistake")
    func words() throws {
        let file = { (name: String) in
            try String(contentsOfFile: "\(Agency.templates)/i18n/\(name).yml", encoding: .utf8)
        }
        let french = try file("fr").replacing("  copy: Copier\n", with: "").replacing(
            "  staging: préproduction\n", with: "")
        #expect(
            try outcome(["i18n/fr.yml": french]) == [
                "i18n/fr.yml: interface.copy", "i18n/fr.yml: words.staging",
            ])
        let odd = try file("fr").replacing("  copy: Copier\n", with: "  copie: Copier\n")
        let found = try outcome(["i18n/fr.yml": odd])
        #expect(found.count == 1 && found[0].contains("unknown key: copie"), "\(found)")
        let short = try file("en").replacing("  copy: Copy\n", with: "")
        #expect(try outcome(["i18n/en.yml": short]) == ["i18n/en.yml: interface.copy is missing"])
    }

    @Test("a page that is not translated says in a French edition which language it speaks")
    func untranslated() async throws {
        let scratch = try Scratch()
        try scratch.write(Self.original, to: "pages/a.md")
        let agency = try Agency.shared.get()
        let site = try await BuiltSite(
            run: agency.second, previous: nil, workers: 1,
            templates: [Agency.templates, scratch.folder.path],
            editions: [Edition(name: "", language: .fr, readers: [.devops])])
        let page = try site.tokens("a.html")
        #expect(page.starts("html")[0]["lang"] == "fr")
        #expect(page.inside("main")[0].inside.starts("div").contains { $0["lang"] == "en" })
    }
}
