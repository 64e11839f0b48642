import Model

/// A value with the place where it was written.
struct Located<Value> {
    let value: Value
    let place: Place
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}

/// The fields of one mapping: each is read as what it must be, and those that it cannot have are mistakes.
struct Fields {
    let place: Place
    /// Whether there were fields that it cannot have.
    private(set) var hasUnknown = false
    private let values: [String: YAML.Pair]
    /// What it describes, and how that is written.
    private let thing: String
    private let example: String
    let mistakes: Mistakes

    /// The field of one pair, to read it as any field is read.
    init(_ pair: YAML.Pair, mistakes: Mistakes) {
        place = pair.place
        values = [pair.key: pair]
        thing = "a file"
        example = "\(pair.key): …"
        self.mistakes = mistakes
    }

    /// Nothing, and a mistake, when `yaml` is no mapping.
    ///
    /// `thing` is what it describes, as in `a host must be a mapping`; `example` is how that is written.
    init?(_ yaml: YAML, of thing: String, keys: [String], example: String, mistakes: Mistakes) {
        place = yaml.place
        self.thing = thing
        self.example = example
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

    /// Whether `key` has nothing after it, or a list of nothing.
    func isEmpty(_ key: String) -> Bool {
        switch values[key]?.value.kind {
        case .nothing: true
        case .list(let items): items.isEmpty
        default: false
        }
    }

    func yaml(_ key: String) -> YAML? { values[key]?.value }

    /// Says of each of `keys` that is missing that it is.
    func need(_ keys: String...) {
        for key in keys where !isPresent(key) {
            mistakes.add("\(thing) without the key \(key)", at: place, remedy: "Write \(example).")
        }
    }

    /// The mapping under `key`; nothing when there is none, and a mistake when it is something else.
    func mapping(_ key: String, of thing: String, keys: [String], example: String) -> Fields? {
        yaml(key).flatMap { Fields($0, of: thing, keys: keys, example: example, mistakes: mistakes) }
    }

    /// The pairs under `key` whatever their names are; nothing when there is no mapping.
    func pairs(_ key: String, example: String) -> [YAML.Pair] {
        guard let value = values[key]?.value else { return [] }
        switch value.kind {
        case .mapping(let pairs): return pairs
        case .refused, .nothing: break
        case .text, .list:
            mistakes.add(
                "\(key) must be a mapping", at: value.place, found: value.described,
                remedy: "Write \(key): \(example).")
        }
        return []
    }

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
        let expected = Fields.alternatives(Choice.allCases.map { $0.rawValue })
        guard let text = scalar(key, expected: expected, remedy: "Write one of them.") else { return nil }
        return Fields.choice(text, key, mistakes)
    }

    /// The words of a list, each one that `Choice` knows and each once.
    func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ key: String, _: Choice.Type
    ) -> [Choice] {
        let example = Choice.allCases.prefix(2).map { $0.rawValue }.joined(separator: ", ")
        let rule = Rule(expected: "one word", remedy: "Write \(key): [\(example)].") { Text.isLine($0) }
        let found: [Located<Choice>] = texts(key, rule).compactMap {
            Fields.choice($0, "each of \(key)", mistakes)
        }
        var seen: Set<Choice> = []
        for choice in found where !seen.insert(choice.value).inserted {
            mistakes.add(
                "each of \(key) must be there once", at: choice.place, found: choice.value.rawValue,
                remedy: "Take it out.")
        }
        return found.map { $0.value }
    }

    /// Whether `key` says `true`; nothing when it says nothing.
    func truth(_ key: String) -> Bool? { choice(key, Truth.self).map { $0.value == .true } }

    private enum Truth: String, CaseIterable { case `true`, `false` }

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

    /// `us, eu or jp`.
    private static func alternatives(_ words: [String]) -> String {
        let rest = words.dropLast().joined(separator: ", ")
        return [rest, words.last ?? ""].filter { !$0.isEmpty }.joined(separator: " or ")
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ text: Located<String>, _ name: String, _ mistakes: Mistakes
    ) -> Located<Choice>? {
        if let choice = Choice(rawValue: text.value) { return Located(value: choice, place: text.place) }
        let words = Choice.allCases.map { $0.rawValue }
        mistakes.add(
            "\(name) must be \(alternatives(words))", at: text.place, found: text.value,
            remedy: suggestion(for: text.value, among: words) ?? "Write one of them.")
        return nil
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
