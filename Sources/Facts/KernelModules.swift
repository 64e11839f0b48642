package import Model

/// The modules loaded into the kernel; in a container, those of the machine beneath.
///
/// A kernel without modules has no answer. Addresses are null without root, which this fact does not ask for. At most 2,000 are read.
///
/// Source: `proc(5)`: /proc/modules.
package struct KernelModules: Fact {
    package static let table = Table(
        "kernel_modules", "A loaded kernel module.",
        [
            .text("name", "Name"),
            .integer("size", "Memory that it takes, in bytes"),
            .text("used_by", "Modules that need it, with commas between them; `-` for none"),
            .text("status", "Live, Loading or Unloading"),
            .text("address", "Where it is in memory; null without root"),
        ], key: ["name"])

    package static let script = #"""
        [ -r /proc/modules ] || absent
        awk 'NR <= 2000 { print $1 "\t" $2 "\t" $4 "\t" $5 "\t" $6 }' /proc/modules
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 5).map { fields in
            let isHidden = fields[4].utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "x") }
            // The kernel ends the list with a comma.
            let users = fields[2].hasSuffix(",") ? String(fields[2].dropLast()) : fields[2]
            return Row([
                .text(fields[0]), .text(fields[1]), .text(users), .text(fields[3]),
                isHidden ? .null : .text(fields[4]),
            ])
        }
    }
}
