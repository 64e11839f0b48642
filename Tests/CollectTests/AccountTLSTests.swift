import Foundation
import Model
import TestSupport
import Testing

/// K2: who answers must be who the inventory names.
@Suite struct AccountTLSTests {
    private func asked(
        _ certificate: StubCertificate, trusted: Bool
    ) async throws -> (outcome: AccountOutcome, requests: [StubRequest]) {
        try await CollectTests.asked(
            account { $0.caFile = trusted ? certificate.path : nil }, tls: certificate
        ) {
            $0.path == "/v1/things" ? .oneThing : .noOther
        }
    }

    @Test("a certificate that nobody known signed is refused, and no request is made")
    func selfSigned() async throws {
        let (outcome, requests) = try await asked(try await StubCertificate(), trusted: false)
        #expect(requests.isEmpty)
        #expect(outcome.status == .refused)
        #expect(outcome.reason?.hasPrefix("the certificate of localhost is not trusted") == true)
        #expect(outcome.remedy?.contains("ca_file") == true)
    }

    @Test("a certificate of the account's ca_file is accepted")
    func ownAuthority() async throws {
        let (outcome, requests) = try await asked(try await StubCertificate(), trusted: true)
        #expect(outcome.status == .complete, "\(outcome.reason ?? "")")
        #expect(requests.count == 2)
    }

    @Test("a certificate that is out of date is refused though its authority is known")
    func expired() async throws {
        let certificate = try await StubCertificate(from: "20200101000000Z", to: "20200201000000Z")
        let (outcome, requests) = try await asked(certificate, trusted: true)
        #expect(requests.isEmpty)
        #expect(outcome.status == .refused)
        #expect(outcome.reason?.contains("out of date") == true)
    }

    @Test("a certificate for another name is refused though its authority is known")
    func wrongName() async throws {
        let (outcome, requests) = try await asked(
            try await StubCertificate(for: "api.example.com"), trusted: true)
        #expect(requests.isEmpty)
        #expect(outcome.status == .refused)
        #expect(outcome.reason == "the certificate of localhost is for another name")
    }

    @Test("a ca_file that is none is told before anything is sent", arguments: [nil, "no certificate\n"])
    func badFile(_ text: String?) async throws {
        let scratch = try Scratch()
        let path = try text.map { try scratch.write($0, to: "ca.pem") } ?? scratch.path("ca.pem")
        let (outcome, requests) = try await CollectTests.asked(account { $0.caFile = path }) { _ in .oneThing
        }
        #expect(outcome.status == .failed && requests.isEmpty)
        #expect(outcome.reason == "\(path): ca_file cannot be read as certificates")
    }
}
