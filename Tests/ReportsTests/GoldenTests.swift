import Markdown
import Model
import Reports
import Store
import TestSupport
import Testing

/// The agency's pages as Markdown, whole, one of each page file; of those with many pages, the ones that show most.
@Suite struct GoldenTests {
    static let files = Result { try TemplateFile.all("pages", in: [Agency.templates], ending: ".md") }

    /// Page files that make many pages, and those of them that are kept.
    static let chosen = [
        "findings/[check_id].md": ["ssh-password-auth", "acc-sudo-nopasswd", "acc-empty-password"],
        "inventory/servers/[host].md": ["web-1", "old-1", "mail-1", "alpine-1"],
        "clients/[client].md": ["acme", "petit"],
        "providers/[provider].md": ["digitalocean", "heroku"],
    ]

    @Test("a page of the agency says what it said", arguments: (try? files.get().map(\.path)) ?? [])
    func golden(_ path: String) throws {
        let agency = try Agency.shared.get()
        let reader = try agency.reader()
        let file = try #require(try Self.files.get().first { $0.path == path })
        let page = try Page(file, reader)
        let formatter = Formatter(
            timezone: "Europe/Paris", words: try #require(try Words.read([Agency.templates])[.en]))
        let open = try page.open(reader, formatter)
        var wanted = Self.chosen[path]
        var problems: [any Error] = []
        for row in try page.rows(reader) {
            let report = try open.report(for: row)
            let name = report.path.split(separator: "/").last.map(String.init) ?? ""
            if let known = wanted {
                guard let index = known.firstIndex(of: name) else { continue }
                wanted?.remove(at: index)
            }
            let lines = Output(report.plainMarkdown(formatter, root: "")).lines.drop { $0.isEmpty }
            let text = (["# \(report.title)", ""] + cut(lines)).map { $0 + "\n" }.joined()
            do { try expectGolden(text.utf8, report.path + ".md") } catch { problems.append(error) }
        }
        for problem in problems { Issue.record(problem) }
        #expect(wanted?.isEmpty != false, "no such page: \(wanted ?? [])")
    }

    @Test(
        "a page of the agency says in French what it said",
        arguments: ["index.md", "changes/index.md", "findings/index.md", "runs/index.md"])
    func french(_ path: String) throws {
        let agency = try Agency.shared.get()
        let reader = try Reader(
            run: agency.second.path, previous: agency.first.path, schema: Agency.schema, language: .fr)
        let files = try Self.files.get()
        let file = try #require(files.first { $0.path == path })
        let translations = try TemplateFile.translations(
            of: files, "pages", in: [Agency.templates], ending: ".md")
        let page = try Page(file, reader, translations: translations[path] ?? [])
        let formatter = Formatter(
            timezone: "Europe/Paris", words: try #require(try Words.read([Agency.templates])[.fr]))
        let report = try page.open(reader, formatter).report(for: [])
        // What a check says in French is the matter of its own file.
        let lines = Output(report.plainMarkdown(formatter, root: "")).lines.drop { $0.isEmpty }
        let own = cut(lines).filter { !$0.hasPrefix("|") || !$0.contains("](findings/") }
        try expectGolden((["# \(report.title)", ""] + own).map { $0 + "\n" }.joined().utf8, "fr/" + path)
    }

    /// The lines of a page, of each table no more than forty rows: the lists of what one silent server hides are long and alike.
    private func cut(_ lines: some Sequence<String>) -> [String] {
        var rows = 0
        return lines.filter { line in
            rows = line.hasPrefix("|") ? rows + 1 : 0
            return rows <= 42
        }
    }

    @Test("a page file that makes many pages has some of them kept")
    func chosen() throws {
        let many = try Self.files.get().map(\.path).filter { $0.contains("[") }
        #expect(Set(many) == Set(Self.chosen.keys))
    }
}
