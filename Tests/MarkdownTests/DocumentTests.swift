import Markdown
import Model
import Testing

private func document(_ text: String) throws -> Document {
    try Document(file: "a.md", bytes: Array(text.utf8))
}

@Suite struct DocumentTests {
    static let check = """
        ---
        id: ssh-root-login
        title: "Servers: root"
        refs: {anssi: R33, cis: 5.10}
        tags: [a, b]
        count: 12
        hidden: no
        ---
        Why *it* matters.

        ```sql
        SELECT 1
        -- ```
        ```

        ~~~chart by_provider 
        type: bar
        ~~~

        - ```sql example
          SELECT 2
          ```

        ## Fix `now`
        Set it.

        ```sh
        x
        ```

        Verify
        it
        ------
        Look.

        ### Fix
        More.
        ```table costs
        columns: {a: money}
        """

    @Test("front matter is text with its place")
    func frontMatter() throws {
        let document = try document(Self.check)
        let settings = document.frontMatter
        #expect(settings.keys == ["id", "title", "refs", "tags", "count", "hidden"])
        #expect(try settings.text("title") == "Servers: root")
        #expect(try settings.required("refs").map().text("cis") == "5.10")
        #expect(
            try settings.required("refs").map().entries[1].place == Place(file: "a.md", line: 4, column: 20))
        #expect(try settings.required("tags").list().map { try $0.text() } == ["a", "b"])
        #expect(try settings.required("id").list().map { try $0.text() } == ["ssh-root-login"])
        #expect(try settings.required("count").integer() == 12)
        #expect(
            throws: Problem(
                "true or false expected", at: Place(file: "a.md", line: 7, column: 9), evidence: "no")
        ) {
            try settings.required("hidden").flag()
        }
        #expect(
            throws: Problem("missing key", at: Place(file: "a.md", line: 2, column: 1), evidence: "severity")
        ) {
            try settings.text("severity")
        }
    }

    @Test("fenced blocks of the top level are found with the lines of the file")
    func blocks() throws {
        let document = try document(Self.check)
        #expect(document.blocks.map(\.info) == ["sql", "chart by_provider", "sh", "table costs"])
        #expect(document.blocks.map(\.line) == [11, 16, 27, 38])
        #expect(document.blocks.map(\.endLine) == [14, 18, 29, 39])
        #expect(
            document.blocks.map(\.text) == [
                "SELECT 1\n-- ```\n", "type: bar\n", "x\n", "columns: {a: money}\n",
            ])
        #expect(document.blocks.map(\.name) == [nil, "by_provider", nil, "costs"])
        #expect(document.blocks("chart").map(\.contentLine) == [17])
    }

    @Test("sections are cut at headings")
    func sections() throws {
        let document = try document(Self.check)
        #expect(document.sections.map(\.title) == [nil, "Fix now", "Verify it", "Fix"])
        #expect(document.sections.map(\.level) == [0, 2, 2, 3])
        #expect(document.sections.map(\.line) == [9, 24, 31, 36])
        #expect(document.sections.map(\.bodyLine) == [9, 25, 34, 37])
        #expect(document.section("fix")?.body == Array("More.\n```table costs\ncolumns: {a: money}".utf8))
        #expect(document.section("verify it")?.body == Array("Look.\n\n".utf8))
        #expect(document.sections.map { $0.blocks.count } == [2, 1, 0, 1])
        #expect(document.section("other") == nil)
    }

    @Test("blocks of the body can be replaced by other Markdown")
    func replaced() throws {
        let document = try document("---\na: b\n---\nx\n```sql\nSELECT\n```\ny\r\n```chart z\n```\n")
        let body = document.body { $0.word == "sql" ? [] : $0.word == "chart" ? Array("Z".utf8) : nil }
        #expect(String(decoding: body, as: UTF8.self) == "x\n\ny\r\nZ\n")
        #expect(document.body { _ in nil } == document.body)
    }

    @Test("a document with other line ends, a mark at its start, or no body is read the same")
    func lineEnds() throws {
        let document = try document("\u{FEFF}---\r\na: b\r\n--- \r\n# T\r\n```sql\r\nx\r\n```\r\n")
        #expect(try document.frontMatter.text("a") == "b")
        #expect(document.blocks.map(\.line) == [5])
        #expect(document.sections.map(\.title) == ["T"])
        let empty = try MarkdownTests.document("---\n---")
        #expect(empty.body.isEmpty && empty.frontMatter.entries.isEmpty && empty.sections.isEmpty)
    }

    @Test(
        "what is wrong is named with its place and the word that was meant",
        arguments: [
            (
                "x",
                "a.md:1: front matter expected\n  Begin the file with a line ---, its settings in YAML, and a line ---."
            ),
            (
                "",
                "a.md:1: front matter expected\n  Begin the file with a line ---, its settings in YAML, and a line ---."
            ),
            ("---\na: b\n", "a.md:1: front matter without an end\n  End it with a line ---."),
            ("---\na: b\na: c\n---", "a.md:2:1: key given twice: a"),
            ("---\na: &x b\n---", "a.md:2:4: anchors and aliases are not allowed"),
            ("---\na: &x b\nc: *x\n---", "a.md:2:4: anchors and aliases are not allowed"),
            ("---\na: !!str b\n---", "a.md:2:4: tags are not allowed"),
            ("---\na: !x [b]\n---", "a.md:2:4: tags are not allowed"),
            ("---\né: {b: !x {c: d}}\n---", "a.md:2:8: tags are not allowed"),
            ("---\n<<: {a: b}\n---", "a.md:2:1: a key must be one word"),
            ("---\n? [a]\n: b\n---", "a.md:2:3: a key must be one word"),
            ("---\n- a\n---", "a.md:2:1: a map (key: value) expected: a list"),
            ("---\na: *x\n---", "a.md:2:4: not YAML: found undefined alias"),
            ("---\na: b: c\n---", "a.md:2:5: not YAML: mapping values are not allowed in this context"),
            ("---\ntitel: x\n---", "a.md:2:1: unknown key: titel\n  Did you mean title?"),
            ("---\nid: x\nzzz: y\n---", "a.md:3:1: unknown key: zzz\n  Known are id, title, level."),
            ("---\nlevel: hihg\n---", "a.md:2:8: unknown word: hihg\n  Did you mean high?"),
            ("---\nlevel:\n---", "a.md:2:7: text expected: nothing"),
            ("---\nid: [a]\n---", "a.md:2:5: text expected: a list"),
            ("---\nid: \u{1}\n---", "a.md:2: not YAML: control characters are not allowed"),
            (
                "---\nid: a\n---\n\n" + String(repeating: "> ", count: 60),
                "a.md:5: more than 48 lists and quotes inside each other"
            ),
            (
                "---\nid: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "\n---",
                "a.md:2:36: more than 32 lists and maps inside each other"
            ),
            (
                "---\nid: " + String(repeating: "[", count: 30_000) + "\n---",
                "a.md:2:6: more than 32 lists and maps inside each other"
            ),
        ])
    func mistakes(_ text: String, _ expected: String) {
        enum Level: String, CaseIterable { case high, low }
        let problem = #expect(throws: Problem.self) {
            let document = try document(text)
            try document.frontMatter.allow(only: ["id", "title", "level"])
            _ = try document.frontMatter["id"]?.text()
            _ = try document.frontMatter["level"]?.choice(of: Level.self)
        }
        #expect(problem?.description == expected)
    }

    @Test("bytes that are no UTF-8 and files that are too long are refused")
    func bytes() {
        #expect(throws: Problem("not UTF-8", at: Place(file: "a.md", line: 3))) {
            try Document(file: "a.md", bytes: Array("---\n---\n".utf8) + [0xFF])
        }
        #expect(throws: Problem.self) {
            try Document(file: "a.md", bytes: Array(repeating: 0x61, count: 1 << 20 + 1))
        }
    }

    @Test("the text of a block is read as settings with the lines of the file")
    func blockSettings() throws {
        let document = try document("---\na: b\n---\n```chart c\ntype: bar\nx: {y: [1, 2]}\n```\n")
        let settings = try Settings(
            yaml: document.blocks[0].text, file: document.file, line: document.blocks[0].contentLine)
        #expect(
            try settings.required("x").map().required("y").list()[1].place
                == Place(file: "a.md", line: 6, column: 12))
        #expect(try Settings(yaml: "", file: "a.md").entries.isEmpty)
    }
}
