import Foundation
import TestSupport
import Testing

/// What comes out of the command, and on which of its two streams.
@Suite(.timeLimit(.minutes(3))) struct OutputTests {
    @Test("results are on stdout, the rest on stderr, and neither has an escape sequence when piped")
    func streams() async throws {
        let port = try freePort()
        let (place, _) = try await Replay.ofThisMachine().workplace(
            Replay.local.replacingOccurrences(
                of: "[{", with: "[{name: gone, address: 127.0.0.1, port: \(port)}, {"))
        let audit = try await place.constat("audit")
        #expect(audit.status == 3)
        #expect(audit.text.hasPrefix("Run 20"))
        #expect(
            audit.text.contains("  servers    1 of 2    gone: connection refused by 127.0.0.1 port \(port)"))
        #expect(
            audit.text.contains("  site       ./output/site/index.html")
                || audit.text.contains("  site       output/site/index.html"))
        #expect(
            audit.errors.hasPrefix(
                "gone: unreachable: connection refused by 127.0.0.1 port \(port)\n  Is sshd"))
        #expect(audit.errors.split(separator: "\n").count == 2)
        #expect(Hostile.bytes(in: audit.output) == [] && Hostile.bytes(in: Array(audit.errors.utf8)) == [])

        let quiet = try await place.constat("audit", "--quiet")
        #expect(quiet.status == 3)
        #expect(quiet.output.isEmpty)

        let json = try await place.constat("audit", "--quiet", "--json")
        let summary = try JSONSerialization.jsonObject(with: Data(json.output)) as? [[String: Any]]
        #expect(summary?.first?["status"] as? String == "partial")
        #expect(summary?.first?["hosts"] as? Int == 2 && summary?.first?["answered"] as? Int == 1)

        let query = try await place.constat("query", "SELECT host, status FROM targets ORDER BY host")
        #expect(query.text == "host  status\ngone  unreachable\nhere  \(isRoot ? "complete" : "partial")\n")
        #expect(query.errors.isEmpty)
    }

    @Test("a terminal gets a moving line, and none with NO_COLOR or a dumb terminal")
    func terminal() async throws {
        for (variables, moves) in [
            (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "dumb"], false),
        ] {
            let (place, _) = try await Replay.ofThisMachine().workplace(environment: variables)
            let line = "stty -onlcr; exec \(Workplace.program) collect"
            let ran = try await Child(
                "script", ["-qec", line, "/dev/null"], environment: place.variables, in: place.scratch.path
            ).wait()
            #expect(ran.text.contains("Run 20"), "\(ran.text)")
            #expect(ran.output.contains(0x1B) == moves, "\(variables)")
        }
    }

    @Test("a wrong name in a query is answered with the right one")
    func typo() async throws {
        let (place, _) = try await Replay.ofThisMachine().workplace()
        _ = try await place.constat("collect")
        for (sql, words) in [
            ("SELECT usrname FROM users", "no such column: usrname\n  Did you mean username?\n"),
            ("SELECT * FROM deb_pakages", "no such table: deb_pakages\n  Did you mean deb_packages?\n"),
        ] {
            let ran = try await place.constat("query", sql)
            #expect(ran.status == 1)
            #expect(ran.output.isEmpty)
            #expect(ran.errors == words)
        }
        let host = try await place.constat("query", "--host", "her", "SELECT 1")
        #expect(host.errors == "no such host in the run: her\n  Did you mean here?\n")
        let writing = try await place.constat("query", "DELETE FROM users")
        #expect(writing.status == 1)
        #expect(writing.errors.contains("only read"), "\(writing.errors)")
    }

    @Test("a query written for osquery means the host that --host names")
    func osquery() async throws {
        let recording = try await Replay.ofThisMachine()
            .with("users") { _ in ["0\t0\troot\tnobody else\t/root\t/bin/bash"] }
        let tools = try Scratch()
        _ = try recording.program(in: tools)
        let place = try Workplace(
            "hosts: [{name: here, transport: local}, {name: there, transport: local}]", tools: tools.path)
        _ = try await place.constat("collect")
        let all = try await place.constat("query", "--json", "SELECT username FROM users")
        #expect(all.text == "[\n{\"username\":\"root\"},\n{\"username\":\"root\"}\n]\n")
        let one = try await place.constat("query", "--host", "there", "SELECT * FROM users", "--csv")
        #expect(
            one.text.replacingOccurrences(of: "\r", with: "")
                == "uid,gid,username,description,directory,shell\n0,0,root,nobody else,/root,/bin/bash\n")
        for sql in [
            "SELECT p.name, l.port FROM listening_ports l JOIN processes p USING (pid)",
            "SELECT u.username, g.groupname FROM users u JOIN user_groups ug USING (uid) JOIN groups g ON g.gid = ug.gid",
            "SELECT pid, name, on_disk FROM processes WHERE on_disk = 0",
            "SELECT username, tty, host, time FROM last WHERE type_name = 'user-process'",
            "SELECT name, version FROM deb_packages WHERE name LIKE 'openssh%'",
            "SELECT * FROM suid_bin", "SELECT hostname, cpu_brand, physical_memory FROM system_info",
        ] {
            let ran = try await place.constat("query", "--host", "here", sql, "--json")
            #expect(ran.status == 0, "\(sql): \(ran.errors)")
            #expect((try? JSONSerialization.jsonObject(with: Data(ran.output))) is [[String: Any]], "\(sql)")
        }
    }

    @Test("what hosts and ssh say with control bytes comes out as visible text, in every form")
    func hostile() async throws {
        let tools = try Scratch()
        let recording = try await Replay.ofThisMachine()
            .with("users") { lines in lines + Hostile.texts.map { "9999\t9999\t\($0)\t\($0)\t/\t/bin/sh" } }
            .with("etc_hosts") { $0 + Hostile.texts.map { "192.0.2.9\t\($0)" } }
            .with("system_info") {
                $0.filter { !$0.hasPrefix("hostname") } + ["hostname\t\(Hostile.texts[0])"]
            }
        _ = try recording.program(in: tools)
        try tools.write(
            "#!/bin/sh\ncat >/dev/null\nprintf '%s\\r\\n' '\(Hostile.texts.joined())' >&2\nexit 255\n",
            to: "ssh",
            mode: 0o755)
        let place = try Workplace(
            "hosts: [{name: here, transport: local}, {name: evil, address: 192.0.2.1}]", tools: tools.path)
        let audit = try await place.constat("audit")
        #expect(audit.status == 3)
        #expect(audit.errors.contains("\\x1b") || audit.errors.contains("\\u{1b}"), "\(audit.errors)")
        var printed = [audit, try await place.constat("check")]
        for form in [["--json"], ["--csv"], []] {
            for sql in [
                "SELECT username, description FROM users", "SELECT * FROM etc_hosts",
                "SELECT * FROM system_info", "SELECT * FROM targets", "SELECT * FROM findings",
            ] {
                let ran = try await place.start(["query", sql] + form).wait()
                #expect(ran.status == 0)
                if form == ["--csv"] { #expect(try await columns(ofCSV: ran.output).count == 1) }
                if form == ["--json"] {
                    #expect((try? JSONSerialization.jsonObject(with: Data(ran.output))) is [[String: Any]])
                }
                printed.append(ran)
            }
        }
        for ran in printed {
            #expect(Hostile.bytes(in: ran.output) == [])
            #expect(Hostile.bytes(in: Array(ran.errors.utf8)) == [])
        }
        #expect(
            try await place.rows("SELECT COUNT(*) FROM users WHERE uid = 9999")
                == [[String(Hostile.texts.count)]])
        for (path, bytes) in contents(place.scratch.path("output/site")) where path.hasSuffix(".html") {
            #expect(bytes.range(of: Data("<script>alert".utf8)) == nil, "\(path)")
        }
    }

    /// The numbers of cells that rows of a CSV have, each number once.
    private func columns(ofCSV bytes: [UInt8]) async throws -> Set<Int> {
        let program = """
            import csv, io, sys
            text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')
            print(' '.join(str(n) for n in {len(row) for row in csv.reader(text, strict=True)}))
            """
        let python = await ran("/usr/bin/python3", ["-c", program], input: bytes)
        #expect(python.status == 0, "\(python.errors)")
        return Set(python.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) })
    }
}

enum Hostile {
    static let texts = [
        "a\u{1B}[2J\u{1B}[1;1Hclean", "b\u{1B}]0;title\u{7}", "c\u{9B}31m", "d\u{202E}exe.txt",
        "e\u{2028}f\u{2066}",
        "g\u{8}\u{8}\u{8}h\u{7F}", "=1+1", "@SUM(A1)", "<script>alert(1)</script>", "k\u{600}<b>",
        "l\u{0B}m\u{0C}",
    ]

    /// What a terminal could take for more than text: controls but newlines and tabs, C1, bidi controls, line separators.
    static func bytes(in output: [UInt8]) -> [String] {
        String(decoding: output, as: UTF8.self).unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x61C: true
            default: false
            }
        }.map { String($0.value, radix: 16) }
    }
}
