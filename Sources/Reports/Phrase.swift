/// A word or sentence of the site's own that stands on no page file: `templates/i18n` has it in each language.
///
/// A name in braces is put in by whoever asks.
package enum Phrase: String, Sendable, CaseIterable {
    case skip, menu, glossary, tables, permalink
    /// With `{run}`.
    case run
    /// What stands between a name and what it is: with `{label}` and `{value}`.
    case labelled
    /// With `{shown}` and `{all}`.
    case rows
    /// The same before the links to the files that have them all.
    case allRows = "all-rows"
    case notCollected = "not-collected"
    case noChange = "no-change"
    case sinceLastRun = "since-last-run"
    /// With `{count}`.
    case lastRuns = "last-runs"
    /// With `{count}`.
    case lines
    /// Of a month that is not over.
    case soFar = "so-far"
    /// What a chart's figures are folded under.
    case figures
    /// The series that are too small for a name.
    case other
    /// What the mark of a column means that is not whole.
    case missing
    /// Why amounts of several currencies are not drawn.
    case currencies
    /// With `{shown}` and `{all}`.
    case latest
    case critical, high, medium, low, info
    case statusComplete = "status-complete"
    case statusPartial = "status-partial"
    case statusFailed = "status-failed"
    case statusUnreachable = "status-unreachable"
    case statusRefused = "status-refused"
    case statusStale = "status-stale"
    case statusUnknown = "status-unknown"
    /// What the page that lists the editions is called.
    case editions
    case editionsNote = "editions-note"
    /// The language itself, as those who speak it write it.
    case language
    /// With `{readers}`.
    case readers
    case devops, developer, management
    /// What the script of the pages says, from here on.
    case filter
    /// With `{name}`.
    case filterTable = "filter-table"
    /// With `{name}`.
    case severityOf = "severity-of"
    case anySeverity = "any-severity"
    /// With `{shown}` and `{all}`.
    case shown
    case search
    case searchHint = "search-hint"
    case copy, copied
    /// With `{days}`.
    case old

    /// What `assets/words.js` holds.
    package static let scripted: [Phrase] = [
        .filter, .filterTable, .severityOf, .anySeverity, .shown, .search, .searchHint, .copy, .copied, .old,
        .critical, .high, .medium, .low, .info,
    ]
}
