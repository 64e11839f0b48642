/// Rows as files for other programs: UTF-8, ISO dates, points in decimals, whatever the language.
package enum RowFormat {
    /// A header and a line a row, as RFC 4180 has it, safe to open in a spreadsheet.
    package static func csv(columns: [String], rows: [Row]) -> [UInt8] {
        var out: [UInt8] = []
        line(columns.map(Value.text), &out)
        for row in rows { line(row.values, &out) }
        return out
    }

    private static func line(_ values: [Value], _ out: inout [UInt8]) {
        for (index, value) in values.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            if let text = value.text { Escape.csv(text, into: &out) }
        }
        out += Array("\r\n".utf8)
    }

    /// A list of objects, one a line.
    package static func json(columns: [String], rows: [Row]) -> [UInt8] {
        let keys = columns.map { Array((Escape.json($0) + ":").utf8) }
        var out: [UInt8] = Array("[".utf8)
        for (index, row) in rows.enumerated() {
            out += Array(index == 0 ? "\n{".utf8 : ",\n{".utf8)
            for (column, value) in row.values.enumerated() {
                if column > 0 { out.append(UInt8(ascii: ",")) }
                out += keys[column]
                json(value, &out)
            }
            out.append(UInt8(ascii: "}"))
        }
        return out + Array("\n]\n".utf8)
    }

    private static func json(_ value: Value, _ out: inout [UInt8]) {
        switch value {
        case .text(let text): Escape.json(text, into: &out)
        case .integer(let number): out += Array(String(number).utf8)
        case .real(let number) where number.isFinite: out += Array(String(number).utf8)
        case .null, .real: out += Array("null".utf8)
        }
    }
}
