internal import Model

/// A number that a chart draws, and the exact one that it writes.
struct ChartAmount: Sendable, Hashable {
    private(set) var size: Double
    /// While it is whole and not too large.
    private(set) var exact: Int64?

    private init(size: Double, exact: Int64?) {
        self.size = size
        self.exact = exact
    }

    /// A number that was reckoned.
    init(_ number: Double, isWhole: Bool) {
        self.init(size: number, exact: isWhole ? Int64(exactly: number.rounded()) : nil)
    }

    static let zero = ChartAmount(size: 0, exact: 0)

    /// The number in a cell and, for `"<micros> <CUR>"`, its currency; nothing when it cannot be drawn.
    static func read(_ value: Value) -> (amount: ChartAmount, currency: String)? {
        switch value {
        case .null: return nil
        case .integer(let number): return (ChartAmount(size: Double(number), exact: number), "")
        case .real(let number):
            // SQLite has infinities.
            return abs(number) < 1e30 ? (ChartAmount(size: number, exact: nil), "") : nil
        case .text(let text):
            let words = text.split(separator: " ")
            guard words.count == 2, let micros = Int64(words[0]) else { return nil }
            return (ChartAmount(size: Double(micros), exact: micros), String(words[1]))
        }
    }

    static func += (sum: inout ChartAmount, other: ChartAmount) {
        sum.size += other.size
        guard let one = sum.exact, let two = other.exact else {
            sum.exact = nil
            return
        }
        let (exact, overflow) = one.addingReportingOverflow(two)
        sum.exact = overflow ? nil : exact
    }

    /// As a cell in the currency of the others.
    func value(_ currency: String) -> Value {
        guard let exact else { return .real(size) }
        return currency.isEmpty ? .integer(exact) : .text("\(exact) \(currency)")
    }

    /// The nearest multiple of `unit`, for what is read at a glance.
    func rounded(to unit: Int64) -> ChartAmount {
        guard let exact, unit > 1 else { return self }
        let half = exact < 0 ? -(unit / 2) : unit / 2
        let (sum, overflow) = exact.addingReportingOverflow(half)
        return overflow ? self : ChartAmount(size: size, exact: sum / unit * unit)
    }
}
