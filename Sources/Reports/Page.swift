internal import Markdown
package import Model
package import Store

/// A page file: named queries, and Markdown that says where their rows go.
///
/// A file whose name is `[column].md` makes a page for each row of its first query, called by the slug of that column; the row's
/// cells can be used in the body by their names, and in the other queries as `:name`. Any other file makes one page.
package struct Page: Sendable {
    /// Below `templates/pages`, without its ending: `inventory/servers/[host]`.
    package let path: String
    /// Its place in the menu and its name there, for the few pages that are in it.
    package let menu: Menu?
    let file: String
    let queries: [Query]
    let title: Template
    let body: Template
    let views: [Block.View]
    /// For a file that makes several pages: the column that names them.
    let namingColumn: Int?

    /// Where the menu has a page: 1 is first.
    package struct Menu: Sendable, Hashable {
        package let position: Int
        package let label: String
    }

    struct Query: Sendable {
        let name: String
        let sql: String
        let place: Place
    }

    /// The pages that the file makes of a run, in the order of its first query: one row of that query each.
    package func rows(_ reader: Reader) throws -> [Row] {
        guard namingColumn != nil, let first = queries.first else { return [[]] }
        return try locating(first) { try reader.rows(first.sql) }
    }

    /// Prepares the page's queries on a connection, once for all its pages.
    package func open(_ reader: Reader, _ formatter: Formatter) throws -> OpenPage {
        try OpenPage(self, reader, formatter)
    }

    /// Runs `work`; an error of its SQL gets the place where that stands.
    func locating<Result>(_ query: Query, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as QueryError {
            throw error.located(in: query.sql, at: query.place)
        }
    }
}

/// A page with its queries prepared, ready to be made for one row after the other.
package final class OpenPage {
    private let page: Page
    private let formatter: Formatter
    private let statements: [Statement]
    private let columns: [String]

    fileprivate init(_ page: Page, _ reader: Reader, _ formatter: Formatter) throws {
        self.page = page
        self.formatter = formatter
        statements = try page.queries.map { query in
            try page.locating(query) { try reader.statement(query.sql) }
        }
        columns = page.namingColumn == nil ? [] : statements.first?.columns ?? []
    }

    /// The page of one row: its Markdown with the blocks still in it, and the rows of each.
    package func report(for row: Row) throws -> Report {
        let parameters = Dictionary(zip(columns, row.values), uniquingKeysWith: { first, _ in first })
        var results: [[Row]] = []
        for (index, statement) in statements.enumerated() {
            if index == 0, page.namingColumn != nil {
                results.append([row])
            } else {
                statement.bind(parameters)
                results.append(try page.locating(page.queries[index]) { try statement.rows() })
            }
        }
        var title: [UInt8] = []
        page.title.render(row: row, results: results, into: &title, by: formatter.plain)
        var markdown: [UInt8] = []
        page.body.render(row: row, results: results, into: &markdown, by: formatter)
        let blocks = page.views.map { view in
            let query = page.queries.firstIndex { $0.name == view.name } ?? 0
            return Block(view: view, rows: results[query])
        }
        return Report(
            path: path(for: row), title: String(decoding: title, as: UTF8.self), markdown: markdown,
            blocks: blocks)
    }

    /// The rows of the first query alone, for what is no page.
    package func rows() throws -> [Row] { try statements.first?.rows() ?? [] }

    private func path(for row: Row) -> String {
        guard let column = page.namingColumn else { return page.path }
        let folder = page.path.split(separator: "/").dropLast()
        return (folder.map(String.init) + [slug(of: row[column].text ?? "")]).joined(separator: "/")
    }
}

/// A page that is made: what it says, before it becomes HTML.
package struct Report: Sendable {
    /// Below the site's folder, without an ending.
    package let path: String
    package let title: String
    /// With the fenced blocks still in it, which `blocks` fills in their order.
    package let markdown: [UInt8]
    package let blocks: [Block]

    /// The block that a fence with this info string asks for.
    package func block(_ info: String) -> Block? {
        let words = info.split(separator: " ")
        return blocks.first { [Substring($0.view.kind.rawValue), Substring($0.view.name)] == words }
    }
}
