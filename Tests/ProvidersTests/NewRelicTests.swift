import Model
import Providers
import Synchronization
import TestSupport
import Testing

private func asked(
    now: Int64 = 1_795_586_400, _ change: (inout NewRelicStub) -> Void = { _ in }
) async -> Visited {
    var stub = NewRelicStub()
    change(&stub)
    let shared = Shared(stub)
    return await visited(
        NewRelic.self, Account(provider: "newrelic", name: "main"), token: NewRelicStub().key, now: now
    ) { shared.answer($0) }
}

private final class Shared: Sendable {
    private let stub: Mutex<NewRelicStub>
    init(_ stub: NewRelicStub) { self.stub = Mutex(stub) }

    func answer(_ request: StubbedRequest) -> NewRelicStub.Reply {
        stub.withLock {
            $0.answer(
                request.method, request.path, query: request.query, headers: request.headers,
                body: request.body)
        }
    }
}

extension Visited {
    fileprivate func endpoint(_ name: String) throws -> EndpointOutcome {
        try #require(outcome.endpoints.first { $0.endpoint == "/graphql#\(name)" })
    }
    fileprivate var bodies: [String] { requests.map { String(decoding: $0.body ?? [], as: UTF8.self) } }
}

@Suite("New Relic")
struct NewRelicTests {
    @Test("everything that is kept of an account")
    func whole() async throws {
        let visited = await asked()
        try expectGolden(Array(visited.text.utf8), "newrelic.txt")
    }

    @Test("no key, address of a destination, or query of a monitored address is kept")
    func secrets() async {
        #expect(await !asked().text.contains("CANARY"))
    }

    @Test("every request is a query to one path, and none selects a key or where an alert goes")
    func queries() async throws {
        let visited = await asked()
        #expect(Set(visited.requests.map(\.path)) == ["/graphql"])
        for body in visited.bodies {
            #expect(throws: Never.self) { try JSONReader.json(Array(body.utf8)) }
            let forbidden = [
                "mutation", "properties", "apiKey", "licenseKey", "applicationToken", "notes",
            ]
            for word in forbidden { #expect(!body.contains(word), "\(word) in \(body)") }
            if body.contains("keySearch") { #expect(!body.contains(" key ")) }
        }
    }

    @Test("each endpoint has a path of its own")
    func paths() {
        let paths = NewRelic.endpoints.map(\.path)
        #expect(Set(paths).count == paths.count)
    }

    @Test("a list goes on until its cursor is null or empty")
    func cursors() async throws {
        let visited = await asked()
        #expect(visited.rows(of: "newrelic_host").count == 5)
        #expect(visited.rows(of: "newrelic_alert_policy").count == 3)
        #expect(visited.rows(of: "newrelic_alert_condition").count == 2)
        #expect(visited.rows(of: "newrelic_user").count == 3)
        let hosts = visited.bodies.filter { $0.contains("'HOST'") }
        #expect(hosts.count == 3)
        #expect(hosts[0].contains(#""cursor":null"#) && hosts[2].contains(#""cursor":"cursor-4""#))
    }

    @Test("an account that one kind of data does not come into is not asked for it")
    func kinds() async {
        let visited = await asked()
        let samples = visited.bodies.filter { $0.contains("coreCount") }
        #expect(samples.count == 1 && samples.first?.contains(#""acc":123456"#) == true)
        #expect(visited.bodies.filter { $0.contains("policiesSearch") }.count == 3)
    }

    @Test("one account's refusal does not speak for the others")
    func refusals() async throws {
        let visited = await asked()
        let destinations = try visited.endpoint("destinations")
        #expect(destinations.coverage == .partial)
        #expect(destinations.reason?.contains("ACCESS_DENIED: it may not be read") == true)
        #expect(visited.rows(of: "newrelic_destination").count == 1)
    }

    @Test("a question that fails leaves the others alone, and is unknown, not empty")
    func failing() async throws {
        let visited = await asked { $0.failing = ["nrqlConditionsSearch": "SERVER_ERROR"] }
        let conditions = try visited.endpoint("alert-conditions")
        #expect(conditions.coverage == .unknown)
        #expect(conditions.reason?.contains("SERVER_ERROR: it went wrong") == true)
        #expect(visited.rows(of: "newrelic_alert_policy").count == 3)
        #expect(visited.outcome.status == .partial)
    }

    @Test("one who is no administrator has a whole account but for what refuses")
    func narrow() async throws {
        let visited = await asked { $0.isPrivileged = false }
        for name in [
            "authentication-domains", "users", "organization", "authentication-settings", "api-keys",
            "consumption",
        ] {
            #expect(try visited.endpoint(name).coverage == .unknown, "\(name)")
        }
        #expect(visited.outcome.reason?.contains("1 of") == true, "only that of the destinations")
    }

    @Test("a key that is refused ends it, with a word on the region")
    func wrongKey() async throws {
        let visited = await asked { $0.key = "another" }
        #expect(visited.outcome.status == .refused)
        #expect(visited.outcome.reason?.contains("The API key provided is invalid") == true)
        #expect(visited.outcome.reason?.contains("region") == true)
        #expect(visited.requests.count == 1)
    }

    @Test("a key that sees no account is told of its region and groups")
    func empty() async throws {
        let visited = await asked { $0.hasAccounts = false }
        #expect(visited.outcome.reason == "the key sees no account")
        #expect(visited.outcome.remedy?.contains("region") == true)
        #expect(visited.requests.count == 1)
    }

    @Test("429 is tried again")
    func limits() async {
        let visited = await asked { $0.refusals = 2 }
        #expect(visited.rows(of: "newrelic_account").count == 2)
    }

    @Test(
        "what a good status says of itself",
        arguments: [
            (
                #"{"data":null,"errors":[{"message":"m","extensions":{"errorClass":"TOO_MANY_REQUESTS"}}]}"#,
                true
            ),
            (#"{"data":{"a":1},"errors":[{"message":"m","extensions":{"errorClass":"TIMEOUT"}}]}"#, true),
            (#"{"errors":[{"message":"m","extensions":{"code":"BAD_USER_INPUT"}}]}"#, false),
            (#"{"errors":[{"message":"m"}]}"#, false), (#"{"data":{}}"#, false), ("<html>", false),
        ])
    func tries(body: String, isTried: Bool) {
        #expect(NewRelic.isWorthAnotherTry(Answer(status: 200, body: Array(body.utf8))) == isTried)
    }

    @Test(
        "which answers are against themselves, and which of them still bring something",
        arguments: [
            (#"{"data":{"a":{"b":null,"name":"x"}},"errors":[{"message":"m"}]}"#, "m", true),
            (
                #"{"data":{"a":{"b":null,"c":[]}},"errors":[{"message":"m","extensions":{"errorClass":"TIMEOUT"}}]}"#,
                "TIMEOUT: m", false
            ),
            (#"{"data":{"a":1},"errors":[{"message":"This field is deprecated! x"}]}"#, nil, false),
            (
                #"{"data":null,"errors":[{"message":"k","extensions":{"error_code":"BAD_API_KEY"}},{"message":"z"}]}"#,
                "BAD_API_KEY: k, and 1 more", false
            ),
            (#"{"data":{"a":1},"errors":[]}"#, nil, false),
            (
                #"{"data":{"customerAdministration":{"authenticationDomains":{"nextCursor":"x","items":[]}}}}"#,
                "there are more domains than one answer holds", true
            ),
        ])
    func complaints(body: String, reason: String?, isPartial: Bool) throws {
        let complaint = NewRelic.complaint(in: try JSONReader.json(Array(body.utf8)))
        #expect(complaint?.reason == reason)
        #expect(complaint?.isPartial ?? false == isPartial)
    }

    @Test(
        "rows that are cut off at the most there may be are said to be",
        arguments: [(1_999, true), (1_998, false)])
    func cut(more: Int, isCut: Bool) async throws {
        let visited = await asked { $0.bulk = more }
        #expect(try visited.endpoint("host-samples").coverage == (isCut ? .partial : .complete))
        #expect(visited.rows(of: "newrelic_host_sample").count == more + 1)
    }

    @Test(
        "the region tells the host",
        arguments: [
            (nil, "https://api.newrelic.com"), ("us", "https://api.newrelic.com"),
            ("EU", "https://api.eu.newrelic.com"), ("jp", "https://api.jp.newrelic.com"),
            ("gov", "https://gov-api.newrelic.com"),
        ])
    func regions(region: String?, base: String) {
        var account = Account(provider: "newrelic", name: "main")
        account.region = region
        #expect(NewRelic.baseURL(of: account) == base)
    }
}
