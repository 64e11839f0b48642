/// A maintenance window, `Tue 22:00-24:00`: a day of the week, a start, and an end that may be past midnight.
enum Window {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    static func isOne(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 15, days.contains(String(decoding: bytes[..<3], as: UTF8.self)),
            bytes[3] == UInt8(ascii: " "), bytes[9] == UInt8(ascii: "-"),
            let start = minutes(bytes[4..<9]), let end = minutes(bytes[10..<15])
        else { return false }
        return start < 24 * 60 && start != end
    }

    /// Minutes since midnight of `22:30`; 24:00 is the end of the day.
    private static func minutes(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[..<2]),
            let minute = number(bytes[3...]), minute < 60, hour < 24 || hour == 24 && minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
}
