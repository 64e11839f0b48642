internal import Markdown
package import Model
package import Store

/// A page file: named queries, and Markdown that says where their rows go.
///
/// A file whose name is `[column].md` makes a page for each row of its first query, called by the slug of that column; the row's
/// cells can be used in the body by their names, and in the other queries as `:name`. Any other file makes one page.
/// A file `name.fr.md` beside it says the same in French: title, body and blocks of its own, the queries of this one.
package struct Page: Sendable {
    /// Below `templates/pages`, without its ending: `inventory/servers/[host]`.
    package let path: String
    /// Its place in the menu, 1 being the first, for the few pages that are in it.
    package let menu: Int?
    /// Whether it may be sent to somebody who must not see what is of others, so that the banner of all pages is not on it.
    package let isAlone: Bool
    /// Whose editions have it.
    package let readers: Set<Edition.Reader>
    let file: String
    let queries: [Query]
    let texts: [Language: Texts]
    /// For a file that makes several pages: the column that names them.
    let namingColumn: Int?

    /// What a page says in one language.
    struct Texts: Sendable {
        /// As the file has it, with the names of cells in it.
        let heading: String
        let title: Template
        let body: Template
        let views: [Block.View]
    }

    /// Its name in the menu.
    package func label(in language: Language) -> String {
        texts[language]?.heading ?? texts[.en]?.heading ?? path
    }

    /// Whether it says in `language` what it says.
    package func speaks(_ language: Language) -> Bool { texts[language] != nil }

    struct Query: Sendable {
        let name: String
        let sql: String
        let place: Place
    }

    /// In every query, the readers of the edition that is made, with commas between: a row may be for some of them only.
    static let readersParameter = "readers"

    static func parameter(_ readers: [Edition.Reader]) -> Value {
        .text(readers.map(\.rawValue).joined(separator: ","))
    }

    /// The pages that the file makes of a run, in the order of its first query: one row of that query each.
    package func rows(_ reader: Reader, readers: [Edition.Reader] = []) throws -> [Row] {
        guard namingColumn != nil, let first = queries.first else { return [[]] }
        return try locating(first) {
            try reader.rows(first.sql, [Page.readersParameter: Page.parameter(readers)])
        }
    }

    /// Where the page of a row stands below the site's folder, without an ending.
    package func path(for row: Row) -> String {
        guard let column = namingColumn else { return path }
        let folder = path.split(separator: "/").dropLast()
        return (folder.map(String.init) + [slug(of: row[column].text ?? "")]).joined(separator: "/")
    }

    /// Prepares the page's queries on a connection, once for all its pages, for an edition with these readers.
    package func open(_ reader: Reader, _ formatter: Formatter, readers: [Edition.Reader] = []) throws
        -> OpenPage
    {
        try OpenPage(self, reader, formatter, readers)
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
    private let texts: Page.Texts
    /// That of the texts: English where the page is not translated.
    private let language: Language
    private let formatter: Formatter
    private let statements: [Statement]
    private let columns: [String]
    private let readers: Value

    fileprivate init(
        _ page: Page, _ reader: Reader, _ formatter: Formatter, _ readers: [Edition.Reader]
    ) throws {
        self.readers = Page.parameter(readers)
        self.page = page
        self.formatter = formatter
        language = page.speaks(formatter.language) ? formatter.language : .en
        guard let texts = page.texts[language] else { throw Problem("a page without a text: \(page.path)") }
        self.texts = texts
        statements = try page.queries.map { query in
            try page.locating(query) { try reader.statement(query.sql) }
        }
        columns = page.namingColumn == nil ? [] : statements.first?.columns ?? []
    }

    /// The page of one row: its Markdown with the blocks still in it, and the rows of each.
    package func report(for row: Row) throws -> Report {
        var parameters = Dictionary(zip(columns, row.values), uniquingKeysWith: { first, _ in first })
        parameters[Page.readersParameter] = readers
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
        texts.title.render(row: row, results: results, into: &title, by: formatter.plain)
        var markdown: [UInt8] = []
        texts.body.render(row: row, results: results, into: &markdown, by: formatter)
        let blocks = texts.views.map { view in
            let query = page.queries.firstIndex { $0.name == view.name } ?? 0
            return Block(view: view, rows: results[query])
        }
        return Report(
            path: page.path(for: row), title: String(decoding: title, as: UTF8.self), markdown: markdown,
            blocks: blocks, language: language, isAlone: page.isAlone)
    }

    /// The rows of the first query alone, for what is no page.
    package func rows() throws -> [Row] {
        guard let first = statements.first else { return [] }
        first.bind([Page.readersParameter: readers])
        return try first.rows()
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
    /// In which its words are.
    package let language: Language
    /// Whether it says nothing of what is not its own.
    package let isAlone: Bool

    /// The same page in another place.
    package func moved(to path: String) -> Report {
        Report(
            path: path, title: title, markdown: markdown, blocks: blocks, language: language, isAlone: isAlone
        )
    }

    /// The block that a fence with this info string asks for.
    package func block(_ info: String) -> Block? {
        let words = info.split(separator: " ")
        return blocks.first { [Substring($0.view.kind.rawValue), Substring($0.view.name)] == words }
    }
}
