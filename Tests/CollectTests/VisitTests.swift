import Collect
import Facts
import Foundation
import Model
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: Sshd.isThere, "no sshd here")) struct VisitTests {
    @Test("a host that answers is complete, under the inventory's name")
    func good() async throws {
        try await withSshd { sshd in
            var host = sshd.host()
            host.become = .sudo
            host.roots = ["/srv"]
            let outcome = await collector(isRoot ? TestFacts.good : [Account.self, Asked.self]).visit(host)
            #expect(outcome.status == .complete, "\(outcome.reason ?? "") \(sshd.log)")
            #expect(outcome.host == "web-1")
            #expect(outcome.lines(of: "asked") == ["/srv", "32"])
            #expect(await isGone(sshd.folder.path + "/known"))
        }
    }

    @Test("a changed host key is refused, and nothing is run")
    func changedKey() async throws {
        try await withSshd { sshd in
            let other = try await Sshd()
            await other.stop()
            let key = other.folder.read("host.pub").split(separator: " ").prefix(2).joined(separator: " ")
            try sshd.folder.write("[127.0.0.1]:\(sshd.port) \(key)\n", to: "known")
            let outcome = await collector([Account.self]).visit(sshd.host())
            #expect(outcome.status == .refused)
            #expect(outcome.reason?.contains("is not the one that known_hosts has") == true)
            #expect(outcome.remedy?.contains("fingerprint") == true)
            #expect(outcome["account"]?.coverage == .unknown)
            #expect(!sshd.log.contains("Accepted"))
        }
    }

    @Test("an unknown host key is refused, whatever the user's configuration says")
    func unknownKey() async throws {
        try await withSshd { sshd in
            try sshd.folder.write("", to: "known")
            let outcome = await collector([Account.self]).visit(sshd.host())
            #expect(outcome.status == .refused)
            #expect(outcome.reason?.hasPrefix("its host key is not known here") == true)
            #expect(outcome.remedy?.contains("compare the fingerprint") == true)
            #expect(!sshd.log.contains("Accepted"))
            #expect(sshd.folder.read("known").isEmpty)
        }
    }

    @Test("a key that is not accepted is a refusal with its remedy")
    func noKey() async throws {
        try await withSshd { sshd in
            try sshd.folder.write("", to: "authorized")
            let outcome = await collector([Account.self]).visit(sshd.host())
            #expect(outcome.status == .refused)
            #expect(outcome.reason == "it did not accept our key")
            #expect(outcome.remedy?.contains("authorized_keys") == true)
        }
    }

    @Test("a port that nobody listens on, and a name that is none, are unreachable")
    func unreachable() async throws {
        var host = Model.Host(name: "web-1", address: "127.0.0.1")
        host.port = try freePort()
        #expect(
            await collector([Account.self]).visit(host).reason?.hasPrefix("connection refused by 127.0.0.1")
                == true)
        let nowhere = Model.Host(name: "web-2", address: "no-such-host.invalid")
        let outcome = await collector([Account.self]).visit(nowhere)
        #expect(outcome.status == .unreachable)
        #expect(outcome.reason == "its name is not found: no-such-host.invalid")
    }

    @Test("the host is offered no variable, agent, terminal or forwarding")
    func recorded() async throws {
        let recorder =
            "AcceptEnv *\nForceCommand env > $HOME_OF_TEST/environment; tty >> $HOME_OF_TEST/environment; exit 9"
        let folder = try Scratch()
        try await withSshd(recorder.replacingOccurrences(of: "$HOME_OF_TEST", with: folder.path)) { sshd in
            let canary = "canary-93f1"
            let outcome = await collector(
                [Account.self],
                environment: [
                    "TOKEN": canary, "LC_CANARY": canary, "DIGITALOCEAN_TOKEN": canary,
                    "SSH_AUTH_SOCK": "/nonexistent",
                    "LC_ALL": canary,
                ]
            ).visit(sshd.host())
            let seen = folder.read("environment")
            #expect(outcome.status == .failed)
            #expect(seen.contains("SSH_CONNECTION") && seen.contains("not a tty"))
            #expect(!seen.contains(canary))
            #expect(!seen.contains("SSH_AUTH_SOCK") && !seen.contains("DISPLAY") && !seen.contains("SSH_TTY"))
        }
    }

    /// A PATH whose `ssh` reads `configuration` as the user's own.
    private func path(_ folder: Scratch, _ configuration: String) throws -> String {
        let file = try folder.write(configuration, to: "ssh_config")
        try folder.write("#!/bin/sh\nexec /usr/bin/ssh -F \(file) \"$@\"\n", to: "ssh", mode: 0o755)
        return folder.path + ":/usr/bin:/bin"
    }

    @Test("no configuration of the user's weakens what we ask of ssh")
    func configuration() async throws {
        let folder = try Scratch()
        try await withSshd("AcceptEnv *") { sshd in
            let environment = [
                "PATH": try path(
                    folder,
                    """
                    Host *
                        StrictHostKeyChecking no
                        NoHostAuthenticationForLocalhost yes
                        UpdateHostKeys yes
                        ForwardAgent yes
                        ForwardX11 yes
                        RequestTTY force
                        RemoteCommand echo instead
                        PermitLocalCommand yes
                        LocalCommand touch \(folder.path)/marker
                        LocalForward \(try freePort()) 127.0.0.1:1
                        ControlMaster auto
                        ControlPath \(folder.path)/master
                        ControlPersist 60
                        LogLevel QUIET
                    """)
            ]
            let good = await collector([Account.self], environment: environment).visit(sshd.host())
            #expect(good.status == .complete, "\(good.reason ?? "")")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/marker"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/master"))

            try sshd.folder.write("", to: "known")
            let unknown = await collector([Account.self], environment: environment).visit(sshd.host())
            #expect(unknown.status == .refused)
            #expect(unknown.reason?.hasPrefix("its host key is not known here") == true)
        }
    }

    @Test("a jump host is gone through, and its key is checked too")
    func jump() async throws {
        let folder = try Scratch()
        try await withSshd { sshd in
            var host = sshd.host()
            host.jump = "\(NSUserName())@127.0.0.1:\(sshd.port)"
            let lines = "Host *\n    IdentityFile \(sshd.folder.path)/client\n    IdentitiesOnly yes\n"
            let known = try path(folder, lines + "    UserKnownHostsFile \(sshd.folder.path)/known\n")
            let good = await collector([Account.self], environment: ["PATH": known]).visit(host)
            #expect(good.status == .complete, "\(good.reason ?? "")")
            #expect(sshd.log.components(separatedBy: "Accepted publickey").count == 3)

            host.jump = "\(host.jump ?? ""),\(host.jump ?? "")"
            let chained = await collector([Account.self], environment: ["PATH": known]).visit(host)
            #expect(chained.status == .complete, "\(chained.reason ?? "")")
            #expect(sshd.log.components(separatedBy: "Accepted publickey").count == 6)

            let unknown = try path(
                folder, lines + "    UserKnownHostsFile \(folder.path)/none\n    StrictHostKeyChecking no\n")
            let refused = await collector([Account.self], environment: ["PATH": unknown]).visit(host)
            #expect(refused.status == .refused)
            #expect(sshd.log.components(separatedBy: "Accepted publickey").count == 6)
            #expect(await isGone(sshd.folder.path + "/known"))
        }
    }

    @Test("30 hosts are 30 connections of one session each, a few at a time")
    func counts() async throws {
        try await withSshd { sshd in
            let hosts = (1...30).map { sshd.host("web-\($0)") }
            var kept: [HostOutcome] = []
            try await collector([Account.self]).collect(hosts, atOnce: 8) { kept.append($0) }
            #expect(kept.count == 30 && kept.allSatisfy { $0.status == .complete })
            #expect(Set(kept.map { $0.host }).count == 30)
            let lines = sshd.log.components(separatedBy: "\r\n")
            #expect(lines.filter { $0.contains("Accepted publickey") }.count == 30)
            #expect(lines.filter { $0.contains("Starting session: command") }.count == 30)
            #expect(await isGone(sshd.folder.path + "/known"))
        }
    }

    @Test("a cancelled run leaves no process, and its host is not kept")
    func cancelled() async throws {
        try await withSshd("ForceCommand sleep 62.286") { sshd in
            let run = Task {
                try await collector([Account.self]).collect([sshd.host()], atOnce: 1) { _ in
                    Issue.record("an interrupted visit was kept")
                }
            }
            for _ in 0..<300 where !sshd.log.contains("Starting session: ") {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(!processes(with: sshd.folder.path + "/known").isEmpty)
            run.cancel()
            await #expect(throws: CancellationError.self) { try await run.value }
            #expect(await isGone(sshd.folder.path + "/known"))
        }
        endProcesses("sleep 62.286")
    }

    @Test("hosts not begun when the run's time is over are said to be so")
    func runDeadline() async throws {
        try await withSshd("ForceCommand sleep 62.285") { sshd in
            var limits = Collector.Limits()
            limits.run = .seconds(2)
            var kept: [HostOutcome] = []
            try await collector([Account.self], limits: limits)
                .collect((1...3).map { sshd.host("web-\($0)") }, atOnce: 1) { kept.append($0) }
            #expect(kept.map { $0.status } == [.unreachable, .failed, .failed])
            #expect(kept.last?.reason == "not visited: the run's time was over")
        }
        endProcesses("sleep 62.285")
    }
}
