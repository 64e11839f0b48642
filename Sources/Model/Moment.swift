/// A moment, read from the ways in which these APIs write one.
///
/// `2020-07-21T18:37:44Z`, with up to nine decimals, with an offset as `+00:00`, `+0000` or ` +0000`, without any (then UTC), with a blank
/// for the `T`, or the day alone; `/Date(1343226053000)/`; and RFC 9110's `Tue, 15 Nov 1994 08:12:31 GMT`. Go's year 1 is «never».
package struct Moment: Sendable, Hashable {
    /// Seconds since 1970, decimals cut off.
    package let seconds: Int64

    /// Nothing for a text that is no moment, or says «never».
    package init?(_ text: String) {
        var scan = Scan(text)
        if text.hasPrefix("/Date(") {
            guard let milliseconds = Int64(text.dropFirst(6).prefix { $0 != ")" && $0 != "+" }) else {
                return nil
            }
            seconds = milliseconds / 1_000
            return
        }
        if let day = Moment.mail(text) {
            seconds = day
            return
        }
        guard let year = scan.number(4), scan.take("-"), let month = scan.number(2), scan.take("-"),
            let day = scan.number(2), let start = Moment.days(year, month, day)
        else { return nil }
        var total = start * 86_400
        if scan.take("T") || scan.take("t") || scan.take(" ") {
            guard let hour = scan.number(2), scan.take(":"), let minute = scan.number(2), hour < 24,
                minute < 60
            else { return nil }
            var second: Int64 = 0
            if scan.take(":") {
                guard let number = scan.number(2), number <= 60 else { return nil }
                second = number
                if scan.take(".") || scan.take(",") {
                    guard scan.digits() > 0 else { return nil }
                }
            }
            total += hour * 3_600 + minute * 60 + second
            _ = scan.take(" ")
            if scan.take("Z") || scan.take("z") || scan.take("UTC") {
            } else if let sign: Int64 = scan.take("+") ? 1 : scan.take("-") ? -1 : nil {
                guard let hours = scan.number(2) else { return nil }
                _ = scan.take(":")
                let minutes = scan.number(2) ?? 0
                total -= sign * (hours * 3_600 + minutes * 60)
            }
        }
        guard scan.isAtEnd else { return nil }
        if year <= 1 { return nil }
        seconds = total
    }

    /// As FOCUS writes it: `2026-11-01T00:00:00Z`.
    package static func iso(_ seconds: Int64) -> String {
        let days = Int64((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - days * 86_400
        let (year, month, day) = civil(days)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(year)-\(two(month))-\(two(day))T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// The month of a moment in UTC, `2026-11`.
    package static func month(_ seconds: Int64) -> String { String(iso(seconds).prefix(7)) }

    /// The first moments of a month and of the one after it.
    package static func bounds(ofMonth month: String) -> (start: Int64, end: Int64)? {
        guard let start = Moment("\(month)-01")?.seconds else { return nil }
        let next = Moment.month(start + 32 * 86_400)
        return Moment("\(next)-01").map { (start, $0.seconds) }
    }

    /// Days since 1970 of a day of the Gregorian calendar; nothing for a day that it has not.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1...12).contains(month), day >= 1 else { return nil }
        let lengths: [Int64] = [
            31, year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30,
            31, 30, 31,
        ]
        guard day <= lengths[Int(month) - 1] else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let day = shifted - era * 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func mail(_ text: String) -> Int64? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[0].hasSuffix(","),
            let month = months.firstIndex(of: String(words[2])), let day = Int64(words[1]),
            let year = Int64(words[3]), (1...9_999).contains(year),
            let start = days(year, Int64(month) + 1, day)
        else { return nil }
        var clock = Scan(String(words[4]))
        guard let hour = clock.number(2), clock.take(":"), let minute = clock.number(2), clock.take(":"),
            let second = clock.number(2), clock.isAtEnd, hour < 24, minute < 60, second <= 60
        else { return nil }
        return start * 86_400 + hour * 3_600 + minute * 60 + second
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private struct Scan {
        private var rest: Substring.UTF8View
        init(_ text: String) { rest = text[...].utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }
        mutating func number(_ width: Int) -> Int64? {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest = rest.dropFirst(width)
            return Int64(Substring(digits))
        }
        mutating func digits() -> Int {
            let found = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(found)
            return found
        }
    }
}
