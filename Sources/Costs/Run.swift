import Model
import Store

/// The run that costs are reckoned for: when it began, and the currency of its reports.
struct Run: Sendable {
    let id: String
    let now: Int64
    let currency: String
    /// The open month and the one before, `2026-11`.
    let month: String
    let before: String

    /// - Returns: nothing when the file has no run yet.
    init?(_ reader: Reader) throws {
        let found = try reader.list("SELECT id, started_at, currency FROM run") { cells in
            (id: cells.text(0) ?? "", now: cells.integer(1) ?? 0, currency: cells.text(2) ?? "EUR")
        }.first
        guard let found else { return nil }
        id = found.id
        now = found.now
        currency = found.currency
        month = Moment.month(now)
        before = Span.month(before: month)
    }

    /// What earlier runs noted of the month before.
    func past(_ reader: Reader) throws -> [Forecast.Past] {
        try reader.list(
            "SELECT at, name, value FROM previous.metrics WHERE substr(name, 1, length(:prefix)) = :prefix",
            ["prefix": .text("\(Scope.metric)\(before)/")]
        ) { cells in
            guard let at = cells.integer(0), let name = cells.text(1), let micros = cells.integer(2) else {
                return nil
            }
            return Forecast.Past(at: at, name: name, micros: micros)
        }
    }

    /// What the open month came to so far, for the runs of the next one.
    func metrics(of forecasts: [Forecast]) -> [Row] {
        forecasts.compactMap { forecast in
            forecast.toDate.map { amount in
                [
                    .text(id), .integer(now), .text(forecast.scope.metric(month, currency)),
                    .real(Double(amount)),
                ]
            }
        }
    }
}

extension Conversion {
    /// The rates of the run: the inventory's, and the bank's of the last day before it.
    static func all(
        to currency: String, _ reader: Reader, _ reading: Reading, now: Int64
    ) throws -> Conversion {
        let declared = try reader.list("SELECT currency, base, rate, day, source FROM inventory_rates") {
            Quote(
                $0.text(0) ?? "", base: $0.text(1) ?? "", rate: $0.text(2) ?? "", day: $0.text(3) ?? "",
                source: $0.text(4) ?? "")
        }
        guard reading.knows(["exchange_rate"]) else {
            return Conversion(to: currency, declared: declared, bank: [])
        }
        let bank = try reader.list(
            "SELECT currency, base, COALESCE(rate_text, rate), day, source FROM exchange_rate WHERE day <= :today",
            ["today": .text(String(Moment.iso(now).prefix(10)))]
        ) {
            Quote(
                $0.text(0) ?? "", base: $0.text(1) ?? "", rate: $0.text(2) ?? "", day: $0.text(3) ?? "",
                source: $0.text(4) ?? "European Central Bank")
        }
        return Conversion(to: currency, declared: declared, bank: bank)
    }
}
