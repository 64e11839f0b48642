package import Model

/// The file systems that are to be mounted at boot.
///
/// Passwords of network file systems are struck out on the host. At most 200 lines are read.
///
/// Source: `fstab(5)`.
package struct Fstab: Fact {
    package static let table = Table(
        "fstab", "A line of /etc/fstab.",
        [
            .text("device", "What is to be mounted: a device, `UUID=…`, `host:/path`"),
            .text("path", "Where; `none` for swap"),
            .text("type", "File system, or swap"),
            .text("flags", "Mount options, with commas between them"),
        ], key: ["path", "device"])

    package static let script = #"""
        [ -e /etc/fstab ] || absent
        [ -r /etc/fstab ] || denied
        awk "$escape"'
            /^[ \t]*(#|\r?$)/ { next }
            ++count > 200 { exit }
            {
                sub(/\r$/, "")
                flags = $4 == "" ? "defaults" : $4
                count2 = split(flags, option, ",")
                flags = ""
                for (i = 1; i <= count2; i++) {
                    if (option[i] ~ /^(pass|passwd|password|password2|secret|pw)=/) sub(/=.*/, "=***", option[i])
                    flags = flags (i > 1 ? "," : "") option[i]
                }
                print escape($1) "\t" escape($2) "\t" escape($3) "\t" escape(flags)
            }' /etc/fstab
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 4).map { fields in
            guard !fields[1].isEmpty else { throw Problem("a line of fstab without a path") }
            return Row(fields.map { masked(Field.octalDecoded($0)) })
        }
    }
}
