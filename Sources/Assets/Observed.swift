import Model
import Store

/// Something in monitoring, logging or error tracking that may be one of our assets.
struct Observed {
    /// Which kinds of assets it can be.
    let kinds: Set<String>
    let table: String
    let account: String
    let id: String
    let name: String
    /// All that it says of itself that may be a name or an address, in lower case.
    let words: Set<String>

    static func all(_ reader: Reader) throws -> [Observed] {
        try ObservedQuery.all.flatMap { query in
            try reader.rows(query.sql).map { row in
                let words = texts(row[3]).flatMap { [$0.lowercased(), shortName($0)] }
                return Observed(
                    kinds: query.kinds, table: query.table, account: row[0].text ?? "",
                    id: row[1].text ?? "", name: row[2].text ?? "",
                    words: Set([(row[2].text ?? "").lowercased()] + words).subtracting([""]))
            }
        }
    }
}

/// That an observed thing is an asset, and by which rule.
struct Observation {
    let asset: String
    let observed: Observed
    let rule: String

    var row: Row {
        [
            .text(asset), .text(observed.table), .text(observed.account), .text(observed.id),
            .text(observed.name), .text(rule),
        ]
    }

    /// What of `observed` is which asset; a thing is one asset at most, an asset may be several things.
    static func matches(of observed: [Observed], with assets: [Asset]) -> [Observation] {
        var byWord: [String: [Int]] = [:]
        for (index, asset) in assets.enumerated() {
            for word in asset.names.union(asset.aliases.map { $0.lowercased() }).union(asset.addresses) {
                byWord[word, default: []].append(index)
            }
        }
        return observed.compactMap { thing in
            let candidates = Set(thing.words.union([thing.id]).flatMap { byWord[$0] ?? [] }).sorted()
                .map { assets[$0] }.filter { thing.kinds.contains($0.kind) }
            let ranked = candidates.compactMap { asset in
                rule(thing, asset).map { (rank: $0.rank, name: $0.name, asset: asset.name) }
            }.sorted { ($0.rank, $0.asset) < ($1.rank, $1.asset) }
            return ranked.first.map { Observation(asset: $0.asset, observed: thing, rule: $0.name) }
        }
    }

    private static func rule(_ thing: Observed, _ asset: Asset) -> (rank: Int, name: String)? {
        if asset.aliases.contains(where: { $0 == thing.id || thing.words.contains($0.lowercased()) }) {
            return (0, "alias")
        }
        if let id = asset.sighting?.id, thing.words.contains(id) || thing.id == id { return (1, "id") }
        if !asset.addresses.isDisjoint(with: thing.words) { return (2, "address") }
        return asset.names.isDisjoint(with: thing.words) ? nil : (3, "name")
    }
}
