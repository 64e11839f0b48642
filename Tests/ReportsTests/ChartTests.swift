import Model
import Reports
import TestSupport
import Testing

/// The `chart` block: what it needs, and what it becomes in the page's Markdown.
@Suite struct ChartTests {
    static let query = """
        ```sql q
        SELECT '2026-10' AS month, 'a|b' AS provider, 1234500000 AS amount, 0 AS is_open, 'invoiced' AS source
        UNION ALL SELECT '2026-11', 'heroku', NULL, 1, 'estimated'
        ```

        """

    private func chart(_ settings: String) -> String {
        Self.query + "```chart q\n\(settings)\n```"
    }

    static let words = "caption: C*s*\nsummary: It _rose_.\nempty: None."
    static let columns = """
        columns:
          month: {label: Month, as: month}
          provider: {label: Provider}
          amount: {label: Amount, as: money}
        """

    @Test("in Markdown a chart is its figures, with what it says above them")
    func markdown() throws {
        let report = try Sample.report(
            chart(
                "type: stacked-columns\nx: month\ny: amount\nseries: provider\n\(Self.words)\n\(Self.columns)"
            )
        )
        let lines = Output(report.plainMarkdown(Formatter(timezone: "UTC"), root: "")).lines
        #expect(
            lines.drop { $0.isEmpty }.joined(separator: "\n") == #"""
                **C\*s\***

                It \_rose\_.

                | Month | Provider | Amount |
                | --- | --- | ---: |
                | October 2026 | a\|b | €1,234.50 |
                | November 2026 | heroku | – |
                """#)
    }

    @Test("a chart of no rows says so")
    func empty() throws {
        let report = try Sample.report(
            "```sql q\nSELECT 1 AS x, 2 AS y WHERE 0\n```\n```chart q\ntype: bars\nx: x\ny: y\n\(Self.words)\n"
                + "columns:\n  x: {label: X}\n  y: {label: Y, as: number}\n```")
        let lines = Output(report.plainMarkdown(Formatter(timezone: "UTC"), root: "")).lines
        #expect(lines.filter { !$0.isEmpty } == ["None."])
    }

    @Test("the column called source is used where the block names none")
    func source() throws {
        let settings = "type: columns\nx: month\ny: amount\n\(Self.words)\n\(Self.columns)"
        #expect(try Sample.report(chart(settings)).blocks[0].view.chart?.source == 4)
        let other = try Sample.report(chart("source: provider\nopen: is_open\n\(settings)")).blocks[0].view
        #expect(other.chart?.source == 1)
        #expect(other.chart?.open == 3)
        #expect(other.columns.map(\.isHeader) == [true, false, false])
    }

    @Test(
        "a mistake in a chart is named with its line",
        arguments: [
            ("type: pie", "page.md:9:7: unknown word: pie\n  Known are columns, stacked-columns, bars."),
            ("", "page.md:9:1: missing key: type"),
            ("type: bars\nx: month", "page.md:9:1: missing key: y"),
            (
                "type: bars\nx: is_open\ny: amount",
                "page.md:10:4: none of the chart's columns: is_open"
            ),
            (
                "type: bars\nx: month\ny: amuont",
                "page.md:11:4: none of the chart's columns: amuont\n  Did you mean amount?"
            ),
            ("type: stacked-columns\nx: month\ny: amount", "page.md:9:1: missing key: series"),
            (
                "type: columns\nx: month\ny: amount\nseries: provider",
                "page.md:12:9: only stacked-columns and bars have a series\n"
                    + "  Did you mean type: stacked-columns?"
            ),
            (
                "type: bars\nx: month\ny: amount\nopen: isopen",
                "page.md:12:7: unknown column: isopen\n  Did you mean is_open?"
            ),
            ("type: bars\nx: month\ny: amount\nsort: up", "page.md:12:1: unknown key: sort"),
        ])
    func mistakes(_ settings: String, _ expected: String) {
        let mistake = Sample.mistake(
            in: chart(settings + (settings.isEmpty ? "" : "\n") + Self.words + "\n" + Self.columns))
        #expect(mistake.hasPrefix(expected))
    }

    @Test("what is drawn must be numbers")
    func numbers() {
        let settings = "type: bars\nx: month\ny: provider\n\(Self.words)\n\(Self.columns)"
        #expect(
            Sample.mistake(in: chart(settings)).hasPrefix("page.md:11:4: y must be a column of numbers\n"))
    }

    @Test(
        "a chart needs a caption, a summary and what it says when empty",
        arguments: ["caption", "summary", "empty"])
    func words(_ key: String) {
        let words = Self.words.split(separator: "\n").filter { !$0.hasPrefix(key) }.joined(separator: "\n")
        let settings = "type: bars\nx: month\ny: amount\n\(words)\n\(Self.columns)"
        #expect(Sample.mistake(in: chart(settings)) == "page.md:9:1: missing key: \(key)")
    }

    @Test(
        "money is rounded to the cent, away from zero",
        arguments: [
            (1_234_500_000, "€1,234.50"), (0, "€0.00"), (4_999, "€0.00"), (-4_999, "€0.00"), (5_000, "€0.01"),
            (-5_000, "-€0.01"), (999_995_000, "€1,000.00"), (Int64.max, "€9,223,372,036,854.78"),
            (Int64.min, "-€9,223,372,036,854.78"),
        ])
    func money(_ micros: Int64, _ expected: String) {
        #expect(Formatter(timezone: "UTC").words(.integer(micros), as: .money) == expected)
    }

    @Test(
        "a month is written out, and what is none stays",
        arguments: [
            ("2026-11", "November 2026"), ("2026-13", "2026-13"), ("2026-00", "2026-00"), ("x", "x"),
            ("2026-11-01", "2026-11-01"),
        ])
    func months(_ text: String, _ expected: String) {
        #expect(Formatter(timezone: "UTC").words(.text(text), as: .month) == expected)
    }
}
