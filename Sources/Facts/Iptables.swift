package import Model

/// The rules of iptables and ip6tables, in the order in which they apply, and the policy of each chain that has none.
///
/// A host whose `iptables` writes to nftables may hold rules of the old kind too, and they apply as well: both are here. `match` has the names
/// of the matches, and `rule` the whole text. At most 5,000 lines a family: a host with more is read in part.
///
/// Source: `iptables-save(8)`.
package struct Iptables: Fact {
    package static let table = Table(
        "iptables", "A rule of iptables, or a chain that has none.",
        [
            .text("filter_name", "Table: filter, nat, mangle, raw or security"),
            .text("chain", "Chain"),
            .text(
                "policy",
                "What the chain does with what no rule decides: ACCEPT or DROP; null for a chain of somebody's own"
            ),
            .text(
                "target",
                "What the rule does: ACCEPT, DROP, REJECT, LOG, or the chain that it goes to; null for an empty chain"
            ),
            .integer("protocol", "Number of the protocol, 0 for any"),
            .text("src_port", "Source ports"),
            .text("dst_port", "Destination ports"),
            .text("src_ip", "Source address"),
            .text("src_mask", "Its mask, or its prefix length in IPv6"),
            .text("iniface", "Interface that it came in by, or all"),
            .text("dst_ip", "Destination address"),
            .text("dst_mask", "Its mask, or its prefix length in IPv6"),
            .text("outiface", "Interface that it leaves by, or all"),
            .text("match", "Names of the matches, with commas"),
            .integer("packets", "Packets that the rule, or the policy of an empty chain, has met"),
            .integer("bytes", "Bytes of those packets"),
            .text("family", "ipv4 or ipv6"),
            .text("rule", "The rule as iptables writes it"),
        ])

    package static let privilege = Privilege.root

    package static let script = #"""
        have iptables-save || have ip6tables-save || absent
        status=0
        save() {
            have "$2" || return 0
            if rules=$("$2" -c 2>/dev/null); then
                printf '%s\n' "$rules" | awk -v family="$1" "$escape"'
                    /^#/ || /^$/ { next }
                    ++lines > 5000 { exit 13 }
                    { print family "\t" escape($0) }' || status=13
            else
                echo "$2 could not read the rules" >&2
                status=13
            fi
        }
        save ipv4 iptables-save
        save ipv6 ip6tables-save
        case $(iptables-save -V 2>/dev/null) in
        *nf_tables*)
            grep -q . /proc/net/ip_tables_names 2>/dev/null && save ipv4 iptables-legacy-save
            grep -q . /proc/net/ip6_tables_names 2>/dev/null && save ipv6 ip6tables-legacy-save
            ;;
        esac
        exit "$status"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var saved = IptablesSave()
        for (index, fields) in try output.tabbed(fields: 2).enumerated() {
            guard ["ipv4", "ipv6"].contains(fields[0]) else {
                throw Problem("line \(index + 1): no family", evidence: fields[0])
            }
            try saved.read(fields[1], family: fields[0], line: index + 1)
        }
        return saved.chains.flatMap { chain in
            chain.rules.isEmpty
                ? [
                    row(
                        of: IptablesSave.Rule(text: "", packets: chain.packets, bytes: chain.bytes), in: chain
                    )
                ]
                : chain.rules.map { row(of: $0, in: chain) }
        }
    }

    private static func row(of rule: IptablesSave.Rule, in chain: IptablesSave.Chain) -> Row {
        let isEmpty = rule.text.isEmpty
        let any = chain.family == "ipv6" ? "::" : "0.0.0.0"
        func network(_ option: String) -> [Value] {
            guard !isEmpty else { return [.null, .null] }
            let parts = (rule.value(of: option) ?? "\(any)/0").utf8.split(
                separator: UInt8(ascii: "/"), maxSplits: 1
            )
            .map { String(decoding: $0, as: UTF8.self) }
            return [.optional(parts.first), .optional(parts.count == 2 ? mask(parts[1], chain.family) : nil)]
        }
        func interface(_ option: String) -> Value { isEmpty ? .null : .text(rule.value(of: option) ?? "all") }
        let protocolNumber: Value =
            isEmpty ? .null : rule.value(of: "-p").map { .optional(protocols[$0] ?? Int64($0)) } ?? 0
        let head: [Value] = [
            .text(chain.table), .text(chain.name), .optional(chain.policy), .optional(rule.target),
            protocolNumber,
            .optional(rule.value(of: "--sport") ?? rule.value(of: "--sports")),
            .optional(rule.value(of: "--dport") ?? rule.value(of: "--dports")),
        ]
        let matches = rule.values(of: "-m").joined(separator: ",")
        return Row(
            head + network("-s") + [interface("-i")] + network("-d") + [interface("-o")] + [
                .optional(nonempty(matches)), .integer(rule.packets), .integer(rule.bytes),
                .text(chain.family),
                .optional(nonempty(rule.text)),
            ])
    }

    private static let protocols: [String: Int64] = [
        "all": 0, "icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "dccp": 33, "gre": 47, "esp": 50, "ah": 51,
        "icmpv6": 58,
        "ipv6-icmp": 58, "vrrp": 112, "sctp": 132, "udplite": 136,
    ]

    /// A prefix length as IPv4 writes masks; anything else as it is.
    private static func mask(_ text: String, _ family: String) -> String {
        guard family == "ipv4", let length = Int(text), (0...32).contains(length) else { return text }
        let bits = length == 0 ? 0 : UInt32.max << UInt32(32 - length)
        return [24, 16, 8, 0].map { String(bits >> UInt32($0) & 255) }.joined(separator: ".")
    }
}
