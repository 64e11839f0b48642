internal import Model
internal import Reports

/// The rows of a chart, added up to what is drawn.
struct ChartData: Sendable {
    /// One column or bar.
    struct Place: Sendable {
        let value: Value
        var name: String
        var marks: [Mark] = []
        var isOpen = false
        /// Whether a row of it has no number.
        var isIncomplete = false
        var total = ChartAmount.zero
    }
    /// A part of a column or bar.
    struct Mark: Sendable {
        var series: Int
        let isEstimated: Bool
        var amount: ChartAmount
    }
    struct Series: Sendable {
        let name: String
        /// The class that gives it its colour.
        let style: String
    }

    private(set) var places: [Place] = []
    /// The largest first, and what is not told apart last; one without a name where the chart has none.
    private(set) var series: [Series] = []
    /// Of all amounts; empty where the rows name none.
    private(set) var currency = ""
    /// How many there were before the last were taken.
    private(set) var count = 0
    /// Whether the amounts are of one currency, and there is any.
    private(set) var isDrawable = false
    private(set) var hasSeveralCurrencies = false

    /// What a chart has room for.
    static let mostPlaces = 60
    static let mostBars = 40
    static let mostSeries = 6
    /// Series with a smaller part of the whole are not told apart.
    static let leastShare = 0.03

    init(_ block: Block, _ chart: Block.Chart, _ formatter: Formatter, _ words: ChartWords) {
        var seriesValues: [Value] = []
        var seriesIndex: [Value: Int] = [:]
        var placeIndex: [Value: Int] = [:]
        var currencies: Set<String> = []
        for row in block.rows {
            let value = row[chart.x.cell]
            let place = placeIndex[value] ?? places.count
            if place == places.count {
                placeIndex[value] = place
                places.append(Place(value: value, name: formatter.words(value, as: chart.x.format) ?? "–"))
            }
            if let open = chart.open, row[open] == .integer(1) { places[place].isOpen = true }
            guard let (amount, currency) = ChartAmount.read(row[chart.y.cell]) else {
                places[place].isIncomplete = true
                continue
            }
            currencies.insert(currency)
            let name = chart.series.map { row[$0.cell] } ?? .null
            let series = seriesIndex[name] ?? seriesValues.count
            if series == seriesValues.count {
                seriesIndex[name] = series
                seriesValues.append(name)
            }
            let source = chart.source.flatMap { row[$0].text }.flatMap(Charge.Source.init)
            places[place].add(amount, series, isEstimated: source == .estimated || source == .declared)
        }
        currency = currencies.first ?? ""
        isDrawable = currencies.count == 1
        hasSeveralCurrencies = currencies.count > 1
        count = places.count
        if chart.form == .bars { sortBars(words) } else { places = places.suffix(ChartData.mostPlaces) }
        tellApart(seriesValues, chart, formatter, words)
    }

    /// The largest first, those without a number last, and what is too much as one.
    private mutating func sortBars(_ words: ChartWords) {
        let order = places.indices.sorted { one, two in
            let (one, two) = (places[one], places[two])
            if one.marks.isEmpty != two.marks.isEmpty { return two.marks.isEmpty }
            return one.total.size > two.total.size
        }
        places = order.map { places[$0] }
        guard places.count > ChartData.mostBars else { return }
        let rest = places[(ChartData.mostBars - 1)...]
        var other = Place(value: .null, name: "\(words.other) (\(rest.count))")
        for place in rest {
            for mark in place.marks { other.add(mark.amount, mark.series, isEstimated: mark.isEstimated) }
            if place.isIncomplete { other.isIncomplete = true }
            if place.isOpen { other.isOpen = true }
        }
        places = places.prefix(ChartData.mostBars - 1) + [other]
    }

    /// Puts the series in their order, and what is small, or too much, under one name.
    private mutating func tellApart(
        _ values: [Value], _ chart: Block.Chart, _ formatter: Formatter, _ words: ChartWords
    ) {
        guard let column = chart.series else {
            series = [Series(name: "", style: "s-1")]
            return
        }
        var sizes = [Double](repeating: 0, count: values.count)
        for mark in places.flatMap(\.marks) { sizes[mark.series] += abs(mark.amount.size) }
        let least = sizes.reduce(0, +) * ChartData.leastShare
        let order = values.indices.filter { sizes[$0] > 0 }
            .sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        var kept = order.prefix(ChartData.mostSeries).filter { sizes[$0] >= least }
        // One alone is told by its name, where there is room.
        if order.count == kept.count + 1, kept.count < ChartData.mostSeries { kept = order }
        let names = values.map { formatter.words($0, as: column.format) ?? "–" }
        let styles = ChartColours.styles(of: kept.map { values[$0].text ?? "" })
        series = zip(kept, styles).map { Series(name: names[$0], style: $1) }
        if kept.count < order.count { series.append(Series(name: words.other, style: "s-other")) }
        var position = [Int](repeating: kept.count, count: values.count)
        for (index, value) in kept.enumerated() { position[value] = index }
        for index in places.indices { places[index].renumber(position) }
    }

    /// Everything that a column or bar reaches.
    var range: ClosedRange<Double> {
        let ends = places.flatMap { [$0.reach.low, $0.reach.high] }
        return min(0, ends.min() ?? 0)...max(0, ends.max() ?? 0)
    }
}

extension ChartData.Place {
    /// Marks below zero stand below the others.
    var reach: (low: Double, high: Double) {
        let sizes = marks.map(\.amount.size)
        return (sizes.filter { $0 < 0 }.reduce(0, +), sizes.filter { $0 > 0 }.reduce(0, +))
    }

    fileprivate mutating func add(_ amount: ChartAmount, _ series: Int, isEstimated: Bool) {
        total += amount
        if let index = marks.firstIndex(where: { $0.series == series && $0.isEstimated == isEstimated }) {
            marks[index].amount += amount
        } else {
            marks.append(ChartData.Mark(series: series, isEstimated: isEstimated, amount: amount))
        }
    }

    /// Gives marks the positions that their series got, in that order, the invoiced before the estimated.
    fileprivate mutating func renumber(_ position: [Int]) {
        let old = marks
        let sum = total
        marks = []
        for mark in old { add(mark.amount, position[mark.series], isEstimated: mark.isEstimated) }
        total = sum
        marks.sort { ($0.series, $0.isEstimated ? 1 : 0) < ($1.series, $1.isEstimated ? 1 : 0) }
    }
}
