package import Markdown
internal import Model
package import Store

extension Page {
    /// Reads a page file and prepares all its queries on `reader`, so that a wrong name is found before any page is made.
    ///
    /// - Throws: `Problem` with the place of the first mistake.
    package init(_ file: TemplateFile, _ reader: Reader) throws {
        let document = try Document(file.bytes, file: file.file)
        try document.settings.allow(["title", "menu"])
        let queries = try Page.queries(of: document)
        var scope = Template.Scope(queries: [], row: [])
        var statements: [Statement] = []
        for query in queries {
            do {
                let statement = try reader.statement(query.sql)
                statements.append(statement)
                scope.queries.append((query.name, statement.columns))
            } catch let error as QueryError {
                throw error.located(in: query.sql, at: query.place)
            }
        }
        let path = String(file.path.dropLast(".md".count))
        namingColumn = try Page.namingColumn(of: path, statements.first?.columns ?? [], file.file)
        if namingColumn != nil, let first = statements.first { scope.row = first.columns }
        try Page.checkParameters(statements, queries, known: scope.row)
        self.path = path
        self.file = file.file
        self.queries = queries
        let titlePlace = document.settings.entry("title")?.place
        let title = try document.settings.required("title")
        self.title = try Template(title, file: file.file, line: titlePlace?.line ?? 1, scope: scope)
        menu = try document.settings.text("menu").map { text in
            guard let position = Int(text) else {
                throw Problem(
                    "menu must be a number", at: document.settings.entry("menu")?.place, evidence: text)
            }
            return Menu(position: position, label: title)
        }
        let kinds = Set(Block.Kind.allCases.map(\.rawValue))
        views = try document.blocks.filter { kinds.contains($0.word) }.map { block in
            try Block.View(block, file: file.file, scope: scope)
        }
        body = try Template(
            Page.body(of: document), file: file.file, line: document.bodyLine, scope: scope)
    }

    private static func queries(of document: Document) throws -> [Query] {
        var queries: [Query] = []
        for block in document.blocks where block.word == "sql" {
            let place = Place(file: document.file, line: block.line)
            guard let name = block.name else { throw Problem("a query needs a name: ```sql NAME", at: place) }
            guard !queries.contains(where: { $0.name == name }) else {
                throw Problem("two queries are called \(name)", at: place)
            }
            queries.append(
                Query(name: name, sql: block.text, place: Place(file: document.file, line: block.contentLine))
            )
        }
        return queries
    }

    /// The body without queries, and with blocks that keep their first and last line only.
    private static func body(of document: Document) -> String {
        let kinds = Set(Block.Kind.allCases.map(\.rawValue))
        var lines = document.body { $0.word == "sql" }.utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        for block in document.blocks where kinds.contains(block.word) {
            for line in (block.line + 1)..<max(block.line + 1, block.endLine) {
                lines[line - document.bodyLine] = ""
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func namingColumn(of path: String, _ columns: [String], _ file: String) throws -> Int? {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasPrefix("["), name.hasSuffix("]") else { return nil }
        let column = String(name.dropFirst().dropLast())
        guard let index = columns.firstIndex(of: column) else {
            throw Problem(
                "the first query does not return \(column), for which the file is named",
                at: Place(file: file),
                remedy: suggestion(column, columns))
        }
        return index
    }

    private static func checkParameters(_ statements: [Statement], _ queries: [Query], known: [String]) throws
    {
        for (statement, query) in zip(statements, queries) {
            for parameter in statement.parameters where !known.contains(parameter) {
                throw Problem(
                    "unknown parameter: :\(parameter)", at: query.place, remedy: suggestion(parameter, known))
            }
        }
    }
}

extension Block.View {
    /// Reads what a block asks for, against the columns of its query.
    init(_ block: CodeBlock, file: String, scope: Template.Scope) throws {
        let place = Place(file: file, line: block.line)
        guard let kind = Block.Kind(rawValue: block.word), let name = block.name else {
            throw Problem("a block needs the name of its query: ```\(block.word) NAME", at: place)
        }
        guard let query = scope.queries.first(where: { $0.name == name }) else {
            throw Problem(
                "unknown query: \(name)", at: place, remedy: suggestion(name, scope.queries.map(\.name)))
        }
        let settings = try Settings(block.text, file: file, line: block.contentLine)
        try settings.allow(Block.View.keys[kind] ?? [])
        self.kind = kind
        self.name = name
        self.query = query.columns
        caption = try settings.text("caption") ?? ""
        empty = try settings.text("empty") ?? ""
        isFolded = try settings.text("fold") == "true"
        anchor = try settings.text("anchor").map { text in
            do {
                return try Block.Pattern(text, columns: query.columns)
            } catch let problem as Problem {
                throw problem.at(settings.entry("anchor")?.place ?? place)
            }
        }
        switch kind {
        case .table, .facts:
            columns = try Block.View.columns(
                settings, query.columns, header: try settings.text("header"), place)
            if kind == .table, caption.isEmpty || empty.isEmpty {
                throw Problem("a table needs a caption, and what to say when it is empty", at: place)
            }
        case .code:
            let column = try settings.required("column")
            guard let cell = query.columns.firstIndex(of: column) else {
                throw Problem(
                    "unknown column: \(column)", at: place, remedy: suggestion(column, query.columns))
            }
            columns = [Block.Column(label: column, cell: cell, format: .text, link: nil, isHeader: false)]
        case .tiles:
            for column in ["value", "label"] where !query.columns.contains(column) {
                throw Problem("the query of tiles must return \(column)", at: place)
            }
            columns = []
        }
    }

    private static let keys: [Block.Kind: [String]] = [
        .table: ["caption", "columns", "header", "anchor", "empty", "fold"], .facts: ["columns"],
        .tiles: ["caption"],
        .code: ["column"],
    ]

    private static func columns(
        _ settings: Settings, _ query: [String], header: String?, _ place: Place
    ) throws -> [Block.Column] {
        guard let columns = try settings.settings("columns") else {
            throw Problem("columns are missing", at: place)
        }
        if let header, columns.entry(header) == nil {
            throw Problem("the header \(header) is none of the columns", at: settings.entry("header")?.place)
        }
        return try columns.entries.map { entry in
            guard let cell = query.firstIndex(of: entry.key) else {
                throw Problem(
                    "unknown column: \(entry.key)", at: entry.place, remedy: suggestion(entry.key, query))
            }
            guard case .settings(let column) = entry.value else {
                throw Problem("{label: …} expected", at: entry.place)
            }
            try column.allow(["label", "as", "link"])
            let word = try column.text("as") ?? Format.text.rawValue
            guard let format = Format(rawValue: word) else {
                throw Problem(
                    "unknown format: \(word)", at: entry.place,
                    remedy: suggestion(word, Format.allCases.map(\.rawValue)))
            }
            do {
                return Block.Column(
                    label: try column.required("label"), cell: cell, format: format,
                    link: try column.text("link").map { try Block.Pattern($0, columns: query) },
                    isHeader: entry.key == header)
            } catch let problem as Problem {
                throw problem.at(entry.place)
            }
        }
    }
}
