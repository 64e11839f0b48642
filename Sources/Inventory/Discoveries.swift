import Model

/// A rule of discovery as a file declares it, the words of its hosts not filled in yet.
struct DeclaredDiscovery {
    let provider: String
    let account: String?
    let tag: String?
    let name: String?
    let isPrivate: Bool
    let words: HostWords
    let place: Place

    static let keys = ["provider", "account", "tag", "name", "private"] + HostWords.keys
    static let example = "{provider: digitalocean, tag: audit, groups: [web]}"

    init?(_ yaml: YAML, paths: Paths, mentions: inout Mentions, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a rule of discovery", keys: DeclaredDiscovery.keys,
                example: DeclaredDiscovery.example, mistakes: mistakes)
        else { return nil }
        fields.need("provider")
        let provider = fields.provider(among: Inventory.withServers)
        let account = fields.text("account", .word)
        tag = fields.text("tag", .tag)?.value
        name = fields.text("name", .line())?.value
        isPrivate = fields.truth("private") ?? false
        words = HostWords(fields, paths: paths)
        if words.transport == .local, let place = fields.place(of: "transport") {
            mistakes.add(
                "what is discovered is not this machine", at: place, remedy: "Take transport: local out.")
        }
        guard let provider else { return nil }
        let place = account?.place ?? provider.place
        mentions.accounts.append(.init(provider: provider.value, name: account?.value, place: place))
        self.provider = provider.value
        self.account = account?.value
        self.place = yaml.place
    }

    /// The rule with what its hosts have.
    func discovery(_ template: Host) -> Discovery {
        var discovery = Discovery(provider: provider, template: template)
        discovery.account = account
        discovery.tag = tag
        discovery.name = name
        discovery.isPrivate = isPrivate
        discovery.place = place
        return discovery
    }
}
