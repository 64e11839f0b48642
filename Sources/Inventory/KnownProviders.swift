extension Inventory {
    /// The providers that an account can be at; a public one needs no token and has no prices, people or servers.
    package static let providers: [(name: String, isPublic: Bool)] = [
        ("digitalocean", false), ("rackspace", false), ("heroku", false), ("newrelic", false),
        ("papertrail", false), ("sentry", false), ("ecb", true),
    ]

    /// The providers whose servers can become hosts by themselves.
    static let withServers = ["digitalocean", "rackspace"]
}

extension Fields {
    /// The provider under `key`, one of `names`.
    func provider(
        _ key: String = "provider",
        among names: [String] = Inventory.providers.filter { !$0.isPublic }.map { $0.name }
    ) -> Located<String>? {
        guard let name = text(key, .word) else { return nil }
        if names.contains(name.value) { return name }
        let isKnown = Inventory.providers.contains { $0.name == name.value }
        let thing = isKnown ? "provider for this" : "provider"
        mistakes.addUnknown(thing, name.value, at: name.place, among: names)
        return nil
    }
}
