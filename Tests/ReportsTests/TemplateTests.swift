import Markdown
import Model
import Reports
import TestSupport
import Testing

@Suite struct TemplateTests {
    /// Lines 4 to 15 of a page.
    static let queries = """
        ```sql one
        SELECT 'x' AS name, 3 AS n, NULL AS missing, '' AS blank, 0 AS zero, 0.0 AS nought, 'no' AS word
        ```
        ```sql two
        SELECT 'a' AS item, 1 AS flag UNION ALL SELECT 'b', 0
        ```
        ```sql none
        SELECT 'z' AS item WHERE 0
        ```


        """

    @Test(
        "a body becomes the text beside it",
        arguments: [
            ("{{#one}}{{name}} and {{ n }}{{/one}}", "x and 3"),
            ("{{#two}}[{{item}}]{{/two}}", "[a][b]"),
            ("{{#none}}never{{/none}}{{^none}}missing{{/none}}", "missing"),
            ("{{^two}}never{{/two}}.", "."),
            ("{{#one}}{{#n}}yes{{/n}}{{^n}}no{{/n}}{{/one}}", "yes"),
            ("{{#one}}{{#zero}}yes{{/zero}}{{^zero}}no{{/zero}}{{/one}}", "no"),
            ("{{#one}}{{#nought}}yes{{/nought}}{{^nought}}no{{/nought}}{{/one}}", "no"),
            ("{{#one}}{{#missing}}yes{{/missing}}{{^missing}}no{{/missing}}{{/one}}", "no"),
            ("{{#one}}{{#blank}}yes{{/blank}}{{^blank}}no{{/blank}}{{/one}}", "no"),
            // Truth is a matter of the cell alone, never of the word in it.
            ("{{#one}}{{#word}}yes{{/word}}{{/one}}", "yes"),
            ("{{#one}}a{{missing}}b{{/one}}", "ab"),
            // Nesting: the innermost section first, then outwards.
            ("{{#one}}{{#two}}{{name}}{{item}}{{#flag}}!{{/flag}} {{/two}}{{/one}}.", "xa\\! xb ."),
            ("{{#two}}{{#two}}{{item}}{{/two}};{{/two}}", "ab;ab;"),
            ("{{#two}}{{^none}}{{item}}{{/none}}{{/two}}", "ab"),
            ("a{{! a comment, {{ and all }}b", "ab"),
            ("{{#one}}{{number(n)}} thing{{plural(n)}}{{/one}}", "3 things"),
            ("{{#two}}{{flag}} thing{{plural(flag)}} {{/two}}.", "1 thing 0 things ."),
            ("a } b }} c { d", "a } b }} c { d"),
            ("é日本{{#one}}👩‍👩‍👧{{name}}{{/one}}é", "é日本👩‍👩‍👧xé"),
        ])
    func rendered(_ body: String, _ expected: String) throws {
        #expect(
            try Sample.markdown(Self.queries + body) == expected.replacing("\\!", with: "!"))
    }

    @Test("a section's tag that has its line for itself takes the line with it")
    func standalone() throws {
        #expect(
            try Sample.markdown(
                Self.queries + """
                    before
                    {{#two}}
                    - {{item}}
                      {{#flag}}
                      flagged
                      {{/flag}}
                    {{/two}}
                    {{! gone }}
                    {{^none}}
                    after
                    {{/none}}
                    """) == "before\n- a\n  flagged\n- b\nafter")
        // A value, or a tag with anything beside it, leaves its line alone.
        #expect(try Sample.markdown(Self.queries + "{{#one}}\n{{name}}\n{{/one}} .\n") == "x\n .")
    }

    @Test("an inverted section sees the row around it, not the rows that are not there")
    func inverted() {
        #expect(
            Sample.mistake(in: Self.queries + "{{^none}}{{item}}{{/none}}")
                == "page.md:14: unknown name: item")
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            ("{{#one}}\n{{nane}}\n{{/one}}", "page.md:15: unknown name: nane\n  Did you mean name?"),
            ("words {{#on}}{{/on}}", "page.md:14: unknown name: on\n  Did you mean one?"),
            ("{{#thre}}\nx\n{{/thre}}", "page.md:14: unknown name: thre"),
            ("\n\n{{^nome}}\nx\n{{/nome}}", "page.md:16: unknown name: nome\n  Did you mean none?"),
            ("{{name}}", "page.md:14: unknown name: name"),
            ("{{#one}}{{bites(n)}}{{/one}}", "page.md:14: unknown format: bites\n  Did you mean bytes?"),
            ("{{#one}}{{number(m)}}{{/one}}", "page.md:14: unknown name: m"),
            ("{{#one}}x", "page.md:14: section one is not closed"),
            ("\n{{#one}}\nx\ny\n", "page.md:15: section one is not closed"),
            ("{{#one}}x{{/two}}", "page.md:14: section one is closed by two"),
            ("{{#one}}\nx\n{{/two}}\n", "page.md:16: section one is closed by two"),
            ("x{{/one}}", "page.md:14: no section one is open"),
            ("x\n{{/one}}\n", "page.md:15: no section one is open"),
            ("x\ny {{name", "page.md:15: tag is not closed"),
            ("x\n{{{name}}}", "page.md:15: pages have no unescaped values and no partials: {{{name}}"),
            ("{{&name}}", "page.md:14: pages have no unescaped values and no partials: {{&name}}"),
            ("{{> head}}", "page.md:14: pages have no unescaped values and no partials: {{> head}}"),
            ("{{}}", "page.md:14: unknown name: "),
        ])
    func mistakes(_ body: String, _ expected: String) {
        #expect(Sample.mistake(in: Self.queries + body) == expected)
    }

    @Test("a name that is a query and a column at once must be one of them")
    func ambiguous() throws {
        let queries = "```sql host\nSELECT 'a' AS host\n```\n"
        #expect(
            Sample.mistake(in: queries + "{{#host}}{{#host}}x{{/host}}{{/host}}")
                == "page.md:7: host is a query and a column here: rename one")
        // As a value it can only be a column.
        #expect(try Sample.markdown(queries + "{{#host}}{{host}}{{/host}}") == "a")
    }

    @Test("a file called [column] makes a page a row, titled and filled by its cells")
    func pageOfRow() throws {
        let file = """
            ---
            title: "{{name}}: {{number(size)}}"
            ---
            ```sql things
            SELECT 'Big <b>' AS name, 12345 AS size UNION ALL SELECT 'small', 1
            ```
            ```sql double
            SELECT :size * 2 AS twice, :name AS again
            ```
            {{name}}{{#double}} {{twice}} {{again}}{{/double}}{{#things}} only {{name}}{{/things}}
            """
        let big = try Sample.report(file: file, name: "folder/[name]", row: 0)
        #expect(big.title == "Big <b>: 12,345")
        #expect(big.path == "folder/\(slug(of: "Big <b>"))")
        #expect(
            Output(big.markdown).lines.last == #"Big \<b> 24690 Big \<b> only Big \<b>"#)
        #expect(try Sample.report(file: file, name: "folder/[name]", row: 1).path == "folder/small")
    }

    @Test(
        "what a page says of itself must be right",
        arguments: [
            (
                "---\ntitle: T\nmenue: 1\n---\n", "page",
                "page.md:3:1: unknown key: menue\n  Did you mean menu?"
            ),
            ("---\nmenu: 1\n---\n", "page", "page.md:2:1: missing key: title"),
            (
                "---\ntitle: \"{{nam}}\"\n---\n```sql q\nSELECT 1 AS name\n```\n", "[name]",
                "[name].md:2: unknown name: nam\n  Did you mean name?"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT 1 AS name\n```\n", "[nome]",
                "[nome].md: the first query does not return nome, for which the file is named\n  Did you mean name?"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT 1 AS x\n```\n```sql q\nSELECT 2 AS y\n```\n", "page",
                "page.md:7: two queries are called q"
            ),
            (
                "---\ntitle: T\n---\n\n```sql\nSELECT 1\n```\n", "page",
                "page.md:5: a query needs a name: ```sql NAME"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT 1,\n  hots FROM targets\n```\n", "page",
                "page.md:6:3: no such column: hots\n  Did you mean host?"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT 1; SELECT 2\n```\n", "page",
                "page.md:5:10: more than one statement"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT 'a' AS host\n```\n```sql r\nSELECT :hots\n```\n",
                "[host]",
                "[host].md:8: unknown parameter: :hots\n  Did you mean host?"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nSELECT :host\n```\n", "page",
                "page.md:5: unknown parameter: :host"
            ),
            (
                "---\ntitle: T\n---\n```sql q\nDELETE FROM targets\n```\n", "page",
                "page.md:5: not authorized\n  A query can only read: one SELECT over the tables that `constat tables` lists."
            ),
        ])
    func ownWords(_ file: String, _ name: String, _ expected: String) {
        #expect(Sample.mistake(inFile: file, name: name) == expected)
    }
}
