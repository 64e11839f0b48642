/// The remote targets in rsyslog's configuration, in both of its languages.
///
/// Encrypted is what uses the driver gtls or ossl with mode 1, of its own or by default; mode 0 is plain with either.
///
/// Source: rsyslog's documentation of omfwd, omrelp, and *legacy configuration directives*.
enum RsyslogTargets {
    static func all(in lines: [String]) -> [LogTarget] {
        let text = Array(lines.joined(separator: "\n").utf8)
        var targets: [LogTarget] = []
        var plain: [UInt8] = []
        var driver = ""
        var index = 0
        // Objects first, which may span lines; what is left is read by lines.
        while index < text.count {
            guard let open = opening(at: index, in: text) else {
                plain.append(text[index])
                index += 1
                continue
            }
            let end = Field.closing(of: open, in: text[...])
            let parameters = parameters(in: text[(open + 1)..<end])
            if text[index] | 0x20 == UInt8(ascii: "g") {
                driver = parameters["defaultnetstreamdriver"] ?? driver
            } else if let target = target(parameters) {
                targets.append(target)
            }
            index = end + 1
        }
        var mode = ""
        for line in plain.split(separator: UInt8(ascii: "\n")).map({ String(decoding: $0, as: UTF8.self) }) {
            let words = Field.words(line)
            switch words.first?.lowercased() {
            case "$defaultnetstreamdriver": driver = words.count > 1 ? words[1] : driver
            case "$actionsendstreamdrivermode": mode = words.count > 1 ? words[1] : mode
            default:
                let uncommented = words.prefix { !$0.hasPrefix("#") }
                targets += uncommented.compactMap { legacy($0, mode: mode) }
            }
        }
        let isDriverEncrypted = ["gtls", "ossl"].contains(driver.lowercased())
        return targets.map { target in
            var target = target
            // Undecided so far: the mode asks for encryption, and the driver is the default one.
            if target.isEncrypted == nil { target.isEncrypted = isDriverEncrypted }
            return target
        }
    }

    /// The index of the parenthesis when `action(` or `global(` begins at `index`.
    private static func opening(at index: Int, in text: [UInt8]) -> Int? {
        for word in ["action", "global"] {
            let end = index + word.utf8.count
            guard end < text.count, text[index..<end].map({ $0 | 0x20 }).elementsEqual(word.utf8) else {
                continue
            }
            if index > 0, Field.isWord(text[index - 1]) { continue }
            let open = text[end...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            if let open, text[open] == UInt8(ascii: "(") { return open }
        }
        return nil
    }

    /// `name="value"` and `name=["value", …]`, of which the first value is kept; names in lower case.
    private static func parameters(in text: ArraySlice<UInt8>) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = rest[..<equals].split { !Field.isWord($0) && $0 != UInt8(ascii: ".") }.last
            guard let quote = rest[equals...].firstIndex(of: UInt8(ascii: "\"")) else { break }
            let value = rest[(quote + 1)...].prefix { $0 != UInt8(ascii: "\"") }
            if let name {
                parameters[String(decoding: name, as: UTF8.self).lowercased()] = String(
                    decoding: value, as: UTF8.self)
            }
            rest = rest[min(value.endIndex + 1, rest.endIndex)...]
        }
        return parameters
    }

    private static func target(_ parameters: [String: String]) -> LogTarget? {
        switch parameters["type"]?.lowercased() {
        case "omfwd":
            guard let host = parameters["target"] else { return nil }
            let isTCP = parameters["protocol"]?.lowercased() == "tcp"
            let isAsked = isTCP && parameters["streamdrivermode"] == "1"
            let driver =
                parameters["streamdriver"]?.lowercased() ?? parameters["streamdriver.name"]?.lowercased()
            let isEncrypted = isAsked ? driver.map { ["gtls", "ossl"].contains($0) } : false
            return LogTarget(
                tool: "rsyslog", target: named(host, port: parameters["port"] ?? "514"),
                transport: isTCP ? "tcp" : "udp", isEncrypted: isEncrypted)
        case "omrelp":
            guard let host = parameters["target"] else { return nil }
            return LogTarget(
                tool: "rsyslog", target: named(host, port: parameters["port"] ?? "514"), transport: "relp",
                isEncrypted: parameters["tls"]?.lowercased() == "on")
        case "omhttp", "omelasticsearch":
            guard let host = parameters["server"] else { return nil }
            // omhttp is encrypted unless told otherwise, omelasticsearch is not.
            let isEncrypted =
                (parameters["usehttps"] ?? (parameters["type"] == "omhttp" ? "on" : "off")) == "on"
            return LogTarget(
                tool: "rsyslog", address: host, otherwise: isEncrypted ? "https" : "http",
                isEncrypted: isEncrypted)
        default: return nil
        }
    }

    /// `@host:port` (UDP), `@@(o)host:port;template` (TCP) or `:omrelp:host:port`.
    private static func legacy(_ word: String, mode: String) -> LogTarget? {
        var bytes = Array(word.utf8.prefix { $0 != UInt8(ascii: ";") })[...]
        var transport = "udp"
        if bytes.starts(with: ":omrelp:".utf8) {
            bytes = bytes.dropFirst(":omrelp:".utf8.count)
            transport = "relp"
        } else {
            guard bytes.popFirst() == UInt8(ascii: "@") else { return nil }
            if bytes.first == UInt8(ascii: "@") {
                bytes.removeFirst()
                transport = "tcp"
            }
            if bytes.first == UInt8(ascii: "("), let end = bytes.firstIndex(of: UInt8(ascii: ")")) {
                bytes = bytes[(end + 1)...]
            }
        }
        guard !bytes.isEmpty else { return nil }
        let host = String(decoding: bytes, as: UTF8.self)
        let afterBracket = bytes.lastIndex(of: UInt8(ascii: "]")).map { bytes[$0...] } ?? bytes
        let hasPort = afterBracket.contains(UInt8(ascii: ":"))
        return LogTarget(
            tool: "rsyslog", target: hasPort ? host : host + ":514", transport: transport,
            isEncrypted: transport == "tcp" && mode == "1" ? nil : false)
    }

    private static func named(_ host: String, port: String) -> String {
        host.utf8.contains(UInt8(ascii: ":")) && !host.hasPrefix("[")
            ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
