import Model
import Store

/// The inventory's rules by which a charge is a client's, in the order of trying.
///
/// What several clients share is one rule: their shares of the same kind and pattern, tried where the first
/// of them stands.
struct Rules: Sendable {
    typealias Kind = Client.Match.Kind

    /// One rule, with whom it gives what it matches to.
    struct Rule: Sendable, Hashable {
        var kind: Kind
        var pattern: String
        /// In the order of the inventory; each client once.
        var shares: [Share]

        /// Whether it leaves the whole to one client.
        var isWhole: Bool { shares.count == 1 && shares[0].parts >= Split.whole }
    }

    /// A client's part of what a rule matches, in parts of `Split.whole`.
    struct Share: Sendable, Hashable {
        var client: String
        var parts: Int64
    }

    /// What a charge is known by, for each kind of rule; none where it is not known.
    typealias Subject = [Kind: [String]]

    private var rules: [Rule] = []
    /// For each kind, where its rules without `*` and `?` stand, and those with them.
    private var exact: [Kind: [String: Int]] = [:]
    private var globs: [Kind: [(position: Int, glob: Glob)]] = [:]

    /// `matches` in their order, each with its client.
    init(_ matches: [(client: String, match: Client.Match)]) {
        var positions: [Client.Match: Int] = [:]
        for (client, match) in matches {
            let key = Client.Match(match.kind, match.pattern)
            let share = Share(client: client, parts: Split.parts(match.share))
            if let position = positions[key] {
                if let twice = rules[position].shares.firstIndex(where: { $0.client == client }) {
                    rules[position].shares[twice].parts += share.parts
                } else {
                    rules[position].shares.append(share)
                }
                continue
            }
            positions[key] = rules.count
            let glob = Glob(match.pattern)
            if match.kind == .resource || glob.isExact {
                exact[match.kind, default: [:]][match.pattern] = rules.count
            } else {
                globs[match.kind, default: []].append((rules.count, glob))
            }
            rules.append(Rule(kind: match.kind, pattern: match.pattern, shares: [share]))
        }
    }

    /// The rules of the run's inventory.
    static func all(in reader: Reader) throws -> Rules {
        Rules(
            try reader.list(
                "SELECT client, kind, pattern, share FROM inventory_client_matches ORDER BY position"
            ) { cells in
                guard let client = cells.text(0), let kind = cells.text(1).flatMap(Kind.init),
                    let pattern = cells.text(2)
                else { return nil }
                return (client, Client.Match(kind, pattern, share: cells.real(3) ?? 1))
            })
    }

    /// The first rule that matches.
    func first(for subject: Subject) -> Rule? {
        var best = Int.max
        for (kind, names) in subject {
            for name in names {
                if let position = exact[kind]?[name] { best = min(best, position) }
                for (position, glob) in globs[kind] ?? [] {
                    if position >= best { break }
                    if glob.matches(name) { best = position }
                }
            }
        }
        return rules.indices.contains(best) ? rules[best] : nil
    }
}
