package import Model

/// The running kernel and what it was booted with.
///
/// In a container this is the kernel of the machine beneath. Values that look like secrets are masked in the arguments.
///
/// Source: `uname(1)`, `proc(5)`: /proc/cmdline.
package struct KernelInfo: Fact {
    package static let table = Table(
        "kernel_info", "The kernel that runs.",
        [
            .text("version", "Release, as `uname -r` says it"),
            .text("arguments", "Boot arguments, without those of the next two columns"),
            .text("path", "BOOT_IMAGE, as the boot loader gave it; null where it gave none"),
            .text("device", "Root device, as the boot loader gave it; null where it gave none"),
        ])

    package static let script = #"""
        printf 'version\t%s\n' "$(uname -r)"
        [ ! -r /proc/cmdline ] || awk "$escape"'NR == 1 { print "cmdline\t" escape(substr($0, 1, 4096)) }' /proc/cmdline
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(output, keys: ["version", "cmdline"])
        guard let version = lines["version"] else { throw Problem("no kernel release") }
        var arguments: [String] = []
        var path: String?
        var device: String?
        for word in Field.words(lines["cmdline"] ?? "") {
            if word.hasPrefix("BOOT_IMAGE=") {
                path = String(word.dropFirst("BOOT_IMAGE=".count))
            } else if word.hasPrefix("root=") {
                device = String(word.dropFirst("root=".count))
            } else {
                arguments.append(word)
            }
        }
        let text = Field.present(masked(arguments.joined(separator: " ")))
        return [Row([.text(version), .optional(text), .optional(path), .optional(device)])]
    }
}
