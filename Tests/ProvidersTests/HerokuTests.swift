import Model
import Synchronization
import TestSupport
import Testing

@testable import Providers

@Suite struct HerokuTests {
    @Test("a recorded account becomes rows, charges and invoices")
    func recorded() async throws {
        try expectGolden(try await Replayed(Heroku.self).visited().text.utf8, "heroku.txt")
    }

    @Test("no token, command, log-in or signed address is kept")
    func secrets() async throws {
        let visited = try await Replayed(Heroku.self).visited()
        #expect(!visited.text.contains("CANARY"))
        #expect(!visited.text.contains("replayed-token"))
        #expect(!visited.lines.contains { $0.contains("config-vars") || $0.contains("/slugs/") })
    }

    @Test("a list goes on while it answers 206 with a next range, whose words go back as they are")
    func ranges() async throws {
        let next = ["id ]a..; max=1000", "id ]b..; max=1000"]
        let asked = Mutex<[String]>([])
        let visited = try await Replayed(Heroku.self).with { replay in
            replay.answer = { request in
                guard request.path == "/account/keys" else { return nil }
                let range = request.headers.first { $0.name == "Range" }?.value ?? ""
                let page = asked.withLock { asked in
                    asked.append(range)
                    return asked.count
                }
                return Answer(
                    status: page < 3 ? 206 : 200,
                    headers: page < 3 ? [.init("Next-Range", next[page - 1])] : [],
                    body: Array(#"[{"id": "\#(page)", "fingerprint": "00:\#(page)"}]"#.utf8))
            }
        }.visited()
        #expect(asked.withLock { $0 } == ["id ..; max=1000"] + next)
        #expect(visited.rows(of: "heroku_key").map { $0["id"] } == ["1", "2", "3"])
    }

    @Test("206 without a next range is the last page")
    func lastPart() async throws {
        let visited = try await Replayed(Heroku.self).with { replay in
            replay.answer = { request in
                guard request.path == "/account/keys" else { return nil }
                return Answer(status: 206, body: Array(#"[{"id": "1"}]"#.utf8))
            }
        }.visited()
        #expect(visited.lines.filter { $0.contains("/account/keys") }.count == 1)
        #expect(visited.rows(of: "heroku_key").count == 1)
    }

    @Test("a list without that order is asked again without a range")
    func noOrder() async throws {
        let visited = try await Replayed(Heroku.self).with { replay in
            replay.answer = { request in
                guard request.path == "/stacks", request.headers.contains(where: { $0.name == "Range" })
                else { return nil }
                return Answer(status: 416, body: Array(#"{"id": "requested_range_not_satisfiable"}"#.utf8))
            }
        }.visited()
        #expect(visited.rows(of: "heroku_stack").count == 5)
        #expect(visited.lines.filter { $0.hasSuffix("/stacks") }.count == 2)
    }

    @Test("each request says which version of the API it wants, and releases the newest first")
    func versions() async throws {
        let requests = try await Replayed(Heroku.self).visited().requests
        let accepted = requests.map { request in request.headers.filter { $0.name == "Accept" }.map(\.value) }
        #expect(accepted.allSatisfy { $0.count == 1 && $0[0].contains("vnd.heroku+json; version=3") })
        let releases = requests.filter { $0.path.hasSuffix("/releases") }
        #expect(releases.count == 2)
        #expect(
            releases.allSatisfy { $0.headers.contains(.init("Range", "version ..; max=20, order=desc")) })
    }

    @Test(
        "databases are asked for at their own host, and at a base of the inventory's where it sets one",
        arguments: [nil, "http://127.0.0.1:8080"])
    func bases(base: String?) async throws {
        var account = Account(provider: "heroku", name: "main")
        account.baseURL = base
        let requests = try await Replayed(Heroku.self, account: account).with { replay in
            replay.answer = { request in
                request.path.hasPrefix("/data/") ? Answer(status: 404, body: []) : nil
            }
        }.visited().requests
        let data = requests.filter { $0.path.hasPrefix("/data/") || $0.path.hasPrefix("/client/") }
        #expect(data.count == 3)
        #expect(data.allSatisfy { $0.base == (base == nil ? "https://api.data.heroku.com" : nil) })
        #expect(requests.filter { $0.path == "/apps" }.allSatisfy { $0.base == nil })
    }

    @Test("an app that wants a second factor costs only its own rows")
    func oneApp() async throws {
        let visited = try await Replayed(Heroku.self).with { replay in
            replay.answer = { request in
                guard request.path.hasPrefix("/apps/00000002-"), request.path.hasSuffix("/formation") else {
                    return nil
                }
                return Answer(
                    status: 403, headers: [.init("Heroku-Two-Factor-Required", "true")],
                    body: Array(#"{"id": "two_factor", "message": "A second factor is wanted."}"#.utf8))
            }
        }.visited()
        let outcome = visited.outcome.endpoints.first { $0.endpoint == "/apps/{id}/formation" }
        #expect(outcome?.coverage == .partial)
        #expect(outcome?.reason?.contains("A second factor is wanted.") == true)
        #expect(visited.rows(of: "heroku_formation").count == 2)
        #expect(visited.rows(of: "heroku_domain").count == 2)
    }

    @Test("a token that may not read invoices leaves the account whole")
    func noInvoices() async throws {
        let visited = try await Replayed(Heroku.self).with { replay in
            replay.answer = { request in
                let isBilling = ["/invoices", "/credits"].contains { request.path.hasSuffix($0) }
                return isBilling
                    ? Answer(status: 403, body: Array(#"{"id": "forbidden", "error": "no"}"#.utf8)) : nil
            }
        }.visited()
        #expect(visited.outcome.status == .complete)
        #expect(visited.outcome.charges.isEmpty)
        let outcome = visited.outcome.endpoints.first { $0.endpoint == "/account/invoices" }
        #expect(outcome?.coverage == .unknown)
        #expect(outcome?.remedy == "Give the token `global`.")
    }

    @Test("an invoice's lines add up to its total")
    func sums() async throws {
        let outcome = try await Replayed(Heroku.self).visited().outcome
        #expect(outcome.invoices.count == 7)
        for invoice in outcome.invoices {
            let lines = outcome.charges.filter { $0.invoiceID == invoice.id }
            #expect(lines.compactMap(\.billedCost).reduce(0, +) == invoice.total)
        }
        #expect(outcome.charges.filter { $0.source == .preview }.map(\.month) == ["2026-11"])
    }

    @Test(
        "the month of an invoice is read from either way of writing a day",
        arguments: [
            ("2026-10-01", "2026-10"), ("10/01/2026", "2026-10"), ("2026-10-01T00:00:00Z", "2026-10"),
            ("13/01/2026", nil), ("soon", nil), ("1/2", nil),
        ] as [(String, String?)])
    func months(day: String, month: String?) {
        #expect(HerokuInvoice.month(of: day) == month)
    }

    @Test(
        "the description of a release gives its kind and the names of variables, never more",
        arguments: [
            ("Set FOO config var", "config", ["FOO"]),
            ("Set FOO, BAR_2 config vars", "config", ["FOO", "BAR_2"]),
            ("Remove FOO and BAR config vars", "config", ["FOO", "BAR"]),
            ("Set FOO=secret config vars", "config", []),
            ("@ref:redis-1 completed provisioning, setting REDIS_URL.", "addon", ["REDIS_URL"]),
            ("Attach DATABASE (@ref:postgresql-1)", "addon", []),
            ("Deploy 9f3c2d1", "deploy", []), ("Rollback to v11", "rollback", []),
            ("Promote shop v3 9f3c2d1", "promote", []), ("Upgrade stack to heroku-24", "stack", []),
            ("Initial release", "other", []), ("", "other", []), ("Set up", "other", []),
        ])
    func releases(description: String, kind: String, variables: [String]) {
        let release = HerokuRelease(description)
        #expect(release.kind.rawValue == kind)
        #expect(release.variables == variables)
    }

    @Test(
        "the bucket of requests is let fill again before it is empty",
        arguments: [
            (200, "4500", nil), (200, "199", 1), (200, "49", 3), (429, "0", 30), (429, nil, 30),
            (200, nil, nil),
        ] as [(Int, String?, Int64?)])
    func pauses(status: Int, left: String?, pause: Int64?) {
        let headers = left.map { [Request.Pair("RateLimit-Remaining", $0)] } ?? []
        #expect(Heroku.pause(after: Answer(status: status, headers: headers, body: []), now: 0) == pause)
    }

    @Test(
        "stacks end on the last day of their month of support",
        arguments: [("heroku-22", "2027-04-30T00:00:00Z"), ("heroku-26", nil), ("container", nil)]
            as [(String, String?)])
    func stacks(name: String, end: String?) {
        #expect(HerokuStacks.endOfSupport(of: name).map(Moment.iso) == end)
    }
}
