package import Model

/// The packages in the RPM database, one row a package, version and architecture: several kernels are several rows.
///
/// Imported keys are there too, as `gpg-pubkey`. A host with the tool and no database, as a Debian with `rpm` has, has none.
///
/// Source: `rpm(8)`, *PACKAGE SELECTION OPTIONS*; the tags of `rpm --querytags`.
package struct RpmPackages: Fact {
    package static let table = Table(
        "rpm_packages", "A package installed by rpm.",
        [
            .text("name", "Package"),
            .text("version", "Version as its makers number it"),
            .text("release", "The distribution's number within the version"),
            .integer("epoch", "What is compared before the version; 0 where the package has none"),
            .text("arch", "x86_64, aarch64 or noarch; null for keys"),
            .text("source", "File name of the source package it was built from; null for keys"),
            .integer("size", "Installed size in bytes"),
            .integer("install_time", "When it was installed"),
            .text("vendor", "Who built it"),
        ], key: ["name", "version", "release", "arch"])

    package static let script = #"""
        have rpm || absent
        for database in /var/lib/rpm /usr/lib/sysimage/rpm /usr/share/rpm; do
            for file in Packages Packages.db rpmdb.sqlite; do [ -e "$database/$file" ] && found=1; done
        done
        [ -n "${found-}" ] || absent
        rpm -qa --qf '%{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCHNUM}\t%{ARCH}\t%{SOURCERPM}\t%{LONGSIZE}\t%{INSTALLTIME}\t%{VENDOR}\n'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 9).map { fields in
            Row(fields.map { $0 == "(none)" ? .null : .text($0) })
        }
    }
}
