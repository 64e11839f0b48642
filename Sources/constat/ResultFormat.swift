import Model

/// How rows leave the command: a table for people, JSON or CSV for programs.
struct ResultFormat {
    var json: Bool
    var csv: Bool

    /// The rows, escaped for where they go.
    func bytes(columns: [String], rows: [Row]) -> [UInt8] {
        if json { return RowFormat.json(columns: columns, rows: rows) }
        if csv { return RowFormat.csv(columns: columns, rows: rows) }
        return Array(table(columns, rows).utf8)
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
