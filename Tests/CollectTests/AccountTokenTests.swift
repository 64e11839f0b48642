import Collect
import Foundation
import Glibc
import Model
import TestSupport
import Testing

/// C1: where a token may be kept.
@Suite struct AccountTokenTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func token(
        _ source: TokenSource?, environment: [String: String] = [:], patience: Duration = .seconds(30)
    ) async throws -> String {
        var variables = environment
        variables["PATH"] = environment["PATH"] ?? usualPath
        var account = Model.Account(provider: "testing", name: "main")
        account.token = source
        return try await TokenReader(environment: variables, patience: patience).token(of: account).reveal()
    }

    /// Why a token is not read; the test fails when it is.
    private func refusal(
        _ source: TokenSource?, environment: [String: String] = [:], patience: Duration = .seconds(30)
    ) async -> Problem? {
        do {
            _ = try await token(source, environment: environment, patience: patience)
            Issue.record("it was read")
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test("a file that only its owner may use is read", arguments: [0o600, 0o400])
    func privateFile(_ mode: Int) async throws {
        let path = try scratch.write("\(canary)\n", to: "token", mode: mode)
        #expect(try await token(.file(path)) == canary)
    }

    @Test(
        "a file that others may use is refused", arguments: [0o644, 0o640, 0o660, 0o602, 0o601, 0o610, 0o604])
    func openFile(_ mode: Int) async throws {
        let path = try scratch.write("\(canary)\n", to: "token", mode: 0o600)
        try #require(chmod(path, mode_t(mode)) == 0)
        let problem = await refusal(.file(path))
        #expect(problem?.what == "the token's file can be read or written by others")
        #expect(problem?.place?.file == path && problem?.description.contains("CANARY") == false)
    }

    @Test("a link to a good file is refused")
    func link() async throws {
        let path = try scratch.write(canary, to: "token", mode: 0o600)
        try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: path)
        #expect(await refusal(.file(scratch.path("link")))?.what == "a link, where a token must be a file")
    }

    @Test("another user's file is refused", .enabled(if: isRoot))
    func otherOwner() async throws {
        let path = try scratch.write(canary, to: "token", mode: 0o600)
        try #require(chown(path, 65_534, 65_534) == 0)
        #expect(await refusal(.file(path))?.what == "the token's file is owned by another user")
    }

    @Test("what is no file is refused, and nothing waits for it")
    func noFile() async throws {
        #expect(await refusal(.file(scratch.path))?.what == "not a file")
        try #require(mkfifo(scratch.path("pipe"), 0o600) == 0)
        #expect(await refusal(.file(scratch.path("pipe")))?.what == "not a file")
        let problem = await refusal(.file(scratch.path("nothing")))
        #expect(problem?.what == "the token cannot be read")
        #expect(problem?.evidence == "No such file or directory")
    }

    @Test("a path that begins at home is read there")
    func home() async throws {
        try scratch.write(canary, to: "token", mode: 0o600)
        #expect(try await token(.file("~/token"), environment: ["HOME": scratch.path]) == canary)
    }

    @Test(
        "what is no token is refused without being shown",
        arguments: [
            ("", "empty"), ("\n", "empty"), ("CANARY-1\nCANARY-2\n", "more than one line"),
            ("CANARY 1", "a blank"), ("CANARY\u{7}1", "another character"), ("CANARY-é", "another character"),
            (String(repeating: "CANARY", count: 20_000), "larger than 64 KiB"),
        ])
    func noToken(_ text: String, _ reason: String) async throws {
        let path = try scratch.write(text, to: "token", mode: 0o600)
        let problem = try #require(await refusal(.file(path)))
        #expect(problem.what.contains(reason))
        #expect(!problem.description.contains("CANARY"))
    }

    @Test("the end of a line is not part of a token", arguments: ["", "\n", "\r\n", "\n\n"])
    func lineEnd(_ end: String) async throws {
        #expect(try await token(.environment("T"), environment: ["T": canary + end]) == canary)
    }

    @Test("a variable that is not set, or empty, is named")
    func variable() async throws {
        #expect(await refusal(.environment("T"))?.what == "T is not set")
        #expect(await refusal(.environment("T"), environment: ["T": ""])?.what == "T is not set")
        #expect(await refusal(nil)?.what == "there is no token for it")
    }

    @Test("a command prints the token, and no shell reads its words")
    func command() async throws {
        let marker = scratch.path("marker")
        let words = ["printf", "%s", "$(touch${IFS}\(marker));`id`"]
        #expect(try await token(.command(words)) == "$(touch${IFS}\(marker));`id`")
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test("a command gets the few variables that it needs, and no token")
    func environment() async throws {
        try scratch.write(
            "#!/bin/sh\nenv > \(scratch.path("seen"))\necho T-123456\n", to: "print", mode: 0o755)
        let variables = [
            "HOME": scratch.path, "PASSWORD_STORE_DIR": "/store", "GNUPGHOME": "/keys", "OTHER_TOKEN": canary,
            "SSH_AUTH_SOCK": "/agent", "LD_PRELOAD": "",
        ]
        #expect(try await token(.command(["~/print"]), environment: variables) == "T-123456")
        let seen = scratch.read("seen")
        #expect(seen.contains("PASSWORD_STORE_DIR=/store") && seen.contains("GNUPGHOME=/keys"))
        #expect(!seen.contains("TOKEN") && !seen.contains("CANARY") && !seen.contains("SSH_AUTH_SOCK"))
    }

    @Test("a command that fails says so in its own last words, and never what it printed")
    func failing() async throws {
        let path = try scratch.write(
            "#!/bin/sh\nprintf 'first\\nno \\033[31mkey\\n' >&2\nexit 3\n", to: "fail", mode: 0o755)
        let problem = try #require(await refusal(.command([path])))
        #expect(problem.what.hasSuffix("ended with status 3"))
        #expect(problem.evidence == "no \\x1b[31mkey")
        let loud = try scratch.write(
            "#!/bin/sh\necho \(canary)\necho \(canary) >&2\nexit 3\n", to: "loud", mode: 0o755)
        #expect(await refusal(.command([loud]))?.description.contains("CANARY") == false)
    }

    @Test("a command that takes too long, prints too much or is not there is told")
    func bad() async throws {
        let start = ContinuousClock.now
        #expect(
            await refusal(.command(["sleep", "600"]), patience: .seconds(1))?.what.contains(
                "took longer than 1 s") == true)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(
            await refusal(.command(["head", "-c", "100000", "/dev/zero"]))?.what.contains("more than 64 KiB")
                == true)
        #expect(
            await refusal(.command(["no-such-program-anywhere"]))?.what.contains("could not be started")
                == true)
        #expect(await refusal(.command([]))?.what.contains("has no word") == true)
        #expect(await refusal(.command(["printf", "a\\nb"]))?.what.contains("more than one line") == true)
    }

    @Test("an account whose token cannot be read is not asked, and says what to do")
    func outcome() async throws {
        let (outcome, requests) = try await asked(account { $0.token = .environment("NOT_SET") }) { _ in
            .oneThing
        }
        #expect(requests.isEmpty)
        #expect(outcome.status == .failed && outcome.requests == 0)
        #expect(outcome.reason == "NOT_SET is not set")
        #expect(outcome.remedy == "Put the token into the environment that constat is started with.")
        #expect(outcome.endpoints.map(\.endpoint) == ["/v1/things", "/v1/others"])
        #expect(outcome.endpoints.allSatisfy { $0.coverage == .unknown && $0.reason == outcome.reason })
    }
}
