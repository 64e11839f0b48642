internal import Foundation
internal import Glibc
package import Model

/// A real sshd on a free port of the loopback, with keys, configuration and log of its own.
package final class Sshd: Sendable {
    package let folder: Scratch
    package let port: Int
    private let server: Child

    package static let isThere = FileManager.default.fileExists(atPath: "/usr/sbin/sshd")

    /// Starts it; `extra` is lines for its configuration, which win over ours where sshd takes the first value.
    ///
    /// - Throws: `Problem` with its log when it does not start.
    package init(_ extra: String = "") async throws {
        folder = try Scratch()
        port = try freePort()
        try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        for key in ["host", "client"] {
            let made = await ran(
                "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(key)"])
            guard made.status == 0 else { throw Problem("no key: \(made.errors)") }
        }
        try folder.write(folder.read("client.pub"), to: "authorized", mode: 0o644)
        let key = folder.read("host.pub").split(separator: " ").prefix(2).joined(separator: " ")
        try folder.write("[127.0.0.1]:\(port) \(key)\n", to: "known")
        let configuration = try folder.write(
            """
            \(extra)
            ListenAddress 127.0.0.1
            Port \(port)
            HostKey \(folder.path)/host
            AuthorizedKeysFile \(folder.path)/authorized
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            LogLevel VERBOSE

            """, to: "config")
        server = try Child(
            "/usr/sbin/sshd", ["-D", "-E", folder.path + "/log", "-f", configuration],
            environment: ["PATH": "/usr/sbin"])
        for _ in 0..<200 where !log.contains("Server listening") {
            try await Task.sleep(for: .milliseconds(25))
        }
        guard log.contains("Server listening") else {
            await stop()
            throw Problem("sshd did not start", evidence: log)
        }
    }

    package var log: String { folder.read("log") }

    package func stop() async {
        server.signal(SIGTERM)
        _ = await server.wait(.seconds(5))
    }

    package func host(_ name: String = "web-1", user: String = NSUserName()) -> Model.Host {
        var host = Model.Host(name: name, address: "127.0.0.1")
        host.port = port
        host.user = user
        host.identityFile = folder.path + "/client"
        host.knownHosts = folder.path + "/known"
        host.timeout = 30
        return host
    }
}

/// Starts an sshd, stops it when `body` is done, and gives what `body` gives.
package func withSshd<T>(_ extra: String = "", _ body: (Sshd) async throws -> T) async throws -> T {
    let sshd = try await Sshd(extra)
    do {
        let result = try await body(sshd)
        await sshd.stop()
        return result
    } catch {
        await sshd.stop()
        throw error
    }
}

/// A port of the loopback that was free a moment ago.
package func freePort() throws -> Int {
    let (socket, port) = try listening()
    close(socket)
    return port
}

/// A socket that listens on a free port of the loopback, and the port.
package func listening() throws -> (socket: Int32, port: Int) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(number, address, size) == 0 && listen(number, 16) == 0
                && getsockname(number, address, &size) == 0
        }
    }
    guard number >= 0, isBound else { throw Problem("no port to listen on") }
    return (number, Int(UInt16(bigEndian: address.sin_port)))
}
