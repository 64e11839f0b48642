import Model

/// What the lists declare that are not of hosts or waivers, and what is wrong with it as a whole.
struct Declarations {
    /// The lists, and which of them may also be a whole file named for it.
    static let lists = [
        "providers", "clients", "apps", "people", "discover", "editions", "prices", "rates", "attestations",
    ]
    static let files = ["providers", "clients", "apps", "people"]

    /// How an item of one of `lists` is written.
    static func example(of list: String) -> String {
        switch list {
        case "providers": Account.example
        case "clients": Client.example
        case "apps": App.example
        case "people": Person.example
        case "discover": DeclaredDiscovery.example
        case "editions": Edition.example
        case "prices": Price.example
        case "rates": ExchangeRate.example
        default: Attestation.example
        }
    }

    private let paths: Paths
    private let mistakes: Mistakes
    var mentions = Mentions()
    private(set) var discoveries: [DeclaredDiscovery] = []
    /// Whether there are servers to be had that no list of hosts names.
    private(set) var triesProviders = false
    private var accounts: [Account] = []
    private var clients: [Client] = []
    private var apps: [App] = []
    private var people: [Person] = []
    private var editions: [Edition] = []
    private var prices: [Price] = []
    private var rates: [Located<ExchangeRate>] = []
    private var attestations: [Attestation] = []
    private var appAliases: [Located<String>] = []
    private var firsts: [String: FirstPlaces] = [:]

    init(paths: Paths, mistakes: Mistakes) {
        self.paths = paths
        self.mistakes = mistakes
    }

    // MARK: Reading

    /// Takes up the items of one of `lists`.
    mutating func read(_ list: String, _ items: [YAML]) {
        if list == "providers" || list == "discover" { triesProviders = triesProviders || !items.isEmpty }
        for item in items {
            switch list {
            case "providers": read(account: item)
            case "clients":
                guard let client = Client(item, mentions: &mentions, mistakes: mistakes) else { continue }
                if isNew("client", client.name, client.place ?? item.place) { clients.append(client) }
            case "apps": read(app: item)
            case "people": read(person: item)
            case "discover":
                discoveries +=
                    [DeclaredDiscovery(item, paths: paths, mentions: &mentions, mistakes: mistakes)]
                    .compactMap(\.self)
            case "editions":
                guard let edition = Edition(item, mistakes: mistakes) else { continue }
                if isNew("edition", edition.name, item.place) { editions.append(edition) }
            case "prices":
                guard let price = Price(item, mentions: &mentions, mistakes: mistakes) else { continue }
                let name = [price.provider, price.sku, price.account].compactMap(\.self).joined(
                    separator: " ")
                if isNew("price", name, item.place) { prices.append(price) }
            case "rates":
                guard let rate = ExchangeRate(item, mistakes: mistakes) else { continue }
                if isNew("rate", rate.currency, item.place) {
                    rates.append(Located(value: rate, place: item.place))
                }
            case "attestations":
                guard let attestation = Attestation(item, mentions: &mentions, mistakes: mistakes) else {
                    continue
                }
                let name = "\(attestation.provider) \(attestation.subject) \(attestation.day)"
                if isNew("attestation", name, item.place) { attestations.append(attestation) }
            default: preconditionFailure("no list \(list)")
            }
        }
    }

    private mutating func read(account yaml: YAML) {
        guard let account = Account(yaml, paths: paths, mistakes: mistakes) else { return }
        if isNew("account", account.title, yaml.place) { accounts.append(account) }
    }

    private mutating func read(app yaml: YAML) {
        guard let (app, domains, aliases) = App.read(yaml, mentions: &mentions, mistakes: mistakes),
            isNew("app", app.name, app.place ?? yaml.place)
        else { return }
        for domain in domains { _ = isNew("domain", domain.value, domain.place) }
        appAliases += aliases
        apps.append(app)
    }

    private mutating func read(person yaml: YAML) {
        guard let (person, emails, keys) = Person.read(yaml, mistakes: mistakes),
            isNew("person", person.name, person.place ?? yaml.place)
        else { return }
        for email in emails { _ = isNew("e-mail address", email.value, email.place) }
        for key in keys { _ = isNew("key", key.value, key.place, caseCounts: true) }
        people.append(person)
    }

    private mutating func isNew(
        _ thing: String, _ name: String, _ place: Place, caseCounts: Bool = false
    ) -> Bool {
        firsts[thing, default: FirstPlaces(thing)]
            .takes(name, caseCounts: caseCounts, at: place, mistakes)
    }

    // MARK: What follows

    /// Puts what was declared into `inventory`, whose hosts, discoveries and currency are there already.
    ///
    /// `hostAliases` are other names of its hosts.
    mutating func fill(_ inventory: inout Inventory, hostAliases: [Located<String>]) {
        inventory.accounts = accounts
        inventory.clients = clients
        inventory.people = people
        inventory.editions = editions
        inventory.prices = prices
        inventory.attestations = attestations
        for rate in rates {
            if rate.value.currency == inventory.currency {
                mistakes.add(
                    "a rate of the inventory's own currency", at: rate.place, found: inventory.currency,
                    remedy: "Take it out: rates are of other currencies, in \(inventory.currency).")
            }
            var rate = rate.value
            rate.base = inventory.currency
            inventory.rates.append(rate)
        }
        let windows = Dictionary(
            clients.map { ($0.name, $0.window) }, uniquingKeysWith: { first, _ in first })
        inventory.apps = apps.map { app in
            var app = app
            app.window = app.window ?? app.client.flatMap { windows[$0] ?? nil } ?? inventory.window
            return app
        }
        Client.Match.checkShares(of: clients, mistakes: mistakes)
        checkNames(of: inventory, hostAliases)
    }

    /// Says which names stand for two assets.
    private mutating func checkNames(of inventory: Inventory, _ hostAliases: [Located<String>]) {
        let hosts = Dictionary(
            inventory.hosts.map { ($0.name.lowercased(), $0.place) }, uniquingKeysWith: { first, _ in first })
        for app in apps {
            guard let host = hosts[app.name.lowercased()], let place = app.place else { continue }
            mistakes.add(
                "an app with the name of a host", at: place, found: app.name,
                remedy: "Rename one of them: reports call both by their names alone"
                    + (host.map { ", and the host is at \($0)." } ?? "."))
        }
        var names = FirstPlaces("alias")
        for alias in hostAliases {
            if let host = hosts[alias.value.lowercased()] {
                mistakes.add(
                    "an alias that is the name of a host", at: alias.place, found: alias.value,
                    remedy: "Take it out\(host.map { ": that host is at \($0)" } ?? "").")
            } else {
                _ = names.takes(alias.value, at: alias.place, mistakes)
            }
        }
        names = FirstPlaces("alias")
        let appNames = Set(apps.map { $0.name.lowercased() })
        for alias in appAliases {
            if appNames.contains(alias.value.lowercased()) {
                mistakes.add(
                    "an alias that is the name of an app", at: alias.place, found: alias.value,
                    remedy: "Take it out: an app is known by its own name already.")
            } else {
                _ = names.takes(alias.value, at: alias.place, mistakes)
            }
        }
    }
}
