package import Model

/// What SELinux is set to: its switches, its booleans and the capabilities of its policy.
///
/// Source: `selinux(8)`, /sys/fs/selinux.
package struct SelinuxSettings: Fact {
    package static let table = Table(
        "selinux_settings", "A setting of SELinux.",
        [
            .text("scope", "Empty for the switches, booleans or policy_capabilities"),
            .text("key", "Name"),
            .text("value", "on or off for a boolean, else the number that the kernel gives"),
        ], key: ["scope", "key"])

    package static let script = #"""
        [ -e /sys/fs/selinux/enforce ] || absent
        cd /sys/fs/selinux || absent
        for file in enforce mls deny_unknown reject_unknown checkreqprot policyvers booleans/* policy_capabilities/*; do
            [ ! -r "$file" ] || set -- "$@" "$file"
        done
        # grep goes on after a file that cannot be read, where some awks end.
        grep -sH '' "$@"
        :
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.lines.enumerated().map { index, line in
            guard let colon = line.utf8.lastIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
                throw Problem(
                    "line \(index + 1): setting expected", evidence: String(line.unicodeScalars.prefix(80)))
            }
            let path = line[..<colon].utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1)
                .map { String(decoding: $0, as: UTF8.self) }
            let value = String(line[line.utf8.index(after: colon)...])
            guard path.count == 2 else { return ["", .text(String(line[..<colon])), .text(value)] }
            // A boolean's file holds its value and the one that waits to be committed.
            let isBoolean = path[0] == "booleans"
            return [
                .text(path[0]), .text(path[1]),
                .text(isBoolean ? value.hasPrefix("1") ? "on" : "off" : value),
            ]
        }
    }
}
