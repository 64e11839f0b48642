import Model

extension App {
    static let keys = [
        "app", "client", "owner", "environment", "window", "domains", "aliases", "except",
    ]
    static let example = "{app: acme-web, client: acme, domains: [www.acme.example]}"

    /// The app that `yaml` declares with the places of its domains and aliases, or nothing when it has no name.
    static func read(
        _ yaml: YAML, mentions: inout Mentions, mistakes: Mistakes
    ) -> (app: App, domains: [Located<String>], aliases: [Located<String>])? {
        guard
            let fields = Fields(yaml, of: "an app", keys: keys, example: example, mistakes: mistakes)
        else { return nil }
        fields.need("app")
        let client = fields.text("client", .line())
        let owner = fields.text("owner", .line())
        mentions.mention(client: client, owner: owner)
        let environment = fields.choice("environment", Environment.self)
        let window = fields.text("window", .window)
        let domains = fields.texts("domains", .domain).map {
            Located(value: $0.value.lowercased(), place: $0.place)
        }
        let aliases = fields.texts("aliases", .line())
        let exemptions = fields.exemptions("except")
        guard let name = fields.text("app", .word) else { return nil }
        var app = App(name: name.value)
        app.client = client?.value
        app.owner = owner?.value
        app.environment = environment?.value.rawValue
        app.window = window?.value
        app.domains = domains.map { $0.value }
        app.aliases = aliases.map { $0.value }
        app.exemptions = exemptions
        app.place = name.place
        return (app, domains, aliases)
    }
}
