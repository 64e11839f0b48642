package import Model

/// What a page asks for in a fenced block that Markdown has no word for, with the rows of its query.
package struct Block: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A row a row, a column a column.
        case table
        /// The first row as words and their meanings.
        case facts
        /// A number a row, large: `value`, `label` (a severity or a word of data), and when the query has them `change`, `link` and
        /// `history`, numbers with spaces between.
        case tiles
        /// One cell of the first row as a block of code.
        case code
        /// Columns or bars drawn of the rows, with the rows themselves as a table behind them.
        case chart

        /// Whether all its rows stand beside the page, as CSV and as JSON.
        package var hasFiles: Bool { self == .table || self == .chart }
    }

    package let view: View
    package let rows: [Row]

    /// How a block shows its query, as the page says it once for all its rows.
    package struct View: Sendable {
        package let kind: Kind
        /// The query, and the name of the files with all its rows.
        package let name: String
        package let caption: String
        package let columns: [Column]
        /// What the query returns, in order; the files have all of it.
        package let query: [String]
        /// The id that each row has, made of its cells.
        package let anchor: Pattern?
        /// What stands there when there is no row.
        package let empty: String
        /// Whether the table is folded away until somebody opens it.
        package let isFolded: Bool
        /// How tiles write their numbers.
        package let format: Format
        /// What is drawn, for a chart alone.
        package let chart: Chart?
    }

    /// A column of a table, or a line of facts.
    package struct Column: Sendable {
        package let label: String
        /// Which cell of a row it shows.
        package let cell: Int
        package let format: Format
        package let link: Pattern?
        /// The language of its cells, where it is another than the page's.
        package let language: Language?
        /// What it says instead of the cell, made of all cells of the row.
        let text: Template?
        /// Whether its cells name their rows.
        package let isHeader: Bool
    }

    /// What a column says of a row, escaped for nothing yet; nothing where the cell is missing.
    package func words(_ row: Row, _ column: Column, _ formatter: Formatter) -> String? {
        guard let words = formatter.words(row[column.cell], as: column.format) else { return nil }
        guard let text = column.text else { return words }
        var bytes: [UInt8] = []
        text.render(row: row, results: [], into: &bytes, by: formatter.plain)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An address or an id with the cells of a row in it, as in `findings/{check_id}.html#{host}-{resource}`.
    ///
    /// Cells become slugs, so that no cell can choose where a link leads.
    package struct Pattern: Sendable {
        enum Part: Sendable {
            case text(String)
            case cell(Int)
        }
        let parts: [Part]

        /// The address for one row; nothing when a cell that it needs is null or empty.
        package func text(for row: Row) -> String? {
            var text = ""
            for part in parts {
                switch part {
                case .text(let fixed): text += fixed
                case .cell(let index):
                    guard let cell = row[index].text, !cell.isEmpty else { return nil }
                    text += slug(of: cell)
                }
            }
            return text
        }
    }
}

extension Block {
    /// The most rows that a page shows of one table; the files beside it have them all.
    package static let mostRows = 300
}
