package import Model

/// The host's Docker daemon: one row.
///
/// Where it listens is read from `daemon.json` and from its arguments, because it does not say itself; of both only the
/// settings named here leave the host.
///
/// Source: Docker Engine API, *Get system information*; `dockerd(8)`, *Daemon configuration file*.
package struct DockerInfo: Fact {
    package static let table = Table(
        "docker_info", "The Docker daemon of the host.",
        [
            .text("id", "The daemon's own ID"),
            .integer("containers", "Containers, stopped ones too"),
            .integer("containers_running", "Containers that run"),
            .integer("containers_stopped", "Containers that are stopped"),
            .integer("images", "Images, layers of others too"),
            .text("storage_driver", "overlay2, btrfs, …"),
            .text("logging_driver", "What containers log to unless told otherwise"),
            .integer("live_restore", "Whether containers live on while the daemon restarts"),
            .text("server_version", "Version of the engine"),
            .text("root_dir", "Where it keeps everything"),
            .text(
                "insecure_registries", "Registries used without TLS or without checking it, comma-separated"),
            .text("security_options", "As in `name=apparmor,name=userns`, separated by `;`"),
            .text("hosts", "Addresses beyond its socket that it listens on, comma-separated; null without"),
            .integer("tlsverify", "Whether those ask clients for a certificate"),
            .text("log_max_size", "Size at which container logs are rotated by default; null without limit"),
        ])
    package static let privilege = Privilege.rootForMore

    package static let script =
        Docker.script + #"""
            # shellcheck disable=SC2016 # The variables are the template's.
            answer=$(ask info --format '{"id":{{json .ID}},"containers":{{.Containers}},"running":{{.ContainersRunning}},"stopped":{{.ContainersStopped}},"images":{{.Images}},"storage":{{json .Driver}},"logging":{{json .LoggingDriver}},"live":{{json .LiveRestoreEnabled}},"version":{{json .ServerVersion}},"root":{{json .DockerRootDir}},"security":{{json .SecurityOptions}},{{with .RegistryConfig}}"networks":{{json .InsecureRegistryCIDRs}},"registries":[{{range $name, $index := .IndexConfigs}}{{if not $index.Secure}}{{json $name}},{{end}}{{end}}null],{{end}}"end":true}' 2>/dev/null) || answer=
            # Without an answer of the daemon the template is filled with nothing.
            case $answer in
            '' | '{"id":""'*)
                echo "the Docker daemon does not answer" >&2
                exit 1
                ;;
            esac
            printf '%s\n' "$answer"
            [ ! -r /etc/docker/daemon.json ] || awk "$escape"'
                { text = text $0 " " }
                END {
                    while (match(text, /"([^"\\]|\\.)*"|[][{}:,]|[^][{}:," \t\r]+/)) {
                        token = substr(text, RSTART, RLENGTH); text = substr(text, RSTART + RLENGTH)
                        if (token ~ /^"/) token = substr(token, 2, length(token) - 2)
                        if (text ~ /^[ \t\r]*:/) key = token
                        else if (token !~ /^[][{}:,]$/ && key ~ /^(hosts|tlsverify|max-size)$/) print key "\t" escape(token)
                    }
                }' /etc/docker/daemon.json
            pid=$(cat /run/docker.pid 2>/dev/null)
            case $pid in '' | *[!0-9]*) exit 0 ;; esac
            tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | awk "$escape"'
                last ~ /^(-H|--host)$/ { print "hosts\t" escape($0) }
                last == "--log-opt" && sub(/^max-size=/, "") { print "max-size\t" escape($0) }
                { last = $0 }
                /^--tlsverify(=(1|t|true|TRUE|True))?$/ { print "tlsverify\ttrue" }
                sub(/^(-H=?|--host=)/, "") && $0 != "" { print "hosts\t" escape($0) }
                sub(/^--log-opt=max-size=/, "") { print "max-size\t" escape($0) }'
            """#

    private struct Info: Decodable {
        var id: String
        var containers: Int64
        var running: Int64
        var stopped: Int64
        var images: Int64
        var storage: String?
        var logging: String?
        var live: Bool?
        var version: String
        var root: String?
        var security: [String]?
        var networks: [String]?
        var registries: [String?]?
    }

    package static func rows(from output: Output) throws -> [Row] {
        guard let first = output.lines.first else { return [] }
        let info = try Docker.decoded(Info.self, from: first, number: 1)
        var settings: [String: [String]] = [:]
        for (index, line) in output.lines.enumerated().dropFirst() {
            let fields = Output.fields(of: line)
            guard fields.count == 2 else {
                throw Problem("line \(index + 1): 2 fields expected", evidence: String(line.prefix(120)))
            }
            settings[fields[0], default: []].append(fields[1])
        }
        let hosts = (settings["hosts"] ?? []).filter { $0.utf8.starts(with: "tcp:".utf8) }
        // Docker itself lists its loopback network, always.
        let registries =
            (info.networks ?? []).filter { $0 != "127.0.0.0/8" && $0 != "::1/128" }
            + (info.registries ?? []).compactMap(\.self)
        return [
            [
                .text(info.id), .integer(info.containers), .integer(info.running), .integer(info.stopped),
                .integer(info.images), .optional(info.storage), .optional(info.logging),
                info.live.map(Value.bool) ?? .null, .text(info.version), .optional(info.root),
                registries.listed,
                info.security.map { $0.isEmpty ? .null : .text($0.joined(separator: ";")) } ?? .null,
                hosts.listed,
                .bool(settings["tlsverify"]?.last == "true"), .optional(settings["max-size"]?.last),
            ]
        ]
    }
}
