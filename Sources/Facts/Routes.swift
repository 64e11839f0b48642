package import Model

/// The routes of the main table, IPv4 and IPv6, and the host's own IPv6 addresses among them.
///
/// Policy routing and other tables are not read. At most 1,000 a family are; a full table of the internet is not needed. The kernel
/// writes IPv4 addresses in its own byte order, which is taken to be little-endian.
///
/// Source: `proc(5)`: /proc/net/route; the kernel's `ipv6_route`.
package struct Routes: Fact {
    package static let table = Table(
        "routes", "A route.",
        [
            .text("destination", "Network; 0.0.0.0 or :: for the default route"),
            .integer("netmask", "Length of the prefix"),
            .text("gateway", "Router; null for what is on the link"),
            .text("source", "Always null: the kernel's list does not say"),
            .integer("flags", "The kernel's flags, as one number"),
            .text("interface", "Network interface"),
            .integer("mtu", "Largest packet, where the route has one of its own"),
            .integer("metric", "The least is taken first"),
            .text("type", "gateway, direct, local (the host's own address) or reject"),
            .text("family", "ipv4 or ipv6"),
        ])

    package static let script = #"""
        [ -r /proc/net/route ] || [ -r /proc/net/ipv6_route ] || absent
        for file in /proc/net/route /proc/net/ipv6_route; do
            [ ! -r "$file" ] || set -- "$@" "$file"
        done
        awk '
            FNR > 1001 { next }
            FILENAME ~ /ipv6_route$/ { print "ipv6\t" $10 "\t" $1 "\t" $5 "\t" $9 "\t" $6 "\t" $2 "\t"; next }
            FNR > 1 { print "ipv4\t" $1 "\t" $2 "\t" $3 "\t" $4 "\t" $7 "\t" $8 "\t" $9 }' "$@"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 8).enumerated().compactMap { index, fields in
            let isIPv6 = fields[0] == "ipv6"
            guard isIPv6 || fields[0] == "ipv4", fields[2].utf8.count == (isIPv6 ? 32 : 8),
                let destination = address(fields[2], isIPv6), let gateway = address(fields[3], isIPv6),
                let flags = Int64(fields[4], radix: 16),
                let metric = Int64(fields[5], radix: isIPv6 ? 16 : 10),
                let mask = UInt32(fields[6], radix: 16)
            else {
                throw Problem(
                    "line \(index + 1): route expected",
                    evidence: String(fields.joined(separator: " ").unicodeScalars.prefix(120)))
            }
            let isReject = flags & 0x0200 != 0
            // The kernel's own last entry, «nothing matches», is no route that anybody made.
            if isIPv6, isReject, fields[1] == "lo", metric == 0xffff_ffff { return nil }
            let isLocal = isIPv6 && flags & 0x8000_0000 != 0
            let hasGateway = flags & 0x0002 != 0
            return Row([
                .text(destination), .integer(isIPv6 ? Int64(mask) : Int64(mask.nonzeroBitCount)),
                hasGateway ? .text(gateway) : .null, .null, .integer(flags), .text(fields[1]),
                fields[7] == "0" ? .null : .text(fields[7]), .integer(metric),
                .text(isReject ? "reject" : isLocal ? "local" : hasGateway ? "gateway" : "direct"),
                .text(fields[0]),
            ])
        }
    }

    private static func address(_ text: String, _ isIPv6: Bool) -> String? {
        guard let address = InternetAddress(hexadecimal: text), (address.bytes.count == 16) == isIPv6 else {
            return nil
        }
        return (isIPv6 ? address : InternetAddress(address.bytes.reversed())).text
    }
}
