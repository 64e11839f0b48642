import Collect
import Facts
import Foundation
import Model
import TestSupport
import Testing

/// The shells that the probe must run under, each with the tools that come with it.
enum Shell: String, CaseIterable {
    case dash, bash, busybox

    /// A folder that is the whole PATH, so that a BusyBox shell finds BusyBox applets only.
    func path(in folder: Scratch) async throws -> String {
        let bin = folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        guard self == .busybox else {
            let program = self == .dash ? "/usr/bin/dash" : "/bin/bash"
            try FileManager.default.createSymbolicLink(atPath: bin + "/sh", withDestinationPath: program)
            return bin + ":/usr/sbin:/usr/bin:/sbin:/bin"
        }
        let made = await ran("busybox", ["--install", "-s", bin])
        #expect(made.status == 0)
        return bin
    }
}

@Suite(.timeLimit(.minutes(2))) struct ProbeTests {
    @Test("keeps going under every shell, whatever a script does", arguments: Shell.allCases)
    func keepsGoing(_ shell: Shell) async throws {
        let folder = try Scratch()
        let path = try await shell.path(in: folder)
        let outcome = await collector(TestFacts.bad, environment: ["PATH": path]).visit(
            here(roots: ["/srv", "/var/www"]))

        #expect(outcome.status == .partial)
        #expect(outcome["account"]?.coverage == .complete)
        #expect(outcome["failing"]?.coverage == .unknown)
        #expect(outcome["failing"]?.reason == #"its script ended with status 3: it broke\x1b[31m"#)
        #expect(outcome["killed"]?.coverage == .unknown)
        #expect(outcome["slow"]?.coverage == .partial)
        #expect(outcome.lines(of: "slow") == ["first"])
        #expect(outcome["slow"]?.reason?.hasPrefix("took longer than 1 s") == true)
        #expect(outcome.lines(of: "background") == ["ok"])
        #expect(outcome.lines(of: "reader") == ["done"])
        #expect(outcome["endless"]?.coverage == .partial)
        #expect(outcome["endless"]?.reason == "more than 4 MiB of it: the rest is left out")
        #expect(outcome["misunderstood"]?.coverage == .unknown)
        #expect(outcome.lines(of: "asked") == ["/srv", "/var/www", "32"])
        #expect(
            outcome.lines(of: "hostile") == [
                "|a", "=1", "!b", "constat-report 1 0123 ab", "it's", "$(touch /constat-marker)", "`id`",
                "tab\ttab",
                "\u{1b}]0;title\u{7}\r",
            ])
        #expect(!FileManager.default.fileExists(atPath: "/constat-marker"))
        #expect(await isGone("sleep 287"))
        #expect(await isGone("sleep 288"))
    }

    @Test("is clean for shellcheck, assembled, installed, and each script by itself")
    func isClean() async throws {
        let probe = Probe(facts: Facts.all)
        let text = "#!/bin/sh\nprobe='' part='' request='' installed=''\n" + probe.text
        let scripts = Facts.all.map { "#!/bin/sh\nroots='' salt=''\n\(Prelude.script)\n\($0.script)\n" }
        // SC2154, SC2034, SC2317: a script may use the prelude's words and the request's, or not. SC2016: awk programs.
        for text in [text, probe.forcedCommand] + scripts {
            let checked = await ran(
                "shellcheck", ["-s", "sh", "-e", "SC2034,SC2154,SC2317,SC2016", "-"], input: Array(text.utf8))
            #expect(checked.text == "")
        }
    }

    @Test("has no here-document, which older bash writes to a file")
    func hasNoHereDocument() {
        #expect(!Probe(facts: Facts.all).text.contains("<<"))
    }

    @Test("runs nothing when it arrives cut, wherever")
    func isWholeOrNothing() async throws {
        let sent = Mailbox()
        _ = await collector(TestFacts.good) { command in
            await sent.keep(command.input)
            return Session(ending: .exited(0))
        }.visit(here())
        let input = await sent.bytes
        #expect(input.count > 4_000)
        for tenth in 1..<10 {
            let cut = await ran("sh", ["-s"], input: Array(input.prefix(input.count * tenth / 10)))
            #expect(cut.text == "")
        }
        let whole = await ran("sh", ["-s"], input: input)
        #expect(whole.status == 0 && whole.text.contains("account"))
    }

    @Test("root's own account is not used for what needs no root", .enabled(if: isRoot))
    func dropsRoot() async {
        let outcome = await collector(TestFacts.good).visit(here())
        #expect(outcome.lines(of: "account") == ["65534"])
        #expect(outcome.lines(of: "root_only") == ["0"])
        #expect(outcome.lines(of: "root_for_more") == ["0"])
        #expect(outcome.status == .complete)
        #expect(outcome["missing"]?.coverage == .complete)
        #expect(outcome["missing"]?.reason == "not on this host")
    }

    @Test(
        "an installed probe refuses a request of another form",
        arguments: [
            "", "true", "# constat-probe 2 x", "# constat-probe 1 \(hex) \(hex) 60 none $(id)",
            "# constat-probe 1 \(hex) \(hex) 60 none srv",
            "# constat-probe 1 \(hex) \(hex) 60 none /srv/../etc",
            "# constat-probe 1 \(hex) \(hex) 60 root -", "# constat-probe 1 \(hex) \(hex) 60;id none -",
            "# constat-probe 1 '\(hex) \(hex) 60 none -", "# constat-probe 1 \(hex) \(hex) 60 none - -",
            "# constat-probe 1 \(hex)\(hex) \(hex) 60 none -", "# constat-probe 1 * * 60 none /*",
        ])
    func refuses(_ request: String) async throws {
        let folder = try Scratch()
        let probe = Probe(facts: TestFacts.good)
        let path = try folder.write(probe.forcedCommand(at: folder.path + "/probe"), to: "probe", mode: 0o755)
        let answer = await ran("sh", [path], input: Array("\(request)\nid\n".utf8))
        #expect(answer.status == 64)
        #expect(answer.text == "")
    }

    @Test("two probes are the same if and only if their digests are")
    func digests() {
        #expect(Probe(facts: TestFacts.good).digest == Probe(facts: TestFacts.good).digest)
        #expect(Probe(facts: TestFacts.good).digest != Probe(facts: TestFacts.bad).digest)
    }
}

private let hex = "0123456789abcdef0123456789abcdef"

/// What a closure was given, for the test to look at.
actor Mailbox {
    private(set) var bytes: [UInt8] = []

    func keep(_ bytes: [UInt8]) { self.bytes = bytes }
}
