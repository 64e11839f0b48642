package import Model

/// The packages that Alpine's apk has installed.
///
/// Read from apk's database, which every account may read; its records are lines `letter:value` and end at an empty line.
///
/// Source: Alpine wiki, *Apk spec*, *Installed database*.
package struct ApkPackages: Fact {
    package static let table = Table(
        "apk_packages", "A package installed by apk.",
        [
            .text("name", "Package"),
            .text("version", "Installed version with its release, as in `1.36.1-r5`"),
            .text("arch", "x86_64, aarch64 or noarch"),
            .text("source", "Package whose build it came from (`origin`), which advisories name"),
            .integer("size", "Installed size in bytes"),
        ], key: ["name"])

    package static let script = #"""
        for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
            [ -r "$database" ] || continue
            awk "$escape"'
                function record() { if ("P" in field) print escape(field["P"]) "\t" escape(field["V"]) "\t" escape(field["A"]) "\t" escape(field["o"]) "\t" escape(field["I"]); split("", field) }
                /^[PVAoI]:/ { field[substr($0, 1, 1)] = substr($0, 3) }
                /^$/ { record() }
                END { record() }' "$database"
            exit
        done
        absent
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 5).map { fields in Row(fields.map { $0.isEmpty ? .null : .text($0) }) }
    }
}
