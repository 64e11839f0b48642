import Collect
import Foundation
import Model
import Providers
import Synchronization
import TestSupport

/// A provider with a list in pages, a list without, and one thing that needs another scope.
enum TestProvider: Provider {
    static let name = "testing"
    static let title = "Testing"
    static func baseURL(of account: Model.Account) -> String { "https://api.example.com" }
    static let otherOrigins = ["https://*.data.example.com"]

    static let things = Endpoint(
        "/v1/things", items: "things", paging: .nextQuery(size: "limit", most: 200, next: ["links.next"]),
        ProviderTable(
            "testing_thing", "A thing.",
            [
                .id("id", "Its id."), .text("name", "Its name."), .integer("size", "Its size."),
                .money("price_monthly", "Its price."), .time("created_at", "When it was made."),
                .flag("is_public", "Whether all see it."), .list("tags", "Its tags."),
                .text("region", "Where it is.", from: "region.slug"),
            ]))
    static let others = Endpoint(
        "/v1/others", items: "others", scope: "others:read",
        ProviderTable("testing_other", "Another.", [.id("id", "Its id."), .text("note", "A note.")]))
    static let endpoints = [things, others]

    static func authorize(_ request: inout Request, of account: Model.Account, with token: Secret) {
        request.headers.append(.init("X-Auth-Token", token.reveal()))
    }
    static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body), case .text(let text)? = body["message"] else {
            return nil
        }
        return text
    }
}

/// Asks for its first list at the place that the account calls its organisation, as a catalogue might name one.
enum Elsewhere: Provider {
    static let name = "elsewhere"
    static let title = "Elsewhere"
    static func baseURL(of account: Model.Account) -> String { "https://api.example.com" }
    static let otherOrigins = ["https://*.data.example.com"]
    static let endpoints = TestProvider.endpoints
    static func authorize(_ request: inout Request, of account: Model.Account, with token: Secret) {
        TestProvider.authorize(&request, of: account, with: token)
    }
    static func collect(_ visit: AccountVisit) async throws {
        try await visit.walk(TestProvider.things, base: visit.account.organization)
    }
}

/// A token that is nowhere else.
let canary = "CANARY-7f3a9c0e51d2-Zz_9"

/// What was slept between requests, in milliseconds.
final class Sleeps: Sendable {
    private let log = Mutex<[Int]>([])
    var milliseconds: [Int] { log.withLock { $0 } }
    func sleep(_ time: Duration) {
        log.withLock {
            $0.append(
                Int(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000))
        }
    }
}

/// A collector that knows the test providers, has the canary in `TOKEN`, and does not really wait between tries.
func accountCollector(
    limits: HTTPFetch.Limits = HTTPFetch.Limits(), sleeps: Sleeps = Sleeps(),
    deadline: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(60)) }
) -> AccountCollector {
    let now: @Sendable () -> Int64 = { 1_795_586_400 }
    return AccountCollector(
        providers: { name in
            let all: [any Provider.Type] = [TestProvider.self, Elsewhere.self]
            return all.first { $0.name == name }
        },
        tokens: TokenReader(environment: ["TOKEN": canary]), wait: { _ in try await deadline() }, now: now,
        line: { account, provider in
            let fetch = try HTTPFetch(
                account, of: provider, version: "9.9", limits: limits, now: now, sleep: { sleeps.sleep($0) })
            return AccountCollector.Line({ try await fetch.answer(to: $0) }, close: { await fetch.close() })
        })
}

/// An account of the test provider at `base`.
func account(at base: String? = nil, _ change: (inout Model.Account) -> Void = { _ in }) -> Model.Account {
    var account = Model.Account(provider: "testing", name: "main")
    account.token = .environment("TOKEN")
    account.baseURL = base
    account.timeout = 20
    change(&account)
    return account
}

/// What comes of one account whose server answers so; with every request that arrived.
///
/// The account is asked there, whatever its base.
func asked(
    _ account: Model.Account = account(), tls certificate: StubCertificate? = nil,
    limits: HTTPFetch.Limits = HTTPFetch.Limits(), sleeps: Sleeps = Sleeps(),
    deadline: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(60)) },
    answer: @escaping @Sendable (StubRequest) async throws -> StubAnswer
) async throws -> (outcome: AccountOutcome, requests: [StubRequest]) {
    try await StubServer.running(tls: certificate, answer: answer) { stub in
        var account = account
        account.baseURL = stub.url
        let collector = accountCollector(limits: limits, sleeps: sleeps, deadline: deadline)
        return (await collector.visit(account), stub.requests)
    }
}

extension StubAnswer {
    /// One thing, and no more pages.
    static let oneThing = StubAnswer(text: #"{"things": [{"id": "1", "name": "one"}], "links": {}}"#)
    static let noOther = StubAnswer(text: #"{"others": []}"#)
}

extension AccountOutcome {
    subscript(path: String) -> EndpointOutcome? { endpoints.first { $0.endpoint == path } }
    var things: [Row] { self["/v1/things"]?.rows["testing_thing"] ?? [] }
}
