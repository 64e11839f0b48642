package import Model

/// The ports of running containers, one row for each address of the host that a port is published on.
///
/// A port that the image exposes and nobody publishes has no host address. Published ports bypass the host's own firewall rules.
///
/// Source: Docker Engine API, *Inspect a container*, `NetworkSettings.Ports`.
package struct DockerContainerPorts: Fact {
    package static let table = Table(
        "docker_container_ports", "A port of a running container.",
        [
            .text("id", "Container ID"),
            .text("type", "tcp, udp or sctp"),
            .integer("port", "Port inside the container"),
            .text("host_ip", "Address of the host that it is published on; null when it is not"),
            .integer("host_port", "Port of the host that it is published on; null when it is not"),
        ], key: ["id", "type", "port", "host_ip", "host_port"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        Docker.script + #"""
            # shellcheck disable=SC2016 # The variables are the template's.
            every container 'ps --quiet --no-trunc' '{{$id := json (index . "Id")}}{{with index . "NetworkSettings"}}{{range $port, $bindings := index . "Ports"}}{{range $bindings}}{"id":{{$id}},"port":{{json $port}},"hostAddress":{{json (index . "HostIp")}},"hostPort":{{json (index . "HostPort")}}}{{println}}{{else}}{"id":{{$id}},"port":{{json $port}}}{{println}}{{end}}{{end}}{{end}}'
            """#

    private struct Port: Decodable {
        var id: String
        /// As in `80/tcp`.
        var port: String
        var hostAddress: String?
        var hostPort: String?
    }

    package static func rows(from output: Output) throws -> [Row] {
        try Docker.decoded(Port.self, from: output).map { port in
            let parts = port.port.utf8.split(separator: UInt8(ascii: "/")).map {
                String(decoding: $0, as: UTF8.self)
            }
            return [
                .text(port.id), .optional(parts.dropFirst().first), .optional(parts.first),
                .optional(port.hostAddress), .optional(port.hostPort),
            ]
        }
    }
}
