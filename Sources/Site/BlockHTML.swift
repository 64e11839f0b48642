internal import Model
internal import Reports

/// Writes the blocks of a page as HTML.
struct BlockHTML {
    let formatter: Formatter
    /// From the page to the site's folder: `../../`, or nothing on the first page.
    let root: String
    /// Where the files with all the rows of a block stand, from the page, without their ending.
    let files: (Block) -> String

    func html(of block: Block) -> [UInt8] {
        var html = Markup()
        switch block.view.kind {
        case .table: table(block, &html)
        case .facts: facts(block, &html)
        case .tiles: tiles(block, &html)
        case .code: code(block, &html)
        }
        return html.bytes
    }

    // MARK: - Tables

    private func table(_ block: Block, _ html: inout Markup) {
        let view = block.view
        guard !block.rows.isEmpty else {
            html.markup("<p class=\"empty\">")
            html.text(view.empty)
            html.markup("</p>\n")
            return
        }
        if view.isFolded {
            html.markup("<details><summary>")
            html.text("\(view.caption): \(block.rows.count)")
            html.markup("</summary>\n")
        }
        html.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
        html.attribute("aria-label", view.caption)
        html.markup(">\n<table>\n<caption><span>")
        html.text(view.caption)
        html.markup("</span> <span class=\"files\">")
        if block.rows.count > Block.mostRows {
            html.text("\(Block.mostRows) of \(block.rows.count) rows; all of them in ")
        }
        link(to: files(block) + ".csv", "CSV", &html)
        html.markup(" ")
        link(to: files(block) + ".json", "JSON", &html)
        html.markup("</span></caption>\n<thead><tr>")
        for column in view.columns {
            html.markup(column.format.isNumeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
            html.text(column.label)
            html.markup("</th>")
        }
        html.markup("</tr></thead>\n<tbody>\n")
        var anchors: Set<String> = []
        for row in block.rows.prefix(Block.mostRows) { self.row(row, view, &anchors, &html) }
        html.markup("</tbody>\n</table>\n</div>\n")
        if view.isFolded { html.markup("</details>\n") }
    }

    private func link(to address: String, _ label: String, _ html: inout Markup) {
        html.markup("<a")
        html.attribute("href", address)
        html.markup(">")
        html.text(label)
        html.markup("</a>")
    }

    private func row(_ row: Row, _ view: Block.View, _ anchors: inout Set<String>, _ html: inout Markup) {
        html.markup("<tr")
        if let id = view.anchor?.text(for: row), anchors.insert(id).inserted { html.attribute("id", id) }
        html.markup(">")
        for column in view.columns {
            html.markup(column.isHeader ? "<th scope=\"row\"" : "<td")
            if column.format.isNumeric { html.markup(" class=\"n\"") }
            html.attribute("data-l", column.label)
            html.markup(">")
            cell(row, column, &html)
            html.markup(column.isHeader ? "</th>" : "</td>")
        }
        html.markup("</tr>\n")
    }

    private func cell(_ row: Row, _ column: Block.Column, _ html: inout Markup) {
        let address = column.link?.text(for: row)
        if let address {
            html.markup("<a")
            html.attribute("href", root + address)
            html.markup(">")
        }
        value(row[column.cell], column.format, &html)
        if address != nil { html.markup("</a>") }
    }

    // MARK: - Values

    /// One cell's value; a missing one is a dash for the eye and words for the ear.
    private func value(_ value: Value, _ format: Format, _ html: inout Markup) {
        guard let words = formatter.words(value, as: format), !words.isEmpty else {
            html.markup("<span aria-hidden=\"true\">–</span><span class=\"vh\">not collected</span>")
            return
        }
        switch format {
        case .severity: severity(words, &html)
        case .status: status(words, &html)
        case .code:
            html.markup("<code>")
            html.text(words)
            html.markup("</code>")
        case .date, .datetime:
            guard case .integer(let seconds) = value else { return html.text(words) }
            html.markup("<time")
            html.attribute("datetime", formatter.iso(seconds))
            html.markup(">")
            html.text(words)
            html.markup("</time>")
        default: html.text(words)
        }
    }

    /// A badge: shape, word, form, and colour last.
    private func severity(_ word: String, _ html: inout Markup) {
        guard let known = Severity(rawValue: word) else { return html.text(word) }
        html.markup("<span")
        html.attribute("class", "badge \(known.rawValue)")
        html.markup("><svg class=\"shape\" aria-hidden=\"true\"><use")
        html.attribute("href", "#s-\(known.rawValue)")
        html.markup("/></svg>")
        html.text(known.label)
        html.markup("</span>")
    }

    private func status(_ word: String, _ html: inout Markup) {
        let known = BlockHTML.statuses[word]
        html.markup("<span")
        html.attribute("class", "status \(known?.tone ?? "plain")")
        html.markup(">")
        html.text(known?.label ?? word)
        html.markup("</span>")
    }

    private static let statuses: [String: (label: String, tone: String)] = [
        "complete": ("read whole", "good"), "partial": ("read in part", "fair"), "failed": ("failed", "bad"),
        "unreachable": ("unreachable", "bad"), "refused": ("refused", "bad"), "stale": ("stale", "fair"),
        "unknown": ("not read", "bad"),
    ]

    // MARK: - Facts, tiles, code

    private func facts(_ block: Block, _ html: inout Markup) {
        guard let row = block.rows.first else { return }
        html.markup("<dl class=\"facts\">\n")
        for column in block.view.columns {
            html.markup("<div><dt>")
            html.text(column.label)
            html.markup("</dt><dd>")
            cell(row, column, &html)
            html.markup("</dd></div>\n")
        }
        html.markup("</dl>\n")
    }

    private func tiles(_ block: Block, _ html: inout Markup) {
        let cells = { (name: String) in block.view.query.firstIndex(of: name) }
        guard let valueCell = cells("value"), let labelCell = cells("label") else { return }
        html.markup("<ul class=\"tiles\"")
        html.attribute("aria-label", block.view.caption)
        html.markup(">\n")
        for row in block.rows {
            let label = row[labelCell].text ?? ""
            html.markup("<li><a")
            html.attribute(
                "href", root + (cells("link").flatMap { row[$0].text }.flatMap(Escape.href) ?? "index.html"))
            html.markup("><strong>")
            html.text(formatter.words(row[valueCell], as: .number) ?? "–")
            html.markup("</strong> ")
            if Severity(rawValue: label) != nil { severity(label, &html) } else { html.text(label) }
            if let change = cells("change"), case .integer(let delta) = row[change] {
                html.markup(" <span class=\"delta\">")
                html.text(delta == 0 ? "no change" : (delta > 0 ? "+" : "−") + String(abs(delta)))
                html.markup("</span>")
            }
            html.markup("</a></li>\n")
        }
        html.markup("</ul>\n")
    }

    private func code(_ block: Block, _ html: inout Markup) {
        guard let row = block.rows.first, let column = block.view.columns.first else { return }
        html.markup("<pre tabindex=\"0\"><code>")
        html.text(row[column.cell].text ?? "")
        html.markup("</code></pre>\n")
    }
}
