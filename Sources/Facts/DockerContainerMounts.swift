package import Model

/// What containers see of the host's files, and their volumes.
///
/// Source: Docker Engine API, *Inspect a container*, `Mounts`.
package struct DockerContainerMounts: Fact {
    package static let table = Table(
        "docker_container_mounts", "A folder, file or volume mounted into a container.",
        [
            .text("id", "Container ID"),
            .text("type", "bind, volume or tmpfs"),
            .text("name", "Name of the volume; null for a bind"),
            .text("source", "Path on the host"),
            .text("destination", "Path inside the container"),
            .text("driver", "Driver of the volume; null for a bind"),
            .text("mode", "Options, as in `ro` or `z`"),
            .integer("rw", "Whether the container may write to it"),
        ], key: ["id", "destination"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        Docker.script + #"""
            # shellcheck disable=SC2016 # The variable is the template's.
            every container 'ps --all --quiet --no-trunc' '{{$id := json (index . "Id")}}{{range index . "Mounts"}}{"id":{{$id}},"type":{{json (index . "Type")}},"name":{{json (index . "Name")}},"source":{{json (index . "Source")}},"destination":{{json (index . "Destination")}},"driver":{{json (index . "Driver")}},"mode":{{json (index . "Mode")}},"writable":{{json (index . "RW")}}}{{println}}{{end}}'
            """#

    private struct Mount: Decodable {
        var id: String
        var type: String?
        var name: String?
        var source: String?
        var destination: String?
        var driver: String?
        var mode: String?
        var writable: Bool?
    }

    package static func rows(from output: Output) throws -> [Row] {
        try Docker.decoded(Mount.self, from: output).map { mount in
            [
                .text(mount.id), .optional(mount.type), .optional(mount.name), .optional(mount.source),
                .optional(mount.destination), .optional(mount.driver), .optional(mount.mode),
                mount.writable.map(Value.bool) ?? .null,
            ]
        }
    }
}
