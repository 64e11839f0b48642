import Foundation
import TestSupport

/// A workspace whose inventory names accounts, with their tokens outside of it.
final class AccountsPlace: Sendable {
    let place: Workplace
    private let stubs: [AccountStub]
    private let urls: [String: String]
    private let secrets: Scratch
    private let rest: String

    /// Tokens are in the environment, in files that only we may read, and printed by programs, in turn; `rest` is more of the
    /// inventory.
    init(_ stubs: [AccountStub], at urls: [String: String], rest: String = "") throws {
        secrets = try Scratch()
        self.stubs = stubs
        self.urls = urls
        self.rest = rest
        var variables: [String: String] = [:]
        for (index, stub) in stubs.enumerated() {
            if index % 3 == 0 { variables[AccountsPlace.variable(stub)] = stub.token }
            try secrets.write((stub.token ?? "") + "\n", to: stub.provider, mode: 0o600)
        }
        place = try Workplace(
            AccountsPlace.inventory(stubs, urls, secrets, rest), environment: variables)
    }

    /// Writes the inventory anew with other addresses for some of the providers.
    func move(_ moved: [String: String]) throws {
        try place.scratch.write(
            AccountsPlace.inventory(stubs, urls.merging(moved) { $1 }, secrets, rest), to: "inventory/all.yml"
        )
    }

    private static func variable(_ stub: AccountStub) -> String { "\(stub.provider.uppercased())_TOKEN" }

    private static func inventory(
        _ stubs: [AccountStub], _ urls: [String: String], _ secrets: Scratch, _ rest: String
    ) -> String {
        let accounts = stubs.enumerated().map { index, stub in
            let file = secrets.path(stub.provider)
            let source = ["env: \(variable(stub))", "file: \(file)", "command: [cat, \(file)]"][index % 3]
            let token = stub.token == nil ? "" : ", account: main, token: {\(source)}"
            let url = urls[stub.provider] ?? ""
            return "  - {provider: \(stub.provider)\(token), base_url: \"\(url)\"\(stub.more)}\n"
        }
        return """
            organisation: Accounts
            timezone: UTC
            currency: EUR
            providers:
            \(accounts.joined())
            \(rest)
            """
    }

    // MARK: - What must not be kept

    /// Where a token stands in any form, or what the stubs have for a secret: files below the workspace, and what was printed.
    func leaks(_ printed: [Ran]) -> [String] {
        var places = contents(place.scratch.path)
        for (index, ran) in printed.enumerated() {
            places["stdout \(index)"] = Data(ran.output)
            places["stderr \(index)"] = Data(ran.errors.utf8)
        }
        let wanted = ["CANARY"] + stubs.compactMap(\.token).flatMap(AccountsPlace.forms)
        return places.flatMap { name, bytes in
            wanted.filter { bytes.range(of: Data($0.utf8)) != nil }.map { "\(name): \($0)" }
        }.sorted()
    }

    /// A token as it is, reversed, in hexadecimal, percent-encoded, and in Base64 wherever it stands in what is encoded.
    static func forms(of token: String) -> [String] {
        let bytes = Array(token.utf8)
        let encoded = bytes.map { byte in
            let scalar = Character(UnicodeScalar(byte))
            return scalar.isLetter || scalar.isNumber ? String(scalar) : hexadecimal([byte], "%").uppercased()
        }
        let base64 = (0..<3).map { offset in
            let text = Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString()
            // Without what it shares with its neighbours.
            return String(text.dropFirst(offset == 0 ? 0 : 4).dropLast(4))
        }
        return [token, String(token.reversed()), hexadecimal(bytes), hexadecimal(bytes).uppercased()]
            + base64 + [encoded.joined()]
    }

    private static func hexadecimal(_ bytes: [UInt8], _ mark: String = "") -> String {
        bytes.map { mark + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
