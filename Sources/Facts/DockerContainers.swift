package import Model

/// The containers of the host's Docker daemon, stopped ones too, at most 1,000.
///
/// Of environment variables only the names leave the host. What a container does not set is what Docker does by default: an
/// empty `pid_mode` is a namespace of its own, a `user` that is empty is root.
///
/// Source: Docker Engine API, *Inspect a container*. The templates use `index`, which typed answers do not know, so that
/// Docker's command falls back to the daemon's own JSON: old and new versions of it then read alike.
package struct DockerContainers: Fact {
    package static let table = Table(
        "docker_containers", "A container of Docker's.",
        [
            .text("id", "Container ID, whole"),
            .text("name", "Name, without the slash before it"),
            .text("image", "Image as it was named when the container was made"),
            .text("image_id", "ID of that image"),
            .text("command", "Path and arguments; what looks like a secret is masked"),
            .integer("created", "When it was made"),
            .text("state", "created, restarting, running, removing, paused, exited or dead"),
            .text("status", "The state for people, as in `Up 3 days (healthy)`"),
            .integer("pid", "Process ID of its first process on the host; null when it does not run"),
            .text("started_at", "When it last started, RFC 3339; null when never"),
            .text("finished_at", "When it last ended, RFC 3339; null when never"),
            .integer("privileged", "Whether it may do what the host may"),
            .text(
                "security_options", "As in `no-new-privileges,seccomp=unconfined`; null for Docker's defaults"
            ),
            .text(
                "env_variables", "Names of its environment variables, comma-separated, without their values"),
            .integer("readonly_rootfs", "Whether its own file system is read-only"),
            .text("user", "User its first process runs as; empty is root"),
            .text("network_mode", "default, bridge, host, none, container:… or a network's name"),
            .text("pid_mode", "host, container:… or empty for its own"),
            .text("ipc_mode", "private, shareable, host, container:… or empty"),
            .text("uts_mode", "host, or empty for its own"),
            .integer("memory_limit", "Bytes; 0 is without limit"),
            .integer("pids_limit", "Processes; 0 is without limit"),
            .text("restart_policy", "no, always, unless-stopped or on-failure"),
            .integer("restart_count", "How often Docker has restarted it"),
            .text("health", "starting, healthy or unhealthy; null without a health check"),
            .text("cap_add", "Capabilities beyond Docker's own set, comma-separated"),
            .text("log_driver", "json-file, local, journald, …"),
            .text("log_max_size", "Size at which a log file is rotated; null where the container sets none"),
        ], key: ["id"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        Docker.script + #"""
            ask ps --all --no-trunc --format 'status\t{{.ID}}\t{{.Status}}' 2>/dev/null | head -n 1000
            every container 'ps --all --quiet --no-trunc' '{"id":{{json (index . "Id")}},"name":{{json (index . "Name")}},"imageID":{{json (index . "Image")}},"path":{{json (index . "Path")}},"arguments":{{json (index . "Args")}},"created":{{json (index . "Created")}},"restartCount":{{json (index . "RestartCount")}},
            {{- with index . "State"}}"state":{{json (index . "Status")}},"pid":{{json (index . "Pid")}},"startedAt":{{json (index . "StartedAt")}},"finishedAt":{{json (index . "FinishedAt")}},{{with index . "Health"}}"health":{{json (index . "Status")}},{{end}}{{end}}
            {{- with index . "Config"}}"image":{{json (index . "Image")}},"user":{{json (index . "User")}},"environment":[{{range index . "Env"}}{{json (index (split . "=") 0)}},{{end}}null],{{end}}
            {{- with index . "HostConfig"}}"privileged":{{json (index . "Privileged")}},"securityOptions":{{json (index . "SecurityOpt")}},"readonlyRoot":{{json (index . "ReadonlyRootfs")}},"networkMode":{{json (index . "NetworkMode")}},"pidMode":{{json (index . "PidMode")}},"ipcMode":{{json (index . "IpcMode")}},"utsMode":{{json (index . "UTSMode")}},"memoryLimit":{{json (index . "Memory")}},"pidsLimit":{{json (index . "PidsLimit")}},"capabilities":{{json (index . "CapAdd")}},
            {{- with index . "RestartPolicy"}}"restartPolicy":{{json (index . "Name")}},{{end}}
            {{- with index . "LogConfig"}}"logDriver":{{json (index . "Type")}},{{with index . "Config"}}"logMaxSize":{{json (index . "max-size")}},{{end}}{{end}}{{end}}"end":true}'
            """#

    private struct Container: Decodable {
        var id: String
        var name: String
        var imageID: String?
        var image: String?
        var path: String?
        var arguments: [String]?
        var created: String?
        var state: String?
        var pid: Int64?
        var startedAt: String?
        var finishedAt: String?
        var health: String?
        var user: String?
        var environment: [String?]?
        var privileged: Bool?
        var securityOptions: [String]?
        var readonlyRoot: Bool?
        var networkMode: String?
        var pidMode: String?
        var ipcMode: String?
        var utsMode: String?
        var memoryLimit: Int64?
        var pidsLimit: Int64?
        var capabilities: [String]?
        var restartPolicy: String?
        var restartCount: Int64?
        var logDriver: String?
        var logMaxSize: String?
    }

    package static func rows(from output: Output) throws -> [Row] {
        var status: [String: String] = [:]
        var rows: [Row] = []
        for (index, line) in output.lines.enumerated() {
            let fields = Output.fields(of: line)
            if fields.count == 3, fields[0] == "status" {
                status[fields[1]] = fields[2]
                continue
            }
            let it = try Docker.decoded(Container.self, from: line, number: index + 1)
            let command = ([it.path ?? ""] + (it.arguments ?? [])).map { $0 + "\0" }.joined()
            rows.append([
                .text(it.id), .text(String(it.name.drop { $0 == "/" })), .optional(it.image),
                .optional(it.imageID), .text(spoken(masked(command))),
                .optional(it.created.flatMap(secondsSince1970)), .optional(it.state),
                .optional(status[it.id]),
                .optional(it.pid.flatMap { $0 > 0 ? $0 : nil }), time(it.startedAt), time(it.finishedAt),
                truth(it.privileged), (it.securityOptions ?? []).listed,
                (it.environment ?? []).compactMap(\.self).listed, truth(it.readonlyRoot),
                .optional(it.user), .optional(it.networkMode), .optional(it.pidMode),
                .optional(it.ipcMode),
                .optional(it.utsMode), .integer(max(0, it.memoryLimit ?? 0)),
                .integer(max(0, it.pidsLimit ?? 0)),
                .optional(it.restartPolicy), .optional(it.restartCount),
                it.health.map { $0 == "none" || $0.isEmpty ? .null : .text($0) } ?? .null,
                (it.capabilities ?? []).listed, .optional(it.logDriver), .optional(it.logMaxSize),
            ])
        }
        return rows
    }

    /// The time as it stands, or null for Go's zero time, which means «never».
    private static func time(_ text: String?) -> Value {
        text.flatMap { secondsSince1970($0) == nil ? nil : .text($0) } ?? .null
    }

    /// A command line whose arguments NULs end, as people read it.
    private static func spoken(_ command: String) -> String {
        command.utf8.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private static func truth(_ value: Bool?) -> Value { value.map(Value.bool) ?? .null }
}
