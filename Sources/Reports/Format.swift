internal import Foundation
package import Model

/// How a cell is written for people.
package enum Format: String, Sendable, CaseIterable {
    case text
    /// As code: exact, in a fixed width.
    case code
    /// A whole or decimal number with its thousands apart.
    case number
    /// A size: 1.5 GB.
    case bytes
    /// A part of a whole, given as 0…1: 12.5 %.
    case percent
    /// An amount in whole millionths, rounded to the cent: €1,234.50.
    case money
    /// A month of the calendar, given as 2026-11: November 2026.
    case month
    /// Seconds since 1970 as a day, short: 9 Mar 2026.
    case date
    /// Seconds since 1970 as a day and a time, short: 9 Mar 2026, 02:14.
    case datetime
    /// The same in full: Monday 9 March 2026, 02:14.
    case moment
    /// Seconds as the two units that matter: 1 h 50 min.
    case duration
    /// A severity, as a badge.
    case severity
    /// The status of a finding, target or check, as a badge.
    case status
    /// The name that a page about this cell has.
    case slug
    /// The ending of a noun that a number stands before: nothing for 1, else `s`.
    case plural
    /// Markdown of a check file, which is ours: as it stands, not escaped.
    case markdown

    /// Whether cells of this format stand at the right of their column.
    package var isNumeric: Bool {
        switch self {
        case .number, .bytes, .percent, .money, .duration: true
        default: false
        }
    }
}

/// Writes cells in one language and time zone, always given, never those of the machine.
package struct Formatter: Sendable {
    private let timeZone: TimeZone
    private var isPlain = false

    package init(timezone: String) { timeZone = TimeZone(identifier: timezone) ?? .gmt }

    /// The same for what is no Markdown, as a page's title: nothing is escaped yet.
    var plain: Formatter {
        var plain = self
        plain.isPlain = true
        return plain
    }

    /// The words of a cell, escaped for nothing yet; nothing for null.
    package func words(_ value: Value, as format: Format) -> String? {
        switch (format, value) {
        case (_, .null): nil
        case (.number, .integer(let number)): Formatter.grouped(number)
        case (.number, .real(let number)): Formatter.decimal(number)
        case (.bytes, .integer(let size)): Formatter.size(size)
        case (.percent, _): value.number.map { Formatter.decimal($0 * 100) + "%" }
        case (.money, .integer(let micros)): Formatter.euros(micros)
        case (.month, .text(let month)): Formatter.month(month)
        case (.date, .integer(let seconds)): day(seconds)
        case (.datetime, .integer(let seconds)): "\(day(seconds)), \(time(seconds))"
        case (.moment, .integer(let seconds)): moment(seconds)
        case (.duration, .integer(let seconds)): Formatter.duration(seconds)
        case (.plural, _): value == .integer(1) ? "" : "s"
        case (.slug, _): value.text.map { Model.slug(of: $0) }
        default: value.text
        }
    }

    /// Writes the cell into Markdown, so that it is read as the text that it is.
    func markdown(_ value: Value, as format: Format, into out: inout [UInt8]) {
        guard let words = words(value, as: format) else { return }
        switch format {
        case _ where isPlain, .markdown: out += words.utf8
        case .code: Escape.code(words, into: &out)
        default: Escape.markdown(words, into: &out)
        }
    }

    /// The moment in ISO 8601 with its offset, for `<time datetime>` and for machines.
    package func iso(_ seconds: Int64) -> String {
        let at = parts(of: seconds)
        let offset = offset(at: bounded(seconds)) / 60
        let sign = offset < 0 ? "-" : "+"
        let zone = offset == 0 ? "Z" : "\(sign)\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
        let year = String(repeating: "0", count: max(0, 4 - String(at.year).count)) + String(at.year)
        return
            "\(year)-\(two(at.month))-\(two(at.day))T\(two(at.hour)):\(two(at.minute)):\(two(at.second))\(zone)"
    }

    private func parts(of seconds: Int64) -> CivilTime {
        let seconds = bounded(seconds)
        return CivilTime(shifted: seconds + Int64(offset(at: seconds)))
    }

    /// The nearest moment of the years 1 to 9999: a host may say any number.
    private func bounded(_ seconds: Int64) -> Int64 { min(max(seconds, -62_135_596_800), 253_402_300_799) }

    private func offset(at seconds: Int64) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    private func day(_ seconds: Int64) -> String {
        let at = parts(of: seconds)
        return "\(at.day) \(Formatter.months[at.month - 1].prefix(3)) \(at.year)"
    }

    private func moment(_ seconds: Int64) -> String {
        let at = parts(of: seconds)
        let day = "\(Formatter.weekdays[at.weekday]) \(at.day) \(Formatter.months[at.month - 1]) \(at.year)"
        return "\(day), \(time(seconds))"
    }

    /// The month that `2026-11` says; any other text as it is.
    private static func month(_ text: String) -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let month = Int(parts[1]),
            (1...12).contains(month)
        else { return text }
        return "\(months[month - 1]) \(parts[0])"
    }

    private func time(_ seconds: Int64) -> String {
        let at = parts(of: seconds)
        return "\(two(at.hour)):\(two(at.minute))"
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
}
