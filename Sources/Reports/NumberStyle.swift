internal import Model

/// How one language writes numbers: every sign between digits and behind them.
///
/// Source: CLDR 44, number patterns of en_GB and fr_FR.
struct NumberStyle: Sendable {
    let language: Language

    private var isFrench: Bool { language == .fr }
    private var group: String { isFrench ? "\u{202F}" : "," }
    private var point: String { isFrench ? "," : "." }
    /// What stands between a number and its unit.
    private var gap: String { isFrench ? "\u{A0}" : " " }

    /// 1,234,567.
    func grouped(_ number: Int64) -> String { (number < 0 ? "-" : "") + grouped(number.magnitude) }

    private func grouped(_ number: UInt64) -> String {
        let digits = Array(String(number).utf8)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += group }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// At most one digit behind the point.
    func decimal(_ number: Double) -> String {
        let tenths = (abs(number) * 10).rounded()
        guard tenths < 1e15 else { return String(number) }
        let whole = Int64(tenths)
        let tail = whole % 10 == 0 ? "" : "\(point)\(whole % 10)"
        return (number < 0 && whole > 0 ? "-" : "") + grouped(whole / 10) + tail
    }

    func percent(_ part: Double) -> String { decimal(part * 100) + (isFrench ? "\u{A0}%" : "%") }

    /// A percent with its sign, none for what rounds to nothing.
    func change(_ part: Double) -> String {
        let text = percent(part)
        return (abs(part) * 1_000).rounded() > 0 && part > 0 ? "+" + text : text
    }

    /// In units of 1,024, named as people name them.
    func size(_ bytes: Int64) -> String {
        let units = isFrench ? ["octets", "Ko", "Mo", "Go", "To"] : ["bytes", "KB", "MB", "GB", "TB"]
        var size = Double(bytes)
        for (index, unit) in units.enumerated() {
            if abs(size) < 1_024 || index == units.count - 1 {
                let isOne = isFrench && index == 0 && abs(size) < 2
                return "\(decimal(size))\(gap)\(isOne ? "octet" : unit)"
            }
            size /= 1_024
        }
        return grouped(bytes)
    }

    /// The two units that matter; French leaves the minutes behind hours without their unit.
    func duration(_ seconds: Int64) -> String {
        let units: [(UInt64, String)] = [
            (86_400, isFrench ? "j" : "d"), (3_600, "h"), (60, "min"), (1, "s"),
        ]
        // The magnitude of the least number has no place in the type of the number itself.
        let size = seconds.magnitude
        guard let first = units.firstIndex(where: { size >= $0.0 }) else { return "0\(gap)s" }
        let whole = "\(seconds < 0 ? "-" : "")\(size / units[first].0)\(gap)\(units[first].1)"
        guard first + 1 < units.count else { return whole }
        let rest = size % units[first].0 / units[first + 1].0
        if rest == 0 { return whole }
        if isFrench, units[first].1 == "h" { return "\(whole)\(gap)\(two(Int(rest)))" }
        return "\(whole)\(gap)\(rest)\(gap)\(units[first + 1].1)"
    }

    /// An amount with two decimals, rounded half away from zero, its currency's sign where the language puts it.
    ///
    /// With `signed`, an amount above zero has a `+`; what rounds to zero has no sign.
    func money(_ money: Money, signed: Bool) -> String {
        let cents = (money.micros.magnitude + 5_000) / 10_000
        let tail = String(cents % 100)
        let number = grouped(cents / 100) + point + (tail.utf8.count == 1 ? "0" : "") + tail
        let sign = cents == 0 ? "" : money.micros < 0 ? "-" : signed ? "+" : ""
        if isFrench { return "\(sign)\(number)\u{A0}\(NumberStyle.french[money.currency] ?? money.currency)" }
        return sign + (NumberStyle.english[money.currency] ?? "\(money.currency)\u{A0}") + number
    }

    private static let english = [
        "EUR": "€", "USD": "US$", "GBP": "£", "CAD": "CA$", "AUD": "A$",
    ]
    private static let french = [
        "EUR": "€", "USD": "$US", "GBP": "£GB", "CAD": "$CA", "AUD": "$AU",
    ]
}

extension Value {
    /// The number in the cell, whichever kind it is.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    /// The amount in the cell: whole millionths of `currency`, or `"<micros> <CUR>"`.
    func money(in currency: String) -> Money? {
        switch self {
        case .integer(let micros): return Money(micros: micros, currency)
        case .text(let text):
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let micros = Int64(parts[0]), parts[1].utf8.count == 3,
                parts[1].utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") })
            else { return nil }
            return Money(micros: micros, String(parts[1]))
        default: return nil
        }
    }
}
