package import Model

/// Whether the host waits for a restart: because a package asked for it, or because a newer kernel than the running one is installed.
///
/// Kernels are those in /boot and /lib/modules, rescue images left out, compared by the numbers in their names; on Debian also the
/// version of the running kernel's own package, which can change under the same name. A container, or a machine that is
/// started with a kernel from outside, has none to compare, and `newest_kernel` is null. Of a library that was replaced
/// under running programs, `deleted_libraries` tells.
///
/// Source: Debian's `reboot-notifier`, Ubuntu's update-notifier; /run/reboot-required; `uname(1)`.
package struct RebootRequired: Fact {
    package static let table = Table(
        "reboot_required", "Whether the host waits for a restart.",
        [
            .integer("required", "1 when a package asked for it or a newer kernel is installed"),
            .integer("flag", "1 when a package asked for it"),
            .text("flag_packages", "Packages that asked, with commas between them; null where none is named"),
            .text("running_kernel", "Release of the running kernel"),
            .text("newest_kernel", "Newest installed kernel; null where the host has none of its own"),
        ])

    package static let script = #"""
        printf 'running\t%s\n' "$(uname -r)"
        [ ! -e /run/reboot-required ] || printf 'flag\t1\n'
        [ ! -r /run/reboot-required.pkgs ] || awk "$escape"'NR <= 200 { print "package\t" escape($0) }' /run/reboot-required.pkgs
        # A container's kernels, if it has any, are not the one it runs on.
        if [ ! -e /run/systemd/container ] && [ ! -e /.dockerenv ] && [ ! -e /run/.containerenv ] &&
            ! { have systemd-detect-virt && systemd-detect-virt -cq; }; then
            for file in /boot/vmlinuz-* /boot/kernel-* /lib/modules/*/modules.dep; do
                [ ! -e "$file" ] || printf '%s\n' "$file"
            done | awk "$escape"'
                NR <= 200 {
                    sub(/^\/boot\/(vmlinuz|kernel)-/, ""); sub(/^\/lib\/modules\//, ""); sub(/\/modules\.dep$/, "")
                    if (/^[0-9]/ && !/rescue/) print "kernel\t" escape($0)
                }'
            case $(uname -v) in
                *Debian\ [0-9]*)
                    built=$(uname -v)
                    built=${built##*Debian }
                    printf 'built\t%s\n' "${built%% *}"
                    # shellcheck disable=SC2016
                    have dpkg-query && dpkg-query -W -f='package_version\t${Version}\n' "linux-image-$(uname -r)" 2>/dev/null
                    ;;
            esac
        fi
        :
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(
            output, keys: ["running", "flag", "package", "kernel", "built", "package_version"])
        guard let running = lines["running"] else { throw Problem("no running kernel") }
        let newest = lines.all("kernel").filter { $0.utf8.first != UInt8(ascii: "0") }.max {
            isOlder($0, than: $1)
        }
        let isFlagged = lines["flag"] != nil || !lines.all("package").isEmpty
        var isOutdated = newest.map { isOlder(running, than: $0) } ?? false
        if let built = lines["built"], let installed = lines["package_version"], newest != nil {
            isOutdated = isOutdated || isOlder(built, than: installed)
        }
        let packages = Set(lines.all("package").compactMap(Field.present)).sorted().joined(separator: ",")
        return [
            Row([
                .bool(isFlagged || isOutdated), .bool(isFlagged), .optional(Field.present(packages)),
                .text(running),
                .optional(newest),
            ])
        ]
    }

    /// Whether the numbers in `a` come before those in `b`; names with the same numbers, as flavours of one kernel have, do not differ.
    static func isOlder(_ a: String, than b: String) -> Bool {
        numbers(in: a).lexicographicallyPrecedes(numbers(in: b))
    }

    /// The runs of digits up to the first word that has none, so that `6.1.0-18-cloud-amd64` is 6, 1, 0, 18.
    ///
    /// `el9_4` and `lts` end the version; digits beyond 18 are more than a number can hold and are cut.
    private static func numbers(in version: String) -> [Int64] {
        let parts = version.utf8.split {
            [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "~")].contains($0)
        }
        var numbers: [Int64] = []
        for part in parts {
            let digits = part.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(18)
            guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { break }
            numbers.append(number)
        }
        return numbers
    }
}
