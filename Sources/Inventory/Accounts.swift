import Model

extension Account {
    static let keys = [
        "provider", "account", "token", "budget", "region", "username", "billing_account", "organization",
        "base_url", "ca_file", "timeout",
    ]
    static let example = "{provider: digitalocean, account: main, token: {env: DIGITALOCEAN_TOKEN}}"

    /// What only some providers have a use for.
    private static let special: [String: Set<String>] = [
        "region": ["newrelic", "rackspace"], "username": ["rackspace"], "billing_account": ["rackspace"],
        "organization": ["sentry"],
    ]

    private enum Region: String, CaseIterable { case us, eu, jp, gov, uk }

    /// The account that `yaml` declares, or nothing when it cannot be told from others.
    init?(_ yaml: YAML, paths: Paths, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "an account", keys: Account.keys, example: Account.example, mistakes: mistakes)
        else { return nil }
        fields.need("provider")
        let provider = fields.provider(among: Inventory.providers.map { $0.name })
        let isPublic = Inventory.providers.contains { $0.isPublic && $0.name == provider?.value }
        if !isPublic { fields.need("account", "token") }
        let name = fields.text("account", .word)
        let source = fields.yaml("token").flatMap { TokenSource($0, paths: paths, mistakes: mistakes) }
        let (budget, url) = (fields.money("budget"), fields.text("base_url", .line(1024)))
        let baseURL = url.flatMap { BaseURL.read($0, mistakes: mistakes) }
        let caFile = fields.text("ca_file", .file).map { paths.resolved($0.value) }
        let timeout = fields.number("timeout", 1...300)?.value
        let region = fields.choice("region", Region.self)?.value.rawValue
        let username = fields.text("username", .line(100))?.value
        let billingAccount = fields.text("billing_account", .word)?.value
        let organization = fields.text("organization", .word)?.value
        guard let provider else { return nil }

        for (key, owners) in Account.special where !owners.contains(provider.value) {
            guard let place = fields.place(of: key) else { continue }
            mistakes.add(
                "an account at \(provider.value) has no \(key)", at: place,
                remedy: "Take it out: it is for \(owners.sorted().joined(separator: " and ")).")
        }
        if provider.value == "rackspace", !fields.isPresent("username") {
            mistakes.add(
                "an account at rackspace without the key username", at: yaml.place,
                remedy: "Add username: and the user whose API key the token is.")
        }
        if isPublic, let place = fields.place(of: "token") {
            mistakes.add("\(provider.value) needs no token", at: place, remedy: "Take it out.")
        }
        guard let name = name?.value ?? (isPublic ? provider.value : nil) else { return nil }
        self.init(provider: provider.value, name: name)
        token = source
        self.budget = budget?.value
        self.baseURL = baseURL
        self.caFile = caFile
        self.timeout = timeout ?? self.timeout
        self.region = region
        self.username = username
        self.billingAccount = billingAccount
        self.organization = organization
        place = yaml.place
    }
}

extension TokenSource {
    private static let keys = ["env", "file", "command"]
    private static let example = "{env: NAME}, {file: /path} or {command: [program, argument]}"

    /// Where `yaml` says that a token is kept, or nothing and a mistake.
    ///
    /// No message repeats a word of it: whoever is wrong here may have written the token itself.
    init?(_ yaml: YAML, paths: Paths, mistakes: Mistakes) {
        guard case .mapping(let pairs) = yaml.kind else {
            switch yaml.kind {
            case .refused: break
            case .text:
                mistakes.add(
                    "a token is never in the inventory itself", at: yaml.place,
                    remedy:
                        "Say where it is kept, token: \(TokenSource.example); if others can read this file, make a new one."
                )
            case .nothing, .list, .mapping:
                mistakes.add(
                    "token must say where it is kept", at: yaml.place,
                    remedy: "Write \(TokenSource.example).")
            }
            return nil
        }
        for pair in pairs where !TokenSource.keys.contains(pair.key) {
            let near = suggestion(for: pair.key, among: TokenSource.keys)
            mistakes.add(
                "unknown key of a token", at: pair.place, found: near == nil ? nil : pair.key,
                remedy: near ?? "Known here: command, env, file.")
        }
        let known = pairs.filter { TokenSource.keys.contains($0.key) }
        guard let pair = known.first, known.count == 1 else {
            if known.count == pairs.count {
                mistakes.add(
                    "a token must be kept in one place", at: yaml.place,
                    remedy: "Write \(TokenSource.example).")
            }
            return nil
        }
        switch (pair.key, pair.value.kind) {
        case ("env", .text(let name)) where Rule.variable.allows(name): self = .environment(name)
        case ("file", .text(let path)) where Rule.file.allows(path): self = .file(paths.resolved(path))
        case ("command", .list(let items)):
            let words = items.compactMap { item in
                if case .text(let word) = item.kind, Text.isLine(word, limit: 1000) { word } else { nil }
            }
            if !words.isEmpty, words.count == items.count {
                self = .command(words)
                return
            }
            fallthrough
        case (_, _):
            if case .refused = pair.value.kind { return nil }
            let rule = pair.key == "env" ? Rule.variable : pair.key == "file" ? .file : .program
            mistakes.add("\(pair.key) must be \(rule.expected)", at: pair.value.place, remedy: rule.remedy)
            return nil
        }
    }
}

extension Rule {
    fileprivate static var program: Rule {
        Rule(
            expected: "a list of a program and its arguments, each one line",
            remedy: "Write command: [pass, show, heroku]; no shell reads it."
        ) { _ in true }
    }
}

extension Fields {
    func money(_ key: String) -> Located<Money>? {
        text(key, .money).flatMap { text in
            Money(written: text.value).map { Located(value: $0, place: text.place) }
        }
    }
}
