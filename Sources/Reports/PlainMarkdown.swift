internal import Markdown
internal import Model

extension Report {
    /// The page as Markdown that any reader of GFM can show: its blocks are pipe tables and lists.
    ///
    /// - Parameters:
    ///   - formatter: writes the cells.
    ///   - root: what leads from the page to the site's folder; links within the site are written from there.
    ///   - pages: those that the site has.
    /// - Returns: UTF-8, with no more than one empty line in a row.
    package func plainMarkdown(_ formatter: Formatter, root: String, in pages: SitePages = .all) -> [UInt8] {
        var out: [UInt8] = []
        var fence: Int?
        var isBlock = false
        for line in markdown.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == UInt8(ascii: "`") }.count
            if let open = fence {
                if ticks >= open, line.count == ticks { fence = nil }
                if isBlock { continue }
            } else if ticks >= 3 {
                fence = ticks
                let block = block(String(decoding: line.dropFirst(ticks), as: UTF8.self))
                isBlock = block != nil
                if let block {
                    linked(block.plainMarkdown(formatter)[...], from: root, in: pages, into: &out)
                    continue
                }
            } else if line.isEmpty, out.isEmpty || out.suffix(2).elementsEqual("\n\n".utf8) {
                // Queries and sections left several empty lines.
                continue
            }
            if fence == nil { linked(line, from: root, in: pages, into: &out) } else { out += line }
            out.append(UInt8(ascii: "\n"))
        }
        while out.suffix(2).elementsEqual("\n\n".utf8) { out.removeLast() }
        return out
    }

    /// Copies Markdown, with `root` before each address that leads into the site, and the text alone of a link that leads
    /// nowhere; values are escaped, so `](` is always a link.
    private func linked(
        _ markdown: ArraySlice<UInt8>, from root: String, in pages: SitePages, into out: inout [UInt8]
    ) {
        var copied = markdown.startIndex
        let start = out.count
        for index in markdown.indices.dropLast()
        where markdown[index] == UInt8(ascii: "]") && markdown[index + 1] == UInt8(ascii: "(") {
            let bytes = markdown[(index + 2)...].prefix { $0 != UInt8(ascii: ")") }
            let address = String(decoding: bytes, as: UTF8.self)
            if bytes.first == UInt8(ascii: "#") || Escape.isAbsolute(address) { continue }
            guard pages.has(address) else {
                out += markdown[copied..<index]
                if let bracket = opening(in: out[start...]) { out.remove(at: bracket) }
                copied = min(bytes.endIndex + 1, markdown.endIndex)
                continue
            }
            out += markdown[copied..<(index + 2)]
            out += root.utf8
            copied = index + 2
        }
        out += markdown[copied...]
    }

    /// The last `[` that no backslash stands before.
    private func opening(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.reversed().first { index in
            guard text[index] == UInt8(ascii: "[") else { return false }
            return text[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 0
        }
    }
}

extension Block {
    fileprivate func plainMarkdown(_ formatter: Formatter) -> [UInt8] {
        switch view.kind {
        case .table: table(formatter)
        case .facts: facts(formatter)
        case .tiles: tiles(formatter)
        case .code: code(formatter)
        case .chart: table(formatter, summary: view.chart?.summary)
        }
    }

    private func cell(_ row: Row, _ column: Column, _ formatter: Formatter) -> String {
        guard let words = words(row, column, formatter), !words.isEmpty else { return "–" }
        let text = column.format == .code ? Escape.code(words) : Escape.markdown(words)
        guard let address = column.link?.text(for: row) else { return text }
        return "[\(text)](\(address))"
    }

    private func table(_ formatter: Formatter, summary: String? = nil) -> [UInt8] {
        guard !rows.isEmpty else { return Array("\(Escape.markdown(view.empty))\n".utf8) }
        let title = "**\(Escape.markdown(view.caption))**"
        let shown = formatter.phrases(.rows, ["shown": "\(Block.mostRows)", "all": "\(rows.count)"])
        let note = rows.count > Block.mostRows ? " (\(shown))" : ""
        let lead = summary.map { "\n\n\(Escape.markdown($0))" } ?? ""
        return Array("\(title)\(note)\(lead)\n\n".utf8)
            + pipeTable(
                header: view.columns.map { Escape.markdown($0.label) },
                alignments: view.columns.map { $0.format.isNumeric ? .right : nil },
                rows: rows.prefix(Block.mostRows).map { row in view.columns.map { cell(row, $0, formatter) } }
            )
    }

    private func facts(_ formatter: Formatter) -> [UInt8] {
        guard let row = rows.first else { return [] }
        let lines = view.columns.map { column in
            let label = Escape.markdown(column.label)
            return
                "- \(formatter.phrases(.labelled, ["label": label, "value": cell(row, column, formatter)]))\n"
        }
        return Array(lines.joined().utf8)
    }

    private func tiles(_ formatter: Formatter) -> [UInt8] {
        guard let value = view.query.firstIndex(of: "value"), let label = view.query.firstIndex(of: "label")
        else { return [] }
        let lines = rows.map { row in
            let words = formatter.words(row[value], as: view.format) ?? "–"
            let name =
                Severity(rawValue: row[label].text ?? "").map { formatter.phrases.severity($0) }
                ?? formatter.words(row[label], as: .word) ?? ""
            let line = formatter.phrases(
                .labelled, ["label": Escape.markdown(name), "value": Escape.markdown(words)])
            return "- \(line)\n"
        }
        return Array(lines.joined().utf8)
    }

    private func code(_ formatter: Formatter) -> [UInt8] {
        guard let row = rows.first, let column = view.columns.first else { return [] }
        return Array(Escape.codeBlock(words(row, column, formatter) ?? "").utf8) + Array("\n".utf8)
    }
}
