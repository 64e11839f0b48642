import Collect
import Foundation
import Model
import TestSupport
import Testing

@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(if: isRoot && Sshd.isThere, "needs root, to make an account"))
struct PrivilegeTests {
    @Test("without root what needs it is unknown, and the rest stands")
    func plain() async throws {
        try await withAccount("constat-test") { user in
            try await withSshd { sshd in
                let outcome = await collector(TestFacts.good).visit(sshd.host(user: user))
                #expect(outcome.status == .partial)
                #expect(outcome.reason == "2 of 5 facts not read whole: root_for_more, root_only")
                #expect(outcome["account"]?.coverage == .complete)
                #expect(outcome["root_for_more"]?.coverage == .partial)
                #expect(outcome.lines(of: "root_for_more") == outcome.lines(of: "account"))
                #expect(outcome["root_only"]?.coverage == .unknown)
                #expect(outcome["root_only"]?.reason == "needs root")
                #expect(outcome["root_only"]?.remedy?.contains("become: sudo") == true)
            }
        }
    }

    @Test("sudo that refuses costs one attempt and no prompt")
    func refused() async throws {
        try await withAccount("constat-test") { user in
            try await withSshd { sshd in
                var host = sshd.host(user: user)
                host.become = .sudo
                let outcome = await collector(TestFacts.good).visit(host)
                #expect(outcome.status == .partial)
                #expect(outcome["account"]?.coverage == .complete)
                #expect(outcome["root_for_more"]?.coverage == .partial)
                #expect(outcome["root_only"]?.coverage == .unknown)
                #expect(outcome["root_only"]?.reason == "sudo: a password is required")
                #expect(outcome["root_only"]?.remedy?.contains("without a password") == true)
            }
        }
    }

    @Test("with sudo everything is read, and only what needs root as root")
    func sudo() async throws {
        try await withAccount("constat-test", sudo: "ALL") { user in
            try await withSshd { sshd in
                var host = sshd.host(user: user)
                host.become = .sudo
                let outcome = await collector(TestFacts.good).visit(host)
                #expect(outcome.status == .complete, "\(outcome.reason ?? "")")
                #expect(outcome.lines(of: "account") != ["0"])
                #expect(
                    outcome.lines(of: "root_for_more") == ["0"] && outcome.lines(of: "root_only") == ["0"])
            }
        }
    }

    @Test(
        "as a forced command, with the sudoers line that it prints, it is complete and the only thing the key can do"
    )
    func forced() async throws {
        let folder = try Scratch()
        let path = folder.path + "/probe"
        let probe = Probe(facts: TestFacts.good)
        try folder.write(probe.forcedCommand(at: path), to: "probe", mode: 0o755)
        try await withAccount("constat-test", sudo: "\(path) --root") { user in
            try await withSshd { sshd in
                let key = sshd.folder.read("client.pub")
                try sshd.folder.write("restrict,command=\"\(path)\" \(key)", to: "authorized")
                var host = sshd.host(user: user)
                host.become = .sudo
                host.roots = ["/srv", "/var/www"]
                let outcome = await collector(TestFacts.good).visit(host)
                #expect(outcome.status == .complete, "\(outcome.reason ?? "")")
                #expect(outcome.lines(of: "account") != ["0"] && outcome.lines(of: "root_only") == ["0"])
                #expect(outcome.lines(of: "asked") == ["/srv", "/var/www", "32"])

                // Another version there: what is asked in the same way stands.
                let newer = await collector([Account.self, Reader.self]).visit(host)
                #expect(newer.status == .partial)
                #expect(newer.reason == "the probe installed on web-1 is another version")
                #expect(newer["account"]?.coverage == .complete && newer["reader"]?.coverage == .unknown)

                let base = [
                    "-F", "none", "-o", "BatchMode=yes", "-i", sshd.folder.path + "/client", "-p",
                    String(sshd.port),
                    "-o", "UserKnownHostsFile=" + sshd.folder.path + "/known", "-l", user,
                ]
                for asked in [["id"], ["sh", "-s"], ["-s", "sftp"]] {
                    let other = await ran(
                        "ssh", base + ["--", "127.0.0.1"] + asked, input: Array("id\n".utf8))
                    #expect(other.status != 0 && !other.text.contains("uid="))
                }
                let terminal = await ran("ssh", ["-tt"] + base + ["--", "127.0.0.1", "id"])
                #expect(terminal.errors.contains("PTY allocation request failed"))
                let forward = await ran("ssh", base + ["-W", "127.0.0.1:\(sshd.port)", "--", "127.0.0.1"])
                #expect(forward.status != 0 && !forward.text.contains("SSH-2.0"))
                let root = await ran(
                    "setpriv",
                    [
                        "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "sudo", "-n", path,
                        "--anyone",
                    ])
                #expect(root.status == 1)
            }
        }
    }
}
