import Model

/// A value with the place where it was written.
struct Located<Value> {
    let value: Value
    let place: Place
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}

/// What a text must be, in words and as a test.
struct Rule {
    /// As in `address must be …`.
    let expected: String
    let remedy: String
    let allows: (String) -> Bool

    static func line(_ limit: Int = 200) -> Rule {
        Rule(
            expected: "one line of 1 to \(limit) characters",
            remedy: "Take out line ends, blanks at either end and what cannot be seen."
        ) { Text.isLine($0, limit: limit) }
    }

    static var name: Rule {
        Rule(
            expected: "made of letters, digits, dots, hyphens and underscores",
            remedy: "Start it with a letter or a digit; it becomes a word of an ssh command.",
            allows: HostName.isName)
    }
    static var address: Rule {
        Rule(
            expected: "a host name or an IP address",
            remedy: "Write it alone: no user, port, brackets, blanks or options.", allows: HostName.isAddress)
    }
    static var user: Rule {
        Rule(
            expected: "an account's name of letters, digits, dots, hyphens and underscores",
            remedy: "Start it with a letter, a digit or an underscore; it becomes a word of an ssh command.",
            allows: HostName.isUser)
    }
    static var jump: Rule {
        Rule(
            expected: "a jump host, [user@]host[:port]",
            remedy: "Put commas and no blanks between several, and an IPv6 address in brackets.",
            allows: HostName.isJump)
    }
    static var path: Rule {
        Rule(
            expected: "a path of letters, digits and / : . _ - + @ , =",
            remedy: "ssh gives blanks, % and quotes in a path a meaning: move the file to a plain one.",
            allows: HostName.isPath)
    }
    static var root: Rule {
        Rule(
            expected: "an absolute folder of letters, digits, blanks and / : . _ - + @ , =",
            remedy: "Start it with / and leave out .. and quotes."
        ) { text in
            text.utf8.first == UInt8(ascii: "/")
                && HostName.isPath(String(text.map { $0 == " " ? "_" : $0 }))
                && !text.split(separator: "/").contains("..")
        }
    }
    static var unit: Rule {
        Rule(
            expected: "a systemd unit", remedy: "Write it as systemctl does, such as nginx or nginx.service."
        ) { text in
            text.utf8.count <= 255 && text.utf8.first.map { $0 != UInt8(ascii: "-") } ?? false
                && text.utf8.allSatisfy { byte in
                    HostName.isName(String(UnicodeScalar(byte))) || #":-_.\@"#.utf8.contains(byte)
                }
        }
    }
    static var tag: Rule {
        Rule(
            expected: "a word or two without a comma", remedy: "Write tags as a list: [production, eu-west]."
        ) { Text.isLine($0, limit: 100) && !$0.utf8.contains(UInt8(ascii: ",")) }
    }
    static var check: Rule {
        Rule(
            expected: "the id of a check", remedy: "Write it as its page does, such as ssh-root-login."
        ) { text in
            Text.isLine(text)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
    static var zone: Rule {
        Rule(
            expected: "a time zone", remedy: "Write it as Europe/Paris or UTC.",
            allows: { Text.isLine($0, limit: 100) })
    }
    static var date: Rule {
        Rule(
            expected: "a day, YYYY-MM-DD",
            remedy: "Write the last day on which it counts, such as 2027-01-31.",
            allows: Text.isDate)
    }
}

/// The fields of one mapping: each is read as what it must be, and those that it cannot have are mistakes.
struct Fields {
    let place: Place
    /// Whether there were fields that it cannot have.
    private(set) var hasUnknown = false
    private let values: [String: YAML.Pair]
    let mistakes: Mistakes

    /// The field of one pair, to read it as any field is read.
    init(_ pair: YAML.Pair, mistakes: Mistakes) {
        place = pair.place
        values = [pair.key: pair]
        self.mistakes = mistakes
    }

    /// Nothing, and a mistake, when `yaml` is no mapping.
    ///
    /// `thing` is what it describes, as in `a host must be a mapping`; `example` is how that is written.
    init?(_ yaml: YAML, of thing: String, keys: [String], example: String, mistakes: Mistakes) {
        place = yaml.place
        self.mistakes = mistakes
        switch yaml.kind {
        case .mapping(let pairs):
            var values: [String: YAML.Pair] = [:]
            for pair in pairs {
                if keys.contains(pair.key) {
                    values[pair.key] = pair
                } else {
                    hasUnknown = true
                    mistakes.addUnknown("key of \(thing)", pair.key, at: pair.place, among: keys)
                }
            }
            self.values = values
        case .refused: return nil
        case .nothing, .text, .list:
            mistakes.add(
                "\(thing) must be a mapping", at: yaml.place, found: yaml.described,
                remedy: "Write \(example).")
            return nil
        }
    }

    /// The place of the key, for a mistake about it.
    func place(of key: String) -> Place? { values[key]?.place }

    func isPresent(_ key: String) -> Bool { values[key] != nil }

    func yaml(_ key: String) -> YAML? { values[key]?.value }

    func text(_ key: String, _ rule: Rule) -> Located<String>? {
        guard let text = scalar(key, expected: rule.expected, remedy: rule.remedy) else { return nil }
        return Fields.check(text, key, rule, mistakes) ? text : nil
    }

    func number(_ key: String, _ range: ClosedRange<Int>) -> Located<Int>? {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = scalar(key, expected: expected, remedy: Fields.digits) else { return nil }
        return Fields.number(text, key, range, mistakes)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _: Choice.Type) -> Located<
        Choice
    >? {
        let words = Choice.allCases.map { $0.rawValue }
        let expected = words.joined(separator: " or ")
        guard let text = scalar(key, expected: expected, remedy: "Write one of them.") else { return nil }
        if let choice = Choice(rawValue: text.value) { return Located(value: choice, place: text.place) }
        let near = nearest(to: text.value, among: words)
        mistakes.add(
            "\(key) must be \(expected)", at: text.place, found: text.value,
            remedy: near.map { "Did you mean \($0)?" } ?? "Write one of them.")
        return nil
    }

    /// The texts of a list, each as `rule` says; a key with nothing after it is an empty list.
    func texts(_ key: String, _ rule: Rule) -> [Located<String>] {
        items(key, example: "[one, two]", ofTexts: true).compactMap { item in
            if case .refused = item.kind { return nil }
            guard case .text(let text) = item.kind else {
                mistakes.add(
                    "each of \(key) must be \(rule.expected)", at: item.place, found: item.described,
                    remedy: rule.remedy)
                return nil
            }
            let located = Located(value: text, place: item.place)
            return Fields.check(located, "each of \(key)", rule, mistakes) ? located : nil
        }
    }

    func numbers(_ key: String, _ range: ClosedRange<Int>) -> [Located<Int>] {
        items(key, example: "[80, 443]", ofTexts: true).compactMap { item in
            if case .refused = item.kind { return nil }
            guard case .text(let text) = item.kind else {
                mistakes.add(
                    "each of \(key) must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                    at: item.place, found: item.described, remedy: Fields.digits)
                return nil
            }
            return Fields.number(Located(value: text, place: item.place), "each of \(key)", range, mistakes)
        }
    }

    private static let digits = "Write it in digits only, without a sign or a leading zero."

    /// The items of a list; a key with nothing after it is an empty one.
    func items(_ key: String, example: String, ofTexts: Bool = false) -> [YAML] {
        guard let value = values[key]?.value else { return [] }
        switch value.kind {
        case .refused, .nothing: return []
        case .list(let items): return items
        case .text(let text) where ofTexts && Text.isLine(text, limit: 40):
            mistakes.add(
                "\(key) must be a list", at: value.place, found: text, remedy: "Write \(key): [\(text)].")
        case .text, .mapping:
            mistakes.add(
                "\(key) must be a list", at: value.place, found: value.described,
                remedy: "Write \(key): \(example).")
        }
        return []
    }

    private func scalar(_ key: String, expected: String, remedy: String) -> Located<String>? {
        guard let pair = values[key] else { return nil }
        switch pair.value.kind {
        case .text(let text): return Located(value: text, place: pair.value.place)
        case .refused: break
        case .nothing:
            mistakes.add(
                "\(key) has no value", at: pair.place, remedy: "Give it one, or take the key out.")
        case .list, .mapping:
            mistakes.add(
                "\(key) must be \(expected)", at: pair.value.place, found: pair.value.described,
                remedy: remedy)
        }
        return nil
    }

    private static func check(_ text: Located<String>, _ name: String, _ rule: Rule, _ mistakes: Mistakes)
        -> Bool
    {
        guard !rule.allows(text.value) else { return true }
        mistakes.add(
            "\(name) must be \(rule.expected)", at: text.place, found: text.value, remedy: rule.remedy)
        return false
    }

    private static func number(
        _ text: Located<String>, _ name: String, _ range: ClosedRange<Int>, _ mistakes: Mistakes
    ) -> Located<Int>? {
        guard let number = Text.number(text.value), range.contains(number) else {
            mistakes.add(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                at: text.place,
                found: text.value, remedy: Fields.digits)
            return nil
        }
        return Located(value: number, place: text.place)
    }
}
