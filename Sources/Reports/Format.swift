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
    /// Seconds since 1970 as a day, short: 9 Mar 2026.
    case date
    /// Seconds since 1970 as a day and a time, short: 9 Mar 2026, 02:14.
    case datetime
    /// The same in full: Monday 9 March 2026, 02:14.
    case moment
    /// Seconds as the two units that matter: 1 h 50 min.
    case duration
    /// An amount: whole millionths of the run's currency, or text `<millionths> <currency>`.
    case money
    /// The same with its sign: +€40.00.
    case delta
    /// A ratio with its sign, 0.031 being +3.1 %.
    case change
    /// `2026-11` as November 2026.
    case month
    /// `2026-11-12` as 12 Nov 2026.
    case day
    /// A word of data in the language of its reader.
    case word
    /// A word of data as a mark: kept, hole, unknown or excused; nothing where no promise is made.
    case mark
    /// A severity, as a badge.
    case severity
    /// The status of a finding, target or check, as a badge.
    case status
    /// The name that a page about this cell has.
    case slug
    /// The ending of a noun that a number stands before: nothing for one, else `s`; French counts all below two as one.
    case plural
    /// Markdown of a check file, which is ours: as it stands, not escaped.
    case markdown

    /// Whether cells of this format stand at the right of their column.
    package var isNumeric: Bool {
        switch self {
        case .number, .bytes, .percent, .duration, .money, .delta, .change: true
        default: false
        }
    }
}

/// Writes cells in one language, currency and time zone, always given, never those of the machine.
package struct Formatter: Sendable {
    package let phrases: Words
    private let timeZone: TimeZone
    /// In which amounts are that name none.
    private let currency: String
    private let numbers: NumberStyle
    private let dates: DateStyle
    private var isPlain = false

    package var language: Language { phrases.language }

    /// - Parameters:
    ///   - timezone: an identifier of the IANA database; UTC for one that it has not.
    ///   - currency: ISO 4217, the run's own.
    ///   - words: of the language that everything is written in.
    package init(timezone: String, currency: String = "EUR", words: Words = Words()) {
        timeZone = TimeZone(identifier: timezone) ?? .gmt
        self.currency = currency
        phrases = words
        numbers = NumberStyle(language: words.language)
        dates = DateStyle(language: words.language)
    }

    /// The short names of months, January first.
    package var shortMonths: [String] { dates.shortMonths }

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
        case (.number, .integer(let number)): numbers.grouped(number)
        case (.number, .real(let number)): numbers.decimal(number)
        case (.bytes, .integer(let size)): numbers.size(size)
        case (.percent, _): value.number.map { numbers.percent($0) }
        case (.change, _): value.number.map { numbers.change($0) }
        case (.money, _), (.delta, _): money(value, signed: format == .delta) ?? value.text
        case (.date, .integer(let seconds)): day(parts(of: seconds))
        case (.datetime, .integer(let seconds)): datetime(parts(of: seconds))
        case (.moment, .integer(let seconds)): moment(parts(of: seconds))
        case (.month, .text(let text)): dates.month(text) ?? text
        case (.day, .text(let text)): dates.day(text) ?? text
        case (.duration, .integer(let seconds)): numbers.duration(seconds)
        case (.plural, _): isOne(value) ? "" : "s"
        case (.slug, _): value.text.map { Model.slug(of: $0) }
        case (.word, _): value.text.map { phrases.word($0) }
        case (.severity, .text(let text)): Severity(rawValue: text).map { phrases.severity($0) } ?? text
        case (.status, .text(let text)): phrases.status(text)
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

    private func day(_ at: CivilTime) -> String { dates.day(at.year, at.month, at.day) }

    private func datetime(_ at: CivilTime) -> String { dates.joined(day(at), at) }

    private func moment(_ at: CivilTime) -> String { dates.joined(dates.longDay(at), at) }

    private func money(_ value: Value, signed: Bool) -> String? {
        value.money(in: currency).map { numbers.money($0, signed: signed) }
    }

    private func isOne(_ value: Value) -> Bool {
        guard language == .fr else { return value == .integer(1) }
        return value.number.map { abs($0) < 2 } ?? false
    }
}
