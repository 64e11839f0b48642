package import Model

/// The connections that processes hold, one row a process and descriptor.
///
/// TCP in every state in which a process holds it, and UDP bound to one peer; what listens is in `listening_ports`. At most 2,000 rows: a
/// host with more is read in part. Without root the process of other users' connections is null.
package struct ProcessOpenSockets: Fact {
    package static let table = Table(
        "process_open_sockets", "A connection that a process holds.",
        [
            .integer("pid", "Process that holds it"),
            .integer("fd", "Its file descriptor"),
            .integer("family", "2 for IPv4, 10 for IPv6"),
            .integer("protocol", "6 for TCP, 17 for UDP"),
            .text("local_address", "Address at this end"),
            .text("remote_address", "Address at the other end"),
            .integer("local_port", "Port at this end"),
            .integer("remote_port", "Port at the other end"),
            .text("state", "TCP state, as in ESTABLISHED; null for UDP"),
            .text("process", "Name of the process"),
        ])

    package static let privilege = Privilege.rootForMore
    package static let script = Sockets.script("connected")

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 8).enumerated().map { index, f in
            let local = try Sockets.endpoint(f[4], line: index + 1)
            let remote = try Sockets.endpoint(f[5], line: index + 1)
            return [
                .text(f[0]), .text(f[1]), .text(f[3]), .text(f[2]), .text(local.address),
                .text(remote.address),
                .integer(local.port), .integer(remote.port), f[2] == "17" ? .null : .optional(states[f[6]]),
                .optional(nonempty(f[7])),
            ]
        }
    }

    private static let states = [
        "01": "ESTABLISHED", "02": "SYN_SENT", "04": "FIN_WAIT1", "05": "FIN_WAIT2", "08": "CLOSE_WAIT",
        "09": "LAST_ACK", "0B": "CLOSING",
    ]
}
