import Model

/// Makes one asset of a declared thing and the provider's thing that is the same, by alias, then address, then name.
///
/// One of each is at most one of the other; where two could be it, the stronger rule decides, then the order of names.
struct Matching {
    let assets: [Asset]

    init(declared: [Declared], sightings: [Sighting]) {
        var partners: [Int: Int] = [:]
        var taken: Set<Int> = []
        for rule in Matching.rules {
            var places: [String: [Int]] = [:]
            for (index, sighting) in sightings.enumerated() {
                for key in rule.sighting(sighting) { places[key, default: []].append(index) }
            }
            for (index, thing) in declared.enumerated() where partners[index] == nil {
                let found = rule.declared(thing).flatMap { places[$0] ?? [] }.sorted()
                    .first { !taken.contains($0) && Matching.fits(thing, sightings[$0]) }
                guard let found else { continue }
                partners[index] = found
                taken.insert(found)
            }
        }
        var assets = declared.enumerated().map { Asset($1, partners[$0].map { sightings[$0] }) }
        var names = Set(assets.map { $0.name.lowercased() })
        for (index, sighting) in sightings.enumerated() where !taken.contains(index) && !sighting.isPart {
            var name = sighting.name.isEmpty ? sighting.id : sighting.name
            if names.contains(name.lowercased()) { name = "\(name) (\(sighting.provider) \(sighting.id))" }
            guard names.insert(name.lowercased()).inserted else { continue }
            assets.append(Asset(sighting, called: name))
        }
        self.assets = assets.sorted { ($0.name, $0.kind) < ($1.name, $1.kind) }
    }

    /// What is declared as an app may be listed as another kind, under an id that the inventory names.
    private static func fits(_ declared: Declared, _ sighting: Sighting) -> Bool {
        declared.kind == sighting.kind
            || (declared.kind == "app" && sighting.kind != "server" && declared.aliases.contains(sighting.id))
    }

    /// By which words the two sides know each other.
    private struct Rule: Sendable {
        let declared: @Sendable (Declared) -> Set<String>
        let sighting: @Sendable (Sighting) -> Set<String>
    }

    private static let rules = [
        Rule(
            declared: { Set($0.aliases.map { $0.lowercased() }) },
            sighting: { Set([$0.id, $0.name.lowercased()]).union($0.addresses).subtracting([""]) }),
        Rule(declared: { $0.addresses }, sighting: { Set([$0.publicAddress].compactMap(\.self)) }),
        Rule(
            declared: { $0.names },
            sighting: { Set([$0.name.lowercased(), shortName($0.name)]).subtracting([""]) }),
        Rule(declared: { $0.addresses }, sighting: { $0.addresses }),
    ]
}

extension Asset {
    init(_ declared: Declared, _ sighting: Sighting?) {
        name = declared.name
        kind = sighting?.kind ?? declared.kind
        host = declared.kind == "server" ? declared.name : nil
        self.sighting = sighting
        client = declared.client
        owner = declared.owner
        environment =
            declared.environment ?? Asset.environment(declared.tags + (sighting?.tags ?? []), declared.name)
        tags = Asset.unique(declared.tags + (sighting?.tags ?? []))
        isDeclared = true
        names = declared.names.union(sighting.map { [$0.name.lowercased(), $0.id] } ?? [])
        addresses = declared.addresses.union(sighting?.addresses ?? [])
        aliases = declared.aliases
    }

    init(_ sighting: Sighting, called name: String) {
        self.name = name
        kind = sighting.kind
        self.sighting = sighting
        environment = Asset.environment(sighting.tags, sighting.name)
        tags = sighting.tags
        isDeclared = false
        names = [sighting.name.lowercased(), sighting.id]
        addresses = sighting.addresses
        aliases = []
    }

    private static func unique(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        return tags.filter { seen.insert($0).inserted }
    }

    /// What the tags say, else what the name says between its hyphens; nothing when neither does.
    private static func environment(_ tags: [String], _ name: String) -> String? {
        let words =
            tags.map { $0.lowercased() } + name.lowercased().split { "-_.".contains($0) }.map(String.init)
        for word in words {
            switch word {
            case "production", "prod": return "production"
            case "staging", "preprod", "stage": return "staging"
            case "development", "dev", "test", "demo", "tmp": return "development"
            case "review": return "review"
            default: continue
            }
        }
        return nil
    }
}
