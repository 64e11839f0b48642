package import Model

/// The packages that are held, half done, without something they depend on, or removed with configuration left behind.
///
/// None is the usual answer on Red Hat and Alpine, and on a Debian that is looked after. Dependencies are apt's own check and rpm's.
///
/// Source: `dpkg-query(1)`, *Status*; `apt-get(8)`, *check*; `rpm(8)`, *VERIFY OPTIONS* (no script of a package is run); dnf's
/// versionlock plugin; Alpine wiki, *Apk spec*, field `f`, and `/etc/apk/world`, where `=` pins a version.
package struct PackageProblems: Fact {
    package static let table = Table(
        "package_problems", "A package in a state that needs somebody's attention.",
        [
            .text("manager", "dpkg, rpm or apk"),
            .text(
                "name",
                "Package, with `:arch` where dpkg needs it; for rpm with its version, or a pattern that is locked"
            ),
            .text(
                "state",
                "held, half-configured, half-installed, unpacked, triggers-pending, reinstall-required, broken dependency or residual"
            ),
        ], key: ["manager", "name", "state"])

    package static let limit = 60

    package static let script = #"""
        if have dpkg-query; then
            dpkg-query -W -f='${db:Status-Want}\t${db:Status-Eflag}\t${db:Status-Status}\t${binary:Package}\n' | awk -F'\t' '
                $1 == "hold" { print "dpkg\t" $4 "\theld" }
                $2 == "reinstreq" { print "dpkg\t" $4 "\treinstall-required" }
                $3 == "triggers-awaited" { $3 = "triggers-pending" }
                $3 == "config-files" { $3 = "residual" }
                $3 != "installed" && $3 != "not-installed" { print "dpkg\t" $4 "\t" $3 }'
            # What is installed is enough to check it: without sources apt has no index to read, and takes a fiftieth of the time.
            ! have apt-get || apt-get -q -o Debug::NoLocking=1 -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
                -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/dev/null check 2>&1 |
                awk '/^ [^ ]+ : / && !seen[$1]++ { print "dpkg\t" $1 "\tbroken dependency" }'
        elif have apk; then
            for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
                [ ! -r "$database" ] || awk '
                    /^P:/ { name = substr($0, 3) }
                    /^f:/ { print "apk\t" name "\t" (/^f:.*s/ ? "half-configured" : "half-installed") }' "$database"
            done
            [ ! -r /etc/apk/world ] || awk '/^[^=<>~]+=[^=]/ { sub(/=.*/, ""); print "apk\t" $0 "\theld" }' /etc/apk/world
        elif have rpm; then
            rpm -Va --nofiles --noscripts --nodigest --nosignature 2>/dev/null |
                awk '/^Unsatisfied dependencies for / { sub(/:$/, ""); print "rpm\t" $4 "\tbroken dependency" }'
            for list in /etc/dnf/plugins/versionlock.list /etc/yum/pluginconf.d/versionlock.list; do
                [ ! -r "$list" ] || awk "$escape"'/^[^#!]/ { print "rpm\t" escape($1) "\theld" }' "$list"
            done
        else
            absent
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 3).map { Row($0) }
    }
}
