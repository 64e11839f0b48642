package import Model

/// New Relic: hosts, applications, monitors, alerts, users, and what of it is paid for.
///
/// All is asked of NerdGraph, which is one path; an endpoint's name behind `#` tells what for. Only queries are sent, with nothing in them
/// that could answer with a key. `region` in the inventory is `us`, `eu`, `jp` or `gov`; a key does not tell it.
///
/// Source: docs.newrelic.com, *NerdGraph*; github.com/newrelic/newrelic-client-go for types and errors.
package enum NewRelic: Provider {
    package static let name = "newrelic"
    package static let title = "New Relic"

    /// The data centre's, by `region`; that of the United States when nothing is said.
    package static func baseURL(of account: Account) -> String {
        switch account.region?.lowercased() {
        case "eu": "https://api.eu.newrelic.com"
        case "jp": "https://api.jp.newrelic.com"
        case "gov": "https://gov-api.newrelic.com"
        default: "https://api.newrelic.com"
        }
    }

    package static let endpoints: [Endpoint] =
        [accounts] + NewRelicEntities.endpoints + NewRelicHosts.endpoints + NewRelicReleases.endpoints
        + NewRelicAlerts.endpoints + NewRelicPeople.endpoints + NewRelicUsage.endpoints

    /// What the key can see; the first call, which shows whether the key and the region are right.
    static let accounts = Document(
        "accounts", "query { actor { accounts { id name reportingEventTypes } } }"
    ).endpoint(
        items: "data.actor.accounts",
        ProviderTable(
            "newrelic_account", "An account that the key can read.",
            [
                .id("id", "Number of the account"),
                .text("name", "Its name"),
                .list(
                    "reporting_event_types", "JSON array of the kinds of data that come in",
                    from: "reportingEventTypes"),
            ])
    ).with {
        $0.isEssential = true
        $0.remark = { accounts, _ in
            guard accounts.isEmpty else { return nil }
            throw Problem(
                "the key sees no account", remedy: "Look at `region`, and at the groups of the key's user.")
        }
    }

    /// The key is in a header of its own.
    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        request.headers += [
            .init("API-Key", token.reveal()), .init("Content-Type", "application/json"),
            .init("Accept", "application/json"),
        ]
    }
}

/// One question to NerdGraph.
struct Document: Sendable {
    /// What the endpoint is called: `/graphql#hosts`.
    let path: String
    private let query: String

    init(_ name: String, _ query: String) {
        path = "/graphql#\(name)"
        self.query = query
    }

    /// The call that asks it.
    ///
    /// `cursor` is where the answer tells the next page. `variables` gives those of one call, each as its JSON; the cursor is added.
    func endpoint(
        items: String, cursor: String? = nil, of parent: Endpoint.Parent? = nil, scope: String? = nil,
        _ tables: ProviderTable...,
        variables: @escaping @Sendable (Call) -> [(name: String, json: String)] = { _ in [] }
    ) -> Endpoint {
        var endpoint = Endpoint(
            path, items: items, paging: cursor.map { .cursor(parameter: nil, next: $0) } ?? .none,
            scope: scope, parent: parent)
        endpoint.method = .post
        endpoint.absent = []
        endpoint.tables = tables
        endpoint.body = { call in
            var all = variables(call)
            if cursor != nil { all.append(("cursor", call.cursor.map(Document.quoted) ?? "null")) }
            let pairs = all.map { "\(Document.quoted($0.name)):\($0.json)" }.joined(separator: ",")
            return Array("{\"query\":\(Document.quoted(query)),\"variables\":{\(pairs)}}".utf8)
        }
        return endpoint
    }

    /// The same for each account that the key can see, with its number as `$acc`.
    func perAccount(
        items: String, cursor: String? = nil, scope: String? = nil,
        where isAsked: @escaping @Sendable (Item, Context) -> Bool = { _, _ in true },
        _ tables: ProviderTable...
    ) -> Endpoint {
        endpoint(
            items: items, cursor: cursor, of: .init(NewRelic.accounts.path, where: isAsked), scope: scope
        ) { call in
            [("acc", (try? call.parent?.integer("id")).flatMap { $0 }.map(String.init) ?? "null")]
        }.with { $0.tables = tables }
    }

    /// A text as JSON.
    static func quoted(_ text: String) -> String {
        var out: [UInt8] = []
        Escape.json(text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }
}

extension Endpoint.Parent {
    /// Accounts that data of this kind comes into, and those that do not say what does.
    static func reports(_ type: String) -> @Sendable (Item, Context) -> Bool {
        { item, _ in
            guard case .list(let types)? = item["reportingEventTypes"] else { return true }
            return types.contains(.text(type))
        }
    }
}
