/// The remote outputs of the agents that send logs, from the few keys that name them.
///
/// Their files are read by lines, for an output's own keys only: neither templates nor includes nor anchors are followed.
enum AgentOutputs {
    static func all(in files: ConfigurationFiles) -> [LogTarget] {
        files.files.flatMap { file -> [LogTarget] in
            switch file.path {
            case "/etc/log_files.yml": remoteSyslog(file.lines)
            case "/etc/conf.d/syslog": busybox(file.lines)
            case "/etc/datadog-agent/datadog.yaml": datadog(file.lines)
            case let path where path.hasPrefix("/etc/fluent-bit/"): outputs("fluent-bit", file.lines)
            case let path where path.hasPrefix("/etc/vector/"): outputs("vector", file.lines)
            case let path where path.hasPrefix("/etc/promtail/"): outputs("promtail", file.lines)
            case let path where path.hasPrefix("/etc/filebeat/"): outputs("filebeat", file.lines)
            case "/etc/td-agent/td-agent.conf", "/etc/fluent/fluentd.conf": outputs("fluentd", file.lines)
            default: []
            }
        }
    }

    /// The lines below a line that opens an output, by the forms that these tools have: `[OUTPUT]`, `[sinks.x]`, `outputs:`, `sinks:`,
    /// `clients:`, `output.x:`, `<match …>`.
    private static func outputs(_ tool: String, _ lines: [String]) -> [LogTarget] {
        var blocks: [[String: String]] = []
        /// The indentation of the opening line of a YAML list or map, and of its first entry.
        var yaml: (own: Int, entry: Int?)?
        var isOpen = false
        var list: String?
        /// The indentation of a line `tls:`, while what is below it goes on; -1 below `[sinks.x.tls]`.
        var encryption: Int?
        for line in lines {
            guard let text = Field.present(line) else { continue }
            let lower = text.lowercased()
            let indentation = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            if let own = yaml?.own, indentation <= own, !text.hasPrefix("-") || indentation < own {
                yaml = nil
                isOpen = false
            }
            if lower.hasPrefix("[") {
                // `[sinks.x.tls]` is a part of `[sinks.x]`.
                let parts = lower.utf8.split(separator: UInt8(ascii: ".")).count
                let isPart = lower.hasPrefix("[sinks.") && parts > 2
                if lower == "[output]" || lower.hasPrefix("[sinks.") && !isPart { blocks.append([:]) }
                isOpen = lower == "[output]" || lower.hasPrefix("[sinks.")
                encryption = isPart && lower.hasSuffix(".tls]") ? -1 : nil
                continue
            }
            if lower.hasPrefix("<match") {
                blocks.append([:])
                isOpen = true
                continue
            }
            if lower.hasPrefix("</match") {
                isOpen = false
                continue
            }
            if yaml == nil, ["outputs:", "sinks:", "clients:"].contains(lower) {
                yaml = (indentation, nil)
                continue
            }
            if lower.hasPrefix("output."), lower.hasSuffix(":") {
                blocks.append(["type": String(lower.dropFirst("output.".count).dropLast())])
                isOpen = true
                yaml = (indentation, -1)
                continue
            }
            if let opened = yaml, opened.entry == nil || opened.entry == indentation {
                yaml?.entry = indentation
                blocks.append([:])
                isOpen = true
                list = nil
                if !text.hasPrefix("-") { continue }
            }
            guard isOpen, !blocks.isEmpty else { continue }
            if let outer = encryption, indentation <= outer { encryption = nil }
            if text.hasPrefix("- "), let key = list, !text.utf8.contains(UInt8(ascii: "=")) {
                let last = blocks.count - 1
                blocks[last][key] = blocks[last][key] ?? Field.unquoted(String(text.dropFirst(2)))
                continue
            }
            guard let (name, value) = setting(text) else { continue }
            let key = encryption == nil ? name : "tls." + name
            if encryption == nil, value.isEmpty, key == "tls" || key == "ssl" { encryption = indentation }
            list = value.isEmpty ? key : nil
            if !value.isEmpty, blocks[blocks.count - 1][key] == nil { blocks[blocks.count - 1][key] = value }
        }
        return blocks.compactMap { target(tool, $0) }
    }

    /// `- key: value`, `key = value` or `key value`, with the key in lower case and the first entry of a list for the value.
    private static func setting(_ text: String) -> (String, String)? {
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: "- ".utf8) { bytes = bytes.dropFirst(2) }
        let key = bytes.prefix {
            Field.isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "-")
        }
        guard !key.isEmpty else { return nil }
        let value = bytes[key.endIndex...].drop {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=")
                || $0 == UInt8(ascii: "\t")
        }
        let opened =
            value.first == UInt8(ascii: "[")
            ? value.dropFirst().prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") } : value
        let name = String(decoding: key, as: UTF8.self).lowercased()
        return (name, Field.unquoted(Field.present(String(decoding: opened, as: UTF8.self)) ?? ""))
    }

    private static func target(_ tool: String, _ block: [String: String]) -> LogTarget? {
        let kind = block["name"] ?? block["type"] ?? block["@type"] ?? ""
        let local: Set = [
            "stdout", "null", "file", "counter", "exit", "console", "blackhole", "copy", "rewrite_tag_filter",
        ]
        if local.contains(kind.lowercased()) { return nil }
        let address = ["url", "uri", "endpoint", "endpoints", "address", "hosts", "host"].lazy
            .compactMap { key in block[key].flatMap { $0.hasPrefix("/") ? nil : $0 } }.first
        let isOn: Set = ["on", "true", "yes", "1"]
        let told = block["tls"] ?? block["tls.enabled"] ?? block["ssl.enabled"]
        let isConfigured = block.keys.contains { $0.hasPrefix("tls.") || $0.hasPrefix("ssl.") }
        let isEncrypted =
            told.map { isOn.contains($0.lowercased()) } ?? (isConfigured ? true : nil)
            ?? block["transport"].map { $0 == "tls" }
        guard let address else {
            return kind.isEmpty
                ? nil : LogTarget(tool: tool, target: nil, transport: nil, isEncrypted: isEncrypted)
        }
        let port = block["port"].map { ":" + $0 } ?? ""
        let isPlain: Set = ["forward", "syslog", "tcp", "socket", "papertrail", "logstash"]
        let otherwise =
            isPlain.contains(kind.lowercased())
            ? block["mode"] ?? "tcp" : isEncrypted == true ? "https" : "http"
        return LogTarget(
            tool: tool, address: block["host"] == address ? address + port : address, otherwise: otherwise,
            // Papertrail's sink is encrypted unless told otherwise.
            isEncrypted: isEncrypted ?? (kind == "papertrail"))
    }

    private static func remoteSyslog(_ lines: [String]) -> [LogTarget] {
        var isInside = false
        var values: [String: String] = [:]
        for line in lines {
            guard let (key, value) = setting(Field.present(line) ?? "") else { continue }
            if !line.hasPrefix(" ") { isInside = key == "destination" }
            if isInside, !value.isEmpty { values[key] = value }
        }
        guard let host = values["host"] else { return [] }
        let transport = values["protocol"] ?? "udp"
        return [
            LogTarget(
                tool: "remote_syslog2", target: host + ":" + (values["port"] ?? "514"),
                transport: transport == "tls" ? "tcp" : transport, isEncrypted: transport == "tls")
        ]
    }

    /// `SYSLOGD_OPTS="-t -R host:port"` of Alpine's BusyBox syslogd.
    private static func busybox(_ lines: [String]) -> [LogTarget] {
        lines.flatMap { line -> [LogTarget] in
            guard let (name, value) = Field.assignment(line), name == "SYSLOGD_OPTS" else { return [] }
            let words = Field.words(Field.unquoted(value))
            return words.indices.compactMap { index in
                let word = words[index]
                let host =
                    word == "-R"
                    ? words[(index + 1)...].first : word.hasPrefix("-R") ? String(word.dropFirst(2)) : nil
                return host.map { host in
                    LogTarget(
                        tool: "busybox-syslogd",
                        target: host.utf8.contains(UInt8(ascii: ":")) ? host : host + ":514",
                        transport: "udp", isEncrypted: false)
                }
            }
        }
    }

    private static func datadog(_ lines: [String]) -> [LogTarget] {
        let values = Dictionary(lines.compactMap(setting)) { $1 }
        guard values["logs_enabled"] == "true" else { return [] }
        return [
            LogTarget(
                tool: "datadog-agent", target: values["logs_dd_url"] ?? values["site"] ?? "datadoghq.com",
                transport: "https",
                isEncrypted: true)
        ]
    }
}
