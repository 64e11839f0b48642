import Model

/// A month as far as it has run, for prices that run by time.
struct Span: Sendable, Hashable {
    /// `2026-11`.
    let month: String
    let start: Int64
    /// The month's end, or now when that comes first.
    let end: Int64
    let isOpen: Bool

    /// - Returns: nothing for what is no month, and for one that has not begun.
    init?(_ month: String, at now: Int64) {
        guard let bounds = Moment.bounds(ofMonth: month), bounds.start < now else { return nil }
        self.month = month
        start = bounds.start
        end = min(bounds.end, now)
        isOpen = now < bounds.end
    }

    /// The month before one.
    static func month(before month: String) -> String {
        Moment.bounds(ofMonth: month).map { Moment.month($0.start - 1) } ?? month
    }

    /// How much of it something made at `created` was there for; nothing when it was made later.
    func part(since created: Int64?) -> Part? {
        let start = max(start, created ?? start)
        return start < end ? Part(start: start, end: end) : nil
    }

    /// A stretch of time that a price is for.
    struct Part: Sendable, Hashable {
        let start: Int64
        let end: Int64

        var seconds: Int64 { end - start }
        var hours: Double { Double(seconds) / 3_600 }

        /// What a monthly price comes to where `cap` hours make a month, and no more is charged than that.
        func cost(monthly price: Int64, cap: Int64) -> Int64? {
            seconds >= cap * 3_600 ? price : Exact.scaled(price, by: seconds, over: cap * 3_600)
        }

        /// What an hourly price comes to, no more than the monthly one.
        func cost(hourly price: Int64, most monthly: Int64?) -> Int64? {
            Exact.scaled(price, by: seconds, over: 3_600).map { min($0, monthly ?? $0) }
        }
    }
}
