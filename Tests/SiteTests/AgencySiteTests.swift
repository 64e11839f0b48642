import Foundation
import Markdown
import Model
import Site
import Store
import TestSupport
import Testing

/// The whole site of the agency.
@Suite struct AgencySiteTests {
    /// One page of each page file, and more where the file has more to show.
    static let kept = [
        "index", "about/glossary", "changes/index", "checks/index", "findings/index",
        "findings/ssh-password-auth", "findings/acc-sudo-nopasswd", "inventory/index",
        "inventory/servers/web-1",
        "inventory/servers/mail-1", "runs/index", "waivers/index", "management", "costs/index",
        "clients/index",
        "clients/acme", "coverage/index", "providers/digitalocean",
    ]

    @Test("the main part of a page is what it was", arguments: kept)
    func golden(_ page: String) async throws {
        let text = try await BuiltSite.agency.value.text(page + ".html")
        let start = try #require(text.range(of: "<main id=\"main\">"))
        let end = try #require(text.range(of: "</main>"))
        let main = Output(String(text[start.lowerBound..<end.upperBound])).lines
        try expectGolden(cut(main).joined().utf8, page + ".html")
    }

    /// The lines of a page, of each table no more than six rows: the rest of them is compared as Markdown.
    private func cut(_ lines: [String]) -> [String] {
        var rows = 0
        return lines.compactMap { line in
            rows = line.hasPrefix("<tr") ? rows + 1 : 0
            return rows > 6 ? nil : line + "\n"
        }
    }

    @Test("each page file has a page among those that are kept, or is too large and only counted")
    func keptOfEach() throws {
        for file in try TemplateFile.all("pages", in: [Agency.templates], ending: ".md") {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            let isKept = Self.kept.contains { page in
                file.path.contains("[")
                    ? page.hasPrefix(folder + "/") && page != folder + "/index" : page + ".md" == file.path
            }
            #expect(isKept || file.path == "about/tables.md", "\(file.path)")
        }
    }

    @Test("every page is HTML and Markdown, a check and a server have one each, and no path is written twice")
    func paths() async throws {
        let site = try await BuiltSite.agency.value
        let reader = try Agency.shared.get().reader()
        let html = site.paths(".html").map { $0.dropLast(5) }
        #expect(html == site.paths(".md").map { $0.dropLast(3) })
        #expect(html.count == site.pages)
        #expect(site.doubled == [])
        for row in try reader.rows("SELECT 'findings/' || check_id FROM checks") {
            #expect(html.contains { $0 == row[0].text ?? "" }, "\(row)")
        }
        for row in try reader.rows("SELECT 'inventory/servers/' || host FROM targets") {
            #expect(html.contains { $0 == row[0].text ?? "" }, "\(row)")
        }
        expectSafePaths(site)
    }

    @Test(
        "the same run gives the same bytes with one worker and with four, from a run made anew in another folder"
    )
    func sameBytes() async throws {
        let site = try await BuiltSite.agency.value
        let scratch = try Scratch()
        let again = try await BuiltSite(of: try Agency(in: scratch.folder), workers: 1)
        #expect(Set(site.files.keys) == Set(again.files.keys))
        let different = site.files.filter { again.files[$0.key] != $0.value }.keys.sorted()
        #expect(different == [])
    }

    @Test("every link leads to a file of the site, and to an id that is there")
    func links() async throws {
        let site = try await BuiltSite.agency.value
        var ids: [String: Set<String>] = [:]
        for path in site.paths(".html") {
            ids[path] = Set(try site.tokens(path).compactMap { $0["id"] })
        }
        for path in site.paths(".html") {
            for address in try site.tokens(path).compactMap({ $0["href"] ?? $0["src"] }) {
                if Escape.isAbsolute(address) || address.hasPrefix("mailto:") { continue }
                let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let target = parts[0].isEmpty ? path : resolved(String(parts[0]), from: path)
                #expect(site.files[target] != nil, "\(path) leads to \(address)")
                if parts.count > 1, let known = ids[target] {
                    #expect(known.contains(String(parts[1])), "\(path) leads to \(address)")
                }
            }
        }
    }

    @Test("ids are there once in a page")
    func ids() async throws {
        let site = try await BuiltSite.agency.value
        for path in site.paths(".html") {
            let ids = try site.tokens(path).compactMap { $0["id"] }
            #expect(ids.count == Set(ids).count, "\(path)")
        }
    }

    @Test("every page is strict: its policy first, nothing inline, nothing from elsewhere")
    func strict() async throws {
        let site = try await BuiltSite.agency.value
        for path in site.paths(".html") {
            let tokens = try site.tokens(path)
            let head = try #require(tokens.inside("head").first).inside
            let first = try #require(head.first { $0.name != nil })
            #expect(first["http-equiv"] == "Content-Security-Policy", "\(path)")
            #expect(first["content"]?.hasPrefix("default-src 'none'; ") == true, "\(path)")
            for token in tokens {
                guard case .start(let name, let attributes) = token else { continue }
                #expect(!["style", "iframe", "form", "object", "embed", "base"].contains(name), "\(path)")
                for attribute in attributes {
                    #expect(!attribute.name.hasPrefix("on") && attribute.name != "style", "\(path) \(token)")
                }
                if name == "script" { #expect(token["src"] != nil, "\(path)") }
                if let source = token["src"] { #expect(!Escape.isAbsolute(source), "\(path)") }
                if let address = token["href"], Escape.isAbsolute(address) {
                    #expect(token["rel"]?.contains("noreferrer") == true, "\(path) \(address)")
                }
            }
            for script in tokens.inside("script") { #expect(script.inside.isEmpty, "\(path)") }
        }
    }

    @Test("the menu says where its reader is")
    func navigation() async throws {
        let site = try await BuiltSite.agency.value
        let menu = try site.tokens("index.html").inside("nav").flatMap { $0.inside.starts("a") }
            .compactMap { $0["href"] }
        #expect(menu.count > 3)
        for path in site.paths(".html") {
            let root = String(repeating: "../", count: path.split(separator: "/").count - 1)
            let links = try site.tokens(path).inside("nav").flatMap { $0.inside.starts("a") }
            #expect(links.compactMap { $0["href"] } == menu.map { root + $0 }, "\(path)")
            let current = links.filter { $0["aria-current"] != nil }
            let section = path.split(separator: "/").first.map(String.init)
            let expected =
                menu.first { $0 == path }
                ?? menu.first { $0.split(separator: "/").first.map(String.init) == section }
            #expect(
                current.compactMap { $0["href"] } == [expected].compactMap { $0 }.map { root + $0 }, "\(path)"
            )
            #expect(
                current.allSatisfy { $0["aria-current"] == (expected == path ? "page" : "true") }, "\(path)")
        }
    }

    @Test("search finds every server and every check, and leads to their pages")
    func search() async throws {
        let site = try await BuiltSite.agency.value
        let entries = try searchEntries(site)
        for entry in entries {
            #expect(entry.count == 3 && site.files[entry[2]] != nil, "\(entry)")
        }
        let reader = try Agency.shared.get().reader()
        let names = try reader.rows("SELECT host FROM targets UNION ALL SELECT title FROM checks")
            .compactMap { $0[0].text }
        #expect(Set(names).isSubset(of: Set(entries.map { $0[0] })))
        #expect(Set(entries.map { $0[2] }).count == entries.count)
    }

    @Test("a page as Markdown is read by our own reader without an element of its own")
    func markdown() async throws {
        let site = try await BuiltSite.agency.value
        for path in site.paths(".md") {
            let tokens = try Token.all(in: try html(of: site.files[path] ?? []))
            #expect(tokens.starts("h1").count == 1, "\(path)")
        }
    }
}

/// The path of `address` as it is meant on the page at `path`.
func resolved(_ address: String, from path: String) -> String {
    var folders = path.split(separator: "/").dropLast().map(String.init)
    for part in address.split(separator: "/") {
        if part == ".." { _ = folders.popLast() } else if part != "." { folders.append(String(part)) }
    }
    return folders.joined(separator: "/")
}

/// The rows of the search index, from the script that sets them.
func searchEntries(_ site: BuiltSite) throws -> [[String]] {
    let script = try site.text("assets/search.js")
    let start = "window.CONSTAT_SEARCH="
    guard script.hasPrefix(start), script.hasSuffix(";\n") else { throw Problem("no search index") }
    let json = script.dropFirst(start.count).dropLast(2)
    return try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
}

/// Expects of every path what any file system and any server take: no two alike, short, of letters, digits and `-`.
func expectSafePaths(_ site: BuiltSite) {
    var seen: Set<String> = []
    for path in site.files.keys.sorted() {
        #expect(seen.insert(path.lowercased()).inserted, "\(path)")
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
            let isSafe = pieces.allSatisfy { piece in
                !piece.isEmpty && piece.utf8.allSatisfy { $0.isAlphanumeric || "-_".utf8.contains($0) }
            }
            #expect(isSafe && pieces[0].utf8.count <= 80 && part.utf8.count <= 255, "\(path)")
        }
    }
}
