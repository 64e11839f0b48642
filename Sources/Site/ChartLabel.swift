internal import Model

/// What stands below a column: of a month its short name, and its year for the line beneath.
struct ChartLabel {
    let name: String
    let year: String?

    init(_ place: ChartData.Place, _ words: ChartWords) {
        guard let text = place.value.text, let (year, month) = ChartLabel.month(text),
            words.months.indices.contains(month - 1)
        else {
            name = place.name
            year = nil
            return
        }
        name = words.months[month - 1]
        self.year = year
    }

    /// `2026-11`.
    private static func month(_ text: String) -> (year: String, month: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), bytes[..<4].allSatisfy(\.isDigit),
            let month = Int(String(decoding: bytes[5...], as: UTF8.self)), (1...12).contains(month)
        else { return nil }
        return (String(decoding: bytes[..<4], as: UTF8.self), month)
    }
}
