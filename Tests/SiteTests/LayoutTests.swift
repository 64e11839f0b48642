import Foundation
import Model
import Site
import TestSupport
import Testing

/// The shell of the pages, when somebody has written their own.
@Suite struct LayoutTests {
    static let ours = Result {
        try String(contentsOfFile: Agency.templates + "/layouts/page.html", encoding: .utf8)
    }

    /// What is wrong with the site's templates when these files are added to ours.
    private func mistake(_ files: [String: String]) throws -> [String] {
        let scratch = try Scratch()
        for (path, text) in files { try scratch.write(text, to: path) }
        let shorter = { (problem: Problem) in
            problem.description.replacing(scratch.folder.path + "/", with: "")
        }
        do {
            _ = try SiteTemplates([Agency.templates, scratch.folder.path], schema: Agency.schema)
            return []
        } catch let problem as Problem {
            return [shorter(problem)]
        } catch let problems as Problems {
            return problems.all.map(shorter)
        }
    }

    @Test(
        "a name that is none is named with its line",
        arguments: [
            ("{{main}}", "{{mian}}", "unknown name in the layout: mian\n  Did you mean main?"),
            ("{{language}}", "{{lang}}", "unknown name in the layout: lang"),
            ("{{main}}", "{{main }}", "unknown name in the layout: main \n  Did you mean main?"),
            ("{{main}}", "{{main", "unknown name in the layout: main"),
        ])
    func unknown(_ was: String, _ becomes: String, _ expected: String) throws {
        let ours = try Self.ours.get()
        let before = try #require(ours.range(of: was)).lowerBound
        let line = ours[..<before].utf8.count { $0 == UInt8(ascii: "\n") } + 1
        let found = try mistake(["layouts/page.html": ours.replacing(was, with: becomes)])
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("layouts/page.html:\(line): \(expected)") == true, "\(found)")
    }

    @Test(
        "a layout without one of the names is refused",
        arguments: [
            "language", "title", "organisation", "root", "navigation", "collected", "freshness", "banner",
            "main",
            "version",
        ])
    func missing(_ name: String) throws {
        let text = try Self.ours.get().replacing("{{\(name)}}", with: "")
        #expect(try mistake(["layouts/page.html": text]) == ["layouts/page.html: layout without {{\(name)}}"])
    }

    @Test("mistakes of all pages are told at once, each with its place")
    func pages() throws {
        let found = try mistake([
            "pages/a.md": "---\ntitle: A\n---\n{{name}}\n",
            "pages/b.md": "---\ntitle: B\n---\n```sql q\nSELECT x FROM targets\n```\n",
        ])
        #expect(
            found == [
                "pages/a.md:4: unknown name: name", "pages/b.md:5:8: no such column: x",
            ])
    }

    @Test("a team's file takes the place of ours, a further page is added")
    func ownFiles() async throws {
        let scratch = try Scratch()
        try scratch.write("---\ntitle: Ours\nmenu: 9\n---\nHello.\n", to: "pages/team/index.md")
        try scratch.write("---\ntitle: Words\n---\nNone.\n", to: "pages/about/glossary.md")
        try scratch.write("/* theirs */", to: "assets/constat.css")
        let agency = try Agency.shared.get()
        let site = try await BuiltSite(
            run: agency.second, previous: nil, workers: 1, templates: [Agency.templates, scratch.folder.path])
        #expect(try site.text("assets/constat.css") == "/* theirs */")
        #expect(try site.tokens("about/glossary.html").inside("main")[0].inside.words.contains("None."))
        let menu = try site.tokens("index.html").inside("nav")[0].inside.starts("a").compactMap { $0["href"] }
        #expect(menu.last == "team/index.html")
    }
}
