/// A moment as the wall clock and calendar of some place show it.
struct CivilTime {
    var year: Int64
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    /// 0 for Monday.
    var weekday: Int

    /// The proleptic Gregorian date and time of `seconds` since 1970, already shifted to the place's clock.
    ///
    /// Much faster than Foundation's calendar, which a site of many thousand dates would wait for.
    /// Source: Howard Hinnant, «chrono-Compatible Low-Level Date Algorithms», civil_from_days.
    init(shifted seconds: Int64) {
        let days = Int64(seconds.flooredDivision(by: 86_400))
        let rest = Int(seconds - days * 86_400)
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
        // The first of January 1970 was a Thursday.
        weekday = Int((days + 3) - (days + 3).flooredDivision(by: 7) * 7)
    }
}

extension Int64 {
    func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// Two digits.
func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
