import Model
import Providers
import Synchronization
import TestSupport
import Testing

/// The stubs of the three providers are asked by the providers themselves.
@Suite struct HerokuPapertrailSentryStubTests {
    /// Asks a stub for everything; a 429 is asked again, as the fetch of a run does.
    private func outcome(
        of provider: any Provider.Type, token: String, change: (inout Account) -> Void = { _ in },
        _ answer: @escaping @Sendable (Request) -> (status: Int, headers: [HerokuStub.Pair], body: [UInt8])
    ) async -> AccountOutcome {
        var account = Account(provider: provider.name, name: "main")
        account.baseURL = provider.baseURL(of: account)
        change(&account)
        let visit = AccountVisit(
            provider, Context(account: account, now: 1_795_586_400), token: Secret(token),
            fetch: { request in
                var last = Answer(status: 500, body: [])
                for _ in 0..<3 {
                    let reply = answer(request)
                    last = Answer(
                        status: reply.status, headers: reply.headers.map { Request.Pair($0.name, $0.value) },
                        body: reply.body)
                    guard provider.isWorthAnotherTry(last) else { break }
                }
                return last
            }, clock: { 0 })
        await visit.run()
        return visit.outcome
    }

    private func heroku(_ change: (inout HerokuStub) -> Void) async -> (AccountOutcome, Int) {
        var stub = HerokuStub()
        change(&stub)
        let shared = Mutex(stub)
        let outcome = await outcome(of: Heroku.self, token: HerokuStub().token) { request in
            shared.withLock { $0.answer(request.path, request.pairs, request.headerPairs, []) }
        }
        return (outcome, shared.withLock { $0.requests })
    }

    private func sentry(_ change: (inout SentryStub) -> Void) async -> AccountOutcome {
        var stub = SentryStub()
        change(&stub)
        let shared = Mutex(stub)
        return await outcome(of: Sentry.self, token: SentryStub().token) { request in
            shared.withLock { $0.answer(request.path, request.pairs, request.headerPairs, []) }
        }
    }

    private func papertrail(_ change: (inout PapertrailStub) -> Void) async -> AccountOutcome {
        var stub = PapertrailStub()
        change(&stub)
        let shared = Mutex(stub)
        return await outcome(of: Papertrail.self, token: PapertrailStub().token) { request in
            shared.withLock { $0.answer(request.path, request.pairs, request.headerPairs, []) }
        }
    }

    private func rows(_ table: String, _ outcome: AccountOutcome) -> Int {
        outcome.endpoints.compactMap { $0.rows[table]?.count }.reduce(0, +)
    }

    @Test("a Heroku account of any size is read whole", arguments: [0, 1, 101])
    func apps(count: Int) async {
        let (outcome, _) = await heroku {
            $0.apps = count
            $0.releases = 2
            $0.others = 1
            $0.page = 30
        }
        #expect(outcome.status == .complete)
        #expect(outcome.reason == nil)
        #expect(rows("heroku_app", outcome) == count)
        #expect(rows("heroku_addon", outcome) == count)
        #expect(rows("heroku_release", outcome) == 2 * count)
        #expect(rows("heroku_key", outcome) == 1)
        #expect(outcome.invoices.count == 6)
        #expect(outcome.charges.compactMap(\.billedCost).reduce(0, +) == 600_000_000)
    }

    @Test("of Heroku's releases the newest come first")
    func newest() async {
        let (outcome, _) = await heroku { $0.apps = 1 }
        let releases = outcome.endpoints.first { $0.endpoint == "/apps/{id}/releases" }?.rows[
            "heroku_release"]
        #expect(releases?.first?.values.contains(.integer(30)) == true)
        #expect(releases?.last?.values.contains(.integer(11)) == true)
    }

    @Test("Heroku's bucket of requests may be empty once")
    func bucket() async {
        let (outcome, requests) = await heroku { $0.exhausted = [3, 9] }
        #expect(outcome.status == .complete)
        #expect(requests == outcome.requests + 2)
    }

    @Test("what Heroku forbids is told, and the rest is read")
    func forbidden() async {
        let (outcome, _) = await heroku {
            $0.forbidden = ["/teams/\("00000001-0000-4000-8000-000000000074")/members"]
        }
        #expect(outcome.status == .partial)
        #expect(outcome.reason?.contains("You do not have access to it.") == true)
        #expect(rows("heroku_team_member", outcome) == 0)
        #expect(rows("heroku_app", outcome) == 2)
    }

    @Test("a token that Heroku, Papertrail or Sentry does not know is refused")
    func tokens() async {
        #expect(await heroku { $0.token = "another" }.0.status == .refused)
        #expect(await papertrail { $0.token = "another" }.status == .refused)
        #expect(await sentry { $0.token = "another" }.status == .refused)
    }

    @Test("Heroku answers nothing that does not say its version")
    func version() {
        var stub = HerokuStub()
        let reply = stub.answer("/apps", [], [("Authorization", "Bearer \(stub.token)")], [])
        #expect(reply.status == 406)
    }

    @Test("a Sentry organisation of any size is read whole", arguments: [0, 1, 101])
    func projects(count: Int) async {
        let outcome = await sentry {
            $0.projects = count
            $0.members = count
            $0.page = 30
        }
        #expect(outcome.status == .complete)
        #expect(outcome.reason == nil)
        #expect(rows("sentry_project", outcome) == count)
        #expect(rows("sentry_project_detail", outcome) == count)
        #expect(rows("sentry_member", outcome) == count)
        #expect(rows("sentry_key", outcome) == count)
        #expect(rows("sentry_usage", outcome) == 2 * count)
        #expect(rows("sentry_issue_count", outcome) == count)
        #expect(rows("sentry_workflow", outcome) == 2)
        #expect(rows("sentry_issue_alert", outcome) == 0)
    }

    @Test("an older Sentry is read by its older paths")
    func older() async {
        let outcome = await sentry {
            $0.isOlder = true
            $0.burst = [5]
        }
        #expect(outcome.status == .complete)
        #expect(rows("sentry_key", outcome) == 2)
        #expect(rows("sentry_issue_alert", outcome) == 4)
        #expect(rows("sentry_metric_alert", outcome) == 2)
        #expect(rows("sentry_detector", outcome) == 0)
    }

    @Test("a Papertrail account of any size is read whole", arguments: [0, 3, 2_000])
    func systems(count: Int) async {
        let outcome = await papertrail {
            $0.systems = count
            $0.burst = [2]
        }
        #expect(outcome.status == .complete)
        #expect(rows("papertrail_system", outcome) == count)
        #expect(rows("papertrail_group_system", outcome) == count)
        #expect(rows("papertrail_archive", outcome) == 30)
    }

    @Test("a Papertrail account that was moved is told so")
    func moved() async {
        let outcome = await papertrail { $0.isMoved = true }
        #expect(outcome.remedy?.contains("SolarWinds Observability") == true)
    }
}

extension Request {
    fileprivate var pairs: [HerokuStub.Pair] { query.map { ($0.name, $0.value) } }
    fileprivate var headerPairs: [HerokuStub.Pair] { headers.map { ($0.name, $0.value) } }
}
