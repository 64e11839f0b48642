internal import Model
internal import Reports

extension BlockHTML {
    /// A figure: its title, the drawing for wide pages and the one for narrow ones, what the marks mean, and
    /// the rows themselves.
    func chart(_ block: Block, _ html: inout Markup) {
        guard let chart = block.view.chart, !block.rows.isEmpty else { return table(block, &html) }
        let data = ChartData(block, chart, formatter, chartWords)
        html.markup("<figure class=\"chart\">\n<figcaption>")
        html.text(block.view.caption)
        html.markup("</figcaption>\n")
        if data.isDrawable {
            for size in [ChartSize.wide, .narrow] { draw(block, chart, data, size, &html) }
        }
        key(chart, data, &html)
        html.markup(data.isDrawable ? "<details><summary>" : "<details open><summary>")
        html.text(chartWords.figures)
        html.markup("</summary>\n")
        table(block, &html)
        html.markup("</details>\n</figure>\n")
    }

    private func draw(
        _ block: Block, _ chart: Block.Chart, _ data: ChartData, _ size: ChartSize, _ html: inout Markup
    ) {
        // No heading's id has a full stop in it.
        let id = "chart.\(slug(of: block.view.name)).\(size.isNarrow ? "narrow" : "wide")"
        let numbers = ChartNumbers(formatter: formatter, format: chart.y.format, currency: data.currency)
        let (height, svg) =
            switch chart.form {
            case .bars:
                ChartBars(data: data, size: size, numbers: numbers, words: chartWords, hatch: "\(id).hatch")
                    .draw()
            case .columns, .stackedColumns:
                ChartColumns(
                    data, isStacked: chart.form == .stackedColumns, size, numbers, chartWords,
                    hatch: "\(id).hatch"
                ).draw()
            }
        html.markup("<svg")
        html.attribute("class", size.isNarrow ? "narrow" : "wide")
        html.attribute("viewBox", "0 0 \(ChartPath.number(size.width)) \(ChartPath.number(height))")
        html.markup(" role=\"img\"")
        html.attribute("aria-labelledby", "\(id).title \(id).message")
        html.markup(">\n<title")
        html.attribute("id", "\(id).title")
        html.markup(">")
        html.text(block.view.caption)
        html.markup("</title>\n<desc")
        html.attribute("id", "\(id).message")
        html.markup(">")
        html.text(message(chart, data, numbers))
        html.markup("</desc>\n")
        html.made(svg)
        html.markup("</svg>\n")
    }

    /// The page's sentence, and the numbers that a reader looks at first: the last two columns, or the longest
    /// three bars.
    private func message(_ chart: Block.Chart, _ data: ChartData, _ numbers: ChartNumbers) -> String {
        let places = chart.form == .bars ? data.places.prefix(3) : data.places.suffix(2)
        let facts = places.map { place in
            let notes = [
                place.isOpen ? chartWords.soFar : nil, place.isIncomplete ? chartWords.missing : nil,
            ].compactMap(\.self)
            let amount = place.marks.isEmpty ? "–" : numbers.full(place.total)
            return "\(place.name): \(amount)" + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
        }
        return chart.summary + " " + facts.joined(separator: "; ") + "."
    }

    // MARK: - What the marks mean

    private func key(_ chart: Block.Chart, _ data: ChartData, _ html: inout Markup) {
        var key = Markup()
        if data.isDrawable {
            if chart.form == .bars, chart.series.map({ $0.cell != chart.x.cell }) ?? false {
                for series in data.series { entry(series.name, style: series.style, &key) }
            }
            let marks = data.places.flatMap(\.marks)
            if marks.contains(where: \.isEstimated) {
                if marks.contains(where: { !$0.isEstimated }) {
                    entry(chartWords.invoiced, style: "s-other", &key)
                }
                entry(chartWords.estimated, style: "s-other outline", &key)
            }
        }
        if data.hasSeveralCurrencies { entry(chartWords.currencies, style: nil, &key) }
        if data.places.contains(where: \.isIncomplete) {
            entry((data.isDrawable ? "? " : "") + chartWords.missing, style: nil, &key)
        }
        if data.count > data.places.count, chart.form != .bars {
            let text = chartWords.latest.replacing("{shown}", with: "\(data.places.count)")
                .replacing("{all}", with: "\(data.count)")
            entry(text, style: nil, &key)
        }
        guard !key.bytes.isEmpty else { return }
        html.markup("<p class=\"key\">")
        html.made(key.bytes)
        html.markup("</p>\n")
    }

    private func entry(_ text: String, style: String?, _ html: inout Markup) {
        html.markup("<span>")
        if let style {
            html.markup("<svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path")
            html.attribute("class", style)
            html.markup(" d=\"M1 1h8v8h-8z\"/></svg>")
        }
        html.text(text)
        html.markup("</span> ")
    }
}
