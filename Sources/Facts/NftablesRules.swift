package import Model

/// The rules of nftables, in the order in which they apply, and each chain that has none.
///
/// Rules that iptables or firewalld wrote are among them. Elements of named sets and the values of counters are left out. At most 5,000 lines:
/// a host with more is read in part.
///
/// Source: `nft(8)`, `list ruleset`: the form that `nft -f` reads.
package struct NftablesRules: Fact {
    package static let table = Table(
        "nftables_rules", "A rule of nftables, or a chain that has none.",
        [
            .text("family", "ip, ip6, inet, arp, bridge or netdev"),
            .text("table_name", "Table"),
            .text("chain", "Chain"),
            .text(
                "hook",
                "Where the chain is called from: input, forward, output, …; null for a chain that others jump to"
            ),
            .text("policy", "What a chain with a hook does with what no rule decides: accept or drop"),
            .text("rule", "The rule as nft writes it; null for an empty chain"),
        ])

    package static let privilege = Privilege.root

    package static let script = #"""
        have nft || absent
        if ! rules=$(nft -s -t list ruleset 2>/dev/null) && ! rules=$(nft -s list ruleset 2>/dev/null); then
            echo 'nft could not read the rules' >&2
            denied
        fi
        printf '%s\n' "$rules" | awk '/^$/ { next } ++lines > 5000 { exit 13 } { print }'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var ruleset = NftRuleset()
        for (index, line) in output.lines.enumerated() { try ruleset.read(line, number: index + 1) }
        return ruleset.chains.flatMap { chain -> [Row] in
            let rules: [Value] = chain.rules.isEmpty ? [.null] : chain.rules.map(Value.text)
            return rules.map {
                [
                    .text(chain.family), .text(chain.table), .text(chain.name), .optional(chain.hook),
                    .optional(chain.policy), $0,
                ]
            }
        }
    }
}
