import Glibc
import Markdown
import Model
import TestSupport
import Testing

private func rendered(_ markdown: String) throws -> String {
    String(decoding: try html(of: Array(markdown.utf8)), as: UTF8.self)
}

@Suite struct SafetyTests {
    @Test(
        "what is escaped for Markdown is read as exactly the text",
        arguments: [
            ("", "", "<p>", "</p>\n"), ("# ", "", "<h1>", "</h1>\n"),
            ("- ", "", "<ul>\n<li>", "</li>\n</ul>\n"),
            ("> ", "\n", "<blockquote>\n<p>", "</p>\n</blockquote>\n"),
            ("**a** ", " *b*", "<p><strong>a</strong> ", " <em>b</em></p>\n"),
            ("a\n", "\nb", "<p>a\n", "\nb</p>\n"), ("[x](/y)", "", "<p><a href=\"/y\">x</a>", "</p>\n"),
            ("", "[x](/y)", "<p>", "<a href=\"/y\">x</a></p>\n"),
            ("[x]", "[y]\n\n[x]: /z", "<p><a href=\"/z\">x</a>", "[y]</p>\n"),
            ("1", " a", "<p>1", " a</p>\n"),
            ("a\n===\n", "\n\n===", "<h1>a</h1>\n<p>", "</p>\n<p>===</p>\n"),
        ])
    func exact(_ before: String, _ after: String, _ htmlBefore: String, _ htmlAfter: String) throws {
        for text in NastyText(seed: 11).prefix(2_000) {
            let clean = plain(text)
            if clean.isEmpty { continue }
            let bytes = try html(of: Array((before + Escape.markdown(text) + after).utf8))
            let html = withoutAnchors(bytes)
            let expected = Array((htmlBefore + Escape.html(clean) + htmlAfter).utf8)
            #expect(html == expected, "\(text.debugDescription): \(String(decoding: html, as: UTF8.self))")
        }
    }

    /// The HTML without ids and links of headings, on bytes.
    private func withoutAnchors(_ html: [UInt8]) -> [UInt8] {
        var html = html
        let pairs: [(String, String, keep: Int)] = [
            ("<a class=\"anchor\"", "</a>", 0), ("<h1 id=\"", "\">", 3),
        ]
        for (start, end, keep) in pairs {
            if let range = html.firstRange(of: Array(start.utf8)),
                let last = html[range.upperBound...].firstRange(of: Array(end.utf8))
            {
                html.replaceSubrange(
                    range.lowerBound..<last.upperBound, with: keep > 0 ? Array("<h1>".utf8) : [])
            }
        }
        return html
    }

    @Test("a code block and a code span are read as exactly the text")
    func code() throws {
        for text in NastyText(seed: 12).prefix(1_000) where !text.isEmpty {
            let span = try html(of: Array("a \(Escape.code(text)) b".utf8))
            #expect(span == Array("<p>a <code>\(Escape.html(lineless(text)))</code> b</p>\n".utf8))
        }
        for text in [
            "a", "```\n~~~\n", "\n\n", "<b>&amp;\n    x\n", "- a\n\n# b", "````", "\u{600}`\u{301}```\n",
        ] {
            let block = try html(of: Array(Escape.codeBlock(text).utf8))
            let lines = text.hasSuffix("\n") ? text : text + "\n"
            #expect(block == Array("<pre tabindex=\"0\"><code>\(Escape.html(lines))</code></pre>\n".utf8))
        }
    }

    @Test(
        "nothing that runs or asks elsewhere comes of Markdown, escaped or not",
        arguments: [
            (
                "<script>alert(1)</script>",
                "<pre tabindex=\"0\"><code>&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>\n"
            ),
            ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n"),
            ("<!-- a -->\n", ""), ("a<!-- b -->c", "<p>ac</p>\n"),
            (
                "<!-- a --><script>x</script>",
                "<pre tabindex=\"0\"><code>&lt;!-- a --&gt;&lt;script&gt;x&lt;/script&gt;\n</code></pre>\n"
            ),
            ("[a](javascript:alert(1))", "<p>a</p>\n"), ("[a](JaVaScRiPt:alert(1))", "<p>a</p>\n"),
            ("[a](&#106;avascript:alert(1))", "<p>a</p>\n"),
            ("[a](java&#10;script:alert(1))", "<p>a</p>\n"), ("[a](\\javascript:alert(1))", "<p>a</p>\n"),
            ("[a](<java\tscript:alert(1)>)", "<p>a</p>\n"),
            ("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"), ("[a](vbscript:x)", "<p>a</p>\n"),
            ("[a](data:text/html,x)", "<p>a</p>\n"), ("[a](file:///etc/passwd)", "<p>a</p>\n"),
            ("[a](//evil.example)", "<p>a</p>\n"), ("[a][b]\n\n[b]: javascript:x", "<p>a</p>\n"),
            ("[a](/\\evil.example)", "<p><a href=\"/%5Cevil.example\">a</a></p>\n"),
            ("![a](data:image/svg+xml,x)", "<p>a</p>\n"), ("![a](https://evil.example/x.png)", "<p>a</p>\n"),
            ("![a *b* `c`](//evil.example/x)", "<p>a b c</p>\n"),
            ("![a\"b](x.png \"<t>\")", "<p><img src=\"x.png\" alt=\"a&quot;b\" title=\"&lt;t&gt;\"></p>\n"),
            ("![](x.png)", "<p><img src=\"x.png\" alt=\"\"></p>\n"),
            ("![[a](/b)](c.png)", "<p><img src=\"c.png\" alt=\"a\"></p>\n"),
            ("[![a](b.png)](/c)", "<p><a href=\"/c\"><img src=\"b.png\" alt=\"a\"></a></p>\n"),
            (
                "[a](/b \"onmouseover=&quot;x\")",
                "<p><a href=\"/b\" title=\"onmouseover=&quot;x\">a</a></p>\n"
            ), ("&lt;b&gt; &amp;lt; &#0;", "<p>&lt;b&gt; &amp;lt; \u{FFFD}</p>\n"),
            (
                "[a](https://example.com/?a=1&b=2)",
                "<p><a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noreferrer\">a</a></p>\n"
            ),
            (
                "<https://example.com>",
                "<p><a href=\"https://example.com\" rel=\"noreferrer\">https://example.com</a></p>\n"
            ),
            ("<a@example.com>", "<p><a href=\"mailto:a@example.com\">a@example.com</a></p>\n"),
            ("[a](b.html)", "<p><a href=\"b.html\">a</a></p>\n"),
            (
                "```\"><script>\nx\n```",
                "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n"
            ), ("a\u{1B}[31m\0", "<p>a\u{FFFD}[31m\u{FFFD}</p>\n"),
        ])
    func payloads(_ markdown: String, _ expected: String) throws {
        #expect(try rendered(markdown) == expected)
        let escaped = try rendered("x " + Escape.markdown(markdown))
        #expect(escaped.utf8.elementsEqual("<p>x \(Escape.html(plain(markdown)))</p>\n".utf8))
    }

    @Test("bytes that are no UTF-8 are replaced")
    func invalid() throws {
        #expect(try html(of: [0x61, 0xFF, 0xC3, 0x0A]) == Array("<p>a\u{FFFD}\u{FFFD}</p>\n".utf8))
        #expect(try html(of: []).isEmpty)
    }

    @Test(
        "a text that would take long is refused with its line",
        arguments: [
            (String(repeating: "a", count: 1 << 20) + "b", "a Markdown text may have 1 MiB"),
            ("x\n\n" + String(repeating: "![[]()", count: 501), "line 3: more than 500 images"),
            ("x\r\n" + String(repeating: "> ", count: 49) + "a", "line 2: more than 48 lists"),
            (String(repeating: "- ", count: 60), "line 1: more than 48 lists"),
            (
                (0..<100).map { String(repeating: " ", count: 2 * $0) + "* a\n" }.joined(),
                "line 73: more than 48 lists"
            ), (String(repeating: "1. ", count: 60), "line 1: more than 48 lists"),
            (
                "x\n" + String(repeating: "|a", count: 100) + "\n" + String(repeating: "|-", count: 100)
                    + "\n"
                    + String(repeating: "||\n", count: 2_000), "line 2: more than 100000 cells"
            ),
        ])
    func limits(_ markdown: String, _ expected: String) {
        let problem = #expect(throws: Problem.self) { try html(of: Array(markdown.utf8)) }
        #expect(problem?.what.hasPrefix(expected) == true, "\(problem?.what ?? "")")
    }

    @Test("the worst texts within the limits are done in time", arguments: Worst.all)
    func worst(_ worst: Worst) {
        let markdown = Array(worst.text.utf8)
        var size = 0
        let start = processorSeconds()
        size = (try? html(of: markdown).count) ?? 0
        let time = processorSeconds() - start
        #expect(size < 60 * markdown.count)
        #expect(time < 3, "\(time) s for \(markdown.count) bytes")
    }

    /// What this thread has used, which a busy machine does not add to.
    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Text that has made a Markdown parser slow, at 60 kB, or with nothing in it that is bounded, at the whole size.
    struct Worst: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String

        init(_ name: String, _ unit: String, times: Int, before: String = "", after: String = "") {
            testDescription = name
            text = before + String(repeating: unit, count: times) + after
        }

        static let all = [
            Worst("emphasis", "*a **a ", times: 8_000, after: String(repeating: "b** a*", count: 500)),
            Worst("closers", "a_ ", times: 20_000), Worst("openers", "[a", times: 30_000),
            Worst("images", "[](x)", times: 12_000, before: String(repeating: "![", count: 500)),
            Worst("brackets", "[", times: 30_000, after: String(repeating: "]", count: 30_000)),
            Worst("backticks", "`a``b```c", times: 6_000), Worst("tags", "a <!-- <?", times: 6_000),
            Worst("destinations", "[a](<b", times: 10_000),
            Worst("quotes", String(repeating: "> ", count: 48) + "a\n", times: 600),
            Worst(
                "blank lines in lists", "\n", times: 60_000,
                before: String(repeating: "- ", count: 48) + "a\n"),
            Worst("rows", "| a | b |\n", times: 6_000, before: "|a|b|\n|-|-|\n"),
            Worst("no rows", "| a | b |\n", times: 6_000),
            Worst("bars", "|", times: 60_000, before: "|", after: "\n|-|"),
            Worst("delimiters", "|-|\n", times: 15_000),
            Worst("delimiters without headers", "|-|-|\n|-|\n", times: 6_000),
            Worst("tables", "|a|\n|-|\n\n", times: 6_000),
            Worst("tables after paragraphs", "x\n|a|\n|-|\n\n", times: 5_000),
            Worst("tables with no end", "|a|\n|-|\n2. x\n", times: 5_000),
            Worst("links in cells", "|[x]|\n", times: 10_000, before: "[x]: /y\n\n|a|\n|-|\n"),
            Worst("quoted tables", "> > > |a|\n> > > |-|\n> > x\n", times: 2_000),
            Worst("definitions", "[a]: b \"c\n", times: 6_000),
            Worst(
                "wide tables", "|-", times: 20_000, before: String(repeating: "|a", count: 20_000) + "\n",
                after: String(repeating: "\n|", count: 5_000)),
            Worst(
                "long names", "|a|\n|-|\n\n", times: 3_000,
                before: "# " + String(repeating: "é\"", count: 10_000) + "\n"),
            Worst(
                "long columns", "|b\n", times: 10_000,
                before: "|" + String(repeating: "\"", count: 30_000) + "\n|-|\n"),
            Worst("same headings", "# a\n", times: 15_000),
        ]
    }
}
