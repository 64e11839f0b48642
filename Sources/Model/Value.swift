/// One cell of a table, in the four kinds that SQLite keeps.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    /// The text of the cell as a person would type it; nothing for `null`.
    package var text: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        }
    }

    package static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    package static func optional(_ number: Int64?) -> Value { number.map(Value.integer) ?? .null }
    /// Texts as a JSON array, for `json_each`.
    package static func list(_ texts: [String]) -> Value {
        var out = [UInt8(ascii: "[")]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Escape.json(text, into: &out)
        }
        out.append(UInt8(ascii: "]"))
        return .text(String(decoding: out, as: UTF8.self))
    }
    package static func bool(_ truth: Bool) -> Value { .integer(truth ? 1 : 0) }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(nilLiteral: ()) { self = .null }
}

/// The cells of one row, in the order of its table's columns.
package struct Row: Sendable, Hashable, ExpressibleByArrayLiteral {
    package var values: [Value]

    package init(_ values: [Value]) { self.values = values }
    package init(_ fields: some Sequence<String>) { values = fields.map(Value.text) }
    package init(arrayLiteral elements: Value...) { values = elements }

    package subscript(index: Int) -> Value { values[index] }
}
