import Model
import Providers
import TestSupport
import Testing

@Suite struct ECBTests {
    @Test("the last rate of each currency is kept, and a day without one is not")
    func golden() async throws {
        let visited = try await Replayed(ECB.self).visited()
        try expectGolden(visited.text.utf8, "ecb.txt")
    }

    @Test("nothing of a token is sent, and CSV is asked for")
    func request() async throws {
        let visited = try await Replayed(ECB.self).visited()
        #expect(
            visited.lines == ["GET /service/data/EXR/D..EUR.SP00.A?lastNObservations=1&format=csvdata"])
        #expect(visited.requests.first?.headers == [.init("Accept", "text/csv")])
        #expect(ECB.isPublic)
    }

    @Test("a rate is told with its day and with the digits that were published")
    func digits() async throws {
        let rows = try await Replayed(ECB.self).visited().rows(of: "exchange_rate")
        let dollar = try #require(rows.first { $0["currency"] == "USD" })
        #expect(dollar["rate_text"] == "1.0870")
        #expect(dollar["rate"] == .real(1.087))
        #expect(dollar["day"] == "2026-11-24")
    }

    @Test("when it does not answer, the account has failed and says so")
    func refused() async throws {
        let visited = try await Replayed(ECB.self).with {
            $0.answer = { _ in Answer(status: 500, body: []) }
        }.visited()
        #expect(visited.outcome.status == .failed)
        #expect(visited.rows(of: "exchange_rate").isEmpty)
    }
}
