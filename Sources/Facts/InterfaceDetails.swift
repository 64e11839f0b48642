package import Model

/// The network interfaces.
///
/// At most 500 are read.
///
/// Source: the kernel's `sysfs-class-net`.
package struct InterfaceDetails: Fact {
    package static let table = Table(
        "interface_details", "A network interface.",
        [
            .text("interface", "Name"),
            .text("mac", "Hardware address; null where there is none"),
            .integer("type", "Kind of link by the kernel's number: 1 Ethernet, 772 loopback"),
            .integer("mtu", "Largest packet, in bytes"),
            .integer("flags", "Flags of the device, as one number"),
            .integer(
                "promiscuous", "1 when it takes packets that are for others, as a port of a bridge does"),
            .integer("link_speed", "Mbit/s; null where the driver does not say or the link is down"),
        ], key: ["interface"])

    package static let script = #"""
        cd /sys/class/net 2>/dev/null || absent
        for interface in *; do
            [ ! -e "$interface/mtu" ] || set -- "$@" "$interface/address" "$interface/type" "$interface/mtu" "$interface/flags" "$interface/speed"
            [ $# -lt 2500 ] || break
        done
        [ $# -gt 0 ] || absent
        # The speed of a link that is down is a reading error, at which some awks end; grep goes on.
        grep -sH '' "$@"
        :
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var order: [String] = []
        var interfaces: [String: [String: String]] = [:]
        for (index, line) in output.lines.enumerated() {
            guard let slash = line.utf8.firstIndex(of: UInt8(ascii: "/")),
                let colon = line.utf8[slash...].firstIndex(of: UInt8(ascii: ":"))
            else {
                throw Problem(
                    "line \(index + 1): a file of an interface expected",
                    evidence: String(line.unicodeScalars.prefix(80)))
            }
            let interface = String(line[..<slash])
            if interfaces[interface] == nil { order.append(interface) }
            let file = String(line[line.utf8.index(after: slash)..<colon])
            interfaces[interface, default: [:]][file] = String(line[line.utf8.index(after: colon)...])
        }
        return try order.map { interface in
            let files = interfaces[interface] ?? [:]
            guard let text = files["flags"], text.hasPrefix("0x"),
                let flags = Int64(text.dropFirst(2), radix: 16)
            else {
                throw Problem("\(interface): flags expected", evidence: files["flags"])
            }
            let speed = files["speed"].flatMap { Int64($0) }.flatMap {
                $0 > 0 && $0 < 4_294_967_295 ? $0 : nil
            }
            let isPromiscuous = flags & 0x100 != 0
            return Row([
                .text(interface), .optional(Field.present(files["address"] ?? "")), .optional(files["type"]),
                .optional(files["mtu"]), .integer(flags), .bool(isPromiscuous), .optional(speed),
            ])
        }
    }
}
