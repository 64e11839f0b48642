import Collect
import Facts
import Foundation
import Model
import Testing

/// A host whose answer a test makes up: `answer` gets the nonce of the visit and gives what the host prints.
private func visit(
    _ facts: [any Fact.Type] = [Account.self, Asked.self], status: Int = 0,
    _ answer: @escaping @Sendable (String) -> String
) async -> HostOutcome {
    await visit(facts, ending: .exited(status)) { Array(answer($0).utf8) }
}

private func visit(
    _ facts: [any Fact.Type], ending: Session.Ending, errors: String = "",
    _ answer: @escaping @Sendable (String) -> [UInt8]
) async -> HostOutcome {
    var host = Model.Host(name: "web-1", address: "192.0.2.1")
    host.become = .sudo
    return await collector(facts) { command in
        let words = String(decoding: command.input.prefix(200), as: UTF8.self).split(separator: " ")
        return Session(ending: ending, output: answer(String(words[3])), errors: Array(errors.utf8))
    }.visit(host)
}

/// A report as the probe of `facts` writes it, with these bodies.
private func report(_ nonce: String, _ facts: [any Fact.Type] = [Account.self, Asked.self]) -> String {
    let probe = Probe(facts: facts)
    let sections = facts.map { fact in
        """
        \(nonce) + \(fact.name) \(probe.scriptDigest(of: fact.name))
        |a
        |b
        =2
        \(nonce) - \(fact.name) 0 10

        """
    }
    return "constat-report 1 \(nonce) \(probe.digest)\n" + sections.joined() + "\(nonce) . \(facts.count)\n"
}

@Suite(.timeLimit(.minutes(2))) struct ReportTests {
    @Test("a whole report is a complete host")
    func whole() async {
        let outcome = await visit { report($0) }
        #expect(outcome.status == .complete)
        #expect(outcome.lines(of: "account") == ["a", "b"])
        #expect(outcome.reason == nil)
    }

    @Test("a banner before it is passed over, up to 64 KiB")
    func banner() async {
        #expect(await visit { "Welcome!\r\n\u{1b}[0m\n" + report($0) }.status == .complete)
        #expect(await visit { String(repeating: "=\n", count: 40_000) + report($0) }.status == .failed)
    }

    @Test("a report cut at any byte is never complete, and keeps only whole sections")
    func cut() async {
        let length = report(String(repeating: "0", count: 32)).utf8.count
        for end in 0..<length {
            let outcome = await visit { String(decoding: report($0).utf8.prefix(end), as: UTF8.self) }
            #expect(outcome.status != .complete)
            #expect(
                outcome.facts.allSatisfy { $0.coverage == .unknown ? $0.rows.isEmpty : $0.rows.count == 2 })
        }
    }

    /// What is replaced by what in a good report; `$` is its end.
    static let lies: [[String]] = [
        ["$", "\n"], ["$", "x"], ["=2", "=3"], ["|b\n", ""], [" . 2", " . 1"], ["asked", "account"],
        ["asked", "unasked"], ["|a\n", "|a\na\n"], ["=2\n", "=2\n!a\n!b\n"], ["=2\n", "=2\n|c\n"],
        ["=2\n", ""],
        ["- account 0", "- account 99999999999999999999"], ["- account 0", "- account -1"],
        ["- account 0 10", "- account 0"], ["- account", "- asked"], ["+ account", "+ ../account"],
    ]

    @Test("a report that is not what the probe writes is worthless", arguments: lies)
    func distrusted(_ lie: [String]) async {
        let outcome = await visit { nonce in
            lie[0] == "$"
                ? report(nonce) + lie[1] : report(nonce).replacingOccurrences(of: lie[0], with: lie[1])
        }
        expectDistrust(outcome)
    }

    @Test("a report that comes twice is not merged")
    func twice() async {
        expectDistrust(await visit { report($0) + report($0) })
    }

    private func expectDistrust(_ outcome: HostOutcome) {
        #expect(outcome.status == .failed)
        #expect(outcome.reason?.hasPrefix("its report cannot be trusted") == true)
        #expect(outcome.facts.allSatisfy { $0.coverage == .unknown && $0.rows.isEmpty })
    }

    @Test("another visit's report is not this one's")
    func replayed() async {
        #expect(await visit { _ in report(String(repeating: "0", count: 32)) }.status == .failed)
    }

    @Test("nothing, and something else, are failures that say so")
    func empty() async {
        #expect(await visit { _ in "" }.reason == "it answered nothing")
        let other = await visit(status: 1) { _ in "This account is currently not available.\n" }
        #expect(
            other.reason
                == "it answered something else than a report: This account is currently not available.")
        #expect(other.status == .failed)
    }

    @Test("a whole report with another exit status than 0 is partial")
    func strangeStatus() async {
        #expect(await visit(status: 1) { report($0) }.status == .partial)
        #expect(await visit(status: 255) { report($0) }.status == .partial)
    }

    @Test("an older installed probe gives what it asks as we do, and the rest says to reinstall")
    func skew() async {
        let outcome = await visit([Account.self, Missing.self]) { report($0, [Account.self, Asked.self]) }
        #expect(outcome.status == .partial)
        #expect(outcome.reason == "the probe installed on web-1 is another version")
        #expect(outcome.remedy?.hasPrefix("Reinstall it") == true)
        #expect(outcome["account"]?.coverage == .complete)
        #expect(outcome["missing"]?.coverage == .unknown)

        let changed = await visit([Account.self, Missing.self]) {
            report($0, [Account.self, Asked.self]).replacingOccurrences(
                of: Probe(facts: [Account.self]).scriptDigest(of: "account"), with: "0000000000000000")
        }
        #expect(changed["account"]?.coverage == .unknown)
    }

    @Test("no bytes end the process")
    func mutations() async {
        let facts: [any Fact.Type] = [Account.self, Asked.self]
        let good = report("NONCE", facts)
        let seeds = Counter()
        let collector = collector(facts) { command in
            let nonce = String(decoding: command.input.prefix(200), as: UTF8.self).split(separator: " ")[3]
            var bytes = Array(good.replacingOccurrences(of: "NONCE", with: nonce).utf8)
            var random = Seeded(state: await seeds.next())
            for _ in 0...Int(random.next() % 4) {
                let at = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: at)
                }
            }
            return Session(ending: .exited(0), output: bytes)
        }
        var answered = 0
        for _ in 0..<10_000 {
            answered += await collector.visit(Model.Host(name: "web-1", address: "192.0.2.1")).facts.count
        }
        #expect(answered == 20_000)
    }

    @Test("a megabyte is read in a few milliseconds")
    func speed() async {
        let line = String(repeating: "x", count: 79)
        let body = String(repeating: "|" + line + "\n", count: 13_000)
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<3 {
            let began = clock.now
            let outcome = await visit([Account.self]) { nonce in
                let probe = Probe(facts: [Account.self])
                return
                    "constat-report 1 \(nonce) \(probe.digest)\n\(nonce) + account \(probe.scriptDigest(of: "account"))\n"
                    + body + "=13000\n\(nonce) - account 0 1\n\(nonce) . 1\n"
            }
            times.append(clock.now - began)
            #expect(outcome["account"]?.rows.count == 13_000)
        }
        // Unoptimised code is some thirty times slower; the benchmark has the number that counts.
        #expect(times.min() ?? .zero < .seconds(3))
    }
}

private actor Counter {
    private var number: UInt64 = 0

    func next() -> UInt64 {
        number += 1
        return number
    }
}

/// A generator that gives the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
