import Collect
import Foundation
import Model
import Synchronization
import TestSupport
import Testing

/// Accounts side by side, and each within its time.
@Suite struct AccountCollectorTests {
    @Test("no more accounts are asked at once than is said, and each outcome comes once")
    func atOnce() async throws {
        let running = Mutex((now: 0, most: 0))
        let outcomes = try await StubServer.running { request in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try await Task.sleep(for: .milliseconds(50))
            running.withLock { $0.now -= 1 }
            return request.path == "/v1/things" ? .oneThing : .noOther
        } during: { stub in
            var outcomes: [AccountOutcome] = []
            let accounts = (0..<9).map { number in account(at: stub.url) { $0.name = "n\(number)" } }
            try await accountCollector().collect(accounts, atOnce: 3) { outcomes.append($0) }
            return outcomes
        }
        #expect(outcomes.map(\.account.name).sorted() == (0..<9).map { "n\($0)" })
        #expect(outcomes.allSatisfy { $0.status == .complete })
        #expect((2...3).contains(running.withLock { $0.most }))
    }

    /// What comes of an account whose time is over when `path` has been asked for, which is never answered.
    private func late(at path: String) async throws -> AccountOutcome {
        let (isOver, over) = AsyncStream<Void>.makeStream()
        return try await asked(
            deadline: { for await _ in isOver { return } },
            answer: { request in
                guard request.path == path else { return .oneThing }
                over.yield()
                return StubAnswer.noOther.with { $0.delay = .seconds(60) }
            }
        ).outcome
    }

    @Test("at its deadline an account keeps what it has, and the rest is unknown")
    func deadline() async throws {
        let start = ContinuousClock.now
        let outcome = try await late(at: "/v1/others")
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(outcome.status == .partial && outcome.things.count == 1)
        #expect(outcome["/v1/things"]?.coverage == .complete)
        #expect(outcome["/v1/others"]?.coverage == .unknown)
        #expect(outcome.reason == "the time for the account was over")
    }

    @Test("a deadline in the first request leaves every endpoint unknown")
    func nothing() async throws {
        let outcome = try await late(at: "/v1/things")
        #expect(outcome.status == .failed)
        #expect(outcome.endpoints.map(\.coverage) == [.unknown, .unknown])
    }

    @Test("an account that nothing answers for is unreachable, and is not asked for the rest")
    func unreachable() async throws {
        let port = try await StubServer.running { _ in
            .noOther
        } during: {
            $0.port
        }
        let outcome = await accountCollector().visit(account(at: "http://127.0.0.1:\(port)"))
        #expect(outcome.status == .unreachable && outcome.requests == 1)
        #expect(outcome.reason == "127.0.0.1 refused the connection")
        #expect(outcome.endpoints.map(\.coverage) == [.unknown, .unknown])
    }

    @Test("a name that does not exist is unreachable")
    func noName() async throws {
        // A label of more than 63 letters is none, and no name server is asked for it.
        let name = String(repeating: "a", count: 64) + ".example.com"
        let outcome = await accountCollector().visit(account(at: "https://\(name)"))
        #expect(outcome.status == .unreachable)
        #expect(outcome.reason == "the name \(name) is not found")
    }

    @Test("https where http is spoken is told as that")
    func noTLS() async throws {
        let outcome = try await StubServer.running { _ in
            .oneThing
        } during: { stub in
            await accountCollector().visit(account(at: "https://localhost:\(stub.port)"))
        }
        #expect(outcome.status == .failed)
        #expect(
            outcome["/v1/things"]?.reason == "TLS with localhost did not come about",
            "\(outcome.reason ?? "")")
    }

    @Test("an account of a provider that does not exist is told")
    func noProvider() async throws {
        let outcome = await accountCollector().visit(account(at: nil) { $0.provider = "nimbus" })
        #expect(outcome.status == .failed)
        #expect(outcome.reason == "there is no provider called nimbus")
    }

    @Test("what keeps the outcomes may end it all, and a cancelled run ends soon")
    func ended() async throws {
        try await StubServer.running { _ in
            StubAnswer.oneThing.with { $0.delay = .milliseconds(100) }
        } during: { stub in
            let accounts = (0..<20).map { number in account(at: stub.url) { $0.name = "n\(number)" } }
            await #expect(throws: Problem("the disk is full")) {
                try await accountCollector().collect(accounts, atOnce: 2) { _ in
                    throw Problem("the disk is full")
                }
            }
            #expect(stub.requests.count < 20)
            let start = ContinuousClock.now
            let task = Task { try await accountCollector().collect(accounts, atOnce: 1) { _ in } }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }
}
