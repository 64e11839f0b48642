internal import Model

extension Value {
    /// The number in the cell, whichever kind it is.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }
}

extension Formatter {
    /// 1,234,567.
    static func grouped(_ number: Int64) -> String {
        var digits: [Character] = []
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return (number < 0 ? "-" : "") + String(digits.reversed())
    }

    /// €1,234.50, of millionths, half a cent away from zero.
    static func euros(_ micros: Int64) -> String {
        let cents = micros.magnitude / 10_000 + (micros.magnitude % 10_000 >= 5_000 ? 1 : 0)
        let sign = micros < 0 && cents > 0 ? "-" : ""
        return "\(sign)€\(grouped(Int64(cents / 100))).\(two(Int(cents % 100)))"
    }

    /// At most one digit behind the point.
    static func decimal(_ number: Double) -> String {
        let tenths = (abs(number) * 10).rounded()
        guard tenths < 1e15 else { return String(number) }
        let whole = Int64(tenths)
        let tail = whole % 10 == 0 ? "" : ".\(whole % 10)"
        return (number < 0 && whole > 0 ? "-" : "") + grouped(whole / 10) + tail
    }

    /// In units of 1,024, named as people name them.
    static func size(_ bytes: Int64) -> String {
        var size = Double(bytes)
        for unit in ["bytes", "KB", "MB", "GB", "TB"] {
            if abs(size) < 1_024 || unit == "TB" { return "\(decimal(size)) \(unit)" }
            size /= 1_024
        }
        return grouped(bytes)
    }

    static func duration(_ seconds: Int64) -> String {
        let units: [(UInt64, String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        // The magnitude of the least number has no place in the type of the number itself.
        let size = seconds.magnitude
        guard let first = units.firstIndex(where: { size >= $0.0 }) else { return "0 s" }
        let whole = "\(seconds < 0 ? "-" : "")\(size / units[first].0) \(units[first].1)"
        guard first + 1 < units.count else { return whole }
        let rest = size % units[first].0 / units[first + 1].0
        return rest == 0 ? whole : "\(whole) \(rest) \(units[first + 1].1)"
    }
}
