internal import Markdown
internal import Model

extension Block.View {
    /// Reads what a block asks for, against the columns of its query.
    ///
    /// - Throws: `Problem` with the place of the first mistake.
    init(_ block: CodeBlock, file: String, scope: Template.Scope) throws {
        let place = Place(file: file, line: block.line)
        guard let kind = Block.Kind(rawValue: block.word), let name = block.name else {
            throw Problem("a block needs the name of its query: ```\(block.word) NAME", at: place)
        }
        guard let query = scope.queries.first(where: { $0.name == name }) else {
            throw Problem(
                "unknown query: \(name)", at: place,
                remedy: suggestion(for: name, among: scope.queries.map(\.name)))
        }
        let settings = try Settings(yaml: block.text, file: file, line: block.contentLine)
        try settings.allow(only: Block.View.keys[kind] ?? [])
        self.kind = kind
        self.name = name
        self.query = query.columns
        caption = try settings["caption"]?.text() ?? ""
        empty = try settings["empty"]?.text() ?? ""
        format = try settings["as"]?.choice(of: Format.self) ?? .number
        isFolded = try settings["fold"]?.flag() ?? false
        anchor = try settings["anchor"].map { try Block.Pattern($0, columns: query.columns) }
        switch kind {
        case .table, .facts, .chart:
            let header = try settings[kind == .chart ? "x" : "header"]?.text()
            columns = try settings.required("columns").map().entries.map { entry in
                try Block.Column(entry, of: query.columns, isHeader: entry.key == header, file: file)
            }
            if kind == .table {
                _ = try (settings.text("caption"), settings.text("empty"))
                guard columns.contains(where: \.isHeader) else {
                    throw Problem("header must be one of the columns", at: settings["header"]?.place ?? place)
                }
            }
        case .code:
            let column = try settings.required("column")
            let cell = try Block.Column.cell(try column.text(), at: column.place, of: query.columns)
            columns = [
                Block.Column(
                    label: query.columns[cell], cell: cell, format: .text, link: nil, language: nil,
                    text: try Block.text(settings, file: file, columns: query.columns), isHeader: false)
            ]
        case .tiles:
            for column in ["value", "label"] {
                _ = try Block.Column.cell(column, at: place, of: query.columns)
            }
            columns = []
        }
        chart = kind == .chart ? try Block.Chart(settings, columns: columns, of: query.columns) : nil
    }

    private static let keys: [Block.Kind: [String]] = [
        .table: ["caption", "columns", "header", "anchor", "empty", "fold"], .facts: ["columns"],
        .tiles: ["caption", "as"], .code: ["column", "text"], .chart: Block.Chart.keys,
    ]
}

extension Block {
    /// The template that a column has instead of its cell.
    fileprivate static func text(_ settings: Settings, file: String, columns: [String]) throws -> Template? {
        try settings["text"].map { setting in
            try Template(
                try setting.text(), file: file, line: setting.place.line ?? 1,
                scope: Template.Scope(queries: [], row: columns))
        }
    }
}

extension Block.Column {
    /// `name: {label: …, as: …, link: …, lang: …, text: …}`.
    fileprivate init(_ entry: Settings.Entry, of query: [String], isHeader: Bool, file: String) throws {
        let settings = try entry.value.map()
        try settings.allow(only: ["label", "as", "link", "lang", "text"])
        label = try settings.text("label")
        cell = try Block.Column.cell(entry.key, at: entry.place, of: query)
        format = try settings["as"]?.choice(of: Format.self) ?? .text
        link = try settings["link"].map { try Block.Pattern($0, columns: query) }
        language = try settings["lang"]?.choice(of: Language.self)
        text = try Block.text(settings, file: file, columns: query)
        self.isHeader = isHeader
    }

    static func cell(_ name: String, at place: Place, of query: [String]) throws -> Int {
        guard let cell = query.firstIndex(of: name) else {
            throw Problem("unknown column: \(name)", at: place, remedy: suggestion(for: name, among: query))
        }
        return cell
    }
}

extension Block.Pattern {
    /// - Throws: `Problem` for a brace that is not closed, or a name that the query does not return.
    fileprivate init(_ setting: Setting, columns: [String]) throws {
        let text = try setting.text()
        var parts: [Part] = []
        for (index, piece) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            if index == 0 {
                parts.append(.text(String(piece)))
                continue
            }
            let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                throw Problem("brace is not closed", at: setting.place, evidence: text)
            }
            let cell = try Block.Column.cell(String(halves[0]), at: setting.place, of: columns)
            parts += [.cell(cell), .text(String(halves[1]))]
        }
        self.parts = parts
    }
}
