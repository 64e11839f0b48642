internal import Markdown
internal import Model

extension Block {
    /// What a chart draws of the rows of its query.
    package struct Chart: Sendable {
        package enum Form: String, Sendable, CaseIterable {
            /// A column for each value of `x`, in the order of the rows: for months.
            case columns
            /// The same, each column made of the series in it.
            case stackedColumns = "stacked-columns"
            /// A bar for each value of `x`, the largest first: for what has names.
            case bars
        }

        package let form: Form
        /// What the chart says, in one sentence, for who does not see it.
        package let summary: String
        /// What the columns or bars are of.
        package let x: Column
        /// How long they are; rows of one `x` and series are added up, and null is a gap, never zero.
        package let y: Column
        /// What they are made of.
        package let series: Column?
        /// The cell that is 1 where a month is not over.
        package let open: Int?
        /// The cell with a `Charge.Source`: of the column that `source` names, or else of the one called so.
        package let source: Int?
    }
}

extension Block.Chart {
    /// What a chart may say of itself.
    static let keys = [
        "type", "caption", "summary", "x", "y", "series", "open", "source", "columns", "empty",
    ]

    /// Reads a chart against the columns of its table and those of its query.
    ///
    /// - Throws: `Problem` with the place of the first mistake.
    init(_ settings: Settings, columns: [Block.Column], of query: [String]) throws {
        let shown = { (setting: Setting) in
            let name = try setting.text()
            guard let column = columns.first(where: { query[$0.cell] == name }) else {
                let names = columns.map { query[$0.cell] }
                throw Problem(
                    "none of the chart's columns: \(name)", at: setting.place,
                    remedy: suggestion(for: name, among: names))
            }
            return column
        }
        let cell = { (setting: Setting) in
            try Block.Column.cell(try setting.text(), at: setting.place, of: query)
        }
        _ = try (settings.text("caption"), settings.text("empty"))
        form = try settings.required("type").choice(of: Form.self)
        summary = try settings.text("summary")
        x = try shown(settings.required("x"))
        let length = try settings.required("y")
        y = try shown(length)
        guard y.format.isNumeric else {
            let formats = Format.allCases.filter(\.isNumeric).map(\.rawValue).joined(separator: ", ")
            throw Problem(
                "y must be a column of numbers", at: length.place, remedy: "Show it as one of \(formats).")
        }
        series = try settings["series"].map(shown)
        switch form {
        case .stackedColumns: _ = try settings.required("series")
        case .columns:
            if let setting = settings["series"] {
                throw Problem(
                    "only stacked-columns and bars have a series", at: setting.place,
                    remedy: "Did you mean type: stacked-columns?")
            }
        case .bars: break
        }
        open = try settings["open"].map(cell)
        source = try settings["source"].map(cell) ?? query.firstIndex(of: "source")
    }
}
