package import Model

/// The TCP ports that are listened on and the UDP ports that take from anyone, one row an address, port and program.
///
/// A socket that several processes share, as a web server's workers do, is one row, with the lowest of their process ids; process 1 is
/// named only where nobody else holds the socket. Without root the process of another user's socket is null, and so is the kernel's own
/// (NFS, WireGuard) for everyone. Sockets inside containers are not seen, the ports that they publish are.
package struct ListeningPorts: Fact {
    package static let table = Table(
        "listening_ports", "An address and port that something listens on.",
        [
            .integer("pid", "Process that holds the socket"),
            .integer("port", "Port"),
            .integer("protocol", "6 for TCP, 17 for UDP"),
            .integer("family", "2 for IPv4, 10 for IPv6; an IPv6 socket on :: usually takes IPv4 too"),
            .text("address", "Address, 0.0.0.0 or :: for all"),
            .text("process", "Name of the process"),
            .text("username", "Name of the socket's owner"),
            .integer("uid", "User id of the socket's owner"),
        ], key: ["protocol", "family", "address", "port", "process", "uid"])

    package static let privilege = Privilege.rootForMore
    package static let script = Sockets.script("listen")

    package static func rows(from output: Output) throws -> [Row] {
        var seen: Set<Row> = []
        return try output.tabbed(fields: 7).enumerated().map { index, f in
            let (address, port) = try Sockets.endpoint(f[2], line: index + 1)
            return (
                order: (port, Int64(f[0]) ?? 0, Int64(f[1]) ?? 0, address, f[6], Int64(f[5]) ?? 0),
                row: [
                    .text(f[5]), .integer(port), .text(f[0]), .text(f[1]), .text(address),
                    .optional(nonempty(f[6])),
                    .optional(nonempty(f[4])), .text(f[3]),
                ] as Row
            )
        }.sorted { $0.order < $1.order }.map { $0.row }.filter { row in
            var withoutProcess = row
            withoutProcess.values[0] = .null
            return seen.insert(withoutProcess).inserted
        }
    }
}
