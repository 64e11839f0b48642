/// How soon a finding wants to be dealt with, most urgent first.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Fix today.
    case critical
    /// Fix in the next window.
    case high
    /// Plan it this quarter.
    case medium
    /// When you pass by.
    case low
    /// Nothing to fix.
    case info

    package var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// 0 for the most urgent.
    package var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }

    /// Whether `a` is less urgent than `b`.
    package static func < (a: Severity, b: Severity) -> Bool { a.rank > b.rank }
}
