import Model

extension Inventory {
    /// The providers that an account can be at; a public one needs no token and has no prices, people or servers.
    package static let providers: [(name: String, isPublic: Bool)] = [
        ("digitalocean", false), ("rackspace", false), ("heroku", false), ("newrelic", false),
        ("papertrail", false), ("sentry", false), ("ecb", true),
    ]

    /// The providers whose servers can become hosts by themselves.
    static let withServers = ["digitalocean", "rackspace"]

    private static let withBills = providers.filter { !$0.isPublic }.map { $0.name }

    /// Whether `name` is one of `names`, or if nothing is said, a provider that is not public; else it is a mistake.
    static func isProvider(
        _ name: Located<String>, among names: [String]? = nil, mistakes: Mistakes
    ) -> Bool {
        let names = names ?? withBills
        if names.contains(name.value) { return true }
        let isKnown = providers.contains { $0.name == name.value }
        let thing = isKnown ? "provider for this" : "provider"
        mistakes.addUnknown(thing, name.value, at: name.place, among: names)
        return false
    }
}

extension Fields {
    /// The provider under the key of that name, one of `names`; of those that are not public when nothing is said.
    func provider(among names: [String]? = nil) -> Located<String>? {
        guard let name = text("provider", .word) else { return nil }
        return Inventory.isProvider(name, among: names, mistakes: mistakes) ? name : nil
    }
}
