package import Model

/// The addresses of the network interfaces.
///
/// Where the host has no `ip`, addresses are read from the kernel's own tables, which do not say peer, broadcast and type. At most
/// 1,000 are read.
///
/// Source: `ip-address(8)` with `-o`; `proc(5)`: /proc/net/fib_trie, route and if_inet6.
package struct InterfaceAddresses: Fact {
    package static let table = Table(
        "interface_addresses", "An address of a network interface.",
        [
            .text("interface", "Network interface; null where the kernel's tables do not tell"),
            .text("address", "IPv4 or IPv6 address"),
            .text("mask", "Its mask, written as an address"),
            .text("broadcast", "Broadcast address; null where there is none"),
            .text("point_to_point", "Address of the other end; null where there is none"),
            .text("type", "dhcp, auto (IPv6 by itself), manual, or unknown"),
        ], key: ["interface", "address"])

    package static let script = #"""
        if have ip; then
            ip -o addr show 2>/dev/null | awk '
                NR > 1000 { exit }
                $3 != "inet" && $3 != "inet6" { next }
                {
                    name = $2; sub(/[@:].*/, "", name)
                    address = $4; peer = broadcast = ""; type = "manual"
                    for (i = 5; i < NF; i++) {
                        if ($i == "peer") peer = $(i + 1)
                        if ($i == "brd") broadcast = $(i + 1)
                        if ($i == "scope" && $(i + 1) == "link" && $3 == "inet6") type = "auto"
                        if ($i == "dynamic") type = $3 == "inet6" ? "auto" : "dhcp"
                    }
                    if ($NF == "dynamic") type = $3 == "inet6" ? "auto" : "dhcp"
                    print name "\t" address "\t" peer "\t" broadcast "\t" type
                }'
        else
            for file in /proc/net/route /proc/net/fib_trie /proc/net/if_inet6; do
                [ ! -r "$file" ] || set -- "$@" "$file"
            done
            awk '
                function digit(c) { return index("0123456789ABCDEF", toupper(c)) - 1 }
                function octet(hex, at) { return digit(substr(hex, at, 1)) * 16 + digit(substr(hex, at + 1, 1)) }
                function number(hex) { return octet(hex, 7) * 16777216 + octet(hex, 5) * 65536 + octet(hex, 3) * 256 + octet(hex, 1) }
                FILENAME ~ /route$/ {
                    if (FNR == 1) next
                    mask = number($8)
                    size = 4294967296 - mask
                    if (mask == 0) next
                    prefix = 32; for (n = size; n > 1; n /= 2) prefix--
                    routes++; at[routes] = number($2); width[routes] = size; bits[routes] = prefix; name[routes] = $1
                    next
                }
                FILENAME ~ /fib_trie$/ {
                    if ($1 == "|--") address = $2
                    else if ($1 == "/32" && $3 == "LOCAL" && !(address in seen)) {
                        seen[address]
                        split(address, part, ".")
                        value = part[1] * 16777216 + part[2] * 65536 + part[3] * 256 + part[4]
                        interface = part[1] == 127 ? "lo" : ""; prefix = part[1] == 127 ? 8 : 32
                        for (i = 1; i <= routes; i++) if (value >= at[i] && value < at[i] + width[i]) { interface = name[i]; prefix = bits[i] }
                        print interface "\t" address "/" prefix "\t\t\tunknown"
                    }
                    next
                }
                {
                    address = ""
                    for (i = 1; i <= 29; i += 4) address = address (i > 1 ? ":" : "") substr($1, i, 4)
                    print $6 "\t" address "/" octet($3, 1) "\t\t\tunknown"
                }' "$@" | head -n 1000
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 5).enumerated().map { index, fields in
            let wrong = Problem(
                "line \(index + 1): address expected", evidence: String(fields[1].unicodeScalars.prefix(80)))
            guard let address = cut(fields[1]), let prefix = Int(cut(fields[2])?.prefix ?? address.prefix)
            else { throw wrong }
            let isIPv6 = address.text.utf8.contains(UInt8(ascii: ":"))
            guard (0...(isIPv6 ? 128 : 32)).contains(prefix) else { throw wrong }
            let mask = (0..<(isIPv6 ? 16 : 4)).map {
                UInt8(truncatingIfNeeded: 0xff00 >> min(8, max(0, prefix - $0 * 8)))
            }
            let text = isIPv6 ? InternetAddress(text: address.text)?.text : address.text
            guard let text else { throw wrong }
            return Row([
                .optional(Field.present(fields[0])), .text(text), .text(InternetAddress(mask).text),
                .optional(Field.present(fields[3])),
                .optional(cut(fields[2])?.text ?? Field.present(fields[2])), .text(fields[4]),
            ])
        }
    }

    /// An address and the length of its prefix, which a slash separates; an address alone is a prefix of one.
    private static func cut(_ text: String) -> (text: String, prefix: String)? {
        let parts = text.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard let address = parts.first, InternetAddress(text: address) != nil, parts.count <= 2 else {
            return nil
        }
        return (
            address, parts.count == 2 ? parts[1] : address.utf8.contains(UInt8(ascii: ":")) ? "128" : "32"
        )
    }
}
