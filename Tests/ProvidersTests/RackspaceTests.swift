import Model
import Providers
import Synchronization
import TestSupport
import Testing

private let origin = "https://stub.example.com"

private func account(_ change: (inout Account) -> Void = { _ in }) -> Account {
    var account = Account(provider: "rackspace", name: "main")
    account.username = "auditor"
    account.billingAccount = "020-123456"
    account.baseURL = origin
    change(&account)
    return account
}

/// What comes of the made-up account, with something about it said otherwise.
private func asked(
    _ account: Account = account(), knownInvoices: Set<String> = [],
    _ change: (inout RackspaceStub) -> Void = { _ in }
) async -> Visited {
    var stub = RackspaceStub(origin: origin)
    change(&stub)
    let token = RackspaceStub(origin: origin).key
    let shared = Shared(stub)
    return await visited(Rackspace.self, account, token: token, knownInvoices: knownInvoices) {
        shared.answer($0)
    }
}

private final class Shared: Sendable {
    private let stub: Mutex<RackspaceStub>
    init(_ stub: RackspaceStub) { self.stub = Mutex(stub) }

    func answer(_ request: StubbedRequest) -> RackspaceStub.Reply {
        stub.withLock {
            $0.answer(
                request.method, request.path, query: request.query, headers: request.headers,
                body: request.body)
        }
    }
}

extension Visited {
    fileprivate func endpoint(_ path: String) throws -> EndpointOutcome {
        try #require(outcome.endpoints.first { $0.endpoint == path })
    }
}

@Suite("Rackspace")
struct RackspaceTests {
    @Test("everything that is kept of an account")
    func whole() async throws {
        let visited = await asked()
        #expect(visited.outcome.status == .partial, "one image refuses to tell whom it is shared with")
        try expectGolden(Array(visited.text.utf8), "rackspace.txt")
    }

    @Test("nothing that is a secret or a person's own is kept, said or asked for")
    func secrets() async {
        let visited = await asked()
        #expect(!visited.text.contains("CANARY"))
        let forbidden = ["OS-KSADM", "agent_tokens", "mobile-phones", "getVNCConsole"]
        for line in visited.lines { #expect(!forbidden.contains { line.contains($0) }, "\(line)") }
        #expect(!visited.lines.contains { $0.hasSuffix("/account") })
    }

    @Test("only logging in is a POST, and only it carries the key")
    func reading() async throws {
        let visited = await asked()
        let posts = visited.requests.filter { $0.method == .post }
        #expect(posts.map(\.path) == ["/v2.0/tokens"])
        for request in visited.requests where request.method != .post {
            #expect(request.body == nil)
            let tokens = request.headers.filter { $0.name == "X-Auth-Token" }.map(\.value)
            #expect(tokens == ["session-1-CANARY-SESSION"])
        }
    }

    @Test("lists of every kind are read to their end, whatever their links lead to")
    func pages() async throws {
        let visited = await asked()
        #expect(visited.rows(of: "rackspace_server").count == 6)
        #expect(visited.rows(of: "rackspace_image").count == 5)
        #expect(visited.rows(of: "rackspace_database_instance").count == 5)
        #expect(visited.rows(of: "rackspace_port").count == 5)
        #expect(visited.rows(of: "rackspace_monitoring_entity").count == 3)
        #expect(visited.rows(of: "rackspace_monitoring_agent").count == 3)
        for request in visited.requests {
            #expect(request.base.map { $0.hasPrefix(origin + "/") } ?? true)
        }
        #expect(visited.requests.contains { $0.rawQuery == "marker=d%252D2&limit=2" })
    }

    @Test("lists without links go on until a page is not full")
    func counts() async throws {
        let visited = await asked { $0.bulk = 2_010 }
        #expect(visited.rows(of: "rackspace_volume").count == 2_012)
        #expect(visited.rows(of: "rackspace_load_balancer").count == 2_012)
        #expect(visited.rows(of: "rackspace_dns_record").count == 2_012)
        #expect(visited.rows(of: "rackspace_container").count == 20_102)
        let offsets = visited.requests.filter { $0.path == "/volumes/detail" }.map { $0.query.last?.value }
        #expect(offsets == ["0", "1000", "2000"])
    }

    @Test("a key that is refused ends it, in the service's words")
    func wrongKey() async throws {
        let visited = await asked { $0.key = "another key of that user" }
        #expect(visited.outcome.status == .refused)
        #expect(
            visited.outcome.reason
                == "401: logging in is refused: Unable to authenticate user with credentials provided.")
        #expect(visited.requests.count == 1)
    }

    @Test("a token that ends on the way is renewed once")
    func renewal() async throws {
        let visited = await asked { $0.callsBeforeTheEnd = 7 }
        let whole = await asked()
        #expect(visited.requests.filter { $0.method == .post }.count == 2)
        #expect(visited.outcome.endpoints.map(\.rows) == whole.outcome.endpoints.map(\.rows))
    }

    @Test("413 is tried again")
    func limits() async throws {
        let visited = await asked { $0.refusals = 2 }
        #expect(visited.rows(of: "rackspace_server").count == 6)
    }

    @Test(
        "how long to wait, in each spelling",
        arguments: [
            ("Retry-After", "7", "", Int64(7)), ("Reply-After", "2026-11-25T06:00:30Z", "", 30),
            ("Retry-After", "Wed, 25 Nov 2026 06:00:05 GMT", "", 5), ("Retry-After", "9999", "", 120),
            ("X", "", #"{"overLimit":{"retryAt":"2026-11-25T06:00:20Z"}}"#, 20),
        ])
    func pauses(header: String, value: String, body: String, seconds: Int64) {
        let answer = Answer(status: 413, headers: [.init(header, value)], body: Array(body.utf8))
        #expect(Rackspace.pause(after: answer, now: 1_795_586_400) == seconds)
    }

    @Test(
        "the words of each service's errors",
        arguments: [
            (#"{"itemNotFound":{"code":404,"message":"Not Found"}}"#, "Not Found"),
            (#"{"message":"over the limit","code":413,"details":"x"}"#, "over the limit"),
            (#"{"type":"notFoundError","code":"404","message":"Item not found."}"#, "Item not found."),
            (#"{"badRequest":{"referenceCode":"1","details":[{"message":"bad"}]}}"#, "bad"),
            (#"{"error":{"code":401,"message":"no"}}"#, "no"),
        ])
    func words(body: String, words: String) {
        #expect(Rackspace.words(of: Answer(status: 404, body: Array(body.utf8))) == words)
    }

    @Test("an address of the catalogue that is not Rackspace's is never asked")
    func strangers() async throws {
        let visited = await asked {
            $0.strange = ["cloudBlockStorage": "https://stub.example.com.evil.example/v1"]
        }
        let volumes = try visited.endpoint("/volumes/detail")
        #expect(volumes.coverage == .unknown)
        #expect(volumes.reason?.contains("https://stub.example.com.evil.example") == true)
        #expect(!visited.requests.contains { $0.base?.contains("evil") ?? false })
    }

    @Test(
        "without a base of its own the token goes to Rackspace's hosts alone, over TLS",
        arguments: [
            ("https://dfw.servers.api.rackspacecloud.com/v2/1", true),
            ("https://storage101.dfw1.clouddrive.com/v1/M_1", true),
            ("http://dfw.servers.api.rackspacecloud.com/v2/1", false),
            ("https://rackspacecloud.com.example.com/v2/1", false),
            ("https://evilrackspacecloud.com/v2/1", false),
            ("https://user@dfw.servers.api.rackspacecloud.com/v2", false),
            ("https://dfw.servers.api.rackspacecloud.com:8443/v2", false),
            ("https://example.com\\\\.rackspacecloud.com/v2", false),
        ])
    func origins(url: String, isTrusted: Bool) async throws {
        let visited = await asked(account { $0.baseURL = nil }) {
            $0.strange = ["cloudServersOpenStack": url]
        }
        let isAsked = visited.requests.contains { $0.path == "/servers/detail" }
        #expect(isAsked == isTrusted)
    }

    @Test("an account without classic compute is told so")
    func flex() async throws {
        let visited = await asked { $0.missing = ["cloudServersOpenStack"] }
        #expect(visited.outcome.reason?.contains("OpenStack Flex") == true)
        #expect(visited.outcome.status != .complete)
    }

    @Test("a service that the catalogue has not is no gap")
    func missing() async throws {
        let visited = await asked { $0.missing = ["cloudDatabases"] }
        let databases = try visited.endpoint("/instances")
        #expect(databases.coverage == .complete)
        #expect(databases.reason == "the account has no such service")
    }

    @Test("one who sees only itself, and no bills, has a whole account all the same")
    func narrow() async throws {
        let visited = await asked { $0.isPrivileged = false }
        let users = try visited.endpoint("/v2.0/users")
        #expect(users.coverage == .partial)
        #expect(users.reason == "user audit skipped: the credential sees only itself")
        let bills = try visited.endpoint("/accounts/{@billing_account}/balance")
        #expect(bills.coverage == .unknown)
        #expect(bills.reason == "404: billing is not readable with this credential: Resource not found")
        #expect(visited.outcome.charges.isEmpty)
        let reason = visited.outcome.reason ?? ""
        #expect(!reason.contains("billing") && !reason.contains("user audit"))
    }

    @Test("an invoice that is known, or too old, is not asked for again")
    func invoices() async throws {
        let first = await asked()
        #expect(first.lines.contains { $0.hasSuffix("/invoices/inv-1/detail") })
        #expect(!first.lines.contains { $0.contains("/invoices/inv-0") })
        let second = await asked(knownInvoices: ["inv-1"])
        #expect(!second.lines.contains { $0.contains("/invoices/inv-1") })
    }

    @Test("the lines of an invoice add up to the cent, and have names of their own")
    func lines() async throws {
        let visited = await asked()
        let lines = visited.outcome.charges.filter { $0.source == .invoiced }
        #expect(lines.compactMap(\.billedCost).reduce(0, +) == 1_890_000)
        #expect(Set(lines.map(\.line)).count == lines.count)
        #expect(
            Set(visited.outcome.charges.map { "\($0.source)\($0.line)" }).count
                == visited.outcome.charges.count)
        let server = try #require(lines.first { $0.resourceType == "rackspace_server" })
        #expect(server.billedCost == 1_776_000 && server.quantity == 48)
    }

    @Test("a cycle of thirty days is of the month that has its middle")
    func cycles() async throws {
        let visited = await asked()
        #expect(Set(visited.outcome.charges.filter { $0.source == .preview }.map(\.month)) == ["2026-11"])
        #expect(Set(visited.outcome.charges.filter { $0.source == .invoiced }.map(\.month)) == ["2026-10"])
    }

    @Test(
        "the middle of a cycle is half its length before its end",
        arguments: [
            ("2026-12-03T21:32:52", "2026-11"), ("2026-09-01T00:00:00", "2026-08"),
            ("2026-12-20T10:00:00", "2026-12"), ("2026-12-15T23:59:59", "2026-11"),
        ])
    func middle(end: String, month: String) throws {
        let endpoint = try #require(Rackspace.endpoints.first { $0.path.hasSuffix("/estimated_charges") })
        let text = #"{"currency":"USD","currentBillingPeriodEndDate":"\#(end)"}"#
        let item = Item(try JSONReader.json(Array(text.utf8)), place: "test", account: account())
        #expect(try endpoint.invoices?(item).map(\.month) == [month])
    }

    @Test("an amount that is not said stays unknown")
    func unknownAmount() async throws {
        let visited = await asked()
        let line = try #require(visited.outcome.charges.first { $0.serviceName == "NEWTHING" })
        #expect(line.billedCost == nil)
    }

    @Test("names and values of metadata that look like secrets are found, and others are not")
    func metadata() async throws {
        let rows = await asked().rows(of: "rackspace_server_metadata")
        let found = rows.filter { $0["looks_secret"] == .integer(1) }.compactMap { $0["name"]?.text }
        #expect(found == ["db_password", "hook"])
        #expect(rows.count == 4)
    }

    @Test("an account without a username is not asked")
    func nameless() async throws {
        let visited = await asked(account { $0.username = nil })
        #expect(visited.requests.isEmpty)
        #expect(visited.outcome.status == .failed)
    }

    @Test("the United Kingdom has an identity service of its own")
    func regions() {
        var account = Account(provider: "rackspace", name: "main")
        #expect(Rackspace.baseURL(of: account) == "https://identity.api.rackspacecloud.com")
        account.region = "uk"
        #expect(Rackspace.baseURL(of: account) == "https://lon.identity.api.rackspacecloud.com")
    }
}
