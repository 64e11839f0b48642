internal import Model

/// An SVG that is being drawn, in pixels of its view box.
struct ChartDrawing {
    private var html = Markup()

    var bytes: [UInt8] { html.bytes }

    enum Anchor { case start, middle, end }

    mutating func text(
        _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, kind: StaticString = ""
    ) {
        html.markup("<text")
        number("x", x)
        number("y", y)
        switch anchor {
        case .start: break
        case .middle: html.markup(" text-anchor=\"middle\"")
        case .end: html.markup(" text-anchor=\"end\"")
        }
        if kind.utf8CodeUnitCount > 0 {
            html.markup(" class=\"")
            html.markup(kind)
            html.markup("\"")
        }
        html.markup(">")
        html.text(text)
        html.markup("</text>\n")
    }

    /// A shape in the colours of a class; `hatch` is the id of the pattern that fills it instead.
    mutating func path(_ path: ChartPath, style: String, hatch: String? = nil) {
        guard !path.text.isEmpty else { return }
        html.markup("<path")
        if !style.isEmpty { html.attribute("class", style) }
        if let hatch { html.attribute("fill", "url(#\(hatch))") }
        html.attribute("d", path.text)
        html.markup("/>\n")
    }

    /// Stripes of the page's colour, which leave half of what is under them.
    mutating func hatch(id: String) {
        html.markup("<pattern")
        html.attribute("id", id)
        html.markup(
            " width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">")
        html.markup("<path class=\"gap\" d=\"M0 0h2.5v5h-2.5z\"/></pattern>\n")
    }

    private mutating func number(_ name: StaticString, _ number: Double) {
        html.attribute(name, ChartPath.number(number))
    }
}

/// The `d` of an SVG path.
struct ChartPath {
    private(set) var text = ""

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
        let (x, y) = (ChartPath.number(x), ChartPath.number(y))
        let (width, height) = (ChartPath.number(width), ChartPath.number(height))
        text += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
    }

    mutating func line(_ x: Double, _ y: Double, to points: (x: Double, y: Double)...) {
        text += "M\(ChartPath.number(x)) \(ChartPath.number(y))"
        for point in points { text += "L\(ChartPath.number(point.x)) \(ChartPath.number(point.y))" }
    }

    /// To a tenth of a pixel.
    static func number(_ number: Double) -> String {
        let tenths = Int(max(-1e6, min(1e6, number.isFinite ? number * 10 : 0)).rounded())
        let tail = tenths % 10 == 0 ? "" : ".\(abs(tenths % 10))"
        return (tenths < 0 && tenths > -10 ? "-" : "") + "\(tenths / 10)\(tail)"
    }
}
