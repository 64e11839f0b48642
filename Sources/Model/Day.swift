internal import Foundation

/// A day of the calendar, as `2027-01-31`, which sorts as it reads.
package struct Day: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// The day on which `seconds` since 1970 falls in a time zone.
    package init(_ seconds: Int64, in timezone: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timezone) ?? .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: TimeInterval(seconds)))
        let padded = { (number: Int?, width: Int) in
            let digits = String(number ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        description = "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }
}
