package import Markdown
internal import Model
package import Store

extension Page {
    /// Reads a page file and prepares all its queries on `reader`, so that a wrong name is found before any page is made.
    ///
    /// The files of `translations` say the same in other languages.
    ///
    /// - Throws: `Problem` with the place of the first mistake.
    package init(_ file: TemplateFile, _ reader: Reader, translations: [TemplateFile] = []) throws {
        let document = try Document(file: file.file, bytes: file.bytes)
        let settings = document.frontMatter
        try settings.allow(only: ["title", "menu", "readers", "alone"])
        let queries = try Page.queries(of: document)
        let statements = try queries.map { query in
            do {
                return try reader.statement(query.sql)
            } catch let error as QueryError {
                throw error.located(in: query.sql, at: query.place)
            }
        }
        path = String(file.path.dropLast(".md".count))
        namingColumn = try Page.namingColumn(of: path, statements.first?.columns ?? [], file.file)
        let row = namingColumn == nil ? [] : statements.first?.columns ?? []
        let scope = Template.Scope(queries: zip(queries, statements).map { ($0.name, $1.columns) }, row: row)
        try Page.checkParameters(statements, queries, known: row + [Page.readersParameter])
        self.file = file.file
        self.queries = queries
        menu = try settings["menu"]?.integer()
        isAlone = try settings["alone"]?.flag() ?? false
        readers =
            try settings["readers"].map { setting in
                Set(try setting.list().map { try $0.choice(of: Edition.Reader.self) })
            } ?? [.devops, .developer]
        var texts = [Language.en: try Texts(document, scope)]
        for translation in translations {
            guard let language = translation.language else { continue }
            let document = try Document(file: translation.file, bytes: translation.bytes)
            try document.frontMatter.allow(only: ["title"])
            if let block = document.blocks("sql").first {
                throw Problem(
                    "a translation has no queries of its own",
                    at: Place(file: translation.file, line: block.line))
            }
            texts[language] = try Texts(document, scope)
        }
        self.texts = texts
    }

    private static func queries(of document: Document) throws -> [Query] {
        var queries: [Query] = []
        for block in document.blocks("sql") {
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

    private static func namingColumn(of path: String, _ columns: [String], _ file: String) throws -> Int? {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasPrefix("["), name.hasSuffix("]") else { return nil }
        let column = String(name.dropFirst().dropLast())
        guard let index = columns.firstIndex(of: column) else {
            throw Problem(
                "the first query does not return \(column), for which the file is named",
                at: Place(file: file),
                remedy: suggestion(for: column, among: columns))
        }
        return index
    }

    private static func checkParameters(_ statements: [Statement], _ queries: [Query], known: [String]) throws
    {
        for (statement, query) in zip(statements, queries) {
            for parameter in statement.parameters where !known.contains(parameter) {
                throw Problem(
                    "unknown parameter: :\(parameter)", at: query.place,
                    remedy: suggestion(for: parameter, among: known))
            }
        }
    }
}

extension Page.Texts {
    /// Reads title, body and blocks of a file, whose queries are those of `scope`.
    init(_ document: Document, _ scope: Template.Scope) throws {
        let settings = document.frontMatter
        heading = try settings.text("title")
        title = try Template(
            heading, file: document.file, line: settings["title"]?.place.line ?? 1, scope: scope)
        views = try document.blocks.filter { Block.Kind(rawValue: $0.word) != nil }.map { block in
            try Block.View(block, file: document.file, scope: scope)
        }
        body = try Template(
            String(decoding: Page.Texts.body(of: document), as: UTF8.self), file: document.file,
            line: document.bodyLine, scope: scope)
    }

    /// The body without its queries and without what its blocks say, so that Mustache is looked for in the words alone; every line
    /// keeps its number.
    private static func body(of document: Document) -> [UInt8] {
        document.body { block in
            let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: max(1, block.endLine - block.line))
            if block.word == "sql" { return lines }
            if Block.Kind(rawValue: block.word) == nil { return nil }
            return Array("```\(block.info)".utf8) + lines + Array("```".utf8)
        }
    }
}
