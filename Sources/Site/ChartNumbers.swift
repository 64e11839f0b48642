internal import Model
internal import Reports

/// How the amounts of a chart are written: on its axis and columns rounded, elsewhere in full.
struct ChartNumbers {
    let formatter: Formatter
    let format: Format
    let currency: String

    func full(_ amount: ChartAmount) -> String {
        formatter.words(amount.value(currency), as: format) ?? "–"
    }

    /// Money of three digits and more without its cents.
    func short(_ amount: ChartAmount) -> String {
        guard format == .money, abs(amount.size) >= 100e6 else { return full(amount) }
        return ChartNumbers.whole(full(amount.rounded(to: 1_000_000)))
    }

    func tick(_ number: Double, of scale: ChartScale) -> String {
        let isWhole = abs(scale.step.rounded() - scale.step) < 1e-9 * scale.step
        let amount = ChartAmount(number, isWhole: isWhole)
        let words = full(amount)
        return format == .money && scale.step >= 1_000_000 ? ChartNumbers.whole(words) : words
    }

    /// Without the `.00` or `,00` that ends its digits.
    static func whole(_ words: String) -> String {
        let bytes = Array(words.utf8)
        for index in bytes.indices.dropLast(2).reversed()
        where (bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ","))
            && bytes[index + 1] == UInt8(ascii: "0") && bytes[index + 2] == UInt8(ascii: "0")
            && !bytes.dropFirst(index + 3).prefix(1).contains(where: \.isDigit)
        {
            return String(decoding: bytes[..<index] + bytes[(index + 3)...], as: UTF8.self)
        }
        return words
    }
}
