/// A table of the run file: its name, what a row of it is, and its columns in order.
///
/// Tables that come from hosts have osquery's names and columns; the store puts `host` before them.
package struct Table: Sendable, Hashable {
    package let name: String
    /// What one row is, as a sentence for the reference page.
    package let summary: String
    package let columns: [Column]
    /// The columns that tell one row of a host from another, so that two runs can be compared; none where rows come
    /// and go by nature, as log-ins do.
    package let key: [String]

    package init(_ name: String, _ summary: String, _ columns: [Column], key: [String] = []) {
        self.name = name
        self.summary = summary
        self.columns = columns
        self.key = key
    }

    /// The row with each cell in the kind that its column declares; an empty text in a column of numbers is `null`.
    ///
    /// - Throws: `Problem` when the row has too many or too few cells, or a cell is no number where one is declared.
    package func typed(_ row: Row) throws -> Row {
        guard row.values.count == columns.count else {
            throw Problem("\(name): \(row.values.count) cells where \(columns.count) columns are declared")
        }
        var typed = row
        for (index, column) in columns.enumerated() {
            typed.values[index] = try column.typed(row[index], of: name)
        }
        return typed
    }
}

/// A column of a table, with its meaning for the reference page.
package struct Column: Sendable, Hashable {
    package enum Kind: String, Sendable { case text, integer, real }

    package let name: String
    package let kind: Kind
    package let meaning: String

    /// A column whose cells stay as they were read, empty ones too.
    package static func text(_ name: String, _ meaning: String) -> Column {
        Column(name: name, kind: .text, meaning: meaning)
    }
    /// A column of whole numbers, in 64 bits; a truth is 0 or 1.
    package static func integer(_ name: String, _ meaning: String) -> Column {
        Column(name: name, kind: .integer, meaning: meaning)
    }
    /// A column of finite numbers with a fraction.
    package static func real(_ name: String, _ meaning: String) -> Column {
        Column(name: name, kind: .real, meaning: meaning)
    }

    fileprivate func typed(_ value: Value, of table: String) throws -> Value {
        guard case .text(let text) = value, kind != .text else { return value }
        if text.isEmpty { return .null }
        if kind == .integer, let number = Int64(text) { return .integer(number) }
        if kind == .real, let number = Double(text), number.isFinite { return .real(number) }
        throw Problem("\(table).\(name): \(kind.rawValue) expected", evidence: text)
    }
}
