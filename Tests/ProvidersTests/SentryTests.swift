import Model
import Synchronization
import TestSupport
import Testing

@testable import Providers

@Suite struct SentryTests {
    static let replay = Replayed(
        Sentry.self, account: account { $0.organization = "acme" })

    private static func account(_ change: (inout Account) -> Void) -> Account {
        var account = Account(provider: "sentry", name: "main")
        change(&account)
        return account
    }

    @Test("a recorded organisation becomes rows, its members over three pages")
    func recorded() async throws {
        try expectGolden(try await SentryTests.replay.visited().text.utf8, "sentry.txt")
    }

    @Test("no secret of a key, project or integration is kept, no name of a person and no title of an issue")
    func secrets() async throws {
        let text = try await SentryTests.replay.visited().text
        #expect(!text.contains("CANARY"))
    }

    @Test("every path ends with a slash")
    func slashes() async throws {
        let requests = try await SentryTests.replay.visited().requests
        #expect(!requests.isEmpty && requests.allSatisfy { $0.path.hasSuffix("/") })
    }

    @Test(
        "only the organisation of the inventory is asked, by its slug or its number",
        arguments: ["acme", "4501"])
    func one(organization: String) async throws {
        let visited = try await SentryTests.replay.with { $0.account.organization = organization }.visited()
        #expect(visited.rows(of: "sentry_organization").map { $0["slug"] } == ["acme"])
        #expect(!visited.lines.contains { $0.contains("/other/") })
    }

    @Test("without one in the inventory, all that the token lists are asked")
    func all() async throws {
        let visited = try await SentryTests.replay.with { replay in
            replay.account.organization = nil
            replay.answer = {
                $0.path.contains("/other/") ? Answer(status: 200, body: Array("[]".utf8)) : nil
            }
        }.visited()
        #expect(visited.rows(of: "sentry_organization").map { $0["slug"] } == ["acme", "other"])
        #expect(visited.lines.contains { $0.contains("/organizations/other/projects/") })
        #expect(visited.rows(of: "sentry_project").count == 2)
    }

    @Test(
        "an organisation that the token does not list ends the account with a problem, and is not simply empty"
    )
    func unlisted() async throws {
        let visited = try await SentryTests.replay.with { $0.account.organization = "gone" }.visited()
        #expect(visited.requests.count == 1)
        #expect(visited.outcome.reason == "the token does not list the organisation gone")
        #expect(visited.outcome.endpoints.allSatisfy { $0.coverage != .complete })
    }

    @Test("an organisation that lives elsewhere is told with the address to set, and is not followed")
    func region() async throws {
        let visited = try await SentryTests.replay.with { replay in
            replay.account.organization = "other"
            replay.answer = {
                $0.path.contains("/other/") ? Answer(status: 200, body: Array("[]".utf8)) : nil
            }
        }.visited()
        let outcome = visited.outcome.endpoints.first { $0.endpoint == Sentry.list }
        #expect(outcome?.coverage == .partial)
        #expect(outcome?.remedy == "Set `base_url: https://de.sentry.io` for sentry main.")
        #expect(visited.rows(of: "sentry_organization").count == 1)
        #expect(visited.requests.allSatisfy { $0.base == nil })
        let home = try await SentryTests.replay.with { replay in
            replay.account.organization = "other"
            replay.account.baseURL = "https://DE.sentry.io"
            replay.answer = {
                $0.path.contains("/other/") ? Answer(status: 200, body: Array("[]".utf8)) : nil
            }
        }.visited()
        #expect(home.outcome.endpoints.first { $0.endpoint == Sentry.list }?.coverage == .complete)
    }

    @Test("an older server is asked for its keys and alerts at their old paths, a newer one is not")
    func older() async throws {
        let newer = ["project-keys", "detectors", "workflows"].map { "/api/0/organizations/acme/\($0)/" }
        let visited = try await SentryTests.replay.with { replay in
            replay.answer = { request in
                if newer.contains(request.path) { return Answer(status: 404, body: []) }
                let body: String? =
                    switch request.path {
                    case "/api/0/organizations/acme/alert-rules/":
                        #"[{"id": "5", "name": "Slow", "aggregate": "p95()", "projects": ["shop"], "triggers": [{}]}]"#
                    case "/api/0/projects/acme/shop/rules/":
                        #"[{"id": "6", "name": "New", "conditions": [{}], "actions": [], "status": "active"}]"#
                    case "/api/0/projects/acme/shop/keys/":
                        #"[{"id": "k", "name": "Default", "projectId": 71, "isActive": true}]"#
                    case "/api/0/projects/acme/blog/rules/", "/api/0/projects/acme/blog/keys/": "[]"
                    default: nil
                    }
                return body.map { Answer(status: 200, body: Array($0.utf8)) }
            }
        }.visited()
        #expect(visited.outcome.status == .complete)
        #expect(visited.rows(of: "sentry_metric_alert").map { $0["trigger_count"] } == [.integer(1)])
        #expect(visited.rows(of: "sentry_issue_alert").map { $0["project_slug"] } == ["shop"])
        #expect(visited.rows(of: "sentry_key").map { $0["organization_id"] } == ["4501"])
        let asked = try await SentryTests.replay.visited().lines
        #expect(
            !asked.contains { $0.contains("alert-rules") || $0.contains("/rules/") || $0.contains("/keys/") })
    }

    @Test(
        "members, teams and projects that are not there are a problem, and not none",
        arguments: ["members", "teams", "projects"])
    func gone(list: String) async throws {
        let path = "/api/0/organizations/acme/\(list)/"
        let visited = try await SentryTests.replay.with { replay in
            replay.answer = { $0.path == path ? Answer(status: 404, body: []) : nil }
        }.visited()
        let outcome = visited.outcome.endpoints.first { $0.endpoint.hasSuffix("{slug}/\(list)/") }
        #expect(outcome?.coverage == .unknown)
        #expect(visited.outcome.status == .partial)
    }

    @Test("a count that the server does not tell is unknown, not zero")
    func uncounted() async throws {
        let visited = try await SentryTests.replay.with { replay in
            replay.answer = { request in
                request.path.hasSuffix("/issues/") ? Answer(status: 200, body: Array("[]".utf8)) : nil
            }
        }.visited()
        #expect(visited.rows(of: "sentry_issue_count").map { $0["unresolved"] } == [.null, .null])
    }

    @Test("a project without permission costs only its own rows")
    func oneProject() async throws {
        let visited = try await SentryTests.replay.with { replay in
            replay.answer = { request in
                request.path == "/api/0/projects/acme/blog/"
                    ? Answer(status: 403, body: Array(#"{"detail": "You do not have permission."}"#.utf8))
                    : nil
            }
        }.visited()
        #expect(visited.rows(of: "sentry_project_detail").map { $0["slug"] } == ["shop"])
        #expect(visited.rows(of: "sentry_project_filter").count == 6)
        #expect(visited.outcome.reason?.contains("You do not have permission.") == true)
        #expect(visited.outcome.remedy == "Give the token `project:read`.")
    }

    @Test("an organisation whose settings may not be read is known by its list")
    func noSettings() async throws {
        let visited = try await SentryTests.replay.with { replay in
            replay.answer = { request in
                request.path == "/api/0/organizations/acme/" ? Answer(status: 403, body: []) : nil
            }
        }.visited()
        #expect(visited.outcome.status == .complete)
        #expect(visited.rows(of: "sentry_organization").map { $0["require_2fa"] } == [.integer(0)])
    }

    @Test(
        "the server's words are found in each of its shapes",
        arguments: [
            (#"{"detail": "Not found"}"#, "Not found"),
            (
                #"{"detail": {"code": "sso-required", "message": "Log in again", "extra": {}}}"#,
                "Log in again"
            ),
            (#"{"detail": {"code": "sso-required"}}"#, "sso-required"),
            (#"{"statsPeriod": ["Invalid period"]}"#, "statsPeriod: Invalid period"),
            (#""You are too fast""#, "You are too fast"),
            (#"{"detail": "Internal Error", "errorId": "1"}"#, "Internal Error"), ("<html>", nil),
            ("{}", nil),
        ] as [(String, String?)])
    func words(body: String, words: String?) {
        #expect(Sentry.words(of: Answer(status: 400, body: Array(body.utf8))) == words)
    }

    @Test(
        "it waits for the end of the window, a second at least and a minute at most",
        arguments: [
            (429, "0", "1005", 5), (429, "0", "1000", 1), (429, "0", "9000", 60), (200, "0", "1002", 2),
            (200, "7", "1002", nil), (429, nil, nil, nil), (429, "0", "-9223372036854775808", 1),
        ] as [(Int, String?, String?, Int64?)])
    func pauses(status: Int, left: String?, reset: String?, pause: Int64?) {
        let headers =
            (left.map { [Request.Pair("X-Sentry-Rate-Limit-Remaining", $0)] } ?? [])
            + (reset.map { [Request.Pair("X-Sentry-Rate-Limit-Reset", $0)] } ?? [])
        #expect(Sentry.pause(after: Answer(status: status, headers: headers, body: []), now: 1_000) == pause)
    }
}
