package import Model

/// The firewalls that are installed, one row a tool and family, and what each lets in, by the rules that the kernel has loaded.
///
/// ufw and firewalld write their rules through iptables or nftables, so `iptables` says what holds for its family whoever wrote it, and
/// `nftables` counts what neither wrote. Only chains for what comes in are judged. A host without IPv6 has no rows for it.
///
/// Source: `iptables-save(8)`, `nft(8)`, `ufw(8)`; ufw's own `status` is not asked, since it takes a lock.
package struct Firewalls: Fact {
    package static let table = Table(
        "firewalls", "A firewall that is installed, for one family of addresses.",
        [
            .text("tool", "ufw, firewalld, nftables or iptables"),
            .text("family", "ipv4 or ipv6"),
            .integer("active", "1 when rules of its are loaded, or its policy is not to accept"),
            .text(
                "input_policy",
                "What happens to incoming packets that no rule decides: accept, drop or reject"),
            .integer("final_drop", "1 when a last rule drops or rejects what is left"),
            .integer(
                "rules", "Rules loaded: for ufw those that people wrote, else those of its filter tables"),
            .integer("enabled_at_boot", "1 when it is started with the machine"),
        ], key: ["tool", "family"])

    package static let privilege = Privilege.root

    package static let script = #"""
        boots() {
            for link in "/etc/systemd/system/"*".wants/$1.service" "/etc/runlevels/"*"/$1"; do
                [ -L "$link" ] && return 0
            done
            [ -d /run/systemd/system ] && return 1
            for link in "/etc/rc2.d/S"*"$1" "/etc/rcS.d/S"*"$1"; do
                [ -L "$link" ] && return 0
            done
            return 1
        }
        tool() { printf 'tool\t%s\t%s\t%s\n' "$1" "$2" "$3"; tools=1; }
        tools='' status=0 four=0 six=0
        if have ufw; then
            if boots ufw && grep -qi '^ *ENABLED=.\{0,1\}yes' /etc/ufw/ufw.conf 2>/dev/null; then four=1 six=1; fi
            grep -qi '^ *IPV6=.\{0,1\}no' /etc/default/ufw 2>/dev/null && six=0
            tool ufw "$four" "$six"
        fi
        if have firewall-cmd; then
            if boots firewalld; then tool firewalld 1 1; else tool firewalld 0 0; fi
        fi
        if have nft; then
            if boots nftables; then tool nftables 1 1; else tool nftables 0 0; fi
        fi
        if have iptables-save; then
            four=0 six=0
            if boots netfilter-persistent; then four=1 six=1; fi
            boots iptables && four=1
            boots ip6tables && six=1
            tool iptables "$four" "$six"
        fi
        [ "$tools" ] || absent
        echo 'family	ipv4'
        [ -d /proc/sys/net/ipv6 ] && echo 'family	ipv6'
        rules() {
            kind=$1
            shift
            have "$1" || return 0
            if lines=$("$@" 2>/dev/null); then
                printf '%s\n' "$lines" | awk -v kind="$kind" "$escape"'
                    /^#/ || /^$/ { next }
                    ++count > 5000 { exit 13 }
                    { print kind "\t" escape($0) }' || status=13
            else
                echo "$1 could not read the rules" >&2
                status=13
            fi
        }
        rules ipv4 iptables-save -c
        [ -d /proc/sys/net/ipv6 ] && rules ipv6 ip6tables-save -c
        case $(iptables-save -V 2>/dev/null) in
        *nf_tables*)
            grep -q . /proc/net/ip_tables_names 2>/dev/null && rules ipv4 iptables-legacy-save -c
            grep -q . /proc/net/ip6_tables_names 2>/dev/null && rules ipv6 ip6tables-legacy-save -c
            ;;
        esac
        rules nft nft -s -t list ruleset
        exit "$status"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var reading = Reading()
        for (index, line) in output.lines.enumerated() {
            try reading.read(Output.fields(of: line), line: index + 1)
        }
        return reading.tools.flatMap { tool in
            reading.families.map { family in
                let state = reading.state(of: tool.name, family)
                return [
                    .text(tool.name), .text(family), .bool(state.isActive), .text(state.policy),
                    .bool(state.dropsTheRest),
                    .integer(Int64(state.rules)), .text(family == "ipv6" ? tool.boot6 : tool.boot4),
                ]
            }
        }
    }
}

private struct Reading {
    struct State {
        var isActive = false
        var policy = "accept"
        var dropsTheRest = false
        var rules = 0
    }

    var tools: [(name: String, boot4: String, boot6: String)] = []
    var families: [String] = []
    private var iptables = IptablesSave()
    private var nft = NftRuleset()

    mutating func read(_ fields: [String], line: Int) throws {
        switch (fields[0], fields.count) {
        case ("tool", 4): tools.append((fields[1], fields[2], fields[3]))
        case ("family", 2): families.append(fields[1])
        case ("ipv4", 2), ("ipv6", 2): try iptables.read(fields[1], family: fields[0], line: line)
        case ("nft", 2): try nft.read(fields[1], number: line)
        default: throw Problem("line \(line): no line about a firewall", evidence: fields[0])
        }
    }

    func state(of tool: String, _ family: String) -> State {
        switch tool {
        case "ufw": ufw(family)
        case "firewalld": nftables(family) { $0.table == "firewalld" }
        case "nftables": nftables(family) { $0.table != "firewalld" && !isFromIptables($0) }
        default: filter(family)
        }
    }

    private func filter(_ family: String) -> State {
        let chains = iptables.chains.filter { $0.family == family && $0.table == "filter" }
        guard let input = chains.first(where: { $0.name == "INPUT" }) else { return State() }
        let isDropping = input.policy == "DROP"
        return State(
            isActive: isDropping || !input.rules.isEmpty, policy: isDropping ? "drop" : "accept",
            dropsTheRest: iptables.dropsTheRest(input), rules: chains.reduce(0) { $0 + $1.rules.count })
    }

    private func ufw(_ family: String) -> State {
        let prefix = family == "ipv6" ? "ufw6-" : "ufw-"
        let chains = iptables.chains.filter { $0.family == family && $0.table == "filter" }
        guard chains.contains(where: { $0.name == prefix + "user-input" }) else { return State() }
        var state = filter(family)
        let rejects = chains.first { $0.name == prefix + "reject-input" }.map { !$0.rules.isEmpty } ?? false
        state.isActive = true
        state.policy = rejects ? "reject" : state.policy
        state.rules = ["user-input", "user-output", "user-forward"].reduce(0) { count, name in
            count + (chains.first { $0.name == prefix + name }?.rules.count ?? 0)
        }
        return state
    }

    private func nftables(_ family: String, where belongs: (NftRuleset.Chain) -> Bool) -> State {
        let families = ["inet", family == "ipv6" ? "ip6" : "ip"]
        let chains = nft.chains.filter { families.contains($0.family) && belongs($0) }
        let inputs = chains.filter { $0.hook == "input" }
        return State(
            isActive: !inputs.isEmpty, policy: inputs.contains { $0.policy == "drop" } ? "drop" : "accept",
            dropsTheRest: inputs.contains { $0.dropsTheRest }, rules: chains.reduce(0) { $0 + $1.rules.count }
        )
    }

    /// Whether iptables shows the same table: it keeps its rules in nftables on most hosts.
    private func isFromIptables(_ chain: NftRuleset.Chain) -> Bool {
        let family = ["ip": "ipv4", "ip6": "ipv6"][chain.family]
        return iptables.chains.contains { $0.family == family && $0.table == chain.table }
    }
}
