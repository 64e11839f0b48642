import Foundation
import Model
import TestSupport
import Testing

/// K5: a strange answer is an error with a name, never data, and never the end of the process.
@Suite struct AccountAnswerTests {
    private func answered(
        _ status: Int = 200, _ text: String
    ) async throws -> AccountOutcome {
        try await asked { $0.path == "/v1/things" ? StubAnswer(status, text: text) : .noOther }.outcome
    }

    @Test(
        "what is no data is named",
        arguments: [
            ("<!DOCTYPE html><title>Sign in</title>", "a web page came instead of data"),
            (#"{"things": [{"id": "1"}"#, "no JSON: a comma or the end of a list expected at byte 23"),
            (#"{"things": [{"id": "1", "id": "2"}]}"#, "no JSON: a name that comes twice in one object"),
            (#"{"things": {"id": "1"}} trailing"#, "no JSON: more after its end"),
            (#"{"things": "none"}"#, "things is a text, a list expected"),
            (#"{"things": 7}"#, "things is a number, a list expected"),
            ("\"text\"", "things"), ("nonsense", "no JSON"), ("\u{0}\u{1}\u{2}", "no JSON"),
        ])
    func noData(_ text: String, _ reason: String) async throws {
        let outcome = try await answered(200, text)
        guard reason != "things" else {
            // A body without the list has none.
            #expect(outcome.things.isEmpty)
            return
        }
        #expect(outcome.status == .partial && outcome.things.isEmpty)
        #expect(outcome["/v1/things"]?.coverage == .unknown)
        #expect(
            outcome["/v1/things"]?.reason?.contains(reason) == true, "\(outcome["/v1/things"]?.reason ?? "")")
        #expect(outcome["/v1/others"]?.coverage == .complete)
    }

    @Test(
        "a cell of another kind costs its item, which is named, and not the others",
        arguments: [
            (#""size": "big""#, "things[1].size: a whole number expected: big"),
            (#""size": 1.5"#, "things[1].size: a whole number expected: 1.5"),
            (#""size": 99999999999999999999"#, "things[1].size: a whole number expected"),
            (#""size": 1e-9223372036854775808"#, "things[1].size: a whole number expected"),
            (#""size": {"a": 1}"#, "things[1].size: a whole number expected, found an object"),
            (#""name": [1]"#, "things[1].name: a text expected, found a list"),
            (#""price_monthly": "free""#, "things[1].price_monthly: an amount of money expected: free"),
            (#""price_monthly": 1e300"#, "things[1].price_monthly: an amount of money expected"),
            (#""created_at": "yesterday""#, "things[1].created_at: a moment expected: yesterday"),
            (#""created_at": 1e300"#, "things[1].created_at: a moment expected"),
            (
                #""created_at": "Tue, 15 Nov 9223372036854775807 08:12:31 GMT""#,
                "created_at: a moment expected"
            ),
            (
                #""created_at": "Tue, 15 Nov 1994 9223372036854775807:12:31 GMT""#,
                "created_at: a moment expected"
            ),
            (#""is_public": "perhaps""#, "things[1].is_public: true or false expected: perhaps"),
            (#""tags": "a,b""#, "things[1].tags: a list expected, found a text"),
            (#""tags": [[1]]"#, "things[1].tags[0]: a text expected, found a list"),
        ])
    func cells(_ member: String, _ reason: String) async throws {
        let outcome = try await answered(
            200, #"{"things": [{"id": "1"}, {"id": "2", \#(member)}, {"id": "3"}]}"#)
        #expect(outcome.things.map { $0[0] } == ["1", "3"])
        #expect(outcome["/v1/things"]?.coverage == .partial)
        #expect(
            outcome["/v1/things"]?.reason?.contains(reason) == true, "\(outcome["/v1/things"]?.reason ?? "")")
    }

    @Test(
        "an item without its id is a mistake",
        arguments: [
            ("{}", "id is missing"), (#"{"id": null}"#, "id is missing"), (#"{"id": ""}"#, "id is missing"),
            ("null", "expected"), ("7", "expected"),
        ])
    func noID(_ item: String, _ reason: String) async throws {
        let outcome = try await answered(200, #"{"things": [\#(item)]}"#)
        #expect(outcome.things.isEmpty)
        #expect(
            outcome["/v1/things"]?.reason?.contains(reason) == true, "\(outcome["/v1/things"]?.reason ?? "")")
    }

    @Test(
        "extremes of their kind are kept or named",
        arguments: [
            (#""created_at": -9223372036854775808"#, true), (#""size": -9223372036854775808"#, true),
            (#""size": 9223372036854775807"#, true), (#""size": 9223372036854775808"#, false),
            (#""price_monthly": -1000000000"#, true), (#""price_monthly": 1000000000.01"#, false),
            (#""size": null, "tags": null, "region": null, "created_at": null"#, true),
            (#""region": {"slug": null}"#, true), (#""region": 7"#, true),
            (#""size": "", "created_at": """#, true),
        ])
    func extremes(_ member: String, _ isKept: Bool) async throws {
        let outcome = try await answered(200, #"{"things": [{"id": "1", \#(member)}]}"#)
        #expect(outcome.things.count == (isKept ? 1 : 0), "\(outcome["/v1/things"]?.reason ?? "")")
    }

    @Test(
        "no list, an empty one and an empty body are each none of them",
        arguments: ["{}", #"{"things": []}"#, ""])
    func none(_ text: String) async throws {
        let outcome = try await answered(200, text)
        #expect(outcome.status == .complete && outcome.things.isEmpty)
    }

    @Test("a refused token ends the visit, and every endpoint says why")
    func refused() async throws {
        let (outcome, requests) = try await asked { _ in
            StubAnswer(401, text: #"{"message": "Bad credentials"}"#)
        }
        #expect(requests.count == 1)
        #expect(outcome.status == .refused)
        #expect(outcome.reason == "401: the token is refused: Bad credentials")
        #expect(outcome.remedy == "Make a new token and put it where testing main in the inventory says.")
        #expect(outcome.endpoints.map(\.coverage) == [.unknown, .unknown])
    }

    @Test("a missing scope costs its endpoint, and is named")
    func scope() async throws {
        let (outcome, _) = try await asked { request in
            request.path == "/v1/things" ? .oneThing : StubAnswer(403, text: "{}")
        }
        #expect(outcome.status == .partial && outcome.things.count == 1)
        #expect(outcome["/v1/others"]?.reason == "403: no permission for /v1/others")
        #expect(outcome["/v1/others"]?.remedy == "Give the token `others:read`.")
    }

    @Test("what is not there is an answer")
    func absent() async throws {
        let outcome = try await answered(404, #"{"message": "not found"}"#)
        #expect(outcome.status == .complete)
        #expect(outcome["/v1/things"]?.reason == "there is none of it here")
    }

    @Test("an error's own words are one clean line, cut")
    func words() async throws {
        let text = "one\\u0000two\\u001b[31m\\r\\nthree\\u0085 " + String(repeating: "long ", count: 100)
        let outcome = try await answered(403, #"{"message": "\#(text)"}"#)
        let reason = try #require(outcome["/v1/things"]?.reason)
        #expect(reason.hasPrefix("403: no permission for /v1/things: one two [31m  three  long long"))
        #expect(reason.utf8.count < 300)
        #expect(reason.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    }
}
