/// Arithmetic on millionths that loses nothing: products are made in 128 bits, and what must be rounded is
/// rounded half to even.
enum Exact {
    /// `amount * numerator / denominator`, rounded half to even; nothing when it does not fit or nothing can
    /// be divided by.
    static func scaled(_ amount: Int64, by numerator: Int64, over denominator: Int64) -> Int64? {
        guard denominator != 0 else { return nil }
        let product = Int128(amount) * Int128(numerator)
        let divisor = Int128(denominator)
        var (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
        let twice = rest.magnitude * 2
        if twice > divisor.magnitude || (twice == divisor.magnitude && quotient & 1 == 1) {
            quotient += (product < 0) == (divisor < 0) ? 1 : -1
        }
        return Int64(exactly: quotient)
    }

    /// The sum, or the end of the range that it would leave: an amount of nine million millions is nobody's
    /// bill.
    static func sum(_ a: Int64, _ b: Int64) -> Int64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? (b < 0 ? .min : .max) : sum
    }

    /// `a - b`, held in the range as `sum` is.
    static func difference(_ a: Int64, _ b: Int64) -> Int64 {
        let (difference, overflow) = a.subtractingReportingOverflow(b)
        return overflow ? (b > 0 ? .min : .max) : difference
    }

    /// A measured number in millionths, as `Money.micros` reads its text; nothing for what is no finite
    /// number.
    static func micros(_ number: Double) -> Int64? {
        let scaled = (number * 1_000_000).rounded(.toNearestOrEven)
        return scaled.isFinite && abs(scaled) < 9e18 ? Int64(scaled) : nil
    }
}
