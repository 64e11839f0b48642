import Model
import TestSupport
import Testing

@testable import Providers

@Suite struct PapertrailTests {
    @Test("a recorded account becomes rows")
    func recorded() async throws {
        try expectGolden(try await Replayed(Papertrail.self).visited().text.utf8, "papertrail.txt")
    }

    @Test("no token, no search and no log line is kept or asked for")
    func secrets() async throws {
        let visited = try await Replayed(Papertrail.self).visited()
        #expect(!visited.text.contains("CANARY"))
        #expect(!visited.lines.contains { $0.contains("events") || $0.contains("download") })
        #expect(
            visited.requests.allSatisfy { request in
                request.headers.contains(.init("X-Papertrail-Token", "replayed-token-for-tests"))
            })
    }

    static let strange = [
        Answer(status: 403, body: []), Answer(status: 404, body: Array("<html>".utf8)),
        Answer(status: 410, body: []),
        Answer(status: 302, headers: [.init("Location", "https://na-01.example.com/")], body: []),
        Answer(status: 200, body: Array("<html>Log in</html>".utf8)),
    ]

    @Test(
        "an account that was moved to the successor is told so, and is asked for nothing more",
        arguments: strange)
    func moved(answer: Answer) async throws {
        let visited = try await Replayed(Papertrail.self).with { $0.answer = { _ in answer } }.visited()
        #expect(visited.requests.count == 1)
        #expect(visited.outcome.status != .complete && visited.outcome.status != .partial)
        #expect(visited.outcome.reason?.contains("did not answer as documented") == true)
        #expect(visited.outcome.remedy?.contains("SolarWinds Observability") == true)
    }

    @Test("usage that is refused costs only itself", arguments: strange)
    func noUsage(answer: Answer) async throws {
        let visited = try await Replayed(Papertrail.self).with { replay in
            replay.answer = { $0.path.hasSuffix("accounts.json") ? answer : nil }
        }.visited()
        #expect(visited.outcome.status == .complete)
        #expect(visited.rows(of: "papertrail_system").count == 4)
        let outcome = visited.outcome.endpoints.first { $0.endpoint == "/api/v1/accounts.json" }
        #expect(outcome?.coverage == .unknown)
        #expect(outcome?.remedy?.contains("SolarWinds Observability") == true)
    }

    @Test("a token that is refused is a token that is refused")
    func refused() async throws {
        let answer = Answer(status: 401, body: Array("<html>no</html>".utf8))
        let outcome = try await Replayed(Papertrail.self).with { $0.answer = { _ in answer } }.visited()
            .outcome
        #expect(outcome.status == .refused)
        #expect(outcome.reason == "401: the token is refused")
    }

    @Test("what is missing of the percent is reckoned, and what is told is kept, above a hundred too")
    func percent() async throws {
        let visited = try await Replayed(Papertrail.self).visited()
        let told = try await Replayed(Papertrail.self).with { replay in
            replay.answer = { request in
                guard request.path.hasSuffix("accounts.json") else { return nil }
                return Answer(
                    status: 200,
                    body: Array(
                        #"{"log_data_transfer_used": 13.0, "log_data_transfer_used_percent": 130.0}"#.utf8))
            }
        }.visited()
        let percent = { (visited: Visited) in
            visited.rows(of: "papertrail_account").first?["log_data_transfer_used_percent"]
        }
        #expect(percent(visited) == .real(64_205_384.0 / 1_048_576_000 * 100))
        #expect(percent(told) == .real(130))
    }

    @Test(
        "it waits as long as the headers say",
        arguments: [
            (200, ["X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "4"], 4),
            (200, ["X-Rate-Limit-Remaining": "3", "X-Rate-Limit-Reset": "4"], nil),
            (429, ["X-Rate-Limit-Reset": "7"], 7), (429, ["Retry-After": "2", "X-Rate-Limit-Reset": "7"], 2),
            (429, [:], 5),
        ] as [(Int, [String: String], Int64?)])
    func pauses(status: Int, headers: [String: String], pause: Int64?) {
        let answer = Answer(
            status: status, headers: headers.map { Request.Pair($0.key, $0.value) }, body: [])
        #expect(Papertrail.pause(after: answer, now: 0) == pause)
    }

    @Test("a mistake is told in the server's words")
    func words() {
        let answer = Answer(status: 400, body: Array(#"{"message": "Name can't be blank"}"#.utf8))
        #expect(Papertrail.words(of: answer) == "Name can't be blank")
        #expect(Papertrail.words(of: Answer(status: 500, body: Array("<html>".utf8))) == nil)
    }
}
