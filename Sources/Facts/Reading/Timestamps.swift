/// Seconds since 1970 of an RFC 3339 time, its fraction dropped; nothing when it is none, or Go's zero time (year 1).
///
/// Docker writes `2026-11-22T06:00:00.123456789Z`, and images keep the zone of whoever built them.
func secondsSince1970(_ time: String) -> Int64? {
    let bytes = Array(time.utf8)
    func number(_ start: Int, _ length: Int) -> Int64? {
        guard start + length <= bytes.count else { return nil }
        let digits = bytes[start..<(start + length)]
        guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
        let minute = number(14, 2), let second = number(17, 2), year > 1, (1...12).contains(month)
    else { return nil }
    var zone = bytes.dropFirst(19)
    if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop { (48...57).contains($0) } }
    var offset: Int64 = 0
    if let sign = zone.first, sign != UInt8(ascii: "Z") {
        guard let hours = number(zone.startIndex + 1, 2), let minutes = number(zone.startIndex + 4, 2) else {
            return nil
        }
        offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    }
    // Days from civil: Howard Hinnant, chrono-compatible low-level date algorithms; years begin in March.
    let march = month > 2 ? year : year - 1
    let era = march / 400
    let yearOfEra = march - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + hour * 3_600 + minute * 60 + second - offset
}
