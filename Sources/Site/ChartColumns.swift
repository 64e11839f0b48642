internal import Model
internal import Reports

/// Columns from zero, months as a rule, one beside the other.
struct ChartColumns {
    let data: ChartData
    let size: ChartSize
    let numbers: ChartNumbers
    let words: ChartWords
    /// The id of the pattern for what is not over.
    let hatch: String
    private let scale: ChartScale
    private let left: Double
    private let slot: Double
    private let column: Double
    private let isStacked: Bool

    private static let line = 15.0

    init(
        _ data: ChartData, isStacked: Bool, _ size: ChartSize, _ numbers: ChartNumbers, _ words: ChartWords,
        hatch: String
    ) {
        self.data = data
        self.isStacked = isStacked
        self.size = size
        self.numbers = numbers
        self.words = words
        self.hatch = hatch
        let isWhole = data.places.flatMap(\.marks).allSatisfy { $0.amount.exact != nil }
        let scale = ChartScale(data.range, format: numbers.format, isWhole: isWhole)
        self.scale = scale
        left =
            (scale.ticks.map { ChartText.width(of: numbers.tick($0, of: scale)) }.max() ?? 0).rounded(.up) + 8
        let right = isStacked ? ChartColumns.nameWidth(data, size) + ChartColumns.lead(size) + 12 : 0
        slot = min(size.slot, (size.width - left - right) / Double(max(1, data.places.count)))
        column = slot < 6 ? max(1, slot - 1) : max(3, (slot * 0.68).rounded())
    }

    private static func nameWidth(_ data: ChartData, _ size: ChartSize) -> Double {
        min(size.names, data.series.map { ChartText.width(of: $0.name) }.max() ?? 0).rounded(.up)
    }

    /// Between the last column and the names.
    private static func lead(_ size: ChartSize) -> Double { size.isNarrow ? 14 : 26 }

    // MARK: - Where things are

    /// Room for what stands on the highest column.
    private var top: Double { data.places.contains(where: \.isIncomplete) ? 33 : 20 }
    private var bottom: Double { top + size.height }
    private var right: Double { left + slot * Double(data.places.count) }
    private func x(_ index: Int) -> Double { (left + slot * Double(index) + (slot - column) / 2).rounded() }
    private func middle(_ index: Int) -> Double { x(index) + column / 2 }
    private func y(_ number: Double) -> Double { (bottom - scale.share(number) * size.height).rounded() }

    /// The upper and the lower end of each mark; those below zero go down.
    private func ends(_ place: ChartData.Place) -> [(top: Double, bottom: Double)] {
        var (up, down) = (0.0, 0.0)
        return place.marks.map { mark in
            if mark.amount.size < 0 {
                let from = y(down)
                down += mark.amount.size
                return (from, y(down))
            }
            let from = y(up)
            up += mark.amount.size
            return (y(up), from)
        }
    }

    // MARK: - Drawing

    /// The view box's height, and what is in it.
    func draw() -> (height: Double, svg: [UInt8]) {
        var drawing = ChartDrawing()
        if data.places.contains(where: \.isOpen) { drawing.hatch(id: hatch) }
        grid(&drawing)
        marks(&drawing)
        var axis = ChartPath()
        axis.line(left, y(0) + 0.5, to: (right, y(0) + 0.5))
        drawing.path(axis, style: "axis")
        totals(&drawing)
        let lines = labels(&drawing)
        if isStacked { names(&drawing) }
        return (bottom + 4 + ChartColumns.line * Double(lines) + 4, drawing.bytes)
    }

    private func grid(_ drawing: inout ChartDrawing) {
        var path = ChartPath()
        for tick in scale.ticks {
            if tick != 0 { path.line(left, y(tick) + 0.5, to: (right, y(tick) + 0.5)) }
            drawing.text(numbers.tick(tick, of: scale), x: left - 8, y: y(tick) + 4, .end)
        }
        drawing.path(path, style: "grid")
    }

    private func marks(_ drawing: inout ChartDrawing) {
        for (index, series) in data.series.enumerated() {
            for isEstimated in [false, true] {
                var path = ChartPath()
                for (at, place) in data.places.enumerated() {
                    let ends = ends(place)
                    for (end, mark) in zip(ends, place.marks)
                    where mark.series == index && mark.isEstimated == isEstimated {
                        add(end, x: x(at), isOutline: isEstimated, to: &path)
                    }
                }
                drawing.path(path, style: isEstimated ? "\(series.style) outline" : series.style)
            }
        }
        var open = ChartPath()
        for (at, place) in data.places.enumerated() where place.isOpen {
            let reach = place.reach
            open.rectangle(x: x(at), y: y(reach.high), width: column, height: y(reach.low) - y(reach.high))
        }
        drawing.path(open, style: "", hatch: hatch)
    }

    /// A mark with a gap of a pixel above it, where it is not too low for that.
    private func add(
        _ end: (top: Double, bottom: Double), x: Double, isOutline: Bool, to path: inout ChartPath
    ) {
        let height = end.bottom - end.top
        guard height >= 1 else { return }
        let gap = height > 2 && isStacked ? 1.0 : 0
        let inset = isOutline && height > 4 ? 0.75 : 0
        path.rectangle(
            x: x + inset, y: end.top + gap + inset, width: column - 2 * inset,
            height: height - gap - 2 * inset)
    }

    /// What each column adds up to, where there is room; and a mark on those that are not whole.
    private func totals(_ drawing: inout ChartDrawing) {
        let texts = data.places.map { place in place.marks.isEmpty ? "" : numbers.short(place.total) }
        let isWritten = texts.allSatisfy { ChartText.width(of: $0) <= slot - 2 }
        for (at, place) in data.places.enumerated() {
            var height = y(place.reach.high) - 6
            if isWritten, !place.marks.isEmpty {
                drawing.text(texts[at], x: middle(at), y: height, .middle, kind: "v")
                height -= 13
            }
            if place.isIncomplete { drawing.text("?", x: middle(at), y: height, .middle, kind: "v") }
        }
    }

    // MARK: - Below the columns

    /// The names of the columns and, below them, years and the month that is not over; says how many lines
    /// that takes.
    private func labels(_ drawing: inout ChartDrawing) -> Int {
        let labels = data.places.map { ChartLabel($0, words) }
        let widest = labels.map { ChartText.width(of: $0.name) }.max() ?? 0
        // Names are cut; of what is too much for that, as days, some are enough.
        let isCut = slot >= 44 && widest > slot - 4
        let room = isCut ? slot - 4 : min(widest, 110) + 1
        let every = isCut ? 1 : max(1, Int(((min(widest, 110) + 5) / slot).rounded(.up)))
        // Counted from the last whose name has room within the drawing.
        let last = labels.indices.last { middle($0) + min(widest, room) / 2 <= size.width + 4 } ?? 0
        let shown = labels.indices.filter { every == 1 || $0 <= last && (last - $0) % every == 0 }
        for at in shown { place(ChartText.cut(labels[at].name, to: room), at, line: 0, &drawing) }
        var next = Double.infinity
        for at in labels.indices.reversed() {
            let before = shown.last { $0 < at }
            let isFirst = shown.contains(at) && before.map { labels[$0].year != labels[at].year } ?? true
            let parts = [isFirst ? labels[at].year : nil, data.places[at].isOpen ? words.soFar : nil]
            let text = parts.compactMap(\.self).joined(separator: ", ")
            guard !text.isEmpty else { continue }
            let width = ChartText.width(of: text)
            guard min(middle(at) + width / 2, size.width) + 6 < next else { continue }
            next = place(text, at, line: 1, kind: data.places[at].isOpen ? "v" : "", &drawing)
        }
        return next == .infinity ? 1 : 2
    }

    /// Writes below a column, within the drawing, and says where that begins.
    @discardableResult private func place(
        _ text: String, _ index: Int, line: Double, kind: StaticString = "", _ drawing: inout ChartDrawing
    ) -> Double {
        let half = ChartText.width(of: text) / 2
        let x = max(half, min(middle(index), size.width - half))
        drawing.text(text, x: x, y: bottom + 16 + ChartColumns.line * line, .middle, kind: kind)
        return x - half
    }

    // MARK: - Beside the columns

    /// The names of the series, each beside its part of the last column, and apart from each other.
    private func names(_ drawing: inout ChartDrawing) {
        guard let last = data.places.lastIndex(where: { !$0.marks.isEmpty }) else { return }
        let ends = ends(data.places[last])
        var centres: [Double?] = []
        var wanted: [Double] = []
        for index in data.series.indices {
            let own = zip(ends, data.places[last].marks).filter { $0.1.series == index }.map(\.0)
            let top = own.map(\.top).min()
            let bottom = own.map(\.bottom).max()
            let centre = top.flatMap { top in bottom.map { (top + $0) / 2 } }
            centres.append(centre)
            wanted.append(centre ?? (wanted.last ?? y(0)) - ChartColumns.line)
        }
        let heights = ChartColumns.spread(wanted, from: top + 4, to: bottom - 4)
        let from = x(last) + column + 3
        let start = right + ChartColumns.lead(size)
        for (index, series) in data.series.enumerated() {
            let height = heights[index]
            if let centre = centres[index] {
                var lead = ChartPath()
                lead.line(from, centre, to: (start - 3, height))
                drawing.path(lead, style: "\(series.style) lead")
            }
            var square = ChartPath()
            square.rectangle(x: start, y: height - 4, width: 8, height: 8)
            drawing.path(square, style: series.style)
            let name = ChartText.cut(series.name, to: ChartColumns.nameWidth(data, size) + 1)
            drawing.text(name, x: start + 12, y: height + 4, kind: "v")
        }
    }

    /// Heights near those wanted, in the same order, at least a line apart and within the drawing.
    static func spread(_ wanted: [Double], from top: Double, to bottom: Double) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $1) < (wanted[$1], $0) }
        var heights = wanted
        var last = -Double.infinity
        for index in order {
            heights[index] = max(wanted[index], last + line, top)
            last = heights[index]
        }
        var next = bottom + line
        for index in order.reversed() {
            heights[index] = min(heights[index], next - line)
            next = heights[index]
        }
        return heights
    }
}
