import Markdown
import Model
import Site
import Store
import TestSupport
import Testing

/// A run that knows nothing: the site is made all the same, and says so.
@Suite struct EmptyRunTests {
    /// The site of a run with these servers, of which nothing was read.
    private func site(of hosts: [String], _ status: HostOutcome.Status = .unreachable) async throws
        -> BuiltSite
    {
        let scratch = try Scratch()
        let runs = try RunFolder(scratch.path("runs"))
        let file = try RunFile(in: runs, startedAt: Agency.start, schema: Agency.schema)
        try file.insert(
            [
                [
                    .text(file.id), 1, .integer(Agency.start), .null, "0.1.0", "Nobody", "UTC", "", nil,
                    "EUR", 0, "open",
                ]
            ], into: RunTables.run)
        for name in hosts {
            try file.insert(
                [[.text(name), .text(name), "ssh", "", nil, nil, "", nil, nil, nil]],
                into: RunTables.inventoryHosts)
            try file.keep(
                HostOutcome(
                    host: name, status: status, reason: "no such name", startedAt: Agency.start,
                    finishedAt: Agency.start + 1), of: Model.Host(name: name, address: name))
        }
        try file.finish(at: Agency.start + 5)
        try file.publish()
        let entry = try #require(try runs.entries().runs.first)
        return try await BuiltSite(run: entry, previous: nil, workers: 1)
    }

    @Test("every page file that makes one page makes it, without servers and without checks")
    func empty() async throws {
        let site = try await site(of: [])
        let files = try TemplateFile.all("pages", in: [Agency.templates], ending: ".md").map(\.path)
        let single = files.filter { !$0.contains("[") }.map { "\($0.dropLast(3)).html" }
        #expect(Set(site.paths(".html")) == Set(single))
        for path in site.paths(".html") {
            let main = try site.tokens(path).inside("main").flatMap(\.inside).words
            #expect(main.utf8.count > 40, "\(path)")
            #expect(!main.contains("{{"), "\(path)")
        }
        #expect(try searchEntries(site) == [])
    }

    @Test(
        "a server of which nothing was read has its page, which says so, and nothing on the site looks green",
        arguments: HostOutcome.Status.allCases.filter { $0 != .complete })
    func unread(_ status: HostOutcome.Status) async throws {
        let site = try await site(of: ["web-1"], status)
        let page = try site.tokens("inventory/servers/web-1.html").inside("main").flatMap(\.inside)
        #expect(page.words.contains("no such name"))
        let front = try site.tokens("index.html").inside("main").flatMap(\.inside)
        #expect(front.words.contains("web-1"))
        for token in page + front {
            #expect(token["class"]?.split(separator: " ").contains("good") != true, "\(token)")
        }
    }
}
