import Collect
import Foundation
import Glibc
import Model
import TestSupport
import Testing

/// A TCP server that sends each client `greeting`, then a byte of `drip` every 100 ms, and never closes.
private final class Listener: @unchecked Sendable {
    let port: Int
    private let number: Int32
    private var clients: [Int32] = []
    private let lock = NSLock()

    init(greeting: String, drip: Bool = false) throws {
        (number, port) = try listening()
        let number = number
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(number, nil, nil)
                guard client >= 0 else { return }
                self?.add(client)
                send(client, greeting, greeting.utf8.count, Int32(MSG_NOSIGNAL))
                guard drip else { continue }
                Thread.detachNewThread {
                    while send(client, "x", 1, Int32(MSG_NOSIGNAL)) == 1 { usleep(100_000) }
                }
            }
        }
    }

    deinit {
        shutdown(number, Int32(SHUT_RDWR))
        close(number)
        for client in clients { shutdown(client, Int32(SHUT_RDWR)) }
    }

    private func add(_ client: Int32) {
        lock.withLock { clients.append(client) }
    }
}

@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: Sshd.isThere, "no sshd here")) struct HangTests {
    @Test(
        "a host that hangs before the login ends at its deadline",
        arguments: [
            ["", ""], ["", "drip"], ["SSH-2.0-hang\r\n", ""], ["SSH-2.0-hang\r\n", "drip"],
        ])
    func beforeLogin(_ kind: [String]) async throws {
        let listener = try Listener(greeting: kind[0], drip: !kind[1].isEmpty)
        var host = Model.Host(name: "web-1", address: "127.0.0.1")
        host.port = listener.port
        host.timeout = 2
        let took = try await time { () async throws in
            let outcome = await collector([Account.self]).visit(host)
            #expect(outcome.status == .unreachable)
            #expect(outcome.facts.allSatisfy { $0.coverage == .unknown })
        }
        #expect(took < .seconds(40))
        #expect(await isGone("-p \(listener.port)"))
    }

    @Test(
        "a host that hangs during or after the login ends at its deadline",
        arguments: [
            "AuthorizedKeysFile none\nAuthorizedKeysCommand /bin/sleep 62.284\nAuthorizedKeysCommandUser nobody",
            "ForceCommand sleep 62.284", "ForceCommand while :; do printf x; sleep 0.2; done",
            "ForceCommand sleep 62.284 & echo hello",
        ])
    func afterLogin(_ configuration: String) async throws {
        try await withSshd(configuration) { sshd in
            var host = sshd.host()
            host.timeout = 3
            let took = try await time { () async throws in
                let outcome = await collector([Account.self]).visit(host)
                #expect(outcome.status == .unreachable)
                #expect(outcome.reason == "no answer in 2 s" || outcome.reason == "no answer in 3 s")
            }
            #expect(took < .seconds(40))
            #expect(await isGone(sshd.folder.path + "/known"))
        }
        endProcesses("sleep 62.284")
        endProcesses("/bin/sleep 62.284")
    }

    @Test("what was answered before a hang is kept, and the host is partial")
    func afterReport() async throws {
        try await withSshd("ForceCommand sh -s; sleep 62.283") { sshd in
            var host = sshd.host()
            host.timeout = 10
            let outcome = await collector([Account.self]).visit(host)
            #expect(outcome.status == .partial)
            #expect(outcome.reason?.hasPrefix("the visit took longer than") == true)
            #expect(outcome["account"]?.coverage == .complete)
            #expect(await isGone(sshd.folder.path + "/known"))
        }
        endProcesses("sleep 62.283")
    }

    @Test(
        "a host that sends without end is cut off",
        arguments: [
            ["ForceCommand yes", "too much output"], ["ForceCommand yes >&2", "too much errors"],
            ["ForceCommand head -c 100000000 /dev/zero | tr '\\0' x", "too much output"],
        ])
    func endless(_ kind: [String]) async throws {
        try await withSshd(kind[0]) { sshd in
            let outcome = await collector([Account.self]).visit(sshd.host())
            #expect(outcome.status == .failed)
            #expect(outcome.reason?.hasPrefix(kind[1]) == true)
            #expect(await isGone(sshd.folder.path + "/known"))
        }
    }

    @Test("an ssh that ignores TERM, and what it started, are killed")
    func stubborn() async throws {
        let folder = try Scratch()
        try folder.write(
            "#!/bin/sh\ntrap '' TERM\nsleep 62.282 &\nwhile :; do sleep 62.282; done\n", to: "ssh",
            mode: 0o755)
        var host = Model.Host(name: "web-1", address: "192.0.2.1")
        host.timeout = 1
        let took = try await time { () async throws in
            let outcome = await collector(
                [Account.self], environment: ["PATH": folder.path + ":/usr/bin:/bin"]
            ).visit(host)
            #expect(outcome.status == .unreachable)
        }
        #expect(took < .seconds(40))
        #expect(await isGone("sleep 62.282"))
        #expect(await isGone(folder.path))
    }

    @Test("an ssh that ends without reading what it is sent is an outcome, not the end of the run")
    func deaf() async throws {
        let folder = try Scratch()
        try folder.write(
            "#!/bin/sh\nexec <&-\nsleep 0.3\necho 'Connection refused' >&2\nexit 255\n", to: "ssh",
            mode: 0o755)
        let host = Model.Host(name: "web-1", address: "192.0.2.1")
        let outcome = await collector([Long.self], environment: ["PATH": folder.path + ":/usr/bin:/bin"])
            .visit(host)
        #expect(outcome.status == .unreachable)
        #expect(outcome.reason == "connection refused by 192.0.2.1")
    }

    private func time(_ work: () async throws -> Void) async throws -> Duration {
        let began = ContinuousClock.now
        try await work()
        return .now - began
    }
}
