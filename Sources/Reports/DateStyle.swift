internal import Model

/// How one language writes days and times.
struct DateStyle: Sendable {
    let language: Language

    /// 9 Mar 2026 · 9 mars 2026.
    func day(_ year: Int64, _ month: Int, _ day: Int) -> String {
        "\(ordinal(day)) \(short(month)) \(year)"
    }

    /// Monday 9 March 2026 · lundi 9 mars 2026.
    func longDay(_ at: CivilTime) -> String {
        let weekday = language == .fr ? DateStyle.jours[at.weekday] : DateStyle.weekdays[at.weekday]
        return "\(weekday) \(ordinal(at.day)) \(month(at.month)) \(at.year)"
    }

    /// A day with the time of that day, 24 hours with two digits.
    func joined(_ day: String, _ at: CivilTime) -> String {
        "\(day)\(language == .fr ? " à " : ", ")\(two(at.hour)):\(two(at.minute))"
    }

    /// November 2026 · novembre 2026, of `2026-11`; nothing when it is no month.
    func month(_ text: String) -> String? {
        guard let parts = DateStyle.numbers(text, count: 2) else { return nil }
        return "\(month(Int(parts[1]))) \(parts[0])"
    }

    /// The day `2026-11-12` as `day` writes it; nothing when it is no day.
    func day(_ text: String) -> String? {
        guard let parts = DateStyle.numbers(text, count: 3) else { return nil }
        return day(parts[0], Int(parts[1]), Int(parts[2]))
    }

    private static func numbers(_ text: String, count: Int) -> [Int64]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == count, parts[0].utf8.count == 4,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } })
        else { return nil }
        let numbers = parts.compactMap { Int64($0) }
        guard (1...12).contains(numbers[1]), count == 2 || (1...31).contains(numbers[2]) else { return nil }
        return numbers
    }

    /// The first day of a month is the only one that French counts.
    private func ordinal(_ day: Int) -> String { language == .fr && day == 1 ? "1er" : String(day) }

    private func month(_ month: Int) -> String {
        language == .fr ? DateStyle.mois[month - 1] : DateStyle.months[month - 1]
    }

    /// The short names of months, January first.
    var shortMonths: [String] { (1...12).map(short) }

    private func short(_ month: Int) -> String {
        language == .fr ? DateStyle.shortFrench[month - 1] : String(DateStyle.months[month - 1].prefix(3))
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let jours = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    private static let mois = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
    ]
    private static let shortFrench = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ]
}
