/// What a sum is over: everything, or one client, provider or account.
struct Scope: Sendable, Hashable, Comparable {
    enum Kind: String, Sendable, CaseIterable { case all, client, provider, account }

    var kind: Kind
    /// Empty for everything, and for the client of what is unallocated.
    var name: String

    static let all = Scope(kind: .all, name: "")

    /// The scopes that a cost counts in.
    static func each(of cost: Cost) -> [Scope] {
        [
            .all, Scope(kind: .client, name: cost.part.client ?? ""),
            Scope(kind: .provider, name: cost.line.provider),
            Scope(kind: .account, name: AccountName(cost.line).title),
        ]
    }

    /// The name of its number in `metrics`, which later runs look for.
    func metric(_ month: String, _ currency: String) -> String {
        "\(Scope.metric)\(month)/\(currency)/\(kind.rawValue)/\(name)"
    }

    static let metric = "cost_to_date/"

    static func < (a: Scope, b: Scope) -> Bool {
        (a.kind.rawValue, a.name) < (b.kind.rawValue, b.name)
    }
}
