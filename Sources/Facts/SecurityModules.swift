package import Model

/// The security modules of the kernel, and always AppArmor and SELinux, be it that they are off.
///
/// AppArmor counts as complain when the kernel's own switch is, not for one profile of many, which `apparmor_profiles` tells.
///
/// Source: the kernel's admin-guide, *Linux Security Module Usage*; `selinux(8)`, `apparmor(7)`.
package struct SecurityModules: Fact {
    package static let table = Table(
        "security_modules", "A security module of the kernel.",
        [
            .text("name", "apparmor, selinux, yama, lockdown, landlock …"),
            .integer("enabled", "1 when the kernel runs it"),
            .text(
                "mode",
                "enforcing, permissive, complain or disabled; for lockdown its level; null for those without a mode"
            ),
        ], key: ["name"])

    package static let script = #"""
        first() { [ ! -r "$2" ] || awk -v word="$1" "$escape"'{ print word "\t" escape($0); exit }' "$2"; }
        first lsm /sys/kernel/security/lsm
        first apparmor /sys/module/apparmor/parameters/enabled
        first apparmor_mode /sys/module/apparmor/parameters/mode
        first selinux /sys/fs/selinux/enforce
        first lockdown /sys/kernel/security/lockdown
        printf 'end\t1\n'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(
            output, keys: ["lsm", "apparmor", "apparmor_mode", "selinux", "lockdown", "end"])
        var names = (lines["lsm"] ?? "").utf8.split(separator: UInt8(ascii: ",")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard names.count <= 64 else { throw Problem("lsm: more modules than a kernel has") }
        for name in ["apparmor", "selinux"] where !names.contains(name) { names.append(name) }
        return try names.sorted().map { name in
            switch name {
            case "apparmor":
                let isEnabled = lines["apparmor"] == "Y"
                let mode = lines["apparmor_mode"] == "complain" ? "complain" : "enforcing"
                return Row([.text(name), .bool(isEnabled), .text(isEnabled ? mode : "disabled")])
            case "selinux":
                guard let enforce = lines["selinux"] else { return [.text(name), 0, "disabled"] }
                guard enforce == "0" || enforce == "1" else {
                    throw Problem(
                        "selinux: 0 or 1 expected", evidence: String(enforce.unicodeScalars.prefix(40)))
                }
                return [.text(name), 1, .text(enforce == "1" ? "enforcing" : "permissive")]
            case "lockdown":
                // The level in force is the one in brackets: `none [integrity] confidentiality`.
                let level = Field.words(lines["lockdown"] ?? "").first {
                    $0.hasPrefix("[") && $0.hasSuffix("]")
                }
                return [.text(name), 1, .optional(level.map { String($0.dropFirst().dropLast()) })]
            default: return [.text(name), 1, nil]
            }
        }
    }
}
