internal import Markdown
internal import Model

extension Report {
    /// The page as Markdown that any reader of GFM can show: its blocks are pipe tables and lists.
    package func plainMarkdown(_ formatter: Formatter) -> [UInt8] {
        var out: [UInt8] = []
        var skipping = false
        for line in markdown.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.starts(with: "```".utf8) {
                let info = String(decoding: line.dropFirst(3), as: UTF8.self)
                if skipping {
                    skipping = false
                    continue
                }
                if let block = block(info) {
                    out += block.plainMarkdown(formatter)
                    skipping = true
                    continue
                }
            }
            if skipping { continue }
            out += line
            out.append(UInt8(ascii: "\n"))
        }
        return out
    }
}

extension Block {
    fileprivate func plainMarkdown(_ formatter: Formatter) -> [UInt8] {
        switch view.kind {
        case .table: table(formatter)
        case .facts: facts(formatter)
        case .tiles: tiles()
        case .code: code()
        }
    }

    private func cell(_ row: Row, _ column: Column, _ formatter: Formatter) -> String {
        guard let words = formatter.words(row[column.cell], as: column.format), !words.isEmpty else {
            return "–"
        }
        let text = column.format == .code ? Escape.code(words) : Escape.markdown(words)
        guard let address = column.link?.text(for: row) else { return text }
        return "[\(text)](\(address))"
    }

    private func table(_ formatter: Formatter) -> [UInt8] {
        guard !rows.isEmpty else { return Array("\(Escape.markdown(view.empty))\n".utf8) }
        let title = "**\(Escape.markdown(view.caption))**"
        let note = rows.count > Block.mostRows ? " (\(Block.mostRows) of \(rows.count) rows)" : ""
        return Array("\(title)\(note)\n\n".utf8)
            + pipeTable(
                header: view.columns.map { Escape.markdown($0.label) },
                alignments: view.columns.map { $0.format.isNumeric ? .right : nil },
                rows: rows.prefix(Block.mostRows).map { row in view.columns.map { cell(row, $0, formatter) } }
            )
    }

    private func facts(_ formatter: Formatter) -> [UInt8] {
        guard let row = rows.first else { return [] }
        let lines = view.columns.map { "- \(Escape.markdown($0.label)): \(cell(row, $0, formatter))\n" }
        return Array(lines.joined().utf8)
    }

    private func tiles() -> [UInt8] {
        guard let value = view.query.firstIndex(of: "value"), let label = view.query.firstIndex(of: "label")
        else { return [] }
        let lines = rows.map { row in
            "- \(Escape.markdown(row[label].text ?? "")): \(Escape.markdown(row[value].text ?? "–"))\n"
        }
        return Array(lines.joined().utf8)
    }

    private func code() -> [UInt8] {
        guard let row = rows.first, let column = view.columns.first else { return [] }
        return Array(Escape.codeBlock(row[column.cell].text ?? "").utf8) + Array("\n".utf8)
    }
}
