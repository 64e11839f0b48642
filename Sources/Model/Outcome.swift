/// What came of asking one host for one fact.
package enum Coverage: String, Sendable, CaseIterable {
    /// The whole answer, be it «there is none here».
    case complete
    /// Something was read, something could not be.
    case partial
    /// Nothing could be read; `reason` and `remedy` say why and what to do.
    case unknown
    /// Not read this time; the rows are those of an earlier run.
    case stale
}

/// One fact's answer from one host.
package struct FactOutcome: Sendable {
    package var table: String
    package var coverage: Coverage
    /// In plain words, for everything but `complete`; for `complete` with no rows, that the host has no such thing.
    package var reason: String?
    package var remedy: String?
    package var rows: [Row]
    package var milliseconds: Int

    package init(
        table: String, coverage: Coverage, reason: String? = nil, remedy: String? = nil, rows: [Row] = [],
        milliseconds: Int = 0
    ) {
        self.table = table
        self.coverage = coverage
        self.reason = reason
        self.remedy = remedy
        self.rows = rows
        self.milliseconds = milliseconds
    }
}

/// What came of one visit to one host.
package struct HostOutcome: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Every fact was answered whole.
        case complete
        /// The host answered, and one fact or more could not be read whole.
        case partial
        /// It answered with something that cannot be trusted or understood: nothing of it is kept.
        case failed
        /// No answer: name, network, port, time.
        case unreachable
        /// It, or our own trust in its key, said no.
        case refused
    }

    package var host: String
    package var status: Status
    /// In plain words, for everything but `complete`.
    package var reason: String?
    package var remedy: String?
    /// Seconds since 1970, by the clock of the machine that audits.
    package var startedAt: Int64
    package var finishedAt: Int64
    package var facts: [FactOutcome]

    package init(
        host: String, status: Status, reason: String? = nil, remedy: String? = nil, startedAt: Int64,
        finishedAt: Int64, facts: [FactOutcome] = []
    ) {
        self.host = host
        self.status = status
        self.reason = reason
        self.remedy = remedy
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.facts = facts
    }
}
