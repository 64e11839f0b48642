import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite(.timeLimit(.minutes(3))) struct ClashTests {
        /// A workspace of two servers, for whom an `ssh` of ours answers with `one` and `two`.
        private func audit(_ one: Replay, _ two: Replay) async throws -> Workplace {
            let tools = try Scratch()
            let programs = [
                try one.program(in: tools, "one"), try two.program(in: tools, "two"),
            ]
            try tools.write(
                """
                #!/bin/sh
                case "$*" in
                *"-- 192.0.2.1 "*) exec \(programs[0]) ;;
                *"-- 192.0.2.2 "*) exec \(programs[1]) ;;
                esac
                exit 255
                """, to: "ssh", mode: 0o755)
            let place = try Workplace(
                """
                timezone: UTC
                hosts: [{name: web-1, address: 192.0.2.1}, {name: web-2, address: 192.0.2.2}]
                """, tools: tools.path)
            let audit = try await place.constat("audit")
            #expect([0, 3].contains(audit.status), "\(audit.errors)")
            return place
        }

        @Test("a server that calls itself another changes nothing on the other's page and in its facts")
        func pretender() async throws {
            let recording = try await Replay.ofThisMachine()
            let identity = { (name: String, fingerprint: String) in
                { (lines: [String]) in
                    lines.filter { !$0.hasPrefix("hostname\t") && !$0.hasPrefix("fingerprint\t") }
                        + ["hostname\t\(name)", "fingerprint\t\(fingerprint)"]
                }
            }
            let one = recording.with("system_info", identity("web-1", "1111111111111111"))
            let honest = recording.with("system_info", identity("web-2", "2222222222222222"))
            let pretender = one.with("users") { _ in ["0\t0\tmallory\tpretender\t/root\t/bin/bash"] }
                .with("os_version") { _ in
                    [
                        "arch\tx86_64", "os\tPRETTY_NAME=\"Mallory OS\"", "os\tNAME=\"Mallory OS\"",
                        "os\tID=mallory",
                    ]
                }
            let before = try await audit(one, honest)
            let after = try await audit(one, pretender)

            #expect(
                try await after.rows("SELECT host, username FROM users WHERE username = 'mallory'") == [
                    ["web-2", "mallory"]
                ])
            let name = "inventory/servers/web-1.html"
            #expect(!before.page(name).isEmpty)
            // The clash is reported on both, and nothing else changes: not the count of what else is open.
            let changed = difference(before.page(name), after.page(name))
            #expect(changed.contains { $0.contains("its machine id is also that of web-") }, "\(changed)")
            #expect(changed.allSatisfy { !$0.contains("mallory") && !$0.contains("Mallory") }, "\(changed)")
            #expect(after.page("inventory/servers/web-2.html").contains("Mallory OS"))

            let tables = try await before.rows(
                "SELECT DISTINCT table_name FROM table_columns WHERE name = 'host' AND table_name NOT IN ('targets', 'outcomes', 'findings')"
            ).map { $0[0] }
            #expect(tables.count > 40)
            for table in tables {
                let sql = "SELECT * FROM \"\(table)\" WHERE host = 'web-1' ORDER BY rowid"
                #expect(try await before.rows(sql) == after.rows(sql), "\(table)")
            }
            let findings = """
                SELECT check_id, resource, status, severity, reason FROM findings
                WHERE host = 'web-1' AND check_id <> 'svc-same-machine' ORDER BY 1, 2, 3
                """
            #expect(try await before.rows(findings) == after.rows(findings))
        }

        /// The lines that two pages have not in common, apart from what differs from run to run: digits.
        private func difference(_ one: String, _ other: String) -> [String] {
            let steady = { (page: String) in
                page.split(separator: "\n").map {
                    String($0.map { $0.isNumber ? "0" : $0 }).replacing(/0+/, with: "0")
                }
            }
            return steady(other).difference(from: steady(one)).map { change in
                switch change {
                case .insert(_, let line, _): "+ \(line)"
                case .remove(_, let line, _): "- \(line)"
                }
            }
        }
    }
}
