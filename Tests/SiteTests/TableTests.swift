import Foundation
import Model
import Site
import Store
import TestSupport
import Testing

/// The tables of pages, and the files beside them.
@Suite struct TableTests {
    @Test("every table has a caption, column heads, one head a row, and cells that name their column")
    func anatomy() async throws {
        let site = try await BuiltSite.agency.value
        var count = 0
        for path in site.paths(".html") {
            for table in try site.tokens(path).inside("table") {
                count += 1
                try expectAnatomy(of: table.inside, path)
            }
        }
        #expect(count > 200)
    }

    private func expectAnatomy(of table: [Token], _ path: String) throws {
        // A table of a page's own words, as the glossary, has its heading before it.
        if let caption = table.inside("caption").first {
            #expect(!caption.inside.words.isEmpty, "\(path)")
        } else {
            #expect(
                path.hasPrefix("about/") || path.hasPrefix("findings/"),
                "\(path) has a table without a caption")
        }
        let head = try #require(table.inside("thead").first, "\(path)").inside.inside("th")
        #expect(head.allSatisfy { $0.open["scope"] == "col" }, "\(path)")
        let labels = head.map(\.inside.words)
        let isNumeric = head.map { $0.open["class"] == "n" }
        for row in table.inside("tbody").flatMap({ $0.inside.inside("tr") }) {
            let cells = row.inside.cells
            #expect(cells.count == labels.count, "\(path)")
            #expect(cells.map { $0["data-l"] } == labels, "\(path)")
            #expect(cells.map { $0["class"] == "n" } == isNumeric, "\(path)")
            let heads = cells.filter { $0.name == "th" }
            #expect(heads.count <= 1 && heads.allSatisfy { $0["scope"] == "row" }, "\(path)")
            if table.inside("caption").first != nil { #expect(heads.count == 1, "\(path)") }
        }
    }

    @Test("beside every table are all its rows, as CSV and as JSON, as many as its page shows")
    func files() async throws {
        let site = try await BuiltSite.agency.value
        var linked: Set<String> = []
        for path in site.paths(".html") {
            for table in try site.tokens(path).inside("table") {
                guard let caption = table.inside.inside("caption").first else { continue }
                let files = caption.inside.starts("a").compactMap { $0["href"] }.map {
                    resolved($0, from: path)
                }
                #expect(files.count == 2, "\(path)")
                let csv = try #require(files.first { $0.hasSuffix(".csv") }, "\(path)")
                let json = try #require(files.first { $0.hasSuffix(".json") }, "\(path)")
                linked.formUnion([csv, json])
                let records = try CSV.records(try #require(site.files[csv]))
                let objects = try objects(try #require(site.files[json]))
                let rows = table.inside.inside("tbody").flatMap { $0.inside.starts("tr") }.count
                #expect(records.count == objects.count + 1, "\(csv)")
                #expect(rows == min(objects.count, 300), "\(csv)")
                #expect(records.allSatisfy { $0.count == records[0].count }, "\(csv)")
                for object in objects { #expect(Set(object.keys) == Set(records[0]), "\(csv)") }
            }
        }
        #expect(linked == Set(site.paths(".csv") + site.paths(".json")))
    }

    private func objects(_ bytes: [UInt8]) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    }

    /// A page of a test's own, added to ours.
    private func page(_ body: String) async throws -> (site: BuiltSite, tokens: [Token]) {
        let scratch = try Scratch()
        try scratch.write("---\ntitle: Mine\n---\n\(body)", to: "pages/mine.md")
        let agency = try Agency.shared.get()
        let site = try await BuiltSite(
            run: agency.second, previous: agency.first, workers: 1,
            templates: [Agency.templates, scratch.folder.path])
        return (site, try site.tokens("mine.html").inside("main")[0].inside)
    }

    @Test("a page shows 300 rows and says of how many; the files have all")
    func manyRows() async throws {
        let (site, main) = try await page(
            """
            ```sql n
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 301) SELECT i, i % 7 AS x FROM n
            ```
            ```table n
            caption: Many
            header: i
            anchor: "{x}"
            empty: E
            columns:
              i: {label: I, as: number}
            ```
            """)
        let table = try #require(main.inside("table").first).inside
        #expect(table.inside("tbody")[0].inside.starts("tr").count == 300)
        #expect(
            table.inside("caption")[0].inside.words == "Many 300 of 301 rows; all of them in CSV JSON")
        #expect(try CSV.records(site.files["mine.n.csv"] ?? []).count == 302)
        #expect(try objects(site.files["mine.n.json"] ?? []).count == 301)
        // Rows with the same cells share an anchor; the first has it.
        let ids = table.starts("tr").compactMap { $0["id"] }
        #expect(ids == ["1", "2", "3", "4", "5", "6", "0"])
    }

    @Test(
        "a missing value is a dash for the eye and words for the ear, a folded table can be opened, an empty one says so"
    )
    func states() async throws {
        let (site, main) = try await page(
            """
            ```sql q
            SELECT 'a' AS name, NULL AS size, '' AS text, 1795586400 AS at, 'high' AS severity, 'stale' AS state
            ```
            ```sql none
            SELECT 'a' AS name WHERE 0
            ```
            ```table q
            caption: Folded
            fold: true
            header: name
            empty: E
            columns:
              name: {label: Name, link: "x/{text}.html", as: code}
              size: {label: Size, as: bytes}
              text: {label: Text}
              at: {label: At, as: datetime}
              severity: {label: Severity, as: severity}
              state: {label: State, as: status}
            ```
            ```table none
            caption: C
            header: name
            empty: Nothing <here>.
            columns:
              name: {label: Name}
            ```
            """)
        let folded = try #require(main.inside("details").first).inside
        #expect(folded.inside("summary")[0].inside.words == "Folded: 1")
        let cells = folded.inside("tbody")[0].inside.inside("td").map(\.inside.words)
        #expect(
            cells == [
                "–not collected", "–not collected", "25 Nov 2026, 07:00", "High", "stale",
            ])
        #expect(folded.inside("tbody")[0].inside.inside("code").map(\.inside.words) == ["a"])
        #expect(folded.starts("time").compactMap { $0["datetime"] } == ["2026-11-25T07:00:00+01:00"])
        // No link without the cell that it is made of.
        #expect(folded.inside("tbody")[0].inside.starts("a").isEmpty)
        #expect(
            main.inside("p").contains { $0.open["class"] == "empty" && $0.inside.words == "Nothing <here>." })
        #expect(site.files["mine.none.csv"] == nil)
    }
}

extension [Token] {
    /// The cells of a row.
    fileprivate var cells: [Token] {
        filter {
            if case .start("td", _) = $0 { true } else if case .start("th", _) = $0 { true } else { false }
        }
    }
}
