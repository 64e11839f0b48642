import Model

/// What a line of an open month will have come to at the month's end.
///
/// A price for the whole month, a tax, a credit and what is paid once are what they are. What runs by the
/// hour goes on as it has run so far, unless it has ended; where the provider charges no more than so many
/// hours a month, no further than that.
struct Projection: Sendable {
    private let start: Int64
    private let end: Int64
    private let now: Int64
    /// When the bill of each account was last brought up to date.
    private let asOf: [AccountName: Int64]

    /// A month of DigitalOcean's is 28 days at most, one of Heroku's 30; others charge each hour.
    ///
    /// Source: DigitalOcean, *Droplet Pricing*: «the monthly cap is 672 hours»; Heroku's command line, whose
    /// month is 720 hours.
    static let cappedHours: [String: Int64] = ["digitalocean": 672, "heroku": 720]
    /// Below this a month has not run long enough for anything to be said of its end.
    private static let least: Int64 = 6 * 3_600
    /// What ended this long before the bill was made has ended; a bill is made anew every day.
    private static let ended: Int64 = 36 * 3_600

    /// - Returns: nothing for what is no month.
    init?(of month: String, at now: Int64, _ lines: [Line]) {
        guard let bounds = Moment.bounds(ofMonth: month) else { return nil }
        (start, end) = bounds
        self.now = min(max(now, bounds.start), bounds.end)
        var asOf: [AccountName: Int64] = [:]
        for line in lines where line.month == month {
            guard let end = line.end, end <= now else { continue }
            let account = AccountName(line)
            asOf[account] = max(asOf[account] ?? end, end)
        }
        self.asOf = asOf
    }

    /// How far the month has run, in seconds.
    var elapsed: Int64 { now - start }

    /// Whether it has run far enough for its end to be reckoned.
    var isTellable: Bool { elapsed >= Projection.least }

    /// Whether a line's amount is that of the whole month already.
    ///
    /// The tax of what a provider has charged so far grows with it.
    func isWhole(_ line: Line) -> Bool {
        if line.category == .tax, line.source == .preview { return false }
        if line.source == .invoiced || line.category != .usage || line.frequency == .oneTime { return true }
        guard let end = line.end else { return line.frequency == .recurring }
        if line.frequency == .recurring, end > now { return true }
        return end <= now && end < (asOf[AccountName(line)] ?? now) - Projection.ended
    }

    /// A part of a line's amount at the month's end.
    func projected(_ amount: Int64, of line: Line) -> Int64 {
        guard !isWhole(line), now < end else { return amount }
        // A period that ends later than now is one that the provider bills by, which need not be the month.
        let cycle = line.end.flatMap { $0 > now ? $0 : nil }
        let begun = min(line.start.map { cycle == nil ? max($0, start) : $0 } ?? start, now)
        var past = (cycle == nil ? line.end ?? now : now) - begun
        var whole = (cycle ?? end) - begun
        if let hours = Projection.cappedHours[line.provider], line.unit == "Hours" {
            past = min(past, hours * 3_600)
            whole = min(whole, hours * 3_600)
        }
        guard past > 0, whole > past else { return amount }
        return Exact.scaled(amount, by: whole, over: past) ?? amount
    }
}

/// An account by its provider and its name in the inventory.
struct AccountName: Sendable, Hashable, Comparable {
    var provider: String
    var account: String

    init(_ provider: String, _ account: String) {
        self.provider = provider
        self.account = account
    }

    init(_ line: Line) { self.init(line.provider, line.account) }

    /// `heroku/agency`, as rules and rows name it.
    var title: String { "\(provider)/\(account)" }

    static func < (a: AccountName, b: AccountName) -> Bool { a.title < b.title }
}
