internal import Markdown
package import Model
internal import Reports
package import Store

/// Makes the site of a run: every page as HTML and as Markdown, the rows of every table as CSV and JSON, the search index and
/// the assets; once for each edition.
package struct SiteBuilder: Sendable {
    private let templates: SiteTemplates
    private let schema: Schema

    /// What a page's path and bytes go to; called from several tasks at once.
    package typealias Write = @Sendable (_ bytes: [UInt8], _ path: String) throws -> Void

    package init(_ templates: SiteTemplates, schema: Schema) {
        self.templates = templates
        self.schema = schema
    }

    /// Writes the site of the run at `run`, whose predecessor is at `previous`, and says how many pages it has.
    ///
    /// An edition with a name stands in the folder of that name, whole by itself, and a page above them lists them. Of a page that an
    /// edition's readers have no part in, nothing is in its folder. The same run gives the same bytes, whatever the number of
    /// `workers`.
    ///
    /// - Throws: `Problem` for a query that fails on this run, or a write that does.
    package func build(
        run: String, previous: String?, editions: [Edition] = [.whole], workers: Int, write: @escaping Write
    ) async throws -> Int {
        let editions = editions.isEmpty ? [.whole] : editions
        var count = 0
        for edition in editions {
            let folder = edition.name.isEmpty ? "" : slug(of: edition.name) + "/"
            let maker = try EditionMaker(
                edition, templates,
                open: {
                    try Reader(
                        run: run, previous: previous, schema: schema, language: edition.language,
                        limits: SiteBuilder.limits)
                })
            count += try await maker.make(workers: workers) { bytes, path in
                try write(bytes, folder + path)
            }
        }
        guard editions.allSatisfy({ !$0.name.isEmpty }) else { return count }
        let reader = try Reader(run: run, previous: nil, schema: schema)
        let organisation = try reader.rows("SELECT organisation FROM run").first?[0].text ?? ""
        let index = EditionIndex(editions, organisation: organisation, words: templates.words)
        try write(index.html, "index.html")
        try write(index.markdown, "index.md")
        return count + 1
    }

    private static let limits = Reader.Limits(seconds: 30, rows: 100_000)
}
