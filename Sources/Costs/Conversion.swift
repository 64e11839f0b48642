import Model

/// How amounts come into the currency of the reports: by a rate of the inventory, else by the European
/// Central Bank's of the last day before the run, else not at all.
///
/// One rate, of one day, serves all months, so that a month differs from the one before by what was bought
/// and not by what money was worth. An amount without a rate stays in its own currency and is in no total.
struct Conversion: Sendable {
    /// The currency of the reports.
    let currency: String
    private let rates: [String: Rate]

    /// Units of the reports' currency for one of another, as a fraction of whole numbers.
    struct Rate: Sendable, Hashable {
        var numerator: Int64
        var denominator: Int64
        /// `2026-11-20`; nothing for the currency itself.
        var day: String?
        /// Where it is from; nothing for the currency itself.
        var source: String?

        /// For people to read; amounts are never multiplied by it.
        var approximate: Double { Double(numerator) / Double(denominator) }

        /// An amount in millionths, converted and rounded half to even; nothing when the result is too large
        /// to be kept.
        func convert(_ micros: Int64) -> Int64? {
            Exact.scaled(micros, by: numerator, over: denominator)
        }
    }

    /// A rate as it is written down: units of `base` for one of `currency` in the inventory, and the other
    /// way round at the bank.
    struct Quote: Sendable, Hashable {
        var currency: String
        var base: String
        /// In millionths of a millionth, so that a rate as small as 0.000055 keeps its digits.
        var value: Int64
        var day: String
        var source: String

        /// - Returns: nothing when `rate` is no decimal number above zero.
        init?(_ currency: String, base: String, rate: String, day: String, source: String) {
            let parts = rate.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
            guard parts.count <= 2, let exponent = parts.count == 2 ? Int(parts[1]) : 0,
                (-30...24).contains(exponent), let value = Money.micros("\(parts[0])e\(exponent + 6)"),
                value > 0
            else { return nil }
            self.currency = currency
            self.base = base
            self.value = value
            self.day = day
            self.source = source
        }
    }

    /// `declared` are the inventory's; `bank` are the European Central Bank's, of any day up to that of the
    /// run.
    init(to currency: String, declared: [Quote], bank: [Quote]) {
        self.currency = currency
        var rates: [String: Rate] = [:]
        let latest = bank.filter { $0.base == "EUR" }.sorted { $0.day < $1.day }
        var byCurrency: [String: Quote] = [:]
        for quote in latest { byCurrency[quote.currency] = quote }
        let one: Int64 = 1_000_000_000_000
        if currency == "EUR" {
            for quote in byCurrency.values {
                rates[quote.currency] = Rate(
                    numerator: one, denominator: quote.value, day: quote.day, source: quote.source)
            }
        } else if let target = byCurrency[currency] {
            rates["EUR"] = Rate(
                numerator: target.value, denominator: one, day: target.day, source: target.source)
            for quote in byCurrency.values {
                rates[quote.currency] = Rate(
                    numerator: target.value, denominator: quote.value, day: min(quote.day, target.day),
                    source: quote.source)
            }
        }
        for quote in declared where quote.currency == currency {
            rates[quote.base] = Rate(
                numerator: one, denominator: quote.value, day: quote.day, source: quote.source)
        }
        for quote in declared where quote.base == currency {
            rates[quote.currency] = Rate(
                numerator: quote.value, denominator: one, day: quote.day, source: quote.source)
        }
        rates[currency] = Rate(numerator: 1, denominator: 1)
        self.rates = rates
    }

    /// The rate of a currency; nothing when nobody has said one.
    func rate(of currency: String) -> Rate? { rates[currency] }

    /// An amount in the currency of the reports; nothing when there is no rate.
    func report(_ money: Money) -> Int64? { rates[money.currency]?.convert(money.micros) }
}
