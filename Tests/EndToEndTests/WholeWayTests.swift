import Foundation
import Model
import TestSupport
import Testing

extension EndToEnd {
    /// From the inventory to the site over real sshd servers, with one of each way in which a server can fail.
    @Suite(.timeLimit(.minutes(5)), .enabled(if: Sshd.isThere, "no sshd here")) struct WholeWayTests {
        @Test("servers that answer are there, and each that does not is said to be missing, and why")
        func everyKind() async throws {
            try await withSshd { good in
                try await withSshd("ForceCommand sleep 267") { hanging in
                    try await withSshd("ForceCommand yes") { endless in
                        defer { endProcesses("sleep 267") }
                        guard isRoot else {
                            print("whole way: without sudo and other accounts, which only root can make")
                            return try await audit(good, hanging, endless, [])
                        }
                        try await withAccount("constat-e2e-\(getpid())") { plain in
                            try await withAccount("constat-e2s-\(getpid())", sudo: "ALL") { sudo in
                                try await audit(good, hanging, endless, [plain, sudo])
                            }
                        }
                    }
                }
            }
        }

        private func audit(_ good: Sshd, _ hanging: Sshd, _ endless: Sshd, _ accounts: [String]) async throws
        {
            let other = try Scratch()
            #expect(
                await ran("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other.path("key")]).status
                    == 0)
            let key = other.read("key.pub").split(separator: " ").prefix(2).joined(separator: " ")
            let changed = try other.write("[127.0.0.1]:\(good.port) \(key)\n", to: "changed")
            let unknown = try other.write("", to: "unknown")
            let refusing = try freePort()

            func host(_ name: String, _ sshd: Sshd, _ more: String = "", known: String? = nil) -> String {
                """
                  - {name: \(name), address: 127.0.0.1, port: \(sshd.port), identity_file: \(sshd.folder.path)/client, \
                known_hosts: \(known ?? sshd.folder.path + "/known")\(more.isEmpty ? "" : ", " + more)}
                """
            }
            var hosts = [
                host("good", good), host("changed", good, known: changed),
                host("unknown", good, known: unknown),
                host("hanging", hanging, "timeout: 5"), host("endless", endless),
                "  - {name: refused, address: 127.0.0.1, port: \(refusing)}",
                "  - {name: here, transport: local}",
            ]
            if accounts.count == 2 {
                hosts += [
                    host("plain", good, "user: \(accounts[0])"),
                    host("sudo", good, "user: \(accounts[1]), become: sudo"),
                ]
            }
            let inventory = """
                organisation: Every kind
                timezone: UTC
                limits: {hosts_at_once: 16, host_seconds: 150}
                hosts:
                \(hosts.joined(separator: "\n"))
                """
            // The search of all disks says nothing more here, and takes its time.
            let tools = try Scratch()
            let place = try Workplace(inventory)
            defer { withExtendedLifetime(tools) {} }
            let begin = ContinuousClock.now
            let audit = try await place.constat("audit", within: .seconds(240))
            print("whole way: \(hosts.count) servers in \(ContinuousClock.now - begin)")
            #expect(audit.status == 3, "\(audit.errors)")
            for sshd in [good, hanging, endless] {
                #expect(processes(with: sshd.folder.path + "/known") == [])
            }
            #expect(processes(with: other.path) == [])

            let whole = isRoot ? "complete" : "partial"
            let expected: [(host: String, status: String, words: String)] = [
                (
                    "changed", "refused",
                    "its host key is not the one that known_hosts has for 127.0.0.1 port \(good.port): nothing was sent"
                ),
                ("endless", "failed", "too much output: more than 16384 KiB"),
                ("good", whole, ""), ("hanging", "unreachable", "no answer in 5 s|no answer in 4 s"),
                ("here", whole, ""),
                ("plain", "partial", "facts not read whole: "),
                ("refused", "unreachable", "connection refused by 127.0.0.1 port \(refusing)"),
                ("sudo", whole, ""),
                ("unknown", "refused", "its host key is not known here: nothing was sent"),
            ].filter { isRoot || ($0.0 != "plain" && $0.0 != "sudo") }
            let targets = try await place.rows("SELECT host, status, reason FROM targets ORDER BY host")
            #expect(targets.map { $0[0] } == expected.map(\.host))
            for (target, expected) in zip(targets, expected) {
                #expect(target[1] == expected.status, "\(target)")
                let words = expected.words.split(separator: "|")
                #expect(words.isEmpty || words.contains { target[2].contains($0) }, "\(target)")
            }
            #expect(try await place.rows("SELECT status, number FROM run") == [["partial", "1"]])
            #expect(audit.text.contains("servers    \(isRoot ? 4 : 2) of \(hosts.count)"), "\(audit.text)")
            let missing = expected.filter { !["complete", "partial"].contains($0.status) }
            for host in missing {
                #expect(audit.errors.contains("\(host.host): \(host.status): "), "\(audit.errors)")
            }

            try await facts(of: place)
            try site(of: place, missing.map { ($0.host, $0.status) })
            try await stale(after: place, good, inventory, refusing)
        }

        /// What the good ones said is there under their own names, and of the others nothing.
        private func facts(of place: Workplace) async throws {
            let packages = Dictionary(
                uniqueKeysWithValues: try await place.rows(
                    "SELECT host, COUNT(*) FROM deb_packages GROUP BY host"
                ).map { ($0[0], $0[1]) })
            let installed = await ran("dpkg-query", ["-W", "-f=${db:Status-Status}\n"]).text
                .split(separator: "\n").count { $0 == "installed" }
            let readable = ["good", "here"] + (isRoot ? ["plain", "sudo"] : [])
            #expect(Set(packages.keys) == Set(readable))
            #expect(packages.values.allSatisfy { $0 == String(installed) }, "\(packages)")
            if isRoot {
                let shadow = try await place.rows(
                    "SELECT host, status, reason FROM outcomes WHERE table_name = 'shadow' ORDER BY host")
                for row in shadow where ["good", "here", "sudo"].contains(row[0]) {
                    #expect(row[1] == "complete", "\(row)")
                }
                for row in shadow where row[0] == "plain" { #expect(row[1...] == ["unknown", "needs root"]) }
                #expect(
                    try await place.rows("SELECT DISTINCT host FROM shadow ORDER BY 1") == [
                        ["good"], ["here"], ["sudo"],
                    ])
            }
            let fingerprints = try await place.rows(
                "SELECT COUNT(DISTINCT machine_fingerprint), COUNT(*) FROM system_info")
            #expect(fingerprints == [["1", String(readable.count)]])
            // No check says of a server that it passes, or is fine, where it could not look; that it could not is a finding of its own.
            let silent = try await place.rows(
                """
                SELECT host, COUNT(*) FILTER (WHERE status = 'unknown'), COUNT(*) FILTER (WHERE status <> 'unknown')
                FROM findings JOIN checks USING (check_id)
                WHERE category <> 'coverage' AND host IN ('changed', 'unknown', 'hanging', 'endless', 'refused') GROUP BY host
                """)
            #expect(silent.count == 5)
            #expect(silent.allSatisfy { (Int($0[1]) ?? 0) > 50 && $0[2] == "0" }, "\(silent)")
        }

        /// The first page, and every other, says what is missing before it says anything else.
        private func site(of place: Workplace, _ missing: [(host: String, status: String)]) throws {
            let index = place.page("index.html")
            let banner = try #require(index.range(of: "class=\"banner\""))
            #expect(banner.lowerBound < (index.range(of: "class=\"tiles\"")?.lowerBound ?? index.startIndex))
            let note = index[banner.upperBound...].prefix(900)
            #expect(note.contains("Not read this time:"))
            #expect(note.contains("changed (its host key is not the one that known"), "\(note)")
            #expect(note.contains("and \(missing.count - 3) more"), "\(note)")
            for (host, status) in missing {
                let page = place.page("inventory/servers/\(host).html")
                #expect(page.contains("class=\"banner\""))
                #expect(page.contains(status), "\(host)")
            }
            #expect(index.contains("its host key is not the one that known_hosts has"))
            #expect(!index.contains("Every server answered whole"))
            let site = LinkedSite(place.scratch.path("output/site"))
            #expect(site.deadLinks == [])
        }

        /// A server that answered once and no longer does keeps its facts, marked with their age.
        private func stale(
            after place: Workplace, _ good: Sshd, _ inventory: String, _ refusing: Int
        ) async throws {
            let first = try await place.rows("SELECT started_at, id FROM run")[0]
            let packages = try await place.rows("SELECT COUNT(*) FROM deb_packages WHERE host = 'good'")
            let collected = try await place.rows(
                "SELECT DISTINCT collected_at FROM outcomes WHERE host = 'good' AND table_name = 'deb_packages'"
            )
            let lines = inventory.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
                !["changed", "unknown", "hanging", "endless", "here", "plain", "sudo", "refused"].contains {
                    line.contains("name: \($0),")
                }
            }
            try place.scratch.write(
                lines.joined(separator: "\n").replacingOccurrences(
                    of: "port: \(good.port)", with: "port: \(refusing)"),
                to: "inventory/all.yml")
            let audit = try await place.constat("audit")
            #expect(audit.status == 3, "\(audit.errors)")
            #expect(try await place.rows("SELECT number, previous_id FROM run") == [["2", first[1]]])
            #expect(try await place.rows("SELECT host, status FROM targets") == [["good", "unreachable"]])
            #expect(try await place.rows("SELECT COUNT(*) FROM deb_packages WHERE host = 'good'") == packages)
            let outcome = try await place.rows(
                "SELECT status, collected_at, reason FROM outcomes WHERE host = 'good' AND table_name = 'deb_packages'"
            )[0]
            #expect(outcome[0] == "stale" && [outcome[1]] == collected[0])
            #expect(outcome[2].contains("connection refused"))
            // What was seen stands, what passed is not known any more.
            #expect(
                try await place.rows("SELECT SUM(passed) FROM checks WHERE category <> 'coverage'") == [["0"]]
            )
            let page = place.page("inventory/servers/good.html")
            #expect(page.contains("unreachable") || page.contains("no answer"))
            #expect(place.page("index.html").contains("good (connection refused by 127.0.0.1"))
        }
    }
}
