internal import Model
internal import Providers

/// NerdGraph as it answers: one path, cursors, and status 200 for nearly all that goes wrong.
///
/// It refuses what is no query. What must never be kept has `CANARY` in it.
package struct NewRelicStub: Sendable {
    package var key = "NRAK-0123456789-CANARY-KEY"
    /// Whether the key's user may see users, keys and figures of usage.
    package var isPrivileged = true
    /// Answers so many calls with 429, and `Retry-After`.
    package var refusals = 0
    /// Questions that answer with an error of this class and no data, by a word of theirs.
    package var failing: [String: String] = [:]
    /// Rows of each query of hosts beside those that are written down.
    package var bulk = 0
    package var hasAccounts = true

    package init() {}

    package typealias Reply = (status: Int, headers: [(name: String, value: String)], body: [UInt8])

    /// Names of headers are in any case.
    package mutating func answer(
        _ method: String, _ path: String, query: [(name: String, value: String)],
        headers: [(name: String, value: String)], body: [UInt8]
    ) -> Reply {
        guard method == "POST", path == "/graphql" else { return (404, [], Array("<html>".utf8)) }
        guard headers.first(where: { $0.name.lowercased() == "api-key" })?.value == key else {
            return (
                401, [],
                Array(
                    #"{"errors":[{"message":"The API key provided is invalid","extensions":{"error_code":"BAD_API_KEY"}}]}"#
                        .utf8)
            )
        }
        if refusals > 0 {
            refusals -= 1
            return (429, [("Retry-After", "3")], Array(#"{"errors":[{"message":"Too many requests"}]}"#.utf8))
        }
        guard let said = try? JSONReader.json(body), case .text(let question)? = said["query"],
            !question.contains("mutation")
        else { return (400, [], Array(#"{"errors":[{"message":"no query"}]}"#.utf8)) }
        if let failed = failing.first(where: { question.contains($0.key) }) {
            return json(
                """
                {"data":null,"errors":[{"message":"it went wrong","path":["actor",0],\
                "extensions":{"errorClass":"\(failed.value)"}}]}
                """)
        }
        return json(answer(to: question, said))
    }

    private func json(_ text: String) -> Reply {
        (200, [("Content-Type", "application/json")], Array(text.utf8))
    }

    private func answer(to question: String, _ said: JSON) -> String {
        let variables = said["variables"]
        let cursor = if case .text(let text)? = variables?["cursor"] { text } else { "" }
        let isMain = variables?["acc"] == .number("123456")
        if question.contains("reportingEventTypes") {
            return actor("\"accounts\":[\(hasAccounts ? NewRelicData.accounts : "")]")
        }
        if question.contains("entitySearch") {
            let kind = if case .text(let text)? = variables?["q"] { text } else { "" }
            return entities(kind, cursor)
        }
        if question.contains("currentAgentRelease") { return NewRelicData.releases }
        if question.contains("agentReleases") { return NewRelicData.versions }
        if question.contains("average(cpuPercent)") { return account(nrql(NewRelicData.load)) }
        if question.contains("coreCount") {
            let more = (0..<bulk).map { "{\"facet\":\"bulk-\($0)\"}" }
            return account(nrql(([NewRelicData.sample] + more).joined(separator: ",")))
        }
        if question.contains("policiesSearch") {
            return account(
                list("alerts", "policiesSearch", "policies", isMain ? NewRelicData.policies : [], cursor))
        }
        if question.contains("nrqlConditionsSearch") {
            let all = isMain ? NewRelicData.conditions : []
            return account(list("alerts", "nrqlConditionsSearch", "nrqlConditions", all, cursor))
        }
        if question.contains("mutingRules {") {
            return account("\"alerts\":{\"mutingRules\":[\(isMain ? NewRelicData.mutes : "")]}")
        }
        if question.contains("aiNotifications") {
            guard isMain else { return account(NewRelicData.refusedDestinations) }
            return account(
                list("aiNotifications", "destinations", "entities", NewRelicData.destinations, cursor))
        }
        if question.contains("aiWorkflows") {
            return account(
                list("aiWorkflows", "workflows", "entities", isMain ? NewRelicData.workflows : [], cursor))
        }
        if question.contains("dataManagement") { return NewRelicData.limits }
        return restricted(question, variables, cursor)
    }

    private func restricted(_ question: String, _ variables: JSON?, _ cursor: String) -> String {
        guard isPrivileged else {
            return """
                {"data":{"actor":{"organization":null}},"errors":[{"message":"Access denied","path":["actor"],\
                "extensions":{"errorClass":"FORBIDDEN"}}]}
                """
        }
        if question.contains("users(cursor") {
            let isFirst = variables?["dom"] == .list([.text("dom-1")])
            let users = page(isFirst ? NewRelicData.users : [], cursor)
            return """
                {"data":{"actor":{"organization":{"userManagement":{"authenticationDomains":{"authenticationDomains":\
                [{"id":"dom","users":{"totalCount":3,\(users.next),"users":[\(users.items)]}}]}}}}}}
                """
        }
        if question.contains("userManagement") { return NewRelicData.domains }
        if question.contains("customerAdministration") { return NewRelicData.settings }
        if question.contains("keySearch") {
            let keys = page(NewRelicData.keys, cursor)
            return actor("\"apiAccess\":{\"keySearch\":{\(keys.next),\"keys\":[\(keys.items)]}}")
        }
        if question.contains("NrMTDConsumption") {
            return account(
                variables?["acc"] == .number("123456")
                    ? NewRelicData.consumption : "\"ingest\":{\"results\":[]}")
        }
        return actor(#""organization":{"id":"org-1","name":"Agency"}"#)
    }

    private func entities(_ kind: String, _ cursor: String) -> String {
        let all =
            if kind.contains("HOST") { NewRelicData.hosts } else if kind.contains("APM") {
                NewRelicData.applications
            } else if kind.contains("BROWSER") { NewRelicData.browsers } else { NewRelicData.monitors }
        let page = page(all, cursor)
        return actor(
            "\"entitySearch\":{\"count\":9,\"results\":{\(page.next),\"entities\":[\(page.items)]}}")
    }

    private func actor(_ inside: String) -> String { "{\"data\":{\"actor\":{\(inside)}}}" }
    private func account(_ inside: String) -> String { actor("\"account\":{\(inside)}") }
    private func nrql(_ rows: String) -> String { "\"nrql\":{\"results\":[\(rows)]}" }

    private func list(_ part: String, _ search: String, _ name: String, _ all: [String], _ cursor: String)
        -> String
    {
        let page = page(all, cursor)
        return
            "\"\(part)\":{\"\(search)\":{\(page.next),\"totalCount\":\(all.count),\"\(name)\":[\(page.items)]}}"
    }

    /// Two items a page; the last page's cursor is empty for some lists, and null for others.
    private func page(_ all: [String], _ cursor: String) -> (items: String, next: String) {
        let start = Int(cursor.drop { $0 != "-" }.dropFirst()) ?? 0
        let rest = all.dropFirst(start)
        let end = all.count % 2 == 0 ? "\"\"" : "null"
        let next = rest.count > 2 ? "\"cursor-\(start + 2)\"" : end
        return (rest.prefix(2).joined(separator: ","), "\"nextCursor\":\(next)")
    }
}
