import Foundation
import Glibc
import TestSupport
import Testing

/// An audit that is killed, at any moment: what is left is whole, and the next one needs no help (promise D2).
@Suite(.timeLimit(.minutes(5))) struct KillTests {
    /// A workspace after one good audit, made in little time.
    private struct Ground {
        let place: Workplace
        let pages: Set<String>
        let duration: Duration
        private let tools: Scratch
        private let templates: Scratch

        init() async throws {
            templates = try Templates.few("logging", "redis")
            (place, tools) = try await Replay.ofThisMachine().workplace(
                Replay.local + "retention: {runs: 4}\n", environment: ["CONSTAT_TEMPLATES": templates.path]
            )
            #expect(try await [0, 3].contains(place.constat("audit").status))
            let begin = ContinuousClock.now
            #expect(try await [0, 3].contains(place.constat("audit").status))
            duration = .now - begin
            pages = Set(contents(place.scratch.path("output/site")).keys.filter { $0.hasSuffix(".html") })
            #expect(pages.count > 15)
        }

        /// Looks at what is there: whole runs only, and a site that is entirely one run's.
        func expectWhole(_ when: String) async throws {
            let program = """
                import os, sqlite3, sys
                for name in sorted(os.listdir(sys.argv[1])):
                    if name.startswith('.'): continue
                    run = sqlite3.connect('file:' + sys.argv[1] + '/' + name + '?mode=ro', uri=True)
                    print(name, run.execute('PRAGMA integrity_check').fetchone()[0],
                        run.execute('SELECT status FROM run').fetchone()[0],
                        run.execute('SELECT COUNT(*) > 0 FROM checks').fetchone()[0])
                """
            let python = await ran(
                "/usr/bin/python3", ["-c", program, place.scratch.path("output/runs")])
            #expect(python.status == 0, "\(when): \(python.errors)")
            let lines = python.text.split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines {
                #expect(line.hasSuffix(isRoot ? "ok complete 1" : "ok partial 1"), "\(when): \(line)")
            }
            let site = contents(place.scratch.path("output/site"))
            let found = site.filter { $0.key.hasSuffix(".html") }
            #expect(Set(found.keys) == pages, "\(when)")
            let ids = Set(found.values.map(runID))
            #expect(ids.count == 1 && !ids.contains("none"), "\(when): \(ids)")
            #expect(
                site["assets/constat.css"]?.isEmpty == false && site["assets/search.js"]?.isEmpty == false)
        }

        /// The next audit needs no help and leaves nothing behind.
        func expectRecovery(_ when: String) async throws {
            let audit = try await place.constat("audit")
            #expect([0, 3].contains(audit.status), "\(when): \(audit.errors)")
            #expect(audit.errors.isEmpty, "\(when)")
            #expect(place.files("output") == [".lock", "runs", "site"], "\(when)")
            let runs = place.files("output/runs")
            #expect(
                runs.count <= 4 && runs.allSatisfy { $0.hasPrefix("20") && $0.hasSuffix(".sqlite") },
                "\(when)")
            let last = (runs.last ?? "").dropLast(".sqlite".count)
            #expect(runID(in: Data(place.page("index.html").utf8)) == last, "\(when)")
        }

        private func runID(in page: Data) -> String {
            let text = String(decoding: page, as: UTF8.self)
            guard let found = text.range(of: ">Run ", options: .backwards) else { return "none" }
            return String(text[found.upperBound...].prefix { $0 != "<" })
        }
    }

    @Test("at 60 moments spread over its length", arguments: 0..<2)
    func anyMoment(_ half: Int) async throws {
        let ground = try await Ground()
        for point in 0..<30 {
            let part = Double(point * 2 + half) / 60
            let child = try ground.place.start("audit")
            try await Task.sleep(for: ground.duration * part)
            child.signal(SIGKILL)
            let ran = await child.wait()
            let when = "killed after \(Int(part * 100)) % (status \(ran.status))"
            try await ground.expectWhole(when)
            if point % 3 == 2 { try await ground.expectRecovery(when) }
        }
        try await ground.expectRecovery("at last")
    }

    private static let canTrace: Bool = access("/usr/bin/strace", X_OK) == 0

    @Test(
        "at the system calls by which a run and a site become visible",
        .enabled(if: canTrace, "no strace here"))
    func publishing() async throws {
        let ground = try await Ground()
        for (call, number) in [
            ("fsync", 1), ("rename", 1), ("fsync", 2), ("mkdir", 1), ("mkdir", 3), ("syncfs", 1),
            ("rename", 2),
            ("renameat2", 1), ("unlink", 1), ("unlink", 5), ("rmdir", 1),
        ] {
            let ran = try await ground.place.constat(
                by: Self.strace("\(call):signal=SIGKILL:when=\(number)", call), "audit")
            let when = "killed at \(call) \(number) (status \(ran.status), signal \(ran.signal ?? 0))"
            try await ground.expectWhole(when)
            try await ground.expectRecovery(when)
        }
    }

    @Test(
        "an error of the disk at any of them is said, and the last run and site stand",
        .enabled(if: canTrace, "no strace here"))
    func errors() async throws {
        let ground = try await Ground()
        for (call, error, words) in [
            ("fsync", "EIO", "input/output error"), ("rename", "EIO", "input/output error"),
            ("syncfs", "EIO", "input/output error"), ("renameat2", "EIO", "input/output error"),
            ("mkdir", "EDQUOT", "disk quota exceeded"),
        ] {
            let before = ground.place.page("index.html")
            let ran = try await ground.place.constat(
                by: Self.strace("\(call):error=\(error):when=\(call == "mkdir" ? 3 : 1)+", call), "audit")
            let when = "\(call) fails (status \(ran.status)): \(ran.errors)"
            #expect(ran.status == 1, "\(when)")
            #expect(ran.errors.contains(words) && ran.errors.contains("output/"), "\(when)")
            #expect(ground.place.page("index.html") == before, "\(when)")
            #expect(!ground.place.files("output").contains { $0.hasPrefix(".site") }, "\(when)")
            #expect(!ground.place.files("output/runs").contains { $0.hasPrefix(".") }, "\(when)")
            try await ground.expectWhole(when)
            try await ground.expectRecovery(when)
        }
    }

    @Test(
        "where two folders cannot change places in one step, a kill between the two leaves a site that comes back",
        .enabled(if: canTrace, "no strace here"))
    func twoSteps() async throws {
        let ground = try await Ground()
        let strace = [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e",
            "trace=rename,renameat2", "-e",
            "inject=renameat2:error=EINVAL", "-e",
        ]
        // The first finds the site in its place; then the old site goes away, and the new one comes.
        for number in 2...4 {
            let when = "killed at rename \(number)"
            _ = try await ground.place.constat(
                by: strace + ["inject=rename:signal=SIGKILL:when=\(number)"], "report")
            if number == 3 {
                #expect(!ground.place.files("output").contains("site"))
                #expect(try await ground.place.constat("check").status != 1)
            }
            try await ground.expectWhole(when)
            try await ground.expectRecovery(when)
        }
        let whole = try await ground.place.constat(by: strace + ["trace=rename,renameat2"], "audit")
        #expect([0, 3].contains(whole.status), "\(whole.errors)")
        try await ground.expectRecovery("without exchange")
    }

    private static func strace(_ injection: String, _ call: String) -> [String] {
        [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(injection)",
        ]
    }
}
