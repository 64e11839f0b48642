package import Model

/// The packages dpkg has installed, one row a package and architecture.
///
/// A held package counts as installed, and so does one whose configuration failed; one removed with its configuration left behind
/// does not. Advisories name source packages, so the source's name and version are kept beside the binary's.
///
/// Source: `dpkg-query(1)`, `--showformat`.
package struct DebPackages: Fact {
    package static let table = Table(
        "deb_packages", "A package installed by dpkg.",
        [
            .text("name", "Binary package"),
            .text("version", "Installed version, in dpkg's own ordering"),
            .text("source", "Source package it was built from"),
            .text("source_version", "Version of that source package"),
            .integer("size", "Installed size in KiB, as dpkg estimates it"),
            .text("arch", "amd64, arm64 or all"),
            .text("status", "Want, error flag and status, as in `hold ok installed`"),
            .text("maintainer", "Who maintains the package"),
            .text("section", "Archive section"),
            .text("priority", "required, important, standard, optional or extra"),
        ], key: ["name", "arch"])

    package static let script = #"""
        have dpkg-query || absent
        dpkg-query -W -f='${Package}\t${Version}\t${source:Package}\t${source:Version}\t${Installed-Size}\t${Architecture}\t${Status}\t${Maintainer}\t${Section}\t${Priority}\n'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let notInstalled: Set = ["not-installed", "config-files"]
        return try output.tabbed(fields: 10).filter { fields in
            fields[6].split(separator: " ").last.map { !notInstalled.contains(String($0)) } ?? false
        }.map { Row($0) }
    }
}
