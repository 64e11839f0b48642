package import Model

/// The names that the host knows by itself.
///
/// At most 1,000 lines are read.
///
/// Source: `hosts(5)`.
package struct EtcHosts: Fact {
    package static let table = Table(
        "etc_hosts", "A line of /etc/hosts.",
        [
            .text("address", "Address"),
            .text("hostnames", "Names that lead to it, with spaces between them"),
        ])

    package static let script = #"""
        [ -e /etc/hosts ] || absent
        [ -r /etc/hosts ] || denied
        awk "$escape"'
            NR > 1000 { exit }
            {
                sub(/#.*/, ""); sub(/\r$/, "")
                if (NF < 2) next
                names = $2
                for (i = 3; i <= NF && i <= 50; i++) names = names " " $i
                print escape($1) "\t" escape(names)
            }' /etc/hosts
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).map { Row($0) }
    }
}
