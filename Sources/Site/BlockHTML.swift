internal import Model
internal import Reports

/// Writes the blocks of a page as HTML.
struct BlockHTML {
    let formatter: Formatter
    /// From the page to the site's folder: `../../`, or nothing on the first page.
    let root: String
    let pages: SitePages
    /// In which the words around the cells are.
    let language: Language
    /// Where the files with all the rows of a block stand, from the page, without their ending.
    let files: (Block) -> String
    var chartWords: ChartWords { ChartWords(formatter) }

    func html(of block: Block) -> [UInt8] {
        var html = Markup()
        switch block.view.kind {
        case .table: table(block, &html)
        case .facts: facts(block, &html)
        case .tiles: tiles(block, &html)
        case .code: code(block, &html)
        case .chart: chart(block, &html)
        }
        return html.bytes
    }

    // MARK: - Tables

    func table(_ block: Block, _ html: inout Markup) {
        let view = block.view
        guard !block.rows.isEmpty else {
            html.markup("<p class=\"empty\">")
            html.text(view.empty)
            html.markup("</p>\n")
            return
        }
        if view.isFolded {
            html.markup("<details><summary>")
            html.text(
                formatter.phrases(.labelled, ["label": view.caption, "value": "\(block.rows.count)"]))
            html.markup("</summary>\n")
        }
        html.markup("<div")
        html.attribute("class", "scroll t-\(view.name)")
        html.markup(" role=\"region\" tabindex=\"0\"")
        html.attribute("aria-label", view.caption)
        html.markup(">\n<table>\n<caption><span>")
        html.text(view.caption)
        html.markup("</span> <span class=\"files\">")
        if block.rows.count > Block.mostRows {
            let counts: KeyValuePairs = ["shown": "\(Block.mostRows)", "all": "\(block.rows.count)"]
            html.text(formatter.phrases(.allRows, counts) + " ")
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
        let openings = view.columns.map(BlockHTML.opening)
        var anchors: Set<String> = []
        for row in block.rows.prefix(Block.mostRows) { self.row(row, block, openings, &anchors, &html) }
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

    /// What each cell of a column begins with.
    private static func opening(_ column: Block.Column) -> [UInt8] {
        var html = Markup()
        html.markup(column.isHeader ? "<th scope=\"row\"" : "<td")
        if column.format.isNumeric { html.markup(" class=\"n\"") }
        html.attribute("data-l", column.label)
        html.markup(">")
        return html.bytes
    }

    private func row(
        _ row: Row, _ block: Block, _ openings: [[UInt8]], _ anchors: inout Set<String>,
        _ html: inout Markup
    ) {
        let view = block.view
        html.markup("<tr")
        if let id = view.anchor?.text(for: row), anchors.insert(id).inserted { html.attribute("id", id) }
        html.markup(">")
        for (column, opening) in zip(view.columns, openings) {
            html.made(opening)
            cell(row, column, of: block, &html)
            html.markup(column.isHeader ? "</th>" : "</td>")
        }
        html.markup("</tr>\n")
    }

    private func cell(_ row: Row, _ column: Block.Column, of block: Block, _ html: inout Markup) {
        let address = column.link?.text(for: row).flatMap { pages.has($0) ? $0 : nil }
        if let address {
            html.markup("<a")
            html.attribute("href", root + address)
            html.markup(">")
        }
        let words = block.words(row, column, formatter)
        let isForeign = words?.isEmpty == false && (column.language ?? language) != language
        if isForeign {
            html.markup("<span")
            html.attribute("lang", column.language?.rawValue ?? "")
            html.markup(">")
        }
        value(row[column.cell], words, column.format, &html)
        if isForeign { html.markup("</span>") }
        if address != nil { html.markup("</a>") }
    }

    // MARK: - Values

    /// One cell's value; a missing one is a dash for the eye and words for the ear.
    private func value(_ value: Value, _ words: String?, _ format: Format, _ html: inout Markup) {
        guard let words, !words.isEmpty else {
            if format == .mark { return }
            html.markup("<span aria-hidden=\"true\">–</span><span class=\"vh\">")
            html.text(formatter.phrases(.notCollected))
            html.markup("</span>")
            return
        }
        switch format {
        case .severity: severity(value.text ?? "", &html)
        case .status: status(value.text ?? "", words, &html)
        case .mark: mark(value, words, &html)
        case .code:
            html.markup("<code>")
            html.text(words)
            html.markup("</code>")
        case .date, .datetime, .moment:
            guard case .integer(let seconds) = value else { return html.text(words) }
            html.markup("<time")
            html.attribute("datetime", formatter.iso(seconds))
            html.markup(">")
            html.text(words)
            html.markup("</time>")
        default: html.text(words)
        }
    }

    /// A shape for a state, and its word for those who do not see it.
    private func mark(_ value: Value, _ words: String, _ html: inout Markup) {
        guard let state = value.text, ["kept", "hole", "unknown", "excused"].contains(state) else {
            return html.text(words)
        }
        html.markup("<svg")
        html.attribute("class", "mark \(state)")
        html.markup(" aria-hidden=\"true\"><use")
        html.attribute("href", "#m-\(state)")
        html.markup("/></svg><span class=\"vh\">")
        html.text(words)
        html.markup("</span>")
    }

    /// A badge: shape, word, form, and colour last.
    private func severity(_ word: String, _ html: inout Markup) {
        guard let known = Severity(rawValue: word) else { return html.text(word) }
        html.markup("<span")
        html.attribute("class", "badge \(known.rawValue)")
        html.markup("><svg class=\"shape\" aria-hidden=\"true\"><use")
        html.attribute("href", "#s-\(known.rawValue)")
        html.markup("/></svg>")
        html.text(capitalised(formatter.phrases.severity(known)))
        html.markup("</span>")
    }

    private func status(_ status: String, _ words: String, _ html: inout Markup) {
        html.markup("<span")
        html.attribute("class", "status \(BlockHTML.tones[status] ?? "plain")")
        html.markup(">")
        html.text(words)
        html.markup("</span>")
    }

    private static let tones: [String: String] = [
        "complete": "good", "partial": "fair", "failed": "bad", "unreachable": "bad", "refused": "bad",
        "stale": "fair", "unknown": "bad",
    ]

    /// A word as it begins a line.
    private func capitalised(_ word: String) -> String {
        String(word.prefix(1)).uppercased() + word.dropFirst()
    }

    // MARK: - Facts, tiles, code

    private func facts(_ block: Block, _ html: inout Markup) {
        guard let row = block.rows.first else { return }
        html.markup("<dl class=\"facts\">\n")
        for column in block.view.columns {
            html.markup("<div><dt>")
            html.text(column.label)
            html.markup("</dt><dd>")
            cell(row, column, of: block, &html)
            html.markup("</dd></div>\n")
        }
        html.markup("</dl>\n")
    }

    private func tiles(_ block: Block, _ html: inout Markup) {
        let view = block.view
        let cells = { (name: String) in view.query.firstIndex(of: name) }
        guard let valueCell = cells("value"), let labelCell = cells("label") else { return }
        html.markup("<ul class=\"tiles\"")
        html.attribute("aria-label", block.view.caption)
        html.markup(">\n")
        for row in block.rows {
            let label = row[labelCell].text ?? ""
            let address = cells("link").flatMap { row[$0].text }.flatMap(Escape.href) ?? "index.html"
            html.markup("<li>")
            if pages.has(address) {
                html.markup("<a")
                html.attribute("href", root + address)
                html.markup(">")
            } else {
                html.markup("<div>")
            }
            html.markup("<strong>")
            html.text(formatter.words(row[valueCell], as: view.format) ?? "–")
            html.markup("</strong> ")
            if Severity(rawValue: label) != nil {
                severity(label, &html)
            } else {
                html.text(formatter.phrases.word(label))
            }
            if let change = cells("change"), case .integer(let delta) = row[change] {
                html.markup(" <span class=\"delta\">")
                html.text(self.change(delta, as: view.format))
                html.markup("<span class=\"vh\"> ")
                html.text(formatter.phrases(.sinceLastRun))
                html.markup("</span></span>")
            }
            if let history = cells("history").flatMap({ row[$0].text }) { sparkline(history, &html) }
            if pages.has(address) { html.markup("</a></li>\n") } else { html.markup("</div></li>\n") }
        }
        html.markup("</ul>\n")
    }

    private func change(_ delta: Int64, as format: Format) -> String {
        if delta == 0 { return formatter.phrases(.noChange) }
        if format == .money { return formatter.words(.integer(delta), as: .delta) ?? "" }
        let number = formatter.words(.integer(delta), as: .number) ?? ""
        return delta > 0 ? "+" + number : number.replacing("-", with: "−")
    }

    /// A line through the numbers of the last runs, which its name says in words; fewer than three show no way.
    private func sparkline(_ history: String, _ html: inout Markup) {
        let numbers = history.split(separator: " ").compactMap { Int(String($0)) }
        guard numbers.count > 2, let most = numbers.max(), most > 0 else { return }
        let width = 192.0
        let height = 40.0
        let points = numbers.enumerated().map { index, number in
            let x = 2 + Double(index) * width / Double(numbers.count - 1)
            let y = 2 + height * (1 - Double(max(0, number)) / Double(most))
            return "\(Int(x.rounded())),\(Int(y.rounded()))"
        }
        html.markup("<svg class=\"spark\" viewBox=\"0 0 196 44\" role=\"img\"")
        let name = formatter.phrases(.lastRuns, ["count": "\(numbers.count)"])
        let values = numbers.map(String.init).joined(separator: ", ")
        html.attribute("aria-label", formatter.phrases(.labelled, ["label": name, "value": values]))
        html.markup("><polyline")
        html.attribute("points", points.joined(separator: " "))
        html.markup("/></svg>")
    }

    /// A long text is folded away under the number of its lines.
    private func code(_ block: Block, _ html: inout Markup) {
        guard let row = block.rows.first, let column = block.view.columns.first else { return }
        let text = block.words(row, column, formatter) ?? ""
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        let isFolded = lines > 60
        if isFolded {
            html.markup("<details><summary>")
            html.text(formatter.phrases(.lines, ["count": "\(lines)"]))
            html.markup("</summary>\n")
        }
        html.markup("<pre tabindex=\"0\"><code>")
        html.text(text)
        html.markup("</code></pre>\n")
        if isFolded { html.markup("</details>\n") }
    }
}
