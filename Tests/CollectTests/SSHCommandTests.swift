import Collect
import Foundation
import Model
import TestSupport
import Testing

/// What ssh would be started with, or nothing when the host is refused before.
private func arguments(for host: Model.Host) async -> [String]? {
    let mailbox = Arguments()
    _ = await collector([Account.self], environment: ["HOME": "/home/me"]) { command in
        await mailbox.keep(command)
        return Session(ending: .exited(255))
    }.visit(host)
    return await mailbox.command?.arguments
}

private actor Arguments {
    private(set) var command: Session.Command?

    func keep(_ command: Session.Command) { self.command = command }
}

@Suite struct SSHCommandTests {
    @Test("host keys are checked before anything else is said, and the host comes after --")
    func options() async throws {
        var host = Model.Host(name: "web-1", address: "203.0.113.10")
        host.port = 2_222
        host.user = "constat"
        host.identityFile = "~/.ssh/audit"
        host.knownHosts = "/etc/constat/known_hosts"
        let arguments = try #require(await arguments(for: host))
        #expect(arguments.prefix(2) == ["-o", "StrictHostKeyChecking=yes"])
        #expect(arguments.suffix(3) == ["--", "203.0.113.10", "sh -s"])
        for option in [
            "BatchMode=yes", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "RequestTTY=no",
            "PermitLocalCommand=no", "UpdateHostKeys=no", "ControlMaster=no", "ControlPath=none",
            "NumberOfPasswordPrompts=0", "IdentitiesOnly=yes", "UserKnownHostsFile=/etc/constat/known_hosts",
        ] {
            #expect(arguments.contains(option))
        }
        let pairs = zip(arguments, arguments.dropFirst()).map { "\($0) \($1)" }
        #expect(
            pairs.contains("-p 2222") && pairs.contains("-l constat")
                && pairs.contains("-i /home/me/.ssh/audit"))
    }

    @Test("a jump host is held to the same options")
    func jump() async throws {
        var host = Model.Host(name: "web-1", address: "web-1.internal")
        host.jump = "ops@bastion.example.com:2200"
        let proxy = try #require(
            await arguments(for: host)?.first { $0.utf8.starts(with: "ProxyCommand=".utf8) })
        #expect(proxy.utf8.starts(with: "ProxyCommand=ssh -o StrictHostKeyChecking=yes".utf8))
        #expect(proxy.hasSuffix("-l ops -p 2200 -W [%h]:%p -- bastion.example.com"))
    }

    @Test("every hop of a chain is held to the same options, and each gets its own command whole")
    func chain() async throws {
        var host = Model.Host(name: "web-1", address: "web-1.internal")
        host.jump = "ops@first:2200,[2001:db8::1]:22,last"
        host.sshConfig = "/etc/constat/ssh_config"
        let arguments = try #require(await arguments(for: host))
        #expect(arguments.contains("-F"))
        let proxy = try #require(arguments.first { $0.utf8.starts(with: "ProxyCommand=".utf8) })
        #expect(proxy.components(separatedBy: "StrictHostKeyChecking=yes").count == 4)
        #expect(proxy.components(separatedBy: "-F /etc/constat/ssh_config").count == 4)
        #expect(proxy.hasSuffix("-W [%h]:%p -- last"))
        #expect(proxy.contains("-p 22 -W [%%h]:%%p -- 2001:db8::1'"))
        #expect(proxy.contains("-l ops -p 2200 -W [%%%%h]:%%%%p -- first"))
    }

    static let hostile = [
        "-oProxyCommand=touch x", "-", "", "a b", "a\tb", "a\nb", "a\u{0}b", "a;id", "a|id", "a&id", "$(id)",
        "`id`", "a'b",
        "a\"b", "a%b", "%h", "a\\b", "a<b", "a>b", "a*b", "a?b", "a(b", "a{b,c}", "a!b", "a#b", "é",
        "a\u{202e}b", "a\u{1b}[0m",
        "~root", String(repeating: "a", count: 5_000),
    ]

    @Test("a name that could be an option or a command starts no process", arguments: hostile)
    func refused(_ name: String) async {
        let fields: [WritableKeyPath<Model.Host, String?>] = [
            \.user, \.identityFile, \.knownHosts, \.jump, \.sshConfig,
        ]
        for field in fields {
            var host = Model.Host(name: "web-1", address: "192.0.2.1")
            host[keyPath: field] = name
            #expect(await arguments(for: host) == nil)
        }
        #expect(await arguments(for: Model.Host(name: "web-1", address: name)) == nil)
        var host = Model.Host(name: "web-1", address: "192.0.2.1")
        host.roots = [name]
        #expect(await arguments(for: host) == nil)
    }

    @Test("no file of the program can switch the checking of host keys off")
    func neverOff() throws {
        let sources = testsFolder.deletingLastPathComponent().appending(path: "Sources/Collect")
            .resolvingSymlinksInPath().deletingLastPathComponent()
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap {
            $0 as? String
        }
        var read = 0
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for word in [
                "StrictHostKeyChecking=no", "StrictHostKeyChecking no", "accept-new",
                "UserKnownHostsFile=/dev/null",
            ] {
                #expect(!text.contains(word), "\(file)")
            }
            read += 1
        }
        #expect(read > 10)
    }
}

@Suite struct RefusalTests {
    @Test(
        "what ssh says becomes a status and plain words",
        arguments: [
            [
                "Connection closed by 192.0.2.1 port 22", "unreachable",
                "192.0.2.1 closed the connection before we were in",
            ],
            [
                "ssh: connect to host 192.0.2.1 port 22: Connection timed out", "unreachable",
                "no answer from 192.0.2.1: the connection timed out",
            ],
            [
                "ssh: connect to host 192.0.2.1 port 22: No route to host", "unreachable",
                "no route to 192.0.2.1",
            ],
            ["Timeout, server 192.0.2.1 not responding.", "unreachable", "the connection broke off"],
            [
                "/home/me/.ssh/config: line 3: Bad configuration option: x", "failed",
                "our own ssh configuration is not valid",
            ],
            ["me@192.0.2.1: Permission denied (publickey).", "refused", "it did not accept our key"],
            [
                "Unable to negotiate with 192.0.2.1 port 22: no matching host key type found.", "refused",
                "it and our ssh have no algorithm in common",
            ],
            [
                "a banner\u{1b}[2J\r\nsomething new\u{202e}", "unreachable",
                #"ssh gave up: something new\u{202e}"#,
            ],
            ["", "unreachable", "ssh gave up and did not say why"],
        ])
    func words(_ example: [String]) async {
        let outcome = await collector([Account.self]) { _ in
            Session(ending: .exited(255), errors: Array(example[0].utf8))
        }.visit(Model.Host(name: "web-1", address: "192.0.2.1"))
        #expect(outcome.status.rawValue == example[1])
        #expect(outcome.reason == example[2])
        #expect(outcome["account"]?.coverage == .unknown && outcome["account"]?.reason == outcome.reason)
    }

    @Test("a machine without ssh says what to install")
    func noSSH() async throws {
        let folder = try Scratch()
        let outcome = await collector([Account.self], environment: ["PATH": folder.path])
            .visit(Model.Host(name: "web-1", address: "192.0.2.1"))
        #expect(outcome.status == .failed)
        #expect(outcome.reason?.hasPrefix("ssh could not be started") == true)
        #expect(outcome.remedy?.contains("Install OpenSSH's client") == true)
    }
}
