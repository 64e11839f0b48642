import Foundation
import Markdown
import Model
import Reports
import Store
import TestSupport
import Testing

/// The fenced blocks of a page: what each needs, and what each becomes in the page's Markdown.
@Suite struct BlockTests {
    static let query = """
        ```sql q
        SELECT 'web-1' AS host, 1536 AS size, NULL AS missing UNION ALL SELECT 'b|c', 10, 'x'
        ```
        ```sql none
        SELECT 'x' AS host, 1 AS size WHERE 0
        ```
        ```sql tiles
        SELECT 3 AS value, 'critical' AS label UNION ALL SELECT NULL, 'a*b*'
        ```

        """

    private func plain(_ block: String) throws -> String {
        let report = try Sample.report(Self.query + block)
        return Output(report.plainMarkdown(Sample.formatter, root: "")).lines.drop { $0.isEmpty }
            .joined(separator: "\n")
    }

    @Test("a table is a pipe table, numbers at the right, a missing cell a dash, links by slug")
    func table() throws {
        let text = try plain(
            """
            ```table q
            caption: All *of* them
            header: host
            anchor: "{host}"
            empty: None.
            columns:
              host: {label: Server, link: "servers/{host}.html"}
              size: {label: Size, as: bytes}
              missing: {label: "No|t", link: "x/{missing}.html"}
            ```
            """)
        #expect(
            text == #"""
                **All \*of\* them**

                | Server | Size | No\|t |
                | --- | ---: | --- |
                | [web-1](servers/web-1.html) | 1\.5 KB | – |
                | [b\|c](servers/b-c-\#(slug(of: "b|c").dropFirst(4)).html) | 10 bytes | [x](x/x.html) |
                """#)
    }

    @Test("a column can say its cell in a sentence of the row, and so can a block of code")
    func sentence() throws {
        let text = try plain(
            """
            ```table q
            caption: C
            header: host
            empty: None.
            columns:
              host: {label: Server, text: "on *{{host}}*{{#missing}}, {{missing}}{{/missing}}: {{bytes(size)}}"}
              missing: {label: M, text: "never {{host}}"}
            ```
            ```code q
            column: size
            text: |-
              host: {{host}}
                 *size*: {{number(size)}}
            ```
            """)
        #expect(text.contains("| on \\*web-1\\*: 1.5 KB | – |"), "\(text)")
        #expect(text.contains("| on \\*b\\|c\\*, x: 10 bytes | never b\\|c |"), "\(text)")
        #expect(text.hasSuffix("```\nhost: web-1\n   *size*: 1,536\n```"), "\(text)")
    }

    @Test("a query knows the readers of the edition")
    func readers() throws {
        let scratch = try Scratch()
        try scratch.write(
            "---\ntitle: T\n---\n```sql q\nSELECT :readers AS readers\n```\n{{#q}}{{readers}}{{/q}}\n",
            to: "pages/a.md")
        let reader = try Reader(schema: Schema(facts: []))
        let files = try TemplateFile.all("pages", in: [scratch.folder.path], ending: ".md")
        let page = try Page(try #require(files.first), reader)
        let report = try page.open(reader, Sample.formatter, readers: [.devops, .management]).report(for: [])
        #expect(Output(report.markdown).lines.contains("devops,management"))
    }

    @Test("a table without rows says so")
    func emptyTable() throws {
        #expect(
            try plain(
                "```table none\ncaption: C\nheader: host\nempty: Nothing here.\ncolumns:\n  host: {label: L}\n```"
            ) == "Nothing here.")
    }

    @Test("a page shows 300 rows of a table and says of how many")
    func manyRows() throws {
        let report = try Sample.report(
            """
            ```sql q
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 301) SELECT i FROM n
            ```
            ```table q
            caption: C
            header: i
            empty: E
            columns:
              i: {label: I}
            ```
            """)
        let lines = Output(report.plainMarkdown(Sample.formatter, root: "")).lines.filter {
            !$0.isEmpty
        }
        #expect(lines.first == "**C** (300 of 301 rows)")
        #expect(lines.count == 303)
        #expect(lines.last == "| 300 |")
        #expect(report.blocks[0].rows.count == 301)
    }

    @Test("facts are a list of the first row's cells")
    func facts() throws {
        #expect(
            try plain("```facts q\ncolumns:\n  host: {label: Host}\n  missing: {label: No}\n```")
                == "- Host: web-1\n- No: –")
        #expect(try plain("```facts none\ncolumns:\n  host: {label: Host}\n```") == "")
    }

    @Test("tiles are a list of numbers")
    func tiles() throws {
        #expect(try plain("```tiles tiles\ncaption: C\n```") == "- critical: 3\n- a\\*b\\*: –")
    }

    @Test("code is a code block that its text cannot end")
    func code() throws {
        let report = try Sample.report(
            "```sql q\nSELECT 'a' || char(10) || '```' || char(10) || '# b' AS x\n```\n```code q\ncolumn: x\n```"
        )
        let text = Output(report.plainMarkdown(Sample.formatter, root: "")).lines.drop {
            $0.isEmpty
        }
        #expect(text.joined(separator: "\n") == "````\na\n```\n# b\n````")
    }

    @Test("what is between blocks stays, code of the page's own too")
    func between() throws {
        #expect(
            try plain(
                "before\n\n```sh\nls | wc\n```\n\n```facts q\ncolumns:\n  host: {label: H}\n```\n\nafter")
                == "before\n\n```sh\nls | wc\n```\n\n- H: web-1\n\nafter")
    }

    @Test("a link needs every cell that it is made of")
    func links() throws {
        let report = try Sample.report(
            Self.query + """
                ```table q
                caption: C
                header: host
                empty: E
                anchor: "{host}-{missing}"
                columns:
                  host: {label: H, link: "../{host}/{size}#{missing}"}
                ```
                """)
        let block = report.blocks[0]
        let link = block.view.columns[0].link
        #expect(block.rows.map { link?.text(for: $0) } == [nil, "../\(slug(of: "b|c"))/10#x"])
        #expect(block.rows.map { block.view.anchor?.text(for: $0) } == [nil, "\(slug(of: "b|c"))-x"])
    }

    static let columns = "columns:\n  host: {label: H}\n"

    @Test(
        "a mistake in a block is named with its line",
        arguments: [
            ("```table\n```", "page.md:13: a block needs the name of its query: ```table NAME"),
            ("```table p\n\(columns)```", "page.md:13: unknown query: p"),
            ("```table nine\n\(columns)```", "page.md:13: unknown query: nine\n  Did you mean none?"),
            ("```table q\ncapton: C\n```", "page.md:14:1: unknown key: capton\n  Did you mean caption?"),
            ("```table q\ncaption: C\nempty: E\n```", "page.md:14:1: missing key: columns"),
            ("```table q\nheader: host\nempty: E\n\(columns)```", "page.md:14:1: missing key: caption"),
            ("```table q\ncaption: C\nheader: host\n\(columns)```", "page.md:14:1: missing key: empty"),
            (
                "```table q\ncaption: C\nempty: E\n\(columns)```",
                "page.md:13: header must be one of the columns"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: size\n\(columns)```",
                "page.md:16:9: header must be one of the columns"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: hots\ncolumns:\n  hots: {label: H}\n```",
                "page.md:18:3: unknown column: hots\n  Did you mean host?"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\ncolumns:\n  host: {as: bytes}\n```",
                "page.md:18:9: missing key: label"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\ncolumns:\n  host: {label: H, as: byte}\n```",
                "page.md:18:24: unknown word: byte\n  Did you mean bytes?"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\ncolumns:\n  host: {label: H, lnk: x}\n```",
                "page.md:18:20: unknown key: lnk\n  Did you mean link?"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\ncolumns:\n  host: {label: H, link: \"x/{hots}\"}\n```",
                "page.md:18:26: unknown column: hots\n  Did you mean host?"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\nanchor: \"x/{host\"\n\(columns)```",
                "page.md:17:9: brace is not closed: x/{host"
            ),
            (
                "```table q\ncaption: C\nempty: E\nheader: host\nfold: maybe\n\(columns)```",
                "page.md:17:7: true or false expected: maybe"
            ),
            (
                "```facts q\ncaption: C\n\(columns)```",
                "page.md:14:1: unknown key: caption\n  Known are columns."
            ),
            ("```facts q\n```", "page.md:14: missing key: columns"),
            ("```tiles q\n```", "page.md:13: unknown column: value"),
            ("```code q\n```", "page.md:14: missing key: column"),
            ("```code q\ncolumn: hots\n```", "page.md:14:9: unknown column: hots\n  Did you mean host?"),
        ])
    func mistakes(_ block: String, _ expected: String) {
        #expect(Sample.mistake(in: Self.query + block) == expected)
    }
}
