import Model

extension Money {
    static func isCurrency(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// What `400 EUR` says; nothing when it is not written so, or has more than six decimals.
    init?(written text: String) {
        let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 2 else { return nil }
        let (amount, currency) = (String(Substring(words[0])), String(Substring(words[1])))
        guard Money.isCurrency(currency), Text.decimal(amount) != nil, Text.decimals(of: amount) <= 6,
            let micros = Money.micros(amount)
        else { return nil }
        self.init(micros: micros, currency)
    }
}

extension Price {
    /// The millionths of one that `20%` or `20 %` says.
    static func percent(_ text: String) -> Int64? {
        guard text.utf8.last == UInt8(ascii: "%") else { return nil }
        var bytes = text.utf8.dropLast()
        if bytes.last == UInt8(ascii: " ") { bytes = bytes.dropLast() }
        let amount = String(Substring(bytes))
        guard Text.decimal(amount) != nil, Text.decimals(of: amount) <= 4 else { return nil }
        return Money.micros(amount).map { $0 / 100 }
    }
}

extension Text {
    /// The number that `text` writes in digits with a point or without; nothing for signs, exponents and what is too long.
    static func decimal(_ text: String) -> Double? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 24,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return Double(text)
    }

    /// How many digits stand behind the point.
    static func decimals(of text: String) -> Int {
        text.utf8.firstIndex(of: UInt8(ascii: ".")).map { text.utf8[$0...].count - 1 } ?? 0
    }

    /// Whether `text` is a name of the domain name system with a dot in it, and no address.
    static func isDomain(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, text.utf8.count <= 253, let last = labels.last else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { $0 == hyphen || isAlphanumeric($0) }
        } && !last.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether `text` is an address as people have one: printable ASCII without blanks and quotes, one `@`, a domain.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count) else { return false }
        return isDomain(String(Substring(parts[1])))
            && parts[0].allSatisfy { isAlphanumeric($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    }
}
