import Model

/// What is named where something else must have been declared: noted while files are read, looked up when all are.
struct Mentions {
    /// An account, or with no name of its own any account of the provider.
    struct OfAccount {
        let provider: String
        let name: String?
        let place: Place
    }

    var clients: [Located<String>] = []
    var people: [Located<String>] = []
    var hosts: [Located<String>] = []
    var accounts: [OfAccount] = []

    mutating func mention(client: Located<String>?, owner: Located<String>?) {
        clients += [client].compactMap(\.self)
        people += [owner].compactMap(\.self)
    }

    /// Says of each that is not in `inventory` that it is unknown.
    ///
    /// Clients and people are free words until one is declared; a host may also be one that a rule discovers.
    func check(against inventory: Inventory, mistakes: Mistakes) {
        if !inventory.clients.isEmpty {
            check(clients, are: "client", of: inventory.clients.map { $0.name }, mistakes)
        }
        if !inventory.people.isEmpty {
            check(people, are: "person", of: inventory.people.map { $0.name }, mistakes)
        }
        if inventory.discoveries.isEmpty {
            check(hosts, are: "host", of: inventory.hosts.map { $0.name }, mistakes)
        }
        for account in accounts {
            let names = inventory.accounts.filter { $0.provider == account.provider }.map { $0.name }
            if names.isEmpty {
                mistakes.add(
                    "no account at \(account.provider)", at: account.place,
                    remedy:
                        "Declare it: providers: [{provider: \(account.provider), account: main, token: {env: NAME}}]."
                )
            } else if let name = account.name, !names.contains(name) {
                mistakes.addUnknown("account at \(account.provider)", name, at: account.place, among: names)
            }
        }
    }

    private func check(
        _ mentions: [Located<String>], are thing: String, of names: [String], _ mistakes: Mistakes
    ) {
        let known = Set(names)
        for mention in mentions where !known.contains(mention.value) {
            mistakes.addUnknown(thing, mention.value, at: mention.place, among: known)
        }
    }
}

/// Where each name of one kind was declared first.
struct FirstPlaces {
    let thing: String
    private var places: [String: Place] = [:]

    init(_ thing: String) { self.thing = thing }

    /// Whether `name` is new, in any case of its letters unless their case counts; else it is a mistake.
    mutating func takes(
        _ name: String, caseCounts: Bool = false, at place: Place, _ mistakes: Mistakes
    ) -> Bool {
        let known = caseCounts ? name : name.lowercased()
        guard let earlier = places[known] else {
            places[known] = place
            return true
        }
        mistakes.add(
            "duplicate \(thing)", at: place, found: name,
            remedy: "Keep one: the first is at \(earlier).")
        return false
    }
}
