/// One amount in parts, which add up to it to the last millionth.
enum Split {
    /// Shares are counted in parts of this many.
    static let whole: Int64 = 1_000_000_000

    /// A share from 0 to 1 as parts of `whole`.
    static func parts(_ share: Double) -> Int64 {
        guard share.isFinite else { return 0 }
        return Int64((min(max(share, 0), 1) * Double(whole)).rounded())
    }

    /// `amount` by the largest remainder: each gets its part rounded towards zero, and the millionths that
    /// are left go one each to those that lost most by that, the earlier of two equals first.
    ///
    /// What `weights` leave below `all` is the last part, which has no owner; it is there in any case, and 0
    /// when they leave nothing. Weights that exceed `all` together are taken as parts of their sum.
    static func parts(of amount: Int64, by weights: [Int64], outOf all: Int64 = whole) -> [Int64] {
        let total = weights.reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
        let divisor = max(total, Int128(all), 1)
        let size = Int128(amount.magnitude)
        var parts: [Int128] = []
        var rests: [(rest: Int128, index: Int)] = []
        for (index, weight) in (weights.map { Int128(max($0, 0)) } + [divisor - total]).enumerated() {
            let (part, rest) = (size * weight).quotientAndRemainder(dividingBy: divisor)
            parts.append(part)
            rests.append((rest, index))
        }
        let left = size - parts.reduce(0, +)
        rests.sort { ($1.rest, $0.index) < ($0.rest, $1.index) }
        for (_, index) in rests.prefix(Int(clamping: left)) { parts[index] += 1 }
        return parts.map { Int64(clamping: amount < 0 ? -$0 : $0) }
    }
}
