internal import Model

/// Which class gives a series its colour: a provider has the same everywhere, others have what is left.
enum ChartColours {
    /// In the order of the style sheet's six colours.
    static let providers = ["digitalocean", "rackspace", "heroku", "newrelic", "papertrail", "sentry"]

    /// A class for each name, by position; two of six are never the same.
    static func styles(of names: [String]) -> [String] {
        let known = names.map { provider(of: $0) }
        var free = providers.indices.filter { !known.contains(providers[$0]) }[...]
        var styles = known.map { provider in provider.map { "s-\($0)" } }
        // By name, so that a colour stays when the order of sizes changes.
        for index in names.indices.sorted(by: { names[$0] < names[$1] }) where styles[index] == nil {
            styles[index] = free.popFirst().map { "s-\($0 + 1)" }
        }
        return styles.map { $0 ?? "s-other" }
    }

    /// The provider that is called so, as `New Relic` or `newrelic`.
    private static func provider(of name: String) -> String? {
        let letters = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.filter(\.isAlphanumeric)
        return providers.first { $0.utf8.elementsEqual(letters) }
    }
}
