/// Which texts of people may stand in an inventory.
enum Text {
    /// Whether a reader sees `scalar`, or sees that it is a blank.
    ///
    /// Controls, line separators, marks that turn the direction of writing, private use and non-characters are not
    /// seen, and what is not seen in a file is not what its reader believes it says.
    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2069,
            0xE000...0xF8FF, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0x10FFFF:
            false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }

    /// Whether `text` is one line of 1 to `limit` characters that can be seen, with no blank at its ends.
    static func isLine(_ text: String, limit: Int = 200) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.count <= limit else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace && scalars.allSatisfy(isShown)
    }

    /// The number that `text` writes in digits: no sign, no leading zero (012 is ten in YAML 1.1), nothing else.
    static func number(_ text: String) -> Int? {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            digits.count == 1 || digits.first != 0x30
        else { return nil }
        return Int(text)
    }

    /// Whether `text` is a day of the calendar, written `YYYY-MM-DD`.
    static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        func part(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                byte >= 0x30 && byte <= 0x39 ? sum.map { $0 * 10 + Int(byte) - 0x30 } : nil
            }
        }
        guard let year = part(0..<4), let month = part(5..<7), let day = part(8..<10), year >= 1970 else {
            return false
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && (1...days[month - 1]).contains(day)
    }
}
