internal import Model
internal import Reports

/// Bars from zero, one below the other, each with its name and its number.
struct ChartBars {
    let data: ChartData
    let size: ChartSize
    let numbers: ChartNumbers
    let words: ChartWords
    /// The id of the pattern for what is not over.
    let hatch: String

    private static let thickness = 16.0

    /// The view box's height, and what is in it.
    func draw() -> (height: Double, svg: [UInt8]) {
        let texts = data.places.map(text)
        let names = size.isNarrow ? 0 : ChartBars.width(data.places.map(\.name), at: 260) + 10
        let numbersWidth = ChartBars.width(texts, at: 160) + 8
        let range = data.range
        let span = range.upperBound - range.lowerBound
        let room = max(20, size.width - names - numbersWidth)
        let x = { (number: Double) in
            (names + (span > 0 ? (number - range.lowerBound) / span * room : 0)).rounded()
        }
        let row = size.isNarrow ? ChartBars.thickness + 28 : ChartBars.thickness + 12
        let above = size.isNarrow ? 18.0 : 2.0
        let height = row * Double(data.places.count)

        var drawing = ChartDrawing()
        if data.places.contains(where: \.isOpen) { drawing.hatch(id: hatch) }
        var paths: [String: ChartPath] = [:]
        var open = ChartPath()
        for (at, place) in data.places.enumerated() {
            let y = row * Double(at) + above
            var (right, left) = (0.0, 0.0)
            for mark in place.marks {
                let isLeft = mark.amount.size < 0
                let from = isLeft ? left : right
                if isLeft { left += mark.amount.size } else { right += mark.amount.size }
                let ends = [x(from), x(from + mark.amount.size)]
                guard let low = ends.min(), let high = ends.max(), high - low >= 1 else { continue }
                let isFollowed = place.marks.count > 1 && high - low > 2
                let inset = mark.isEstimated && high - low > 4 ? 0.75 : 0
                let style = data.series[mark.series].style + (mark.isEstimated ? " outline" : "")
                paths[style, default: ChartPath()].rectangle(
                    x: low + inset, y: y + inset, width: high - low - 2 * inset - (isFollowed ? 1 : 0),
                    height: ChartBars.thickness - 2 * inset)
            }
            if place.isOpen, right > left {
                open.rectangle(x: x(left), y: y, width: x(right) - x(left), height: ChartBars.thickness)
            }
            if size.isNarrow {
                drawing.text(ChartText.cut(place.name, to: size.width), x: 0, y: y - 6, kind: "v")
            } else {
                let name = ChartText.cut(place.name, to: names - 9)
                drawing.text(name, x: names - 10, y: y + 12, .end, kind: "v")
            }
            drawing.text(texts[at], x: x(right) + 6, y: y + 12)
        }
        for (style, path) in paths.sorted(by: { $0.key < $1.key }) { drawing.path(path, style: style) }
        drawing.path(open, style: "", hatch: hatch)
        var axis = ChartPath()
        for at in data.places.indices {
            let y = row * Double(at) + above
            if at == 0 || size.isNarrow {
                axis.line(
                    x(0) + 0.5, y - 2, to: (x(0) + 0.5, size.isNarrow ? y + ChartBars.thickness + 2 : height))
            }
        }
        drawing.path(axis, style: "axis")
        return (height, drawing.bytes)
    }

    private func text(_ place: ChartData.Place) -> String {
        let amount = place.marks.isEmpty ? nil : numbers.full(place.total)
        return [amount, place.isIncomplete ? "?" : nil, place.isOpen ? words.soFar : nil].compactMap(\.self)
            .joined(separator: " ")
    }

    private static func width(_ texts: [String], at most: Double) -> Double {
        min(most, texts.map { ChartText.width(of: $0) }.max() ?? 0).rounded(.up)
    }
}
