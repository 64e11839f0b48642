/// An amount in one currency, exact: whole millionths, so that sums are what a person gets with a pencil.
///
/// It never meets binary floating point. Two currencies are never added; `Money.sum` keeps them apart.
package struct Money: Sendable, Hashable {
    package var micros: Int64
    /// ISO 4217, in capitals.
    package var currency: String

    package init(micros: Int64, _ currency: String) {
        self.micros = micros
        self.currency = currency
    }

    /// The millionths that a decimal number says: `"12.34"`, `".40"`, `"-3"`, `"7.4e-3"`, with a `$` or a `+` in front or without.
    ///
    /// What is behind the sixth decimal is rounded, half away from zero. Nothing when it is no number, or larger than any line of a
    /// bill: a thousand million, so that the sum of all that a page adds up has room.
    package static func micros(_ text: String) -> Int64? {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        if bytes.first == UInt8(ascii: "$") { bytes = bytes.dropFirst() }
        var exponent = 0
        if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let power = Int(Substring(bytes[bytes.index(after: mark)...])),
                (-30...30).contains(power)
            else { return nil }
            exponent = power
            bytes = bytes[..<mark]
        }
        var digits: [UInt8] = []
        var decimals: Int?
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - UInt8(ascii: "0"))
                decimals = decimals.map { $0 + 1 }
            case UInt8(ascii: ".") where decimals == nil: decimals = 0
            default: return nil
            }
        }
        guard !digits.isEmpty, digits.count <= 60 else { return nil }
        let shift = 6 + exponent - (decimals ?? 0)
        if shift >= 0 {
            digits += [UInt8](repeating: 0, count: shift)
        } else {
            let kept = digits.count + shift
            let next = kept >= 0 && kept < digits.count ? digits[kept] : 0
            digits = Array(digits.prefix(max(0, kept)))
            if next >= 5 { digits = incremented(digits) }
        }
        var total: Int64 = 0
        for digit in digits {
            let (product, tooLarge) = total.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(Int64(digit))
            guard !tooLarge, !overflow else { return nil }
            total = sum
        }
        guard total <= mostMicros else { return nil }
        return isNegative ? -total : total
    }

    private static let mostMicros: Int64 = 1_000_000_000_000_000

    private static func incremented(_ digits: [UInt8]) -> [UInt8] {
        var digits = digits
        for index in digits.indices.reversed() {
            guard digits[index] == 9 else {
                digits[index] += 1
                return digits
            }
            digits[index] = 0
        }
        return [1] + digits
    }

    /// The amount as a plain decimal number with as many decimals as it has, two at least: `-12.50`, `0.000125`.
    package static func decimal(_ micros: Int64) -> String {
        let size = micros.magnitude
        var tail = String(size % 1_000_000)
        tail = String(repeating: "0", count: 6 - tail.utf8.count) + tail
        while tail.utf8.count > 2, tail.utf8.last == UInt8(ascii: "0") { tail.removeLast() }
        return "\(micros < 0 ? "-" : "")\(size / 1_000_000).\(tail)"
    }
}
