import Markdown
import Model
import TestSupport
import Testing

private func rendered(_ markdown: String, replacing: (CodeBlock) throws -> [UInt8]? = { _ in nil }) throws
    -> String
{
    String(decoding: try html(of: Array(markdown.utf8), replacing: replacing), as: UTF8.self)
}

@Suite struct HTMLTests {
    @Test(
        "blocks and inlines of CommonMark become HTML",
        arguments: [
            ("a\nb  \nc\\\nd", "<p>a\nb<br>\nc<br>\nd</p>\n"),
            ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
            ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
            ("3. a\n   - b", "<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"),
            ("1) a", "<ol>\n<li>a</li>\n</ol>\n"),
            ("    a<b", "<pre tabindex=\"0\"><code>a&lt;b\n</code></pre>\n"),
            ("```sh x\na\n```", "<pre tabindex=\"0\"><code class=\"language-sh\">a\n</code></pre>\n"),
            ("", ""),
        ])
    func blocks(_ markdown: String, _ expected: String) throws {
        #expect(try rendered(markdown) == expected)
    }

    @Test("headings have an id each, and a link to themselves")
    func headings() throws {
        let markdown =
            "# Où `a_b` *c*?\n## Main\n## A&B\n## A B\n## a b\n## a b-1\n## a b\n## ???\n## Ünï 日本 १\ntwo\nlines\n===\n"
        let html = try HTML(of: Array(markdown.utf8))
        #expect(
            html.outline.map(\.id) == [
                "où-a_b-c", "main-1", "ab", "a-b", "a-b-1", "a-b-1-1", "a-b-2", "section", "ünï-日本-१",
                "two-lines",
            ])
        #expect(html.outline.map(\.level) == [1, 2, 2, 2, 2, 2, 2, 2, 2, 1])
        #expect(html.outline.map(\.text)[2] == "A&B")
        #expect(
            String(decoding: html.bytes, as: UTF8.self).contains(
                "<h2 id=\"ab\">A&amp;B<a class=\"anchor\" href=\"#ab\" aria-label=\"Permalink: A&amp;B\">#</a></h2>\n"
            ))
        #expect(try HTML(of: Array("# a".utf8), reserved: ["a"]).outline.map(\.id) == ["a-1"])
    }

    @Test("a link that leads to nothing within the site leaves its text, others stay")
    func leads() throws {
        let markdown =
            "[a *b*](gone.html#x) [c](kept.html) [d](#e) [f](https://example.com/gone.html) [g](mailto:a@b.example)"
        let html = try HTML(of: Array(markdown.utf8), root: "../", leads: { $0 == "kept.html" }).bytes
        #expect(
            String(decoding: html, as: UTF8.self)
                == "<p>a <em>b</em> <a href=\"../kept.html\">c</a> <a href=\"#e\">d</a> "
                + "<a href=\"https://example.com/gone.html\" rel=\"noreferrer\">f</a> "
                + "<a href=\"mailto:a@b.example\">g</a></p>\n")
    }

    @Test("the plain text has all words and no marks")
    func text() throws {
        let markdown =
            "# A *b*\n\nx [y](/z)\n`c`\n\n- 1\n- 2 ![d](e)\n\n| a | b\\_ |\n| - | - |\n| **c** | |\n\n```sh\nls\n```\n<b>\n"
        #expect(
            String(decoding: try plainText(of: Array(markdown.utf8)), as: UTF8.self)
                == "A b\n\nx y c\n\n1\n2 d\n\na\tb_\nc\t\n\nls\n")
        #expect(try plainText(of: []).isEmpty)
    }

    @Test("many threads at once get what one gets")
    func threads() async throws {
        let texts = NastyText(seed: 5).prefix(200).map { Array("# a\n|a|\n|-|\n|*\($0)*|\n".utf8) }
        let alone = try texts.map { try html(of: $0) }
        let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, text) in texts.enumerated() { group.addTask { (index, try html(of: text)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(texts.indices.allSatisfy { together[$0] == alone[$0] })
    }

    @Test("fenced blocks with words are offered, wherever they stand, with their lines")
    func replacing() throws {
        var seen: [CodeBlock] = []
        let markdown =
            "x\n| a |\n| - |\n2. y\n\n```chart b c\n<z>\n```\n> ~~~table\n> ~~~\n\n```\nno words\n```\n    indented\n"
        let html = try rendered(markdown) { block in
            seen.append(block)
            return block.word == "chart" ? Array("<figure></figure>".utf8) : nil
        }
        #expect(
            seen.map(\.info) == ["chart b c", "table"] && seen.map(\.line) == [6, 9]
                && seen.map(\.endLine) == [8, 10])
        #expect(seen[0].text == "<z>\n" && seen[0].name == "b" && seen[1].name == nil)
        #expect(
            html.contains(
                "</ol>\n<figure></figure>\n<blockquote>\n<pre tabindex=\"0\"><code class=\"language-table\"></code></pre>\n</blockquote>\n<pre tabindex=\"0\"><code>no words\n</code></pre>\n"
            ))
        #expect(throws: Problem("no")) { try rendered("```a\n```") { _ in throw Problem("no") } }
    }

    @Test(
        "whatever the text, only known tags come of it, well nested, with ids that are unique, and the same each time"
    )
    func wellFormed() throws {
        let pieces = NastyText(seed: 21).prefix(4_000)
        let blocks = [
            "\n|a|b|\n|-|:-:|\n", "\n> ", "\n- ", "\n    ", "\n\n", "\n1. ", "\n---\n", "\n===\n", "\n```x\n",
            "[a]: javascript:b\n\n", "![a](", "[b](", "<a href=x>", "|", "\\|",
        ]
        for (number, text) in pieces.enumerated() {
            let markdown = Array(
                (blocks[number % blocks.count] + text + blocks[number * 7 % blocks.count] + text
                    + blocks[number * 5 % blocks.count] + text).utf8)
            let html = try html(of: markdown)
            #expect(try Markdown.html(of: markdown) == html)
            if let mistake = Self.mistake(in: html) {
                Issue.record("\(mistake) in \(String(decoding: html, as: UTF8.self))")
            }
        }
    }

    private static let tags: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em",
        "strong", "a", "div", "table", "thead", "tbody", "tr", "th", "td",
    ]
    private static let alone: Set<String> = ["hr", "br", "img"]

    /// What an HTML text has that ours may not, read by bytes.
    private static func mistake(in html: [UInt8]) -> String? {
        var open: [String] = []
        var ids: Set<String> = []
        var rest = html[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            if rest[..<start].contains(UInt8(ascii: ">")) { return "a bare >" }
            guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else { return "a bare <" }
            let tag = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            let name = String(tag.prefix { $0 != " " })
            if name.hasPrefix("/") {
                guard open.popLast() == String(name.dropFirst()) else { return "a wrong </>: \(tag)" }
                continue
            }
            if tags.contains(name) {
                open.append(name)
            } else if !alone.contains(name) {
                return "an unknown tag: \(tag)"
            }
            for attribute in tag.matches(of: /([a-z-]+)="([^"]*)"/) {
                let (key, value) = (String(attribute.output.1), String(attribute.output.2))
                if key.hasPrefix("on") || key == "style" { return "an attribute: \(tag)" }
                if key == "id", !ids.insert(value).inserted { return "an id given twice: \(value)" }
                if key == "href" || key == "src",
                    value.lowercased().contains(/^(javascript|data|vbscript|file|\/\/)/)
                {
                    return "an address: \(tag)"
                }
            }
        }
        return open.isEmpty ? nil : "unclosed: \(open)"
    }
}
