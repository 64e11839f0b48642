import Foundation
import Model
import Site
import Store
import TestSupport
import Testing

/// Charts as they stand in a page: what is written in them, which marks they have, and the rows behind.
@Suite struct ChartTests {
    /// The page of one chart of `rows`, which are SQL.
    private func page(
        _ columns: String, _ rows: [String], _ settings: String, after: String = ""
    ) async throws -> (site: BuiltSite, main: [Token]) {
        let scratch = try Scratch()
        let values = rows.map { "(\($0))" }.joined(separator: ", ")
        let labels = columns.split(separator: ",").map { name in
            let format = name == "month" ? "month" : ["amount", "total"].contains(name) ? "money" : "text"
            return "  \(name): {label: The \(name), as: \(format)}\n"
        }
        let body = """
            ```sql q
            WITH r(\(columns)) AS (VALUES \(values)) SELECT * FROM r
            ```
            ```chart q
            caption: Cost <b> by month
            summary: It rose & fell.
            empty: Nothing.
            \(settings)
            columns:
            \(labels.joined())```
            \(after)
            """
        try scratch.write("---\ntitle: Mine\n---\n\(body)", to: "pages/mine.md")
        let agency = try Agency.shared.get()
        let site = try await BuiltSite(
            run: agency.second, previous: agency.first, workers: 1,
            templates: [Agency.templates, scratch.folder.path])
        return (site, try site.tokens("mine.html").inside("main")[0].inside)
    }

    static let months = (1...9).map { "'2026-0\($0)', \($0)00000000, 0" }
    static let columns = "type: columns\nx: month\ny: amount"
    static let stacked = "type: stacked-columns\nx: month\ny: amount\nseries: provider"
    static let bars = "type: bars\nx: name\ny: amount"

    private func texts(_ main: [Token], _ index: Int = 0) throws -> [String] {
        try drawing(of: main, index).inside("text").map(\.inside.words)
    }

    private func drawing(of main: [Token], _ index: Int = 0) throws -> [Token] {
        let figure = try #require(main.inside("figure").first).inside
        let drawings = figure.inside("svg").filter { $0.open["role"] == "img" }
        return try #require(drawings.indices.contains(index) ? drawings[index].inside : nil)
    }

    private func paths(_ drawing: [Token], _ style: String) -> [String] {
        drawing.starts("path").filter { $0["class"] == style }.compactMap { $0["d"] }
    }

    /// How many rectangles a path has.
    private func count(_ path: String?) -> Int { path?.utf8.count { $0 == UInt8(ascii: "z") } ?? 0 }

    @Test(
        "a figure has a title, two drawings with name and message, and its figures"
    )
    func anatomy() async throws {
        let (site, main) = try await page("month,amount,open", Self.months, Self.columns)
        let figure = try #require(main.inside("figure").first).inside
        #expect(figure.inside("figcaption").map(\.inside.words) == ["Cost <b> by month"])
        let drawings = figure.inside("svg").filter { $0.open["role"] == "img" }
        #expect(drawings.map { $0.open["class"] } == ["wide", "narrow"])
        var ids: Set<String> = []
        for drawing in drawings {
            let name = try #require(drawing.inside.inside("title").first)
            let message = try #require(drawing.inside.inside("desc").first)
            #expect(name.inside.words == "Cost <b> by month")
            #expect(
                message.inside.words
                    == "It rose & fell. August 2026: €800.00; September 2026: €900.00.")
            let named = [name.open["id"], message.open["id"]].compactMap(\.self)
            #expect(drawing.open["aria-labelledby"] == named.joined(separator: " "))
            ids.formUnion(named)
        }
        #expect(ids.count == 4)
        let details = try #require(figure.inside("details").first)
        #expect(details.open["open"] == nil)
        #expect(details.inside.inside("summary").map(\.inside.words) == ["Figures behind this chart"])
        #expect(details.inside.inside("tbody")[0].inside.starts("tr").count == 9)
        #expect(details.inside.inside("th").map(\.inside.words).contains("September 2026"))
        #expect(try CSV.records(site.files["mine.q.csv"] ?? []).count == 10)
        #expect(site.files["mine.q.json"] != nil)
        #expect(try site.text("mine.md").contains("| September 2026 | €900.00 |"))
        #expect(!(try site.text("mine.html")).contains("style="))
    }

    @Test("an axis begins at zero, has round numbers, short months and the year once")
    func axis() async throws {
        let (_, main) = try await page("month,amount,open", Self.months, Self.columns)
        let texts = try texts(main)
        #expect(texts.prefix(6) == ["€0", "€200", "€400", "€600", "€800", "€1,000"])
        #expect(texts.suffix(10) == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "2026"])
        // What each adds up to, where there is room.
        #expect(texts.dropFirst(6).prefix(9).first == "€100")
        // On a narrow page a column is too thin for it.
        #expect(!(try self.texts(main, 1)).contains("€900"))
    }

    @Test("numbers below zero go below it, and the axis to the least")
    func negative() async throws {
        let (_, main) = try await page(
            "month,amount", ["'2026-01', 400000000", "'2026-02', -250000000"], Self.columns)
        #expect(try texts(main).prefix(5) == ["-€400", "-€200", "€0", "€200", "€400"])
        let path = try #require(paths(try drawing(of: main), "s-1").first)
        // Each begins or ends at zero, which is 140 pixels down.
        #expect(path.contains(" 20h") && path.contains("v120h"))
        #expect(path.contains(" 140h") && path.contains("v75h"))
    }

    @Test("the month that is not over is hatched and said to be so")
    func open() async throws {
        let (_, main) = try await page(
            "month,amount,unfinished", ["'2026-10', 400000000, 0", "'2026-11', 20000000, 1"],
            Self.columns + "\nopen: unfinished")
        let drawing = try drawing(of: main)
        let pattern = try #require(drawing.starts("pattern").first)["id"] ?? ""
        let hatched = drawing.starts("path").filter { $0["fill"] == "url(#\(pattern))" }
        #expect(hatched.map { count($0["d"]) } == [1])
        #expect(try texts(main).last == "2026")
        #expect(try texts(main).contains("so far"))
        #expect(drawing.inside("desc")[0].inside.words.contains("November 2026: €20.00 (so far)"))
    }

    @Test("what is estimated is outlined, what is invoiced solid, and a key says which is which")
    func estimated() async throws {
        let (_, main) = try await page(
            "month,provider,amount,source",
            [
                "'2026-10', 'heroku', 400000000, 'invoiced'", "'2026-10', 'sentry', 300000000, 'estimated'",
                "'2026-11', 'heroku', 20000000, 'preview'", "'2026-11', 'sentry', 300000000, 'declared'",
            ], Self.stacked)
        let drawing = try drawing(of: main)
        #expect(paths(drawing, "s-heroku").map(count) == [2, 1])
        #expect(paths(drawing, "s-sentry outline").map(count) == [2])
        // The square beside its name alone.
        #expect(paths(drawing, "s-sentry").map(count) == [1])
        let key = try #require(main.inside("p").first { $0.open["class"] == "key" })
        #expect(key.inside.inside("span").map(\.inside.words) == ["invoiced", "estimated"])
    }

    @Test("a gap is a gap and never zero")
    func gaps() async throws {
        let (_, main) = try await page(
            "month,amount", ["'2026-01', 400000000", "'2026-02', NULL", "'2026-03', 0"], Self.columns)
        #expect(count(paths(try drawing(of: main), "s-1").first) == 1)
        let texts = try texts(main)
        #expect(texts.filter { $0 == "?" }.count == 1)
        #expect(texts.contains("€0.00"))
        #expect(
            main.inside("p").contains { $0.inside.words == "? not all of it was collected " })
        #expect(
            try drawing(of: main).inside("desc")[0].inside.words.contains(
                "February 2026: – (not all of it was collected)"))
    }

    @Test("a column that misses a part is marked")
    func incomplete() async throws {
        let (_, main) = try await page(
            "month,provider,amount", ["'2026-01', 'heroku', 400000000", "'2026-01', 'sentry', NULL"],
            Self.stacked)
        #expect(try texts(main).contains("?"))
        #expect(try texts(main).contains("€400"))
    }

    @Test("six series are told apart, a provider by its own colour, and the others are one")
    func series() async throws {
        let sizes = [
            ("heroku", 60), ("Own", 50), ("New Relic", 40), ("digitalocean", 30), ("b", 20), ("c", 10),
            ("d", 9),
            ("e", 1),
        ]
        let (_, main) = try await page(
            "month,provider,amount", sizes.map { "'2026-01', '\($0.0)', \($0.1)000000" }, Self.stacked)
        let drawing = try drawing(of: main)
        let styles = drawing.starts("path").compactMap { $0["class"] }.filter { $0.hasPrefix("s-") }
        var order: [String] = []
        for style in styles where !style.hasSuffix("lead") && !order.contains(style) { order.append(style) }
        // Rackspace's, Papertrail's and Sentry's colours are left: they go by name.
        #expect(
            order == ["s-heroku", "s-2", "s-newrelic", "s-digitalocean", "s-5", "s-6", "s-other"])
        #expect(
            try texts(main).suffix(7).elementsEqual([
                "heroku", "Own", "New Relic", "digitalocean", "b", "c", "Other",
            ]))
    }

    @Test("a series under three parts in a hundred is not told apart, unless it would be alone")
    func small() async throws {
        let two = try await page(
            "month,provider,amount",
            ["'2026-01', 'a', 96000000", "'2026-01', 'b', 2000000", "'2026-01', 'c', 2000000"], Self.stacked)
        #expect(try texts(two.main).suffix(2) == ["a", "Other"])
        let one = try await page(
            "month,provider,amount", ["'2026-01', 'a', 98000000", "'2026-01', 'b', 2000000"], Self.stacked)
        #expect(try texts(one.main).suffix(2) == ["a", "b"])
    }

    @Test("names beside the last column stand a line apart")
    func spread() async throws {
        let (_, main) = try await page(
            "month,provider,amount",
            (1...6).map { "'2026-01', 'p\($0)', \(100 + $0)000000" } + ["'2026-02', 'p1', 9000000"]
                + (2...6).map { "'2026-02', 'p\($0)', 1000000" }, Self.stacked)
        for index in 0...1 {
            let heights = try drawing(of: main, index).starts("text").suffix(6).compactMap {
                $0["y"].flatMap(Double.init)
            }
            #expect(heights.count == 6)
            let sorted = heights.sorted()
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 15 })
        }
    }

    @Test("bars are sorted, the longest first, each with its number, what is unknown last")
    func sorted() async throws {
        let (_, main) = try await page(
            "name,amount", ["'a', 12500000", "'b', NULL", "'c', 40000000", "'d', -3000000"], Self.bars)
        #expect(try texts(main) == ["c", "€40.00", "a", "€12.50", "d", "-€3.00", "b", "?"])
        #expect(
            try drawing(of: main).inside("desc")[0].inside.words
                == "It rose & fell. c: €40.00; a: €12.50; d: -€3.00.")
    }

    @Test("of more bars than there is room for the least are one, and the table has all")
    func manyBars() async throws {
        let (_, main) = try await page("name,amount", (1...45).map { "'n\($0)', \($0)000000" }, Self.bars)
        let texts = try texts(main)
        #expect(texts.count == 80)
        #expect(texts.suffix(4) == ["n7", "€7.00", "Other (6)", "€21.00"])
        #expect(main.inside("tbody")[0].inside.starts("tr").count == 45)
    }

    @Test("of more columns than there is room for the last are drawn, and it says so")
    func manyColumns() async throws {
        let (_, main) = try await page(
            "name,amount", (1...75).map { "'\($0)', 1000000" }, "type: columns\nx: name\ny: amount")
        #expect(count(paths(try drawing(of: main), "s-1").first) == 60)
        #expect(main.inside("p").contains { $0.inside.words == "the last 60 of 75 " })
    }

    @Test("two currencies are never drawn as one")
    func currencies() async throws {
        let (_, main) = try await page(
            "month,amount", ["'2026-01', '4000000 EUR'", "'2026-02', '4000000 USD'"], Self.columns)
        let figure = try #require(main.inside("figure").first).inside
        #expect(figure.starts("svg").isEmpty)
        #expect(figure.starts("details").map { $0["open"] } == [""])
        #expect(
            figure.inside("p").first?.inside.words == "Amounts in several currencies are not drawn together. "
        )
    }

    @Test("a chart of nothing but gaps shows them as figures, and one without rows says so")
    func nothing() async throws {
        let (_, main) = try await page("month,amount", ["'2026-01', NULL"], Self.columns)
        #expect(main.inside("figure").first?.inside.starts("svg").isEmpty == true)
        #expect(main.inside("details").first?.inside.words.contains("not collected") == true)
        let (site, none) = try await page(
            "month,amount", ["'2026-01', 1"], Self.columns,
            after: """
                ```sql none
                SELECT 1 AS a, 2 AS b WHERE 0
                ```
                ```chart none
                type: bars
                caption: C
                summary: S
                empty: Nothing at all.
                x: a
                y: b
                columns:
                  a: {label: A}
                  b: {label: B, as: number}
                ```
                """)
        #expect(none.starts("figure").count == 1)
        #expect(
            none.inside("p").contains { $0.open["class"] == "empty" && $0.inside.words == "Nothing at all." })
        #expect(site.files["mine.none.csv"] == nil)
    }

    @Test("a chart and a table of one query share their files")
    func shared() async throws {
        let (site, main) = try await page(
            "month,amount", ["'2026-01', 1"], Self.columns,
            after: """
                ```table q
                caption: C
                header: month
                empty: E
                columns:
                  month: {label: Month}
                ```
                """)
        #expect(main.starts("table").count == 2)
        #expect(site.doubled == [])
    }

    @Test("numbers that no axis was made for are drawn, or said to be missing")
    func extremes() async throws {
        let (_, main) = try await page(
            "name,amount",
            [
                "'a', 9223372036854775807", "'a', 9223372036854775807", "'b', -9223372036854775808",
                "'c', 9e999",
                "'d', 1e-320", "'e', 'text'", "NULL, 0.5",
            ], "type: columns\nx: name\ny: amount")
        let texts = try texts(main)
        #expect(texts.filter { $0 == "?" }.count == 2)
        #expect(texts.suffix(6) == ["a", "b", "c", "d", "e", "–"])
    }

    static let hostile = [
        "</text></svg><script>alert(1)</script>", "\" onload=\"alert(1)", "]]><img src=x>", "&lt;b&gt;",
        "{{x}}",
        "\u{0600}<b>", "a" + String(repeating: "\u{0301}", count: 300), "\u{202E}gnp.exe", "'; DROP TABLE x",
    ]

    @Test(
        "a name in a chart is text, whatever it says", arguments: hostile,
        [
            bars, "type: columns\nx: name\ny: amount",
            "type: stacked-columns\nx: name\ny: amount\nseries: name",
        ])
    func untrusted(_ name: String, _ settings: String) async throws {
        let (site, main) = try await page(
            "name,amount", ["'\(name.replacing("'", with: "''"))', 1000000"], settings)
        let allowed = Set([
            "h1", "div", "p", "figure", "figcaption", "svg", "title", "desc", "text", "path", "details",
            "summary", "table",
            "caption", "span", "a", "thead", "tbody", "tr", "th", "td", "strong", "time",
        ])
        let starts = main.compactMap { if case .start(let name, _) = $0 { name } else { nil } }
        #expect(Set(starts).subtracting(allowed) == [])
        #expect(!main.contains { token in token["onload"] != nil || token["style"] != nil })
        let drawn = try texts(main, 1).joined()
        #expect(!drawn.unicodeScalars.contains("\u{202E}"))
        // Of three hundred accents two are drawn, and the table has all.
        #expect(drawn.unicodeScalars.count { $0 == "\u{0301}" } <= 4)
        if name.hasPrefix("a") {
            #expect(main.inside("tbody")[0].inside.words.unicodeScalars.count { $0 == "\u{0301}" } == 300)
        }
        #expect(site.files["mine.q.csv"] != nil)
    }

    @Test("the style sheet has a colour for each class that a series may have")
    func colours() async throws {
        let (site, _) = try await page("month,amount", ["'2026-01', 1"], Self.columns)
        let css = try site.text("assets/constat.css")
        for (index, name) in ["digitalocean", "rackspace", "heroku", "newrelic", "papertrail", "sentry"]
            .enumerated()
        {
            #expect(css.contains(".s-\(index + 1), .s-\(name) { --c: var(--s\(index + 1)); }"))
        }
        #expect(css.contains(".s-other {"))
    }
}
