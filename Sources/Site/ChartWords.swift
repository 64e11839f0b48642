internal import Reports

/// The words in and around a chart that are not its page's.
struct ChartWords: Sendable {
    /// What opens the table.
    let figures: String
    /// Under the month that is not over.
    let soFar: String
    /// The name of what is too small, or too much, to stand alone.
    let other: String
    /// What is outlined, and what is solid.
    let estimated: String
    let invoiced: String
    /// What the mark `?` means.
    let missing: String
    /// Why there is no drawing.
    let currencies: String
    /// When there is more than a chart has room for.
    let latest: String
    /// Short, January first.
    let months: [String]

    init(_ formatter: Formatter) {
        figures = formatter.phrases(.figures)
        soFar = formatter.phrases(.soFar)
        other = formatter.phrases(.other)
        estimated = formatter.phrases.word("estimated")
        invoiced = formatter.phrases.word("invoiced")
        missing = formatter.phrases(.missing)
        currencies = formatter.phrases(.currencies)
        latest = formatter.phrases(.latest)
        months = formatter.shortMonths
    }
}
