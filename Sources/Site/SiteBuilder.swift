internal import Markdown
internal import Model
internal import Reports
package import Store

/// Makes the site of a run: every page as HTML and as Markdown, the rows of every table as CSV and JSON, the search index and
/// the assets.
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
    /// The same run gives the same bytes, whatever the number of `workers`.
    ///
    /// - Throws: `Problem` for a query that fails on this run, or a write that does.
    package func build(run: String, previous: String?, workers: Int, write: @escaping Write) async throws
        -> Int
    {
        let reader = try Reader(run: run, previous: previous, schema: schema, limits: SiteBuilder.limits)
        let shell = try Shell(templates, reader)
        let jobs = try templates.pages.enumerated().flatMap { index, page in
            try page.rows(reader).map { Job(page: index, row: $0) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<max(1, workers) {
                let share = stride(from: worker, to: jobs.count, by: max(1, workers)).map { jobs[$0] }
                group.addTask {
                    let reader = try Reader(
                        run: run, previous: previous, schema: schema, limits: SiteBuilder.limits)
                    try make(share, reader, shell, write)
                }
            }
            try await group.waitForAll()
        }
        for asset in templates.assets { try write(asset.bytes, "assets/\(asset.name)") }
        try write(try searchIndex(reader, shell), "assets/search.js")
        return jobs.count
    }

    private static let limits = Reader.Limits(seconds: 30, rows: 100_000)

    /// One page to make.
    private struct Job {
        let page: Int
        let row: Row
    }

    private func make(_ jobs: [Job], _ reader: Reader, _ shell: Shell, _ write: Write) throws {
        var open: [Int: OpenPage] = [:]
        for job in jobs {
            let page = try open[job.page] ?? templates.pages[job.page].open(reader, shell.formatter)
            open[job.page] = page
            try make(try page.report(for: job.row), shell, write)
        }
    }

    private func make(_ report: Report, _ shell: Shell, _ write: Write) throws {
        try write(try shell.page(report), report.path + ".html")
        try write(shell.markdown(report), report.path + ".md")
        // A chart and a table of one query share their files.
        var written: Set<String> = []
        for block in report.blocks
        where block.view.kind.hasFiles && !block.rows.isEmpty && written.insert(block.view.name).inserted {
            let path = "\(report.path).\(block.view.name)"
            try write(RowFormat.csv(columns: block.view.query, rows: block.rows), path + ".csv")
            try write(RowFormat.json(columns: block.view.query, rows: block.rows), path + ".json")
        }
    }

    /// A script that search loads when somebody first looks into its field: `file://` forbids fetching data.
    private func searchIndex(_ reader: Reader, _ shell: Shell) throws -> [UInt8] {
        let rows = try templates.search.open(reader, shell.formatter).rows()
        var out: [UInt8] = Array("window.CONSTAT_SEARCH=[".utf8)
        for (index, row) in rows.enumerated() {
            out += Array(index == 0 ? "\n[".utf8 : ",\n[".utf8)
            let address = (row[2].text ?? "") + slug(of: row[3].text ?? "") + ".html"
            for (column, text) in [row[0].text ?? "", row[1].text ?? "", address].enumerated() {
                if column > 0 { out.append(UInt8(ascii: ",")) }
                Escape.json(text, into: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
        return out + Array("\n];\n".utf8)
    }
}
