import Foundation
import Markdown
import Model
import Site
import Store
import TestSupport
import Testing

/// The agency's site in editions: the whole in French, and one for its management with two pages of its own.
@Suite struct EditionTests {
    static let editions = [
        Edition(name: "equipe", language: .fr, readers: [.devops, .developer]),
        Edition(name: "direction", language: .fr, readers: [.management]),
        Edition(name: "board", language: .en, readers: [.management]),
    ]

    static let site = Task {
        let scratch = try Scratch()
        try scratch.write(
            """
            ---
            title: Spending
            menu: 0
            readers: [management]
            ---
            ```sql numbers
            SELECT 'staging' AS label, 1234500000 AS value, -40000000 AS change, 'findings/index.html' AS link
            UNION ALL SELECT 'high', 2, 0, 'spending/index.html'
            ```
            ```sql servers
            SELECT host, 'invoiced' AS source, 'words of a run' AS reason FROM targets ORDER BY host LIMIT 1
            ```

            See [the *findings*](findings/index.html#not-evaluated), [\\[this\\] page](spending/index.html) and
            [elsewhere](https://example.com/findings/index.html).

            ```tiles numbers
            caption: Numbers
            as: money
            ```

            ```table servers
            caption: Servers
            header: host
            columns:
              host: {label: Server, link: "inventory/servers/{host}.html"}
              source: {label: Source, as: word, link: "spending/index.html"}
              reason: {label: Reason, lang: en}
            empty: None.
            ```
            """, to: "pages/spending/index.md")
        try scratch.write(
            """
            ---
            title: Dépenses
            ---
            Voir [les constats](findings/index.html).

            ```table servers
            caption: Serveurs
            header: host
            columns:
              host: {label: Serveur, link: "inventory/servers/{host}.html"}
              source: {label: Origine, as: word}
              reason: {label: Motif, lang: en}
            empty: Aucun.
            ```
            """, to: "pages/spending/index.fr.md")
        let agency = try Agency.shared.get()
        return try await BuiltSite(
            run: agency.second, previous: agency.first, workers: 2,
            templates: [Agency.templates, scratch.folder.path], editions: editions)
    }

    @Test("an edition has the pages of its readers and nothing else, whatever the ending")
    func folder() async throws {
        let site = try await Self.site.value
        for name in ["direction", "board"] {
            let pages = site.files.keys.filter {
                $0.hasPrefix("\(name)/") && !$0.hasPrefix("\(name)/assets/")
            }
            let paths = pages.map { String($0.dropFirst(name.count + 1)) }
            let ours = ["management.", "costs/", "clients/", "coverage/", "providers/"]
            #expect(ours.allSatisfy { part in paths.contains { $0.hasPrefix(part) } })
            #expect(
                Set(paths.filter { path in !ours.contains { path.hasPrefix($0) } }) == [
                    "index.html", "index.md", "index.servers.csv", "index.servers.json",
                    "spending/index.html", "spending/index.md", "spending/index.servers.csv",
                    "spending/index.servers.json", "about/glossary.html", "about/glossary.md",
                ], "\(name)")
            #expect(try site.text("\(name)/assets/search.js") == "window.CONSTAT_SEARCH=[\n];\n")
            #expect(
                try !site.text("\(name)/assets/words.js").contains("search"), "a field that finds nothing")
        }
        #expect(site.files["equipe/spending/index.html"] == nil)
        #expect(site.files["equipe/findings/index.html"] != nil)
        #expect(site.doubled == [])
    }

    @Test("not one finding's evidence, title or resource is in the folder of a management edition")
    func nothingOfFindings() async throws {
        let site = try await Self.site.value
        let reader = try Agency.shared.get().reader()
        let texts = try reader.rows(
            """
            SELECT reason FROM findings JOIN checks USING (check_id)
            WHERE LENGTH(reason) > 12 AND category NOT IN ('coverage', 'costs') UNION SELECT title FROM checks
            UNION SELECT pass_title FROM checks UNION SELECT check_id FROM checks
            """
        ).compactMap { $0[0].text }
        #expect(texts.count > 300)
        for (path, bytes) in site.files where path.hasPrefix("direction/") || path.hasPrefix("board/") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(texts.filter { text.contains($0) } == [], "\(path)")
        }
    }

    @Test(
        "a link to a page that the edition has not is its text, in a sentence, a table, a tile and the footer"
    )
    func links() async throws {
        let site = try await Self.site.value
        let page = try site.text("board/spending/index.html")
        #expect(
            page.contains(
                "<p>See the <em>findings</em>, <a href=\"../spending/index.html\">[this] page</a> and"))
        #expect(page.contains("<div><strong>€1,234.50</strong> staging"))
        #expect(page.contains("<a href=\"../spending/index.html\"><strong>€0.00</strong>"))
        #expect(page.contains("<th scope=\"row\" data-l=\"Server\">alpine-1</th>"))
        #expect(page.contains("data-l=\"Source\"><a href=\"../spending/index.html\">invoiced</a>"))
        #expect(
            page.contains("· Run 2026-11-25T060000Z · <a href=\"../about/glossary.html\">Glossary</a></p>"))
        let plain = try site.text("board/spending/index.md")
        #expect(plain.contains("See the *findings*, [\\[this\\] page](../spending/index.html) and\n"))
        #expect(plain.contains("[elsewhere](https://example.com/findings/index.html)"))
        #expect(plain.contains("| alpine-1 |"))
    }

    @Test("every link of every edition leads to a file of that edition, and to an id that is there")
    func linksLead() async throws {
        let site = try await Self.site.value
        var ids: [String: Set<String>] = [:]
        for path in site.paths(".html") { ids[path] = Set(try site.tokens(path).compactMap { $0["id"] }) }
        for path in site.paths(".html") {
            for address in try site.tokens(path).compactMap({ $0["href"] ?? $0["src"] }) {
                if Escape.isAbsolute(address) || address.hasPrefix("mailto:") { continue }
                let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let target = parts[0].isEmpty ? path : resolved(String(parts[0]), from: path)
                #expect(site.files[target] != nil, "\(path) leads to \(address)")
                if path != "index.html" {
                    #expect(
                        target.split(separator: "/").first == path.split(separator: "/").first, "\(address)")
                }
                if parts.count > 1, let known = ids[target] {
                    let id = parts[1].removingPercentEncoding ?? ""
                    #expect(known.contains(id), "\(path) leads to \(address)")
                }
            }
        }
    }

    @Test("an edition without a first page opens with the first of its menu")
    func front() async throws {
        let site = try await Self.site.value
        let main = try site.tokens("direction/index.html").inside("main")[0].inside
        #expect(main.inside("h1")[0].inside.words == "Dépenses")
        #expect(try site.text("direction/index.html").contains("href=\"index.servers.csv\""))
    }

    @Test("the page above the editions lists them, each in its language, and says nothing of the data")
    func root() async throws {
        let site = try await Self.site.value
        let page = try site.tokens("index.html")
        #expect(page.starts("html")[0]["lang"] == "fr")
        #expect(page.inside("h1")[0].inside.words == "Example Agency")
        #expect(
            page.starts("a").compactMap { $0["href"] } == [
                "equipe/index.html", "direction/index.html", "board/index.html",
            ])
        #expect(page.starts("li").map { $0["lang"] } == [nil, nil, "en"])
        let text = try site.text("index.md")
        #expect(text.contains("[equipe](equipe/index.md) – Français, pour\u{A0}: devops, développeurs"))
        #expect(text.contains("[board](board/index.md) – English, for: management"))
        let outside = site.files.keys.filter { !$0.contains("/") }
        #expect(Set(outside) == ["index.html", "index.md"])
    }

    @Test("a French page is French in its words, menu, footer, numbers and dates, and marks what is not")
    func french() async throws {
        let site = try await Self.site.value
        let page = try site.tokens("equipe/index.html")
        #expect(page.starts("html")[0]["lang"] == "fr")
        #expect(page.inside("h1")[0].inside.words == "Vue d'ensemble")
        let menu = page.inside("nav")[0].inside.inside("a").map { $0.inside.words }
        #expect(menu.prefix(3) == ["Vue d'ensemble", "Constats", "Inventaire"])
        let text = try site.text("equipe/index.html")
        #expect(text.contains("Relevé le mercredi 25 novembre 2026 à 07:00 (Europe/Paris)"))
        #expect(text.contains("Aller au contenu"))
        #expect(text.contains("</svg>Élevée</span>"))
        #expect(text.contains("data-l=\"Preuve\"><span lang=\"en\">"))
        #expect(try site.text("equipe/assets/words.js").contains("\"copy\":\"Copier\""))
        let spending = try site.text("direction/spending/index.html")
        #expect(spending.contains("facturé"))
        #expect(spending.contains("<span lang=\"en\">words of a run</span>"))
        #expect(spending.contains("<p>Voir les constats.</p>"))
        let script = try site.text("equipe/assets/search.js")
        #expect(script.contains("\"Serveur\"") && script.contains("\"Contrôle\""))
    }

    @Test("every French page's own words are French: no English caption, column or heading is left")
    func noEnglish() async throws {
        let site = try await Self.site.value
        let english = try TemplateFile.all("pages", in: [Agency.templates], ending: ".md").flatMap { file in
            try Document(file: file.path, bytes: file.bytes).blocks.compactMap { block in
                try? Settings(yaml: block.text, file: file.path)["caption"]?.text()
            }
        }
        #expect(english.count > 20)
        for path in site.paths(".html") where path.hasPrefix("equipe/") {
            let captions = try site.tokens(path).inside("caption").flatMap { $0.inside.inside("span") }
                .map { $0.inside.words }
            #expect(captions.filter(english.contains) == [], "\(path)")
        }
    }
}
