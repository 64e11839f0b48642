import Model
import Store

/// The cells of a row that a query of ours returned, by their position and in the kind that is wanted;
/// nothing for another kind.
struct Cells {
    private let row: Row
    init(_ row: Row) { self.row = row }

    private func value(_ index: Int) -> Value {
        row.values.indices.contains(index) ? row.values[index] : .null
    }

    /// The text; nothing for an empty one, which says as little as a null.
    func text(_ index: Int) -> String? { value(index).text.flatMap { $0.isEmpty ? nil : $0 } }

    func integer(_ index: Int) -> Int64? {
        switch value(index) {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number.rounded())
        case .text(let text): Int64(text)
        case .null: nil
        }
    }

    func real(_ index: Int) -> Double? {
        switch value(index) {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .text(let text): Double(text)
        case .null: nil
        }
    }

    /// Seconds since 1970 of a moment written out.
    func moment(_ index: Int) -> Int64? { text(index).flatMap { Moment($0)?.seconds } }

    /// What `list` made of a JSON array.
    func texts(_ index: Int) -> [String] {
        text(index)?.unicodeScalars.split(separator: Cells.between).map(String.init) ?? []
    }

    private static let between: Unicode.Scalar = "\u{1F}"

    /// SQL that gives the texts of a column that holds a JSON array, for `texts`.
    static func list(_ column: String) -> String {
        "CASE WHEN json_valid(\(column)) THEN (SELECT group_concat(value, char(31)) FROM json_each(\(column))) END"
    }
}

extension Reader {
    /// What `body` makes of each row, in their order; rows of which it makes nothing are left out.
    func list<Element>(
        _ sql: String, _ parameters: [String: Value] = [:], _ body: (Cells) throws -> Element?
    ) throws -> [Element] {
        let statement = try statement(sql)
        statement.bind(parameters)
        var list: [Element] = []
        try statement.eachRow { row in
            if let element = try body(Cells(row)) { list.append(element) }
        }
        return list
    }
}
