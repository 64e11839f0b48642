import Model

/// Something that is paid for and does nothing: a row of `waste`.
struct Waste: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case volume, address, snapshot, stopped, idle
        case reviewApp = "review_app"
        case addOn = "addon"
        case loadBalancer = "load_balancer"
    }

    var kind: Kind
    var resource: Resource
    var name: String
    var client: String?
    /// The evidence.
    var reason: String
    /// Nothing when the provider does not say.
    var since: Int64?
    /// In millionths of the currency of the reports; nothing when no price is known.
    var monthly: Int64?
    var source: Charge.Source?

    /// What tells it from the others, from run to run.
    var key: Key { Key(kind: kind.rawValue, resource: resource) }

    struct Key: Sendable, Hashable {
        var kind: String
        var provider: String
        var account: String
        var id: String

        init(kind: String, resource: Resource) {
            self.init(kind: kind, provider: resource.provider, account: resource.account, id: resource.id)
        }

        init(kind: String, provider: String, account: String, id: String) {
            self.kind = kind
            self.provider = provider
            self.account = account
            self.id = id
        }
    }

    /// Each thing once: what several queries say of it are several reasons, and the earliest day counts.
    static func merged(_ all: [Waste]) -> [Waste] {
        var places: [Key: Int] = [:]
        var merged: [Waste] = []
        for waste in all {
            if let place = places[waste.key] {
                merged[place].reason += "; \(waste.reason)"
                merged[place].since = [merged[place].since, waste.since].compactMap(\.self).min()
            } else {
                places[waste.key] = merged.count
                merged.append(waste)
            }
        }
        return merged
    }

    /// With the day that it is known since: the provider's, else that of the first run that saw it, which is
    /// `now` for a new one.
    func dated(by earlier: [Key: Int64], now: Int64) -> Waste {
        var dated = self
        dated.since = [since, earlier[key]].compactMap(\.self).min() ?? now
        return dated
    }

    var row: Row {
        [
            .text(kind.rawValue), .text(resource.provider), .text(resource.account), .text(resource.type),
            .text(resource.id), .text(name), .optional(client), .text(reason), .optional(since),
            .optional(monthly), .optional(source?.rawValue),
        ]
    }
}
