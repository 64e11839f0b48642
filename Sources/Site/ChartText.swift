/// How much room text needs: SVG breaks no lines, so what is too long is cut before.
///
/// Widths are those of DejaVu Sans, which is wider than most.
enum ChartText {
    /// In the unit of `size`, which is that of the font.
    static func width(of text: String, size: Double = 12) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
    }

    /// As much of the text as fits, with `…` behind it where it was cut; of the marks on one letter no more than
    /// two, since more grow over the lines around.
    static func cut(_ text: String, to room: Double, size: Double = 12) -> String {
        let text = calm(text)
        let room = room / size
        let ellipsis = 1.0
        var width = 0.0
        var fits = text.startIndex
        for index in text.unicodeScalars.indices {
            width += self.width(of: text.unicodeScalars[index])
            if width > room {
                let kept = text.unicodeScalars[..<fits]
                return String(String.UnicodeScalarView(kept)) + "…"
            }
            if width <= room - ellipsis { fits = text.unicodeScalars.index(after: index) }
        }
        return text
    }

    private static func calm(_ text: String) -> String {
        var calm = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            let isMark = [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
            marks = isMark ? marks + 1 : 0
            if marks <= 2 { calm.append(scalar) }
        }
        return String(calm)
    }

    private static func width(of scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", " ", "!", "-", "\u{A0}", "\u{202F}": 0.36
        case "f", "t", "r", "(", ")", "[", "]", "/": 0.42
        case "m", "M", "w", "W", "@", "%", "…": 1
        case "A"..."Z": 0.74
        case " "..."~", "€", "£": 0.64
        default: scalar.value < 0x1100 ? 0.72 : 1.1
        }
    }
}
