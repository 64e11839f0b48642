package import Model

/// What programs ask for names: the lines of /etc/resolv.conf that count.
///
/// Of several `search` and `domain` lines the last counts. 127.0.0.53 is systemd-resolved, whose own servers are not read.
///
/// Source: `resolv.conf(5)`.
package struct DnsResolvers: Fact {
    package static let table = Table(
        "dns_resolvers", "A name server, a search domain or an option of the resolver.",
        [
            .integer("id", "Number within its type, from 0"),
            .text("type", "nameserver, search, sortlist or options"),
            .text("address", "Name server, search domain, or network to sort by; null for an option"),
            .text("netmask", "Mask of a sortlist's network; null for the others"),
            .text("options", "The option; null for the others"),
        ], key: ["type", "id"])

    package static let script = #"""
        [ -e /etc/resolv.conf ] || absent
        [ -r /etc/resolv.conf ] || denied
        awk "$escape"'NR > 500 { exit } $1 ~ /^(nameserver|search|domain|sortlist|options)$/ { print escape(substr($0, 1, 1000)) }' /etc/resolv.conf
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var nameservers: [String] = []
        var domains: [String] = []
        var networks: [String] = []
        var options: [String] = []
        for (index, line) in output.lines.enumerated() {
            let all = Field.words(Output.fields(of: line).joined(separator: " ")).map {
                Field.present($0) ?? ""
            }
            let words = all.dropFirst().prefix { !$0.hasPrefix("#") && !$0.hasPrefix(";") && !$0.isEmpty }
            switch all.first {
            case "nameserver": nameservers += words.prefix(1)
            case "search", "domain": domains = Array(words)
            case "sortlist": networks = Array(words)
            case "options": options += words
            default:
                throw Problem(
                    "line \(index + 1): unexpected word", evidence: String(line.unicodeScalars.prefix(80)))
            }
        }
        return nameservers.enumerated().map { [.integer(Int64($0)), "nameserver", .text($1), nil, nil] }
            + domains.enumerated().map { [.integer(Int64($0)), "search", .text($1), nil, nil] }
            + networks.enumerated().map { index, network in
                let parts = network.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1).map {
                    String(decoding: $0, as: UTF8.self)
                }
                return [
                    .integer(Int64(index)), "sortlist", .optional(parts.first),
                    .optional(parts.count == 2 ? parts[1] : nil), nil,
                ]
            } + options.enumerated().map { [.integer(Int64($0)), "options", nil, nil, .text($1)] }
    }
}
