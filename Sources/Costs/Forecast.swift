import Model

/// What an open month will come to, for everything and for each client, provider and account.
///
/// Where a run of the month before looked on the same day (within one), the rest of that month is added to
/// what is charged so far: `same-day`. Else each line is reckoned to the month's end: `recurring` when all of
/// them are prices for a whole month, `straight-line` when some run by the hour. Amounts without a rate are
/// in none of it.
struct Forecast: Sendable, Hashable {
    enum Method: String, Sendable {
        case straightLine = "straight-line"
        case recurring
        case sameDay = "same-day"
    }

    var scope: Scope
    /// Nothing when no line of the month is known, as when a provider could not be asked.
    var toDate: Int64?
    /// Nothing when the month has not run long enough to tell.
    var forecast: Int64?
    /// The month before, whole; nothing when none of its lines is known.
    var before: Int64?
    var budget: Int64?
    var method: Method

    /// A number that an earlier run noted down: what a month came to by then.
    struct Past: Sendable, Hashable {
        /// When that run began.
        var at: Int64
        /// As `Scope.metric` makes it.
        var name: String
        var micros: Int64
    }

    /// The forecasts of `month`, in the order of their scopes.
    static func all(
        of costs: [Cost], month: String, before: String, _ projection: Projection, past: [Past],
        budgets: [Scope: Int64], currency: String
    ) -> [Forecast] {
        var sums: [Scope: Sums] = [:]
        for cost in costs where cost.line.month == month || cost.line.month == before {
            guard let amount = cost.report else { continue }
            for scope in Scope.each(of: cost) {
                if cost.line.month == before {
                    sums[scope, default: Sums()].addBefore(amount)
                } else {
                    sums[scope, default: Sums()].add(
                        amount, projected: projection.projected(amount, of: cost.line),
                        isWhole: projection.isWhole(cost.line))
                }
            }
        }
        for scope in budgets.keys where sums[scope] == nil { sums[scope] = Sums() }
        let sameDay = nearest(past, to: projection.elapsed, in: before)
        return sums.sorted { $0.key < $1.key }.map { scope, sums in
            var forecast = Forecast(
                scope: scope, toDate: sums.toDate, forecast: sums.projected, before: sums.before,
                budget: budgets[scope], method: sums.isWhole ? .recurring : .straightLine)
            if let toDate = sums.toDate, !sums.isWhole {
                if let whole = sums.before, let then = sameDay[scope.metric(before, currency)] {
                    let rest = max(0, Exact.difference(whole, then))
                    forecast.forecast = Exact.sum(toDate, rest)
                    forecast.method = .sameDay
                } else if !projection.isTellable {
                    forecast.forecast = nil
                }
            }
            return forecast
        }
    }

    /// What was noted in `month` when it had run as far as this one, for each name; nothing where no run
    /// looked within a day of that.
    private static func nearest(_ past: [Past], to elapsed: Int64, in month: String) -> [String: Int64] {
        guard let bounds = Moment.bounds(ofMonth: month) else { return [:] }
        var best: [String: (distance: Int64, micros: Int64)] = [:]
        for number in past where number.at >= bounds.start && number.at < bounds.end {
            let distance = abs(number.at - bounds.start - elapsed)
            if distance <= 86_400, distance < best[number.name]?.distance ?? .max {
                best[number.name] = (distance, number.micros)
            }
        }
        return best.mapValues(\.micros)
    }

    private struct Sums {
        var toDate: Int64?
        var projected: Int64?
        var before: Int64?
        var isWhole = true

        mutating func add(_ amount: Int64, projected whole: Int64, isWhole: Bool) {
            toDate = Exact.sum(toDate ?? 0, amount)
            projected = Exact.sum(projected ?? 0, whole)
            if !isWhole { self.isWhole = false }
        }

        mutating func addBefore(_ amount: Int64) { before = Exact.sum(before ?? 0, amount) }
    }

    func row(_ month: String) -> Row {
        [
            .text(month), .text(scope.kind.rawValue), .text(scope.name), .optional(toDate),
            .optional(forecast), .optional(before), .optional(budget), .text(method.rawValue),
        ]
    }
}
