import Foundation
import Model
import TestSupport
import Testing

/// C2: a token leaves only as its request's header.
@Suite struct AccountSecretTests {
    /// The token as it may come back, by what was done to it.
    static let disguises: [String: @Sendable (String) -> String] = [
        "plain": { $0 }, "in lower case": { $0.lowercased() }, "in upper case": { $0.uppercased() },
        "reversed": { String($0.reversed()) },
        "in base64": { Data($0.utf8).base64EncodedString() },
        "in base64 behind one": { Data(":\($0)".utf8).base64EncodedString() },
        "in base64 behind two": { Data("a:\($0):word".utf8).base64EncodedString() },
        "in base64 for addresses": {
            Data("user:\($0)".utf8).base64EncodedString().map {
                $0 == "+" ? "-" : $0 == "/" ? "_" : String($0)
            }
            .joined()
        },
        "in hexadecimal": { $0.utf8.map { String(format: "%02x", $0) }.joined() },
        "in capital hexadecimal": { $0.utf8.map { String(format: "%02X", $0) }.joined() },
        "percent-encoded": { text in
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        },
        "in a line": { "X-Auth-Token: \($0)\r\nAccept: */*" },
        "cut off": { String($0.prefix(20)) },
    ]

    /// Pieces that would tell the token, each eight bytes long at least.
    private static let needles: [String] =
        disguises.values.flatMap { disguise in
            let text = disguise(canary)
            // The last characters of Base64 depend on what is behind, the first on what is before.
            return [String(text.dropFirst(4).prefix(12))]
        } + [String(canary.prefix(12)), String(canary.dropFirst(8).prefix(10))]

    private func isClean(_ outcome: AccountOutcome) -> Bool {
        let text = "\(outcome)".lowercased()
        return Self.needles.filter {
            $0 != "X-Auth-Token" && !"X-Auth-Token: ".hasSuffix($0) && !$0.hasPrefix("th-Token")
        }
        .allSatisfy { !text.contains($0.lowercased()) }
    }

    @Test("a token in an error's words is hidden", arguments: disguises.keys.sorted(), [401, 403, 422, 500])
    func words(_ disguise: String, _ status: Int) async throws {
        let disguised = try #require(Self.disguises[disguise])
        let text = disguised(canary)
        let body = try JSONSerialization.data(withJSONObject: ["message": "got \(text) end"])
        let (outcome, requests) = try await asked { _ in StubAnswer(status, [UInt8](body)) }
        #expect(requests.allSatisfy { $0.header("x-auth-token") == canary })
        #expect(outcome.reason?.contains("***") == true, "\(outcome.reason ?? "")")
        #expect(isClean(outcome))
    }

    @Test("a token in a row, or in what is wrong with one, is hidden", arguments: disguises.keys.sorted())
    func rows(_ disguise: String) async throws {
        let disguised = try #require(Self.disguises[disguise])
        let text = disguised(canary)
        let body = try JSONSerialization.data(
            withJSONObject: [
                "things": [
                    ["id": "1", "name": text, "tags": ["a", text]], ["id": "2", "size": text], ["id": text],
                ]
            ])
        let (outcome, _) = try await asked { request in
            request.path == "/v1/things" ? StubAnswer(200, [UInt8](body)) : .noOther
        }
        #expect(outcome.things.count == 2)
        #expect(outcome.things.first?[1].text?.contains("***") == true)
        #expect(isClean(outcome))
    }

    @Test(
        "a server that repeats the whole request learns nothing for anybody else",
        arguments: [200, 302, 403, 500])
    func echo(_ status: Int) async throws {
        let (outcome, _) = try await asked { request in
            let body = try JSONSerialization.data(
                withJSONObject: [
                    "message": request.text, request.text: request.text,
                    "things": [["id": request.text, request.text: 1, "size": request.text]],
                    "others": request.text,
                ])
            return StubAnswer(
                status, [UInt8](body),
                headers: [
                    ("Location", "https://\(request.header("x-auth-token") ?? "").example.com/"),
                    ("X-Echo", request.header("x-auth-token") ?? ""),
                ])
        }
        #expect(outcome.status != .complete)
        #expect(isClean(outcome))
    }

    @Test("a text that only resembles the token stays as it is")
    func innocent() async throws {
        let (outcome, _) = try await asked { request in
            request.path == "/v1/things"
                ? StubAnswer(
                    text:
                        #"{"things": [{"id": "CANARY-7", "name": "canary-7f3a", "region": {"slug": "nyc3"}}]}"#
                )
                : .noOther
        }
        #expect(outcome.things.first?[0] == "CANARY-7" && outcome.things.first?[1] == "canary-7f3a")
    }

    @Test("a token never shows itself when it is printed")
    func printing() {
        let secret = Secret(canary)
        var dumped = ""
        dump([secret], to: &dumped)
        for text in [
            "\(secret)", "\([secret])", String(reflecting: secret), dumped, "\(Optional(secret) as Any)",
        ] {
            #expect(!text.contains("CANARY"))
        }
    }
}
