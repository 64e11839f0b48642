import Foundation
import Glibc
import TestSupport
import Testing

/// How a command that does not do its work says so: its exit status and its words.
@Suite(.timeLimit(.minutes(3))) struct ExitTests {
    @Test(
        "a wrong command line is 64, with what would be right",
        arguments: [
            ["nonsense"], ["audit", "--bogus"], ["audit", "--fail-on", "awful"], ["query"], ["explain"],
        ])
    func usage(_ arguments: [String]) async throws {
        let place = try Workplace(Replay.local)
        let ran = try await place.start(arguments).wait()
        #expect(ran.status == 64)
        #expect(ran.output.isEmpty)
        #expect(ran.errors.contains("Usage: constat"))
        #expect(place.files("output").isEmpty)
    }

    @Test("an invalid inventory is 78, with all its mistakes and the nearest right words, and nothing ran")
    func inventory() async throws {
        let place = try Workplace(
            """
            organisation: Test
            timezon: UTC
            hosts:
              - {name: web-1, adress: 192.0.2.1}
              - {name: -oProxyCommand=id, address: 192.0.2.2}
              - {name: web-1, address: 192.0.2.3, port: 99999}
            """)
        for command in ["audit", "collect", "doctor"] {
            let ran = try await place.constat(command)
            #expect(ran.status == 78, "\(command)")
            #expect(ran.output.isEmpty)
            for (line, words) in [
                (2, "Did you mean timezone"), (4, "Did you mean address"), (5, "-oProxyCommand=id"),
                (6, "99999"),
            ] {
                #expect(ran.errors.contains("inventory/all.yml:\(line):"), "\(ran.errors)")
                #expect(ran.errors.contains(words), "\(ran.errors)")
            }
            #expect(ran.errors.contains("problems; nothing ran"))
        }
        #expect(place.files("output").isEmpty)
    }

    @Test("no inventory is 78, with how to get one")
    func noInventory() async throws {
        let place = try Workplace(Replay.local)
        let ran = try await place.constat("audit", "-C", "elsewhere")
        #expect(ran.status == 78)
        #expect(ran.errors.contains("elsewhere/inventory: no such folder"))
        #expect(ran.errors.contains("constat init"))
        #expect(place.files("elsewhere").isEmpty)
    }

    @Test("an invalid check is 78, with the place in its SQL and the nearest right word, and nothing ran")
    func check() async throws {
        let place = try Workplace(Replay.local)
        let check = """
            ---
            id: root-shells
            title: Accounts with a shell
            pass: No account has a shell
            severity: low
            reader: devops
            ---
            ```sql
            SELECT host, usrname AS resource, 'fail' AS status,
              'has ' || shell AS reason FROM users
            ```
            """
        try place.scratch.write(check, to: "templates/checks/mine/root-shells.md")
        try place.scratch.write(
            check.replacingOccurrences(of: "FROM users", with: "FROM usres")
                .replacingOccurrences(of: "root-shells", with: "root-shels"),
            to: "templates/checks/mine/root-shels.md")
        let ran = try await place.constat("audit")
        #expect(ran.status == 78)
        #expect(ran.output.isEmpty)
        #expect(ran.errors.contains("templates/checks/mine/root-shells.md:9:14: no such column: usrname"))
        #expect(ran.errors.contains("Did you mean username?"))
        #expect(ran.errors.contains("templates/checks/mine/root-shels.md:"))
        #expect(ran.errors.contains("Did you mean users?"))
        #expect(place.files("output").isEmpty)
    }

    @Test("an invalid page is 78, with its place, and nothing ran")
    func page() async throws {
        let place = try Workplace(Replay.local)
        try place.scratch.write(
            """
            ---
            title: Shells
            ---
            ```sql shells
            SELECT shell, COUNT(*) AS accounts FROM users GROUP BY shell
            ```

            {{#shells}}
            - {{shell}}: {{acounts}}
            {{/shells}}
            """, to: "templates/pages/shells.md")
        let ran = try await place.constat("audit")
        #expect(ran.status == 78)
        #expect(ran.output.isEmpty)
        #expect(ran.errors.contains("templates/pages/shells.md:9"), "\(ran.errors)")
        #expect(ran.errors.contains("Did you mean accounts?"), "\(ran.errors)")
        #expect(place.files("output").isEmpty)
    }

    @Test("where another run is at work the second leaves at once with 75")
    func locked() async throws {
        let (place, _) = try await Replay.ofThisMachine().workplace()
        _ = try await place.constat("audit")
        let before = state(place.scratch.path("output"))
        let lock = open(place.scratch.path("output/.lock"), O_RDWR | O_CLOEXEC)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        for command in ["audit", "collect", "check", "report"] {
            let ran = try await place.constat(command, within: .seconds(20))
            #expect(ran.status == 75, "\(command): \(ran.errors)")
            #expect(ran.output.isEmpty)
            #expect(ran.errors.contains("another run is at work"))
        }
        #expect(state(place.scratch.path("output")) == before)
        #expect(try await place.constat("query", "SELECT COUNT(*) FROM users").status == 0)
    }

    @Test("a finding that --fail-on reaches is 2, and one that it does not is 0", .enabled(if: isRoot))
    func failOn() async throws {
        let check = """
            ---
            id: any-host
            title: Servers that are there
            pass: No server is there
            severity: medium
            reader: devops
            ---
            ```sql
            SELECT host AS resource, 'fail' AS status, 'it is there' AS reason FROM os_version
            ```
            """
        let templates = try Templates.few()
        let (place, _) = try await Replay.ofThisMachine().workplace(
            environment: ["CONSTAT_TEMPLATES": templates.path])
        try place.scratch.write(check, to: "templates/checks/mine/any-host.md")
        #expect(try await place.constat("audit", "--fail-on", "high").status == 0)
        #expect(try await place.constat("audit", "--fail-on", "medium").status == 2)
        #expect(try await place.constat("check", "--fail-on", "low").status == 2)
        #expect(try await place.constat("audit").status == 0)

        let port = try freePort()
        try place.scratch.write(
            Replay.local.replacingOccurrences(
                of: "[{", with: "[{name: gone, address: 127.0.0.1, port: \(port)}, {"),
            to: "inventory/all.yml")
        #expect(try await place.constat("audit", "--fail-on", "medium").status == 3)
    }

    @Test("a name that is no host is refused with the nearest, and nothing ran")
    func unknownHost() async throws {
        let place = try Workplace(Replay.local)
        let ran = try await place.constat("audit", "--only", "hree")
        #expect(ran.status == 1)
        #expect(ran.errors == "no such host in the inventory: hree\n  Did you mean here?\n")
        #expect(place.files("output").isEmpty)
    }

    @Test(
        "interrupted while it collects it is 130, and the last run and site stand",
        arguments: [SIGINT, SIGTERM])
    func interrupted(_ signal: Int32) async throws {
        let (place, tools) = try await Replay.ofThisMachine().workplace(
            before: "[ ! -e ${0%/*}/wait ] || exec sleep 271")
        _ = try await place.constat("audit")
        let before = contents(place.scratch.path("output"))
        try tools.write("", to: "wait")
        let child = try place.start("audit")
        #expect(await soon { place.files("output/runs").contains { $0.hasPrefix(".") } })
        #expect(await soon { !processes(with: "sleep 271").isEmpty })
        child.signal(signal)
        let ran = await child.wait(.seconds(20))
        #expect(ran.status == 130)
        #expect(ran.output.isEmpty)
        #expect(ran.errors.contains("interrupted; the last good run and site are untouched"))
        #expect(contents(place.scratch.path("output")) == before)
        #expect(await isGone("sleep 271"))
        try FileManager.default.removeItem(atPath: tools.path("wait"))
        #expect(try await [0, 3].contains(place.constat("audit").status))
    }

    @Test("interrupted while it writes the site it is 130, and the last site stands")
    func interruptedReport() async throws {
        let (place, _) = try await Replay.ofThisMachine().workplace()
        _ = try await place.constat("audit")
        let before = contents(place.scratch.path("output"))
        let child = try place.start("report")
        #expect(await soon { place.files("output").contains { $0.hasPrefix(".site-") } })
        child.signal(SIGINT)
        let ran = await child.wait(.seconds(20))
        #expect(ran.status == 130)
        #expect(ran.errors.contains("interrupted"))
        #expect(contents(place.scratch.path("output")) == before)
        #expect(place.files("output") == [".lock", "runs", "site"])
    }

    @Test("before the first run the commands that need one say so, and make nothing")
    func noRun() async throws {
        let place = try Workplace(Replay.local)
        let query = try await place.constat("query", "SELECT 1")
        #expect(query.status == 1)
        #expect(query.errors == "there is no run yet\n  Start with constat audit.\n")
        #expect(place.files("output").isEmpty)
        for command in ["check", "report"] {
            let ran = try await place.constat(command)
            #expect(ran.status == 1)
            #expect(ran.errors == "there is no run yet\n  Start with constat audit.\n", "\(command)")
        }
    }
}

/// Waits until `isSo` for at most ten seconds, and says whether it came to be.
func soon(_ isSo: () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while !isSo() {
        guard ContinuousClock.now < deadline else { return false }
        try? await Task.sleep(for: .microseconds(300))
    }
    return true
}
