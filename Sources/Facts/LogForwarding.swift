package import Model

/// Where the host sends its logs, by the configuration of the programs installed on it; no row when nowhere.
///
/// Configured is not running, which `systemd_units` tells. Destinations on the host itself, files and consoles are left out. Of rsyslog and
/// syslog-ng the main file and the folders beside it are read; files that those include from elsewhere are not. Of agents whose files may
/// hold tokens, lines with one stay on the host.
///
/// Source: rsyslog's *omfwd* and *omrelp*, syslog-ng's administration guide, `systemd-journal-upload.service(8)`, the documents of
/// remote_syslog2, Fluent Bit, Vector, Promtail, Filebeat, Datadog's and New Relic's agents.
package struct LogForwarding: Fact {
    package static let table = Table(
        "log_forwarding", "A place that the host sends logs to.",
        [
            .text("tool", "rsyslog, syslog-ng, remote_syslog2, journal-upload, fluent-bit, vector …"),
            .text("target", "host:port or URL; null where the tool does not say"),
            .text("protocol", "tcp, udp, relp, http or https; null where it cannot be told"),
            .integer("tls", "1 when the way is encrypted; null where it cannot be told"),
        ])

    package static let privilege = Privilege.rootForMore

    package static let script =
        ConfigurationFiles.script + #"""
            # Agents' files, whose lines with a credential stay here.
            discreet() {
                for agent; do
                    if hidden "$agent"; then unread=1; fi
                done
                show "$@" | grep -ivE 'passw|token|secret|api_?key|license|authorization|credential'
            }
            if have rsyslogd; then
                show /etc/rsyslog.conf /etc/rsyslog.d/*.conf
            fi
            if have syslog-ng; then
                show /etc/syslog-ng/syslog-ng.conf /etc/syslog-ng/conf.d/*.conf
            fi
            if [ -e /lib/systemd/systemd-journal-upload ] || [ -e /usr/lib/systemd/systemd-journal-upload ]; then
                for folder in /etc /run /usr/local/lib /usr/lib; do
                    show "$folder"/systemd/journal-upload.conf "$folder"/systemd/journal-upload.conf.d/*.conf
                done
            fi
            show /etc/conf.d/syslog
            discreet /etc/log_files.yml /etc/fluent-bit/*.conf /etc/fluent-bit/*.yaml /etc/vector/vector.yaml /etc/vector/vector.toml \
                /etc/promtail/*.yml /etc/promtail/*.yaml /etc/filebeat/filebeat.yml /etc/td-agent/td-agent.conf /etc/fluent/fluentd.conf \
                /etc/datadog-agent/datadog.yaml
            for file in /etc/newrelic-infra/logging.d/*.yml; do
                [ ! -e "$file" ] || printf 'file\t%s\n' "$file"
            done
            [ -z "$unread" ] || denied
            """#

    package static func rows(from output: Output) throws -> [Row] {
        let files = try ConfigurationFiles(output)
        let of: (String) -> [String] = { prefix in
            files.files.filter { $0.path.hasPrefix(prefix) }.flatMap { $0.lines }
        }
        var targets = RsyslogTargets.all(in: of("/etc/rsyslog"))
        targets += SyslogNgTargets.all(in: of("/etc/syslog-ng/"))
        targets += journalUpload(files)
        targets += AgentOutputs.all(in: files)
        if files.files.contains(where: { $0.path.hasPrefix("/etc/newrelic-infra/logging.d/") }) {
            targets.append(
                LogTarget(tool: "newrelic-infra", target: nil, transport: "https", isEncrypted: true))
        }
        return targets.filter { !$0.isLocal }.map { target in
            Row([
                .text(target.tool), .optional(target.target.map(masked)), .optional(target.transport),
                target.isEncrypted.map(Value.bool) ?? .null,
            ])
        }
    }

    private static func journalUpload(_ files: ConfigurationFiles) -> [LogTarget] {
        var address: String?
        let read =
            [files.main("journal-upload.conf")].compactMap(\.self)
            + files.dropIns(below: "journal-upload.conf.d")
        for (name, value) in read.flatMap({ $0.assignments(in: "Upload") }) where name == "URL" {
            address = Field.present(value)
        }
        // Without a scheme it is https.
        return address.map { [LogTarget(tool: "journal-upload", address: $0, otherwise: "https")] } ?? []
    }
}

/// One place that logs go to, before it is a row.
struct LogTarget {
    var tool: String
    var target: String?
    var transport: String?
    var isEncrypted: Bool?

    init(tool: String, target: String?, transport: String?, isEncrypted: Bool?) {
        self.tool = tool
        self.target = target
        self.transport = transport
        self.isEncrypted = isEncrypted
    }

    /// The target of a URL, whose user and password are left out, or of `host:port` with the transport that is meant then.
    init(tool: String, address: String, otherwise: String?, isEncrypted: Bool? = nil) {
        self.tool = tool
        let bytes = Array(address.utf8)
        let slashes = Array("://".utf8)
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: slashes) }) else {
            target = address
            transport = otherwise
            self.isEncrypted = isEncrypted ?? otherwise.map { $0 == "https" }
            return
        }
        let scheme = String(decoding: bytes[..<start], as: UTF8.self).lowercased()
        let rest = bytes[(start + 3)...]
        let host = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        let named = host.lastIndex(of: UInt8(ascii: "@")).map { host[($0 + 1)...] } ?? host
        let path = rest[host.endIndex...].prefix { $0 != UInt8(ascii: "?") }
        target = String(decoding: bytes[..<(start + 3)] + named + path, as: UTF8.self)
        transport = scheme == "tls" ? "tcp" : scheme
        self.isEncrypted = ["https", "tls"].contains(scheme) || isEncrypted == true
    }

    /// Whether it is a loopback address: that program is asked for itself.
    var isLocal: Bool {
        guard var host = target else { return false }
        for scheme in ["http://", "https://", "tcp://", "udp://"] where host.hasPrefix(scheme) {
            host = String(host.dropFirst(scheme.count))
        }
        return host.hasPrefix("127.") || host.hasPrefix("[::1]") || host.hasPrefix("/")
            || host == "localhost" || host.hasPrefix("localhost:") || host.hasPrefix("localhost/")
    }
}
