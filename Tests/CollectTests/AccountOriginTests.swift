import Collect
import Foundation
import Model
import TestSupport
import Testing

/// K1 to K3: where a token may go, and with what.
@Suite struct AccountOriginTests {
    /// What comes of a server that leads to a second one, and what the second heard.
    private func led(
        tls: StubCertificate? = nil, by answer: @escaping @Sendable (String, StubRequest) -> StubAnswer
    ) async throws -> (outcome: AccountOutcome, first: [StubRequest], second: [StubRequest]) {
        try await StubServer.running { _ in
            .oneThing
        } during: { second in
            let (outcome, first) = try await asked(account { $0.caFile = tls?.path }, tls: tls) {
                answer(second.url, $0)
            }
            return (outcome, first, second.requests)
        }
    }

    @Test(
        "a redirect is not followed, and the message names only the host",
        arguments: [301, 302, 303, 307, 308])
    func redirect(_ status: Int) async throws {
        let (outcome, first, second) = try await led { url, request in
            StubAnswer(status, text: "", headers: [("Location", "\(url)/v1/things?secret=1")])
        }
        #expect(second.isEmpty)
        #expect(first.map(\.path) == ["/v1/things", "/v1/others"])
        #expect(outcome["/v1/things"]?.coverage == .unknown)
        #expect(outcome["/v1/things"]?.reason == "127.0.0.1 wanted to send us to 127.0.0.1")
    }

    @Test("a redirect within the same origin is not followed either")
    func redirectHome() async throws {
        let (outcome, requests) = try await asked { request in
            request.path == "/v1/others"
                ? .noOther : StubAnswer(302, text: "", headers: [("Location", "/v2/things")])
        }
        #expect(requests.map(\.path) == ["/v1/things", "/v1/others"])
        #expect(outcome.status == .partial)
    }

    @Test(
        "a redirect to something else than the web says no more than that",
        arguments: [
            "file:///etc/passwd", "javascript:1", "//evil.example.com/x", "http://192.0.2.1/", "\u{1}",
        ])
    func oddRedirect(_ location: String) async throws {
        let (outcome, _) = try await asked { _ in StubAnswer(302, text: "", headers: [("Location", location)])
        }
        #expect(outcome["/v1/things"]?.reason?.contains("wanted to send us to another address") == true)
    }

    @Test("a redirect from https to http brings the token nowhere")
    func downgrade() async throws {
        let certificate = try await StubCertificate()
        let (outcome, _, second) = try await led(tls: certificate) { url, _ in
            StubAnswer(302, text: "", headers: [("Location", url)])
        }
        #expect(second.isEmpty)
        #expect(outcome["/v1/things"]?.reason == "localhost wanted to send us to 127.0.0.1")
    }

    @Test("a next link to another origin is asked at our own, and the other hears nothing")
    func nextLink() async throws {
        let (outcome, first, second) = try await led { url, request in
            request.query.hasPrefix("page=2")
                ? .oneThing
                : StubAnswer(
                    text: #"{"things": [{"id": "9"}], "links": {"next": "\#(url)/v1/things?page=2"}}"#)
        }
        #expect(second.isEmpty)
        #expect(first.map(\.query).prefix(2) == ["limit=200", "page=2"])
        #expect(outcome.things.count == 2)
    }

    @Test(
        "a query out of a link that is no query is not sent",
        arguments: ["?a b", "?a\\r\\nHost: x", "?é", "?a#b"])
    func badQuery(_ link: String) async throws {
        let (outcome, requests) = try await asked { _ in
            StubAnswer(text: #"{"things": [{"id": "9"}], "links": {"next": "http://x/\#(link)"}}"#)
        }
        #expect(requests.map(\.query) == ["limit=200", ""])
        #expect(outcome["/v1/things"]?.coverage == .partial)
    }

    @Test(
        "a catalogue's place is asked only when it is of the provider's own",
        arguments: [
            ("http://127.0.0.1:9", "127.0.0.1"), ("https://evil.example.com", "evil.example.com"),
            ("https://a.b.data.example.com", "a.b.data.example.com"),
            ("https://data.example.com", "data.example.com"),
            ("https://api.example.com:8443", "api.example.com"),
            ("https://api.example.com.evil.example.net", "api.example.com.evil.example.net"),
        ])
    func catalogue(_ place: String, _ host: String) async throws {
        let outcome = await accountCollector().visit(
            account(at: nil) {
                $0.provider = "elsewhere"
                $0.organization = place
            })
        #expect(outcome["/v1/things"]?.reason == "the token is not sent to \(host)")
        #expect(outcome.requests == 1)
    }

    @Test("a base of the inventory shuts out the provider's other places")
    func ownBase() async throws {
        let (outcome, requests) = try await asked(
            account {
                $0.provider = "elsewhere"
                $0.organization = "https://one.data.example.com"
            }
        ) { _ in .oneThing }
        #expect(outcome["/v1/things"]?.reason == "the token is not sent to one.data.example.com")
        #expect(requests.isEmpty)
    }

    @Test(
        "an address that no token may go to is refused before anything is sent",
        arguments: [
            "http://192.0.2.1", "http://api.example.com", "http://127.0.0.1.example.com", "http://127.1",
            "file:///etc/passwd", "ftp://localhost", "https://user:word@api.example.com", "https://",
            "api.example.com", "https://a b", "https://api.example.com:0", "https://api.example.com:x",
            "https://-a", "http://localhost@192.0.2.1", "http://192.0.2.1\\@localhost", "https://[::1",
        ])
    func base(_ base: String) async throws {
        let outcome = await accountCollector().visit(account(at: base))
        #expect(outcome.status == .failed && outcome.requests == 0)
        #expect(outcome.endpoints.map(\.coverage) == [.unknown, .unknown])
        #expect(outcome.reason?.contains("user:") != true)
    }

    @Test("an account of the inventory is asked with its token, in its own words, and with GET only")
    func plain() async throws {
        let (outcome, requests) = try await asked { $0.path == "/v1/things" ? .oneThing : .noOther }
        #expect(outcome.status == .complete && outcome.requests == 2)
        #expect(outcome.things == [["1", "one", nil, nil, nil, nil, nil, nil]])
        #expect(
            requests.map { "\($0.method) \($0.path)?\($0.query)" } == [
                "GET /v1/things?limit=200", "GET /v1/others?",
            ])
        #expect(requests.allSatisfy { $0.header("x-auth-token") == canary })
        #expect(requests.allSatisfy { $0.header("user-agent") == "constat/9.9" })
        #expect(requests.allSatisfy { $0.header("accept") == "application/json" })
    }
}
