import Model
import Providers
import Synchronization
import TestSupport
import Testing

/// One endpoint of each provider answers what it should not: it is told by name, and costs nothing else.
@Suite struct MutationTests {
    /// What is wrong with an answer though its status is 200.
    enum Mutation: String, CaseIterable, Sendable {
        case webPage, cutOff, null, otherKind, listForObject, nameTwice, numberOutOfRange, noID

        /// Whether all of the answer is of no use, and not one item of it.
        var isOfAll: Bool { self != .numberOutOfRange && self != .noID }
    }

    @Test(
        "a broken answer is told at its endpoint, keeps no row, and costs no other endpoint",
        arguments: Mutated.all)
    func broken(_ subject: Mutated) async throws {
        let clean = await subject.visited()
        let before = try #require(clean.outcome.endpoints.first { $0.endpoint == subject.endpoint })
        let count = before.rows[subject.table]?.count ?? 0
        #expect(before.coverage == .complete && count > 0, "\(subject.endpoint)")
        for mutation in Mutation.allCases {
            let (visited, mutated) = await subject.visited(with: mutation)
            let what = "\(subject.endpoint), \(mutation)"
            #expect(mutated > 0, "\(what): nothing was changed")
            let after = try #require(visited.outcome.endpoints.first { $0.endpoint == subject.endpoint })
            let left = after.rows[subject.table]?.count ?? 0
            #expect(after.coverage != .complete, "\(what)")
            #expect(left == (mutation.isOfAll ? 0 : count - mutated), "\(what): \(left) of \(count) rows")
            #expect(after.reason?.isEmpty == false, "\(what)")
            #expect(visited.outcome.status == .partial, "\(what): \(visited.outcome.status)")
            #expect(visited.outcome.reason?.isEmpty == false, "\(what)")
            #expect(others(visited, but: subject) == others(clean, but: subject), "\(what)")
        }
    }

    /// What each endpoint but that of the subject came to.
    private func others(_ visited: Visited, but subject: Mutated) -> [String] {
        visited.outcome.endpoints.filter { $0.endpoint != subject.endpoint }.map { endpoint in
            let rows = endpoint.rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }
            return "\(endpoint.endpoint): \(endpoint.coverage) \(rows.joined(separator: ", "))"
        }
    }

    @Test(
        "an answer that is no table of rates leaves the account without any, and it says so",
        arguments: ["<!DOCTYPE html><html><body>Log in, please</body></html>", "null", #"{"rates":[1,2]}"#])
    func rates(_ body: String) async throws {
        let visited = try await Replayed(ECB.self).with {
            $0.answer = { _ in Answer(status: 200, body: Array(body.utf8)) }
        }
        .visited()
        #expect(visited.outcome.status == .failed)
        #expect(visited.outcome.reason?.isEmpty == false)
        #expect(visited.rows(of: "exchange_rate").isEmpty)
    }

    @Test("an item that has no id costs what is asked for by it, and nothing of its neighbours")
    func namelessParent() async throws {
        let domains = Mutated(
            DigitalOcean.self, "/v2/domains", "digitalocean_domain", odd: "", number: ("", ""),
            id: (#""name":"example.com","#, ""), token: DigitalOceanStub().token
        ) {
            $0.path == "/v2/domains"
        } stub: {
            DigitalOceanStub().answering
        }
        let clean = await domains.visited()
        let (visited, mutated) = await domains.visited(with: .noID)
        #expect(mutated == 1)
        #expect(
            visited.rows(of: "digitalocean_domain").count == clean.rows(of: "digitalocean_domain").count - 1)
        let records = "/v2/domains/{name}/records"
        let after = try #require(visited.outcome.endpoints.first { $0.endpoint == records })
        #expect(after.coverage == .partial)
        #expect(after.reason?.contains("name is missing") == true, "\(after.reason ?? "")")
        #expect(
            visited.rows(of: "digitalocean_domain_record").count
                == clean.rows(of: "digitalocean_domain_record").count / 2)
    }
}

/// A provider, and the endpoint of it whose answers are broken.
struct Mutated: Sendable, CustomTestStringConvertible {
    typealias Reply = (status: Int, headers: [(name: String, value: String)], body: [UInt8])
    typealias Stub = @Sendable (StubbedRequest) -> Reply

    let provider: any Provider.Type
    let endpoint: String
    let table: String
    /// A body whose items are no list.
    let odd: String
    /// A number of an item, and one that no column takes.
    let number: (old: String, new: String)
    /// An item's id, and what stands in its place.
    let id: (old: String, new: String)
    let token: String
    /// Whether a request is for the endpoint.
    let isIts: @Sendable (StubbedRequest) -> Bool
    let stub: @Sendable () -> Stub

    init(
        _ provider: any Provider.Type, _ endpoint: String, _ table: String, odd: String,
        number: (String, String), id: (String, String), token: String,
        isIts: @escaping @Sendable (StubbedRequest) -> Bool, stub: @escaping @Sendable () -> Stub
    ) {
        self.provider = provider
        self.endpoint = endpoint
        self.table = table
        self.odd = odd
        self.number = number
        self.id = id
        self.token = token
        self.isIts = isIts
        self.stub = stub
    }

    var testDescription: String { provider.name }

    private var account: Account {
        var account = Account(provider: provider.name, name: "main")
        if provider == Rackspace.self {
            account.username = "auditor"
            account.billingAccount = "020-123456"
            account.baseURL = "https://stub.example.com"
        }
        return account
    }

    func visited() async -> Visited {
        await TestedVisit.visited(provider, account, token, stub())
    }

    /// What comes of the account when the endpoint's answers are broken, and how many were.
    func visited(with mutation: MutationTests.Mutation) async -> (visited: Visited, mutated: Int) {
        let count = Shared(0)
        let answer = stub()
        let visited = await TestedVisit.visited(provider, account, token) { request in
            var reply = answer(request)
            guard isIts(request) else { return reply }
            let body = String(decoding: reply.body, as: UTF8.self)
            let broken = self.broken(body, mutation)
            if broken != body { count.add() }
            reply.body = Array(broken.utf8)
            return reply
        }
        return (visited, count.value)
    }

    private func broken(_ body: String, _ mutation: MutationTests.Mutation) -> String {
        switch mutation {
        case .webPage: return "<!DOCTYPE html><html><body>Please log in, and try again</body></html>"
        case .cutOff: return String(decoding: body.utf8.prefix(body.utf8.count / 2), as: UTF8.self)
        case .null: return "null"
        case .otherKind: return odd
        case .listForObject: return "[\(body)]"
        case .nameTwice: return body.replacing("{", with: #"{"twice":1,"twice":2,"#, maxReplacements: 1)
        case .numberOutOfRange: return body.replacing(number.old, with: number.new, maxReplacements: 1)
        case .noID: return body.replacing(id.old, with: id.new, maxReplacements: 1)
        }
    }

    private final class Shared: Sendable {
        private let count: Mutex<Int>
        init(_ count: Int) { self.count = Mutex(count) }
        func add() { count.withLock { $0 += 1 } }
        var value: Int { count.withLock { $0 } }
    }
}

/// What the stubs' tests ask with, by the name of a type, as `Mutated` has a function of its own of that name.
private enum TestedVisit {
    static func visited(
        _ provider: any Provider.Type, _ account: Account, _ token: String, _ answer: @escaping Mutated.Stub
    ) async -> Visited {
        await ProvidersTests.visited(provider, account, token: token, answer: answer)
    }
}

extension Mutated {
    private static let tooLarge = "99999999999999999999"

    static let all = [
        Mutated(
            DigitalOcean.self, "/v2/droplets", "digitalocean_droplet", odd: #"{"droplets":7}"#,
            number: (#""memory":2048"#, #""memory":\#(tooLarge)"#), id: (#""id":3164444,"#, ""),
            token: DigitalOceanStub().token
        ) {
            $0.path == "/v2/droplets" && !$0.query.contains { $0.name == "type" }
        } stub: {
            DigitalOceanStub().answering
        },
        Mutated(
            Heroku.self, "/dyno-sizes", "heroku_dyno_size", odd: "7",
            number: (#""cents":2500"#, #""cents":\#(tooLarge)"#), id: (#""id":"#, #""no":"#),
            token: HerokuStub().token
        ) {
            $0.path == "/dyno-sizes"
        } stub: {
            HerokuStub().answering
        },
        Mutated(
            NewRelic.self, "/graphql#host-samples", "newrelic_host_sample",
            odd: #"{"data":{"actor":{"account":{"nrql":{"results":7}}}}}"#,
            number: (#""cores":4"#, #""cores":\#(tooLarge)"#),
            id: (#""facet":"web-1","hostname":"web-1","#, ""),
            token: NewRelicStub().key
        ) {
            String(decoding: $0.body, as: UTF8.self).contains("coreCount")
        } stub: {
            NewRelicStub().answering
        },
        Mutated(
            Papertrail.self, "/api/v1/archives.json", "papertrail_archive", odd: #""no archives""#,
            number: (#""filesize":9588"#, #""filesize":\#(tooLarge)"#), id: (#""filename":"#, #""no":"#),
            token: PapertrailStub().token
        ) {
            $0.path == "/api/v1/archives.json"
        } stub: {
            PapertrailStub().answering
        },
        Mutated(
            Rackspace.self, "/flavors/detail", "rackspace_flavor", odd: #"{"flavors":"none"}"#,
            number: (#""ram":1024"#, #""ram":\#(tooLarge)"#), id: (#""id":"general1-1","#, ""),
            token: RackspaceStub(origin: "").key
        ) {
            $0.path.hasSuffix("/flavors/detail")
        } stub: {
            RackspaceStub(origin: "https://stub.example.com").answering
        },
        Mutated(
            Sentry.self, "/api/0/organizations/{slug}/project-keys/", "sentry_key", odd: "7",
            number: (#""rateLimit":null"#, #""rateLimit":{"count":\#(tooLarge),"window":60}"#),
            id: (#""id":"key-1","#, ""), token: SentryStub().token
        ) {
            $0.path.hasSuffix("/project-keys/")
        } stub: {
            SentryStub().answering
        },
    ]
}

extension DigitalOceanStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change { $0.answer(request.path, request.query, request.headers, request.body) }
        }
    }
}
extension HerokuStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change { $0.answer(request.path, request.query, request.headers, request.body) }
        }
    }
}
extension PapertrailStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change { $0.answer(request.path, request.query, request.headers, request.body) }
        }
    }
}
extension SentryStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change { $0.answer(request.path, request.query, request.headers, request.body) }
        }
    }
}
extension NewRelicStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change {
                $0.answer(
                    request.method, request.path, query: request.query, headers: request.headers,
                    body: request.body)
            }
        }
    }
}
extension RackspaceStub {
    fileprivate var answering: Mutated.Stub {
        let state = Kept(self)
        return { request in
            state.change {
                $0.answer(
                    request.method, request.path, query: request.query, headers: request.headers,
                    body: request.body)
            }
        }
    }
}

/// A stub that answers several callers, one after the other.
private final class Kept<Stub: Sendable>: Sendable {
    private let stub: Mutex<Stub>
    init(_ stub: Stub) { self.stub = Mutex(stub) }
    func change<T: Sendable>(_ body: (inout Stub) -> sending T) -> T { stub.withLock { body(&$0) } }
}
