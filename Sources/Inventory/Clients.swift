import Model

extension Client {
    static let keys = ["client", "title", "owner", "budget", "hosting_fee", "window", "match"]
    static let example = "{client: acme, owner: lea, budget: 400 EUR, match: [{tag: acme}]}"

    /// The client that `yaml` declares, or nothing when it has no name.
    init?(_ yaml: YAML, mentions: inout Mentions, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a client", keys: Client.keys, example: Client.example, mistakes: mistakes)
        else { return nil }
        fields.need("client")
        let title = fields.text("title", .line())
        let owner = fields.text("owner", .line())
        let (budget, fee) = (fields.money("budget"), fields.money("hosting_fee"))
        let window = fields.text("window", .window)
        var matches: [Match] = []
        for item in fields.items("match", example: #"[{tag: acme}, {app: "acme-*"}]"#) {
            if let match = Match(item, mentions: &mentions, mistakes: mistakes) { matches.append(match) }
        }
        mentions.mention(client: nil, owner: owner)
        guard let name = fields.text("client", .line(100)) else { return nil }
        self.init(name: name.value)
        self.title = title?.value ?? name.value
        self.owner = owner?.value
        self.budget = budget?.value
        hostingFee = fee?.value
        self.window = window?.value
        self.matches = matches
        place = name.place
    }
}

extension Client.Match {
    private static let example = #"{tag: acme}, {app: "acme-*"} or {resource: 123456, share: 0.5}"#

    init?(_ yaml: YAML, mentions: inout Mentions, mistakes: Mistakes) {
        let kinds = Kind.allCases.map { $0.rawValue }
        guard
            let fields = Fields(
                yaml, of: "a rule", keys: kinds + ["share"], example: Client.Match.example, mistakes: mistakes
            )
        else { return nil }
        guard !fields.hasUnknown else { return nil }
        let named = Kind.allCases.filter { fields.isPresent($0.rawValue) }
        guard let kind = named.first, named.count == 1 else {
            mistakes.add(
                "a rule must name one thing", at: yaml.place,
                remedy:
                    "Write \(Client.Match.example); there are \(kinds.joined(separator: ", "))."
            )
            return nil
        }
        let share = fields.isPresent("share") ? fields.text("share", .share) : nil
        guard let pattern = fields.text(kind.rawValue, .line()) else { return nil }
        if fields.isPresent("share"), share == nil { return nil }
        self.init(
            kind, pattern.value, share: share.flatMap { Text.decimal($0.value) } ?? 1, place: yaml.place)
        switch kind {
        case .resource where isPattern:
            mistakes.add(
                "resource must be the id of one", at: pattern.place, found: pattern.value,
                remedy: "Write its id without * and ?, or match by name:.")
            return nil
        case .host where !isPattern: mentions.hosts.append(pattern)
        case .service, .account:
            guard let (provider, rest) = ofProvider(pattern, mistakes: mistakes) else { return nil }
            if kind == .account, !Client.Match.isPattern(rest) {
                mentions.accounts.append(.init(provider: provider, name: rest, place: pattern.place))
            }
        default: break
        }
    }

    /// The provider and the rest of `heroku/agency`.
    private func ofProvider(_ pattern: Located<String>, mistakes: Mistakes) -> (String, String)? {
        let bytes = pattern.value.utf8
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash != bytes.startIndex,
            bytes.index(after: slash) != bytes.endIndex
        else {
            mistakes.add(
                "\(kind.rawValue) must name a provider, a slash and what there", at: pattern.place,
                found: pattern.value,
                remedy: kind == .service ? #"Write "papertrail/*"."# : "Write heroku/agency, or \"heroku/*\"."
            )
            return nil
        }
        let provider = String(pattern.value[..<slash])
        guard Inventory.isProvider(Located(value: provider, place: pattern.place), mistakes: mistakes) else {
            return nil
        }
        return (provider, String(pattern.value[bytes.index(after: slash)...]))
    }

    private var isPattern: Bool { Client.Match.isPattern(pattern) }

    private static func isPattern(_ text: String) -> Bool { text.utf8.contains { "*?".utf8.contains($0) } }

    /// Says of what clients share that they cannot have more than all of it.
    static func checkShares(of clients: [Client], mistakes: Mistakes) {
        var sums: [[String]: Double] = [:]
        var first: [[String]: Place] = [:]
        for match in clients.flatMap(\.matches) {
            let key = [match.kind.rawValue, match.pattern]
            // Sums of millionths are whole numbers, which a Double has exactly.
            sums[key, default: 0] += (match.share * 1_000_000).rounded()
            guard let place = match.place else { continue }
            let earlier = first[key] ?? place
            first[key] = earlier
            guard let sum = sums[key], sum > 1_000_000 else { continue }
            mistakes.add(
                "more than all of \(match.kind.rawValue) \(match.pattern)", at: place,
                remedy: "Shares of one thing add up to 1 at most, and without one it is all: see \(earlier).")
        }
    }
}
