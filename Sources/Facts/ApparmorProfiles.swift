package import Model

/// The AppArmor profiles that the kernel has loaded.
///
/// At most 2,000 are read.
///
/// Source: `apparmor(7)`; /sys/kernel/security/apparmor/profiles.
package struct ApparmorProfiles: Fact {
    package static let table = Table(
        "apparmor_profiles", "A loaded AppArmor profile.",
        [
            .text("name", "Name; `//` before that of a profile inside another"),
            .text("mode", "enforce, complain, kill, unconfined or prompt"),
        ], key: ["name"])

    package static let privilege = Privilege.root

    package static let script = #"""
        [ "$(head -n 1 /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] || absent
        file=/sys/kernel/security/apparmor/profiles
        if [ ! -e "$file" ]; then
            # The folder above is closed to some accounts.
            [ "$(id -u)" = 0 ] || denied
            echo 'securityfs is not mounted' >&2
            exit 1
        fi
        # Its mode lets anyone open it; the kernel does not.
        head -n 1 "$file" >/dev/null 2>&1 || denied
        awk "$escape"'NR <= 2000 { print escape(substr($0, 1, 1000)) }' "$file"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 1).enumerated().map { index, fields in
            let bytes = Array(fields[0].utf8)
            guard let parenthesis = bytes.lastIndex(of: UInt8(ascii: "(")), bytes.last == UInt8(ascii: ")"),
                let name = Field.present(String(decoding: bytes[..<parenthesis], as: UTF8.self))
            else {
                throw Problem(
                    "line \(index + 1): profile expected",
                    evidence: String(fields[0].unicodeScalars.prefix(80)))
            }
            return Row([
                .text(name),
                .text(String(decoding: bytes[(parenthesis + 1)..<(bytes.count - 1)], as: UTF8.self)),
            ])
        }
    }
}
