import Foundation
import Synchronization
import TestSupport

/// An account at a provider that is made up, over HTTP at an origin of its own.
final class AccountStub: Sendable {
    typealias Reply = (status: Int, headers: [(name: String, value: String)], body: [UInt8])

    let provider: String
    /// Nothing for a provider that asks nobody who he is.
    let token: String?
    /// What the inventory says of it beside its provider, name, token and address, each with a comma in front.
    let more: String
    private let reply: @Sendable (StubRequest) -> Reply
    /// Numbers of requests, from 1, that are answered by 503.
    private let broken: Set<Int>
    /// Whether a refusal repeats the token that was sent, in two ways.
    private let repeats: Bool
    private let log = Mutex<[Int]>([])

    init(
        _ provider: String, token: String?, more: String = "", broken: Set<Int> = [], repeats: Bool = false,
        _ reply: @escaping @Sendable (StubRequest) -> Reply
    ) {
        self.provider = provider
        self.token = token
        self.more = more
        self.broken = broken
        self.repeats = repeats
        self.reply = reply
    }

    /// The statuses that it answered so far, in their order.
    var statuses: [Int] { log.withLock { $0 } }

    func answer(_ request: StubRequest) -> StubAnswer {
        let isBroken = log.withLock { broken.contains($0.count + 1) }
        var answer: Reply = isBroken ? (503, [], Array("down".utf8)) : reply(request)
        if repeats, answer.status == 403, let token {
            let words = "not with \(token), \(Data(token.utf8).base64EncodedString())"
            answer.body = Array(#"{"id":"Forbidden","message":"\#(words)","detail":"\#(words)"}"#.utf8)
        }
        log.withLock { $0.append(answer.status) }
        return StubAnswer(answer.status, answer.body, headers: answer.headers)
    }

    /// Runs a server for each, for the time of `body`, which gets them by the names of their providers.
    static func running<T: Sendable>(
        _ stubs: ArraySlice<AccountStub>, _ servers: [String: StubServer] = [:],
        _ body: @escaping @Sendable ([String: StubServer]) async throws -> T
    ) async throws -> T {
        guard let stub = stubs.first else { return try await body(servers) }
        return try await StubServer.running(
            answer: { stub.answer($0) },
            during: { server in
                try await running(stubs.dropFirst(), servers.merging([stub.provider: server]) { $1 }, body)
            })
    }
}

extension StubRequest {
    /// The query, decoded once.
    var pairs: [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1).map {
                String($0).removingPercentEncoding ?? String($0)
            }
            return (halves.first ?? "", halves.count > 1 ? halves[1] : "")
        }
    }

    func has(_ words: String) -> Bool { String(decoding: body, as: UTF8.self).contains(words) }
}

/// A stub that several connections ask, one after the other.
final class Shared<Stub: Sendable>: Sendable {
    private let stub: Mutex<Stub>
    init(_ stub: Stub) { self.stub = Mutex(stub) }
    func change<T: Sendable>(_ body: (inout Stub) -> sending T) -> T { stub.withLock { body(&$0) } }
}

// MARK: - One of each

extension AccountStub {
    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    static func digitalOcean(
        broken: Set<Int> = [], repeats: Bool = false, _ change: (inout DigitalOceanStub) -> Void = { _ in },
        editing: @escaping @Sendable (StubRequest, Reply) -> Reply = { $1 }
    ) -> AccountStub {
        var stub = DigitalOceanStub()
        stub.now = now
        change(&stub)
        let shared = Shared(stub)
        return AccountStub("digitalocean", token: stub.token, broken: broken, repeats: repeats) { request in
            editing(
                request,
                shared.change { $0.answer(request.path, request.pairs, request.headers, request.body) })
        }
    }

    static func heroku(
        broken: Set<Int> = [], repeats: Bool = false, _ change: (inout HerokuStub) -> Void = { _ in }
    ) -> AccountStub {
        var stub = HerokuStub()
        stub.now = now
        change(&stub)
        let shared = Shared(stub)
        return AccountStub("heroku", token: stub.token, broken: broken, repeats: repeats) { request in
            shared.change { $0.answer(request.path, request.pairs, request.headers, request.body) }
        }
    }

    static func papertrail(
        broken: Set<Int> = [], repeats: Bool = false, _ change: (inout PapertrailStub) -> Void = { _ in }
    ) -> AccountStub {
        var stub = PapertrailStub()
        stub.now = now
        change(&stub)
        let shared = Shared(stub)
        return AccountStub("papertrail", token: stub.token, broken: broken, repeats: repeats) { request in
            shared.change { $0.answer(request.path, request.pairs, request.headers, request.body) }
        }
    }

    static func sentry(
        broken: Set<Int> = [], repeats: Bool = false, _ change: (inout SentryStub) -> Void = { _ in }
    ) -> AccountStub {
        var stub = SentryStub()
        stub.now = now
        change(&stub)
        let shared = Shared(stub)
        return AccountStub("sentry", token: stub.token, broken: broken, repeats: repeats) { request in
            shared.change { $0.answer(request.path, request.pairs, request.headers, request.body) }
        }
    }

    /// `isWhole` leaves out the one destination that nobody may see.
    static func newRelic(
        isWhole: Bool = true, broken: Set<Int> = [], _ change: (inout NewRelicStub) -> Void = { _ in }
    ) -> AccountStub {
        var stub = NewRelicStub()
        change(&stub)
        let shared = Shared(stub)
        return AccountStub("newrelic", token: stub.key, broken: broken) { request in
            if isWhole, request.has("aiNotifications"), request.has("654321") {
                let none = #""aiNotifications":{"destinations":{"nextCursor":null,"entities":[]}}"#
                return (200, [], Array(#"{"data":{"actor":{"account":{\#(none)}}}}"#.utf8))
            }
            return shared.change {
                $0.answer(
                    request.method, request.path, query: request.pairs, headers: request.headers,
                    body: request.body)
            }
        }
    }

    /// `isWhole` leaves out the one image whose members nobody may see.
    static func rackspace(
        isWhole: Bool = true, broken: Set<Int> = [], _ change: (inout RackspaceStub) -> Void = { _ in }
    ) -> AccountStub {
        var stub = RackspaceStub(origin: "")
        change(&stub)
        let shared = Shared(stub)
        let more = ", username: \(stub.username), billing_account: 020-123456"
        return AccountStub("rackspace", token: stub.key, more: more, broken: broken) { request in
            if isWhole, request.path.hasSuffix("/i-private/members") {
                return (200, [], Array(#"{"members":[]}"#.utf8))
            }
            return shared.change { stub in
                // Its catalogue has the address that it was asked at.
                stub.origin = "http://\(request.header("host") ?? "")"
                return stub.answer(
                    request.method, request.path, query: request.pairs, headers: request.headers,
                    body: request.body)
            }
        }
    }

    /// Refuses its first requests by 429 and 503, as many as there are.
    static func ecb(refusals: [Int] = []) -> AccountStub {
        let rest = Shared(refusals)
        let rates = """
            KEY,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE
            EXR.D.USD.EUR.SP00.A,USD,EUR,2026-11-24,1.0870
            EXR.D.GBP.EUR.SP00.A,GBP,EUR,2026-11-24,0.8412

            """
        return AccountStub("ecb", token: nil) { _ in
            if let status = rest.change({ $0.isEmpty ? nil : $0.removeFirst() }) {
                return (status, status == 429 ? [("Retry-After", "1")] : [], [])
            }
            return (200, [("Content-Type", "text/csv")], Array(rates.utf8))
        }
    }
}
