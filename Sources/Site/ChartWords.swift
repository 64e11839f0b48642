/// The words in and around a chart that are not its page's.
struct ChartWords: Sendable {
    /// What opens the table.
    var figures = "Figures behind this chart"
    /// Under the month that is not over.
    var soFar = "so far"
    /// The name of what is too small, or too much, to stand alone.
    var other = "Other"
    /// What is outlined, and what is solid.
    var estimated = "estimated"
    var invoiced = "invoiced"
    /// What the mark `?` means.
    var missing = "not all of it was collected"
    /// Why there is no drawing.
    var currencies = "Amounts in several currencies are not drawn together."
    /// When there is more than a chart has room for.
    var latest = "the last {shown} of {all}"
    /// Short, January first.
    var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
