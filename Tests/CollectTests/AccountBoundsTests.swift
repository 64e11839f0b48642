import Collect
import Foundation
import Model
import TestSupport
import Testing

/// K4: what an answer may weigh, and how long it may take.
@Suite struct AccountBoundsTests {
    /// The reason why the things could not be read, and how many requests that took.
    private func refused(
        timeout: Int = 20, body: Int = 1 << 20, _ answer: StubAnswer
    ) async throws -> (reason: String?, requests: Int) {
        var limits = HTTPFetch.Limits()
        limits.body = body
        let (outcome, requests) = try await asked(account { $0.timeout = timeout }, limits: limits) {
            $0.path == "/v1/things" ? answer : .noOther
        }
        #expect(outcome["/v1/others"]?.coverage == .complete)
        #expect(outcome.status == .partial)
        #expect(outcome.things.isEmpty)
        return (outcome["/v1/things"]?.reason, requests.filter { $0.path == "/v1/things" }.count)
    }

    @Test("an answer that does not begin in time is given up after a second try")
    func slow() async throws {
        let start = ContinuousClock.now
        let (reason, requests) = try await refused(
            timeout: 2, StubAnswer.oneThing.with { $0.delay = .seconds(30) })
        #expect(reason == "127.0.0.1 did not answer whole in 2 s")
        #expect(requests == 2)
        #expect(ContinuousClock.now - start < .seconds(25))
    }

    @Test("an answer that drips is given up by the same clock")
    func drip() async throws {
        let (reason, _) = try await refused(
            timeout: 2, StubAnswer.oneThing.with { $0.drip = (1, .milliseconds(200)) })
        #expect(reason == "127.0.0.1 did not answer whole in 2 s")
    }

    @Test("an endless body is cut at its bound, and not asked for again")
    func endless() async throws {
        let answer = StubAnswer(text: String(repeating: "[", count: 65_536)).with { $0.isEndless = true }
        let (reason, requests) = try await refused(answer)
        #expect(reason == "127.0.0.1 sent a body of more than 1 MiB")
        #expect(requests == 1)
    }

    @Test("a body that unpacks to more than its bound is cut, though it is small as it comes")
    func bomb() async throws {
        let packed = await ran("sh", ["-c", "head -c 67108864 /dev/zero | gzip -9"])
        #expect(packed.output.count < 100_000)
        let (reason, requests) = try await refused(
            body: 20 << 20, StubAnswer(200, packed.output, headers: [("Content-Encoding", "gzip")]))
        #expect(reason == "127.0.0.1 sent a body of more than 20 MiB")
        #expect(requests == 1)
    }

    @Test("a packed answer is unpacked, and one that is not what it says is no data")
    func packed() async throws {
        let packed = await ran("gzip", ["-9"], input: StubAnswer.oneThing.body)
        let headers = [(name: "Content-Encoding", value: "gzip")]
        let (outcome, requests) = try await asked { request in
            request.path == "/v1/things"
                ? StubAnswer(200, packed.output, headers: headers)
                : StubAnswer(200, text: "{}", headers: headers)
        }
        #expect(outcome.things.count == 1)
        #expect(requests.first?.header("accept-encoding")?.contains("gzip") == true)
        #expect(outcome["/v1/others"]?.reason == "127.0.0.1 sent a body that cannot be unpacked")
    }

    @Test("more headers than their bound are refused, be they many, long or countless")
    func headers() async throws {
        for (count, size) in [(100, 1_000), (1, 70_000), (1, 200_000), (400, 10)] {
            let headers = (0..<count).map { (name: "X-\($0)", value: String(repeating: "a", count: size)) }
            let (reason, requests) = try await refused(StubAnswer(200, text: "{}", headers: headers))
            #expect(reason == "127.0.0.1 sent headers of more than 64 KiB")
            #expect(requests == 1)
        }
    }

    @Test("pages that lead in a circle end the list, and what it brought is kept as partial")
    func circle() async throws {
        let (outcome, requests) = try await asked { request in
            guard request.path == "/v1/things" else { return .noOther }
            let next = request.query == "page=2" ? 3 : 2
            return StubAnswer(
                text:
                    #"{"things": [{"id": "\#(request.query)"}], "links": {"next": "/v1/things?page=\#(next)"}}"#
            )
        }
        #expect(requests.map(\.query) == ["limit=200", "page=2", "page=3", ""])
        #expect(outcome["/v1/things"]?.coverage == .partial)
        #expect(outcome["/v1/things"]?.reason?.contains("circle") == true)
        #expect(outcome.things.count == 3)
    }

    @Test("a list that never ends is left at its 500th page")
    func pages() async throws {
        let (outcome, requests) = try await asked { request in
            guard request.path == "/v1/things" else { return .noOther }
            let page = Int(request.query.dropFirst(5)) ?? 1
            return StubAnswer(
                text: #"{"things": [{"id": "\#(page)"}], "links": {"next": "/v1/things?page=\#(page + 1)"}}"#)
        }
        #expect(requests.count == 501)
        #expect(outcome["/v1/things"]?.reason?.contains("more than 500 pages") == true)
    }

    @Test("JSON deeper than 64 is none")
    func deep() async throws {
        let (reason, _) = try await refused(
            StubAnswer(text: String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)))
        #expect(reason?.contains("deeper than 64") == true)
    }

    @Test("an answer that ends before it is whole is asked for five times, and never used")
    func broken() async throws {
        let (reason, requests) = try await refused(StubAnswer.oneThing.with { $0.breaksAfter = 10 })
        #expect(reason == "127.0.0.1 ended the connection before its answer was whole")
        #expect(requests == 5)
    }
}
