import Foundation
import Markdown
import Model
import Reports
import TestSupport
import Testing

/// What hosts say enters a page as the text that it is.
@Suite struct EscapingTests {
    /// Text that breaks one reader or another, and the Markdown that shows it.
    static let hostile: [(text: String, markdown: String)] = [
        ("<script>alert(1)</script>", #"\<script>alert(1)\</script>"#),
        ("a\u{600}<b>", "a\u{600}\\<b>"),
        ("\u{600}<img src=x onerror=alert(1)>", "\u{600}\\<img src=x onerror=alert(1)>"),
        ("<\u{301}b>", "\\<\u{301}b>"),
        ("\"\u{301} onload=", "\"\u{301} onload="),
        ("[x](javascript:alert(1))", #"\[x\](javascript:alert(1))"#),
        ("![x](//evil.example/p.png)", #"\!\[x\](//evil.example/p.png)"#),
        ("{{title}}", "{{title}}"),
        ("{{#one}}", ##"{{\#one}}"##),
        ("a\r\n# b", ##"a \# b"##),
        ("a\n\n```table q", #"a \`\`\`table q"#),
        ("```sql\nx\n```", #"\`\`\`sql x \`\`\`"#),
        ("a|b", #"a\|b"#),
        ("&lt;b&gt;", #"\&lt;b\&gt;"#),
        ("<!-- x -->", #"\<!-- x -->"#),
        ("https://evil.example", #"https\://evil.example"#),
        ("\u{1B}[31m", "\u{FFFD}\\[31m"),
        ("\u{FEFF}# x", ##"&#65279;\# x"##),
    ]

    private func query(_ text: String) -> String {
        let points = text.unicodeScalars.map { String($0.value) }.joined(separator: ", ")
        return "```sql one\nSELECT char(\(points)) AS value\n```\n\n"
    }

    @Test("a value is text", arguments: hostile.indices)
    func text(_ index: Int) throws {
        let (text, expected) = Self.hostile[index]
        #expect(try Sample.markdown(query(text) + "{{#one}}{{value}}{{/one}}") == expected)
    }

    @Test("a value as code stands between more backticks than it has", arguments: hostile.indices)
    func code(_ index: Int) throws {
        let text = Self.hostile[index].text
        let written = try Sample.markdown(query(text) + "{{#one}}{{code(value)}}{{/one}}")
        #expect(written == Escape.code(text))
        // Nothing but one code span comes of it.
        let html = String(decoding: try html(of: Array(written.utf8)), as: UTF8.self)
        #expect(html.hasPrefix("<p><code>") && html.hasSuffix("</code></p>\n"), "\(html)")
        #expect(html.components(separatedBy: "<").count == 5, "\(html)")
    }

    @Test("no made-up text makes an element, as a value, in a table or in a list", arguments: 0..<8)
    func random(_ seed: UInt64) throws {
        for text in NastyText(seed: seed).prefix(40) {
            let report = try Sample.report(
                query(text)
                    + "{{#one}}{{value}}{{/one}}\n\n```table one\ncaption: C\nheader: value\nempty: E\ncolumns:\n"
                    + "  value: {label: L}\n```\n\n```facts one\ncolumns:\n  value: {label: L}\n```\n")
            let plain = report.plainMarkdown(Sample.formatter, root: "")
            let page = String(decoding: try html(of: plain), as: UTF8.self)
            let names = Set(elements(of: page))
            #expect(
                names.isSubset(of: [
                    "p", "table", "thead", "tbody", "tr", "th", "td", "div", "strong", "ul", "li",
                ]),
                "\(names) of \(Escape.log(text))")
        }
    }

    /// The names of all tags.
    private func elements(of html: String) -> [String] {
        html.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { rest in
            String(String.UnicodeScalarView(rest.drop { $0 == "/" }.prefix { $0 != " " && $0 != ">" }))
        }
    }

    @Test("a value in a heading, a title and a link's label is text too")
    func places() throws {
        let report = try Sample.report(
            file: """
                ---
                title: "{{value}}"
                ---
                ```sql one
                SELECT '<b> & [x]' AS value
                ```
                ## {{value}}
                """, name: "[value]")
        #expect(report.title == "<b> & [x]")
        #expect(Output(report.markdown).lines.last == #"## \<b> \& \[x\]"#)
    }
}
