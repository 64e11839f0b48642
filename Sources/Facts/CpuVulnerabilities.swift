package import Model

/// What the kernel says of each known flaw of processors: not affected, mitigated or vulnerable.
///
/// In a virtual machine it is what the guest can tell. A kernel without the list, older than 4.15, has no answer.
///
/// Source: the kernel's admin-guide, *Hardware vulnerabilities*.
package struct CpuVulnerabilities: Fact {
    package static let table = Table(
        "cpu_vulnerabilities", "A known flaw of processors.",
        [
            .text("name", "The kernel's name of the flaw, as in `spectre_v2`"),
            .text(
                "state",
                "The kernel's words, which begin `Not affected`, `Mitigation`, `Vulnerable`, `Unknown` or `KVM`"
            ),
        ], key: ["name"])

    package static let script = #"""
        cd /sys/devices/system/cpu/vulnerabilities 2>/dev/null || absent
        for file in *; do
            [ ! -r "$file" ] || set -- "$@" "$file"
        done
        [ $# -gt 0 ] || absent
        awk "$escape"'FNR == 1 { print FILENAME "\t" escape($0) }' "$@"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).map { Row($0) }
    }
}
