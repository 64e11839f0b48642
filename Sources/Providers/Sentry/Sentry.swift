package import Model

/// Sentry: organisations, who is in them, projects with their keys and alerts, and how much of the quota is used.
///
/// Without `organization` in the inventory, every organisation that the token lists is asked. Events and issues are counted, never
/// read.
///
/// Source: Sentry API, version 0, of the service and of one's own server.
package enum Sentry: Provider {
    package static let name = "sentry"
    package static let title = "Sentry"

    package static func baseURL(of account: Account) -> String { "https://sentry.io" }

    package static let endpoints: [Endpoint] = organizations + people + projects + alerts + access + usage

    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        request.headers.append(.init("Accept", "application/json"))
        request.headers.append(.init("Authorization", "Bearer \(token.reveal())"))
    }

    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body) else { return nil }
        if case .text(let words) = body { return words }
        if case .text(let words)? = body["detail|detail.message|detail.code"] { return words }
        if case .text(let words)? = body["detail.message|detail.code"] { return words }
        guard case .object(let fields) = body else { return nil }
        for (name, mistakes) in fields.sorted(by: { $0.key < $1.key }) {
            if case .list(let list) = mistakes, case .text(let words)? = list.first {
                return "\(name): \(words)"
            }
        }
        return nil
    }

    /// The window ends at `X-Sentry-Rate-Limit-Reset`, in seconds since 1970; a server of one's own has no such header.
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        let isOver = answer.status == 429 || answer.header("x-sentry-rate-limit-remaining") == "0"
        guard isOver, let reset = answer.header("x-sentry-rate-limit-reset").flatMap({ Int64($0) }) else {
            return nil
        }
        return reset > now ? min(60, reset - now) : 1
    }

    package static func collect(_ visit: AccountVisit) async throws {
        for endpoint in endpoints {
            if let newer = substitutes[endpoint.path], !isAbsent(newer, in: visit) { continue }
            try await visit.walk(endpoint)
        }
    }

    /// What older servers have, by its path, and what newer ones have in its place.
    static let substitutes = [
        projectKeys: organizationKeys, metricAlerts: detectors, issueAlerts: workflows,
    ]

    /// Whether the server said of a path that there is no such thing.
    private static func isAbsent(_ path: String, in visit: AccountVisit) -> Bool {
        visit.outcome.endpoints.contains {
            $0.endpoint == path && $0.coverage == .complete && $0.reason != nil
                && $0.rows.values.allSatisfy(\.isEmpty)
        }
    }

    static let list = "/api/0/organizations/"
    static let ofOne = "/api/0/organizations/{slug}/"
    static let projectList = ofOne + "projects/"
    static let organizationKeys = ofOne + "project-keys/"
    static let detectors = ofOne + "detectors/"
    static let workflows = ofOne + "workflows/"
    static let metricAlerts = ofOne + "alert-rules/"
    static let ofProject = "/api/0/projects/{^.slug}/{slug}/"
    static let projectKeys = ofProject + "keys/"
    static let issueAlerts = ofProject + "rules/"

    /// An endpoint of each organisation that is asked.
    static func each(
        _ path: String, items: String = "", paging: Paging = .link(), scope: String = "org:read",
        _ tables: ProviderTable
    ) -> Endpoint {
        Endpoint(
            path, items: items, paging: paging, scope: scope,
            parent: .init(list) { item, context in isChosen(item, context.account) }, tables)
    }

    /// An endpoint of each project.
    static func eachProject(
        _ path: String, paging: Paging = .none, scope: String = "project:read", _ tables: ProviderTable
    ) -> Endpoint {
        Endpoint(path, paging: paging, scope: scope, parent: .init(projectList), tables)
    }

    /// Whether an organisation is the one that the inventory names, if it names one.
    static func isChosen(_ item: Item, _ account: Account) -> Bool {
        guard let wanted = account.organization else { return true }
        return item["slug"] == .text(wanted) || item["id"] == .text(wanted)
    }

    /// The organisation that a row is of, by the item that it was asked for with.
    static let ofOrganization: [Field] = [
        .id("organization_id", "The organisation", from: "^.id"),
        .text("organization_slug", "Its short name", from: "^.slug"),
    ]
    /// The project that a row is of.
    static let ofItsProject: [Field] = [
        .id("project_id", "The project", from: "^.id"),
        .text("project_slug", "Its short name", from: "^.slug"),
        .text("organization_slug", "The organisation's short name", from: "^.^.slug"),
    ]
}
