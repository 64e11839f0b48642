import Model

/// How rows leave the command: a table for people, JSON or CSV for programs.
struct ResultFormat {
    var json: Bool
    var csv: Bool

    /// The rows, escaped for where they go.
    func bytes(columns: [String], rows: [Row]) -> [UInt8] {
        if json { return ResultFormat.visible(RowFormat.json(columns: columns, rows: rows)) }
        if csv { return RowFormat.csv(columns: columns, rows: rows.map(ResultFormat.visible)) }
        return Array(table(columns, rows).utf8)
    }

    /// JSON in which what a terminal would obey stands as `\u009b`, which means the same.
    ///
    /// JSON itself escapes only C0; outside of its strings nothing of this can stand.
    static func visible(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 >= 0x7F }) else { return json }
        var text = ""
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if scalar.value >= 0x7F, Escape.terminal(String(scalar)) != String(scalar) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return Array(text.utf8)
    }

    /// CSV has no such escape, so there it is shown as the table shows it; line feeds stay.
    private static func visible(_ row: Row) -> Row {
        Row(
            row.values.map { value in
                if case .text(let text) = value { .text(Escape.terminal(text)) } else { value }
            })
    }

    /// Columns as wide as their longest cell, at most 60; numbers at the right.
    private func table(_ columns: [String], _ rows: [Row]) -> String {
        let cells = rows.map { row in row.values.map { Escape.log($0.text ?? "-") } }
        let widths = columns.indices.map { index in
            min(
                60,
                ([columns[index].unicodeScalars.count] + cells.map { $0[index].unicodeScalars.count }).max()
                    ?? 0)
        }
        let isNumber = columns.indices.map { index in
            !rows.isEmpty && rows.allSatisfy { if case .text = $0[index] { false } else { true } }
        }
        func line(_ texts: [String]) -> String {
            var line = ""
            for (index, text) in texts.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[index] - text.unicodeScalars.count))
                let isLast = index == texts.count - 1
                line += isNumber[index] ? padding + text : text + (isLast ? "" : padding)
                line += isLast ? "\n" : "  "
            }
            return line
        }
        return line(columns) + cells.map(line).joined()
    }
}
