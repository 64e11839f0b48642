import Collect
import Foundation
import Model
import Synchronization
import TestSupport
import Testing

/// K4: what is tried again, how often, and after how long.
@Suite struct AccountRetryTests {
    @Test(
        "a status that may pass is asked five times, at growing gaps", arguments: [429, 500, 502, 503, 504])
    func statuses(_ status: Int) async throws {
        let sleeps = Sleeps()
        let (outcome, requests) = try await asked(sleeps: sleeps) { request in
            request.path == "/v1/things" ? StubAnswer(status, text: "{}") : .noOther
        }
        #expect(requests.filter { $0.path == "/v1/things" }.count == 5)
        #expect(outcome["/v1/things"]?.coverage == .unknown && outcome.status == .partial)
        #expect(outcome["/v1/things"]?.reason?.hasPrefix("\(status)") == true)
        #expect(sleeps.milliseconds.count == 4)
        for (slept, meant) in zip(sleeps.milliseconds, [1_000, 2_000, 4_000, 8_000]) {
            #expect((meant * 3 / 4...meant * 5 / 4).contains(slept), "\(slept)")
            #expect(slept >= 1_000)
        }
    }

    @Test("a status that stays is asked once", arguments: [400, 403, 404, 405, 410, 422, 501])
    func once(_ status: Int) async throws {
        let (_, requests) = try await asked { request in
            request.path == "/v1/things" ? StubAnswer(status, text: "{}") : .noOther
        }
        #expect(requests.count == 2)
    }

    @Test("one bad answer is followed by a good one, and nothing of it shows")
    func recovers() async throws {
        let count = Mutex(0)
        let (outcome, requests) = try await asked { request in
            guard request.path == "/v1/things" else { return .noOther }
            return count.withLock {
                $0 += 1
                return $0
            } == 1 ? StubAnswer(503, text: "later") : .oneThing
        }
        #expect(requests.count == 3)
        #expect(outcome.status == .complete && outcome.things.count == 1)
    }

    @Test(
        "what the server asks us to wait is what we wait",
        arguments: [("7", 7_000), ("120", 120_000), ("0", 0), ("Wed, 25 Nov 2026 06:00:30 GMT", 30_000)])
    func retryAfter(_ header: String, _ milliseconds: Int) async throws {
        let sleeps = Sleeps()
        let count = Mutex(0)
        let (outcome, _) = try await asked(sleeps: sleeps) { request in
            guard request.path == "/v1/things" else { return .noOther }
            return count.withLock {
                $0 += 1
                return $0
            } == 1
                ? StubAnswer(429, text: "{}", headers: [("Retry-After", header)]) : .oneThing
        }
        #expect(sleeps.milliseconds == [milliseconds])
        #expect(outcome.status == .complete)
    }

    @Test(
        "a wait of more than two minutes is not waited for, and not cut short", arguments: ["121", "86400"])
    func tooLong(_ header: String) async throws {
        let sleeps = Sleeps()
        let (outcome, requests) = try await asked(sleeps: sleeps) { request in
            request.path == "/v1/things"
                ? StubAnswer(429, text: "{}", headers: [("Retry-After", header)]) : .noOther
        }
        #expect(requests.count == 2)
        #expect(outcome["/v1/things"]?.reason?.hasPrefix("429: its rate limit did not end in time") == true)
        #expect(sleeps.milliseconds.isEmpty)
    }

    @Test("a header that is no time is as none", arguments: ["soon", "-5", "99999999999999999999", ""])
    func oddHeader(_ header: String) async throws {
        let (outcome, requests) = try await asked { request in
            request.path == "/v1/things"
                ? StubAnswer(503, text: "{}", headers: [("Retry-After", header)]) : .noOther
        }
        #expect(requests.count == 6)
        #expect(outcome.status == .partial)
    }

    @Test("a good answer that asks for a pause is followed by one")
    func pause() async throws {
        let sleeps = Sleeps()
        let (outcome, _) = try await asked(sleeps: sleeps) { request in
            request.path == "/v1/things"
                ? StubAnswer.oneThing.with { $0.headers = [("Retry-After", "5")] } : .noOther
        }
        #expect(outcome.status == .complete)
        #expect(sleeps.milliseconds.count == 1)
        #expect(sleeps.milliseconds.allSatisfy { (4_000...5_000).contains($0) })
    }
}
