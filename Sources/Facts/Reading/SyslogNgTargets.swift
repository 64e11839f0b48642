/// The remote targets in syslog-ng's configuration: drivers of destinations that a log path uses.
///
/// Source: syslog-ng's administration guide, *destination: forwarding, sending, and storing log messages*.
enum SyslogNgTargets {
    static func all(in lines: [String]) -> [LogTarget] {
        let text = Array(lines.joined(separator: "\n").utf8)
        let used = Set(calls("destination", in: text[...]).map { Field.unquoted($0) })
        return blocks("destination", in: text).filter { used.contains($0.name) }.flatMap {
            drivers(in: $0.body)
        }
    }

    /// The named blocks `word NAME { … }`.
    private static func blocks(_ word: String, in text: [UInt8]) -> [(name: String, body: ArraySlice<UInt8>)]
    {
        var blocks: [(name: String, body: ArraySlice<UInt8>)] = []
        var index = 0
        while let start = Field.find(word, in: text[index...]) {
            index = start + word.utf8.count
            guard
                let open = text[index...].firstIndex(where: {
                    $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "(")
                }),
                text[open] == UInt8(ascii: "{")
            else { continue }
            let end = Field.closing(of: open, in: text[...])
            let name = Field.present(String(decoding: text[index..<open], as: UTF8.self)) ?? ""
            blocks.append((Field.unquoted(name), text[(open + 1)..<end]))
            index = end
        }
        return blocks
    }

    /// What stands in the parentheses of each `word(…)`.
    private static func calls(_ word: String, in text: ArraySlice<UInt8>) -> [String] {
        var calls: [String] = []
        var rest = text
        while let start = Field.find(word, in: rest) {
            rest = rest[(start + word.utf8.count)...]
            guard let open = rest.firstIndex(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }),
                rest[open] == UInt8(ascii: "(")
            else { continue }
            let end = Field.closing(of: open, in: text)
            calls.append(Field.present(String(decoding: text[(open + 1)..<end], as: UTF8.self)) ?? "")
            rest = text[end...]
        }
        return calls
    }

    private static func drivers(in body: ArraySlice<UInt8>) -> [LogTarget] {
        ["network", "syslog", "tcp", "tcp6", "udp", "udp6", "http", "elasticsearch-http", "loki"].flatMap {
            driver in
            calls(driver, in: body).compactMap { target(driver, Array($0.utf8)) }
        }
    }

    private static func target(_ driver: String, _ arguments: [UInt8]) -> LogTarget? {
        let option: (String) -> String? = { calls($0, in: arguments[...]).first.map { Field.unquoted($0) } }
        if ["http", "elasticsearch-http", "loki"].contains(driver) {
            return option("url").map { LogTarget(tool: "syslog-ng", address: $0, otherwise: "http") }
        }
        let first = arguments.split {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t")
        }.first
        guard let first else { return nil }
        let host = Field.unquoted(String(decoding: first, as: UTF8.self))
        let isUDP = driver.hasPrefix("udp")
        let transport = option("transport")?.lowercased() ?? (isUDP ? "udp" : "tcp")
        let isEncrypted = transport == "tls"
        let port = option("port") ?? (driver != "syslog" ? "514" : isEncrypted ? "6514" : "601")
        return LogTarget(
            tool: "syslog-ng", target: "\(host):\(port)", transport: isEncrypted ? "tcp" : transport,
            isEncrypted: isEncrypted)
    }
}
