import Model

/// Until when Heroku keeps a stack secure, which its API does not say.
///
/// Source: devcenter.heroku.com, *Stacks*, as of July 2026: the month in which support ends, here its last day.
enum HerokuStacks {
    /// Seconds since 1970; nothing for a stack whose end is not published, or that has no system of its own.
    static func endOfSupport(of stack: String) -> Int64? {
        days[stack].flatMap { Moment($0)?.seconds }
    }

    static let meaning =
        "Last day with security updates, as published in July 2026; null when none is, as for container"

    private static let days = [
        "heroku-16": "2021-04-30",
        "heroku-18": "2023-04-30",
        "heroku-20": "2025-04-30",
        "heroku-22": "2027-04-30",
        "heroku-24": "2029-04-30",
    ]
}
