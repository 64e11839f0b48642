package import Model

/// The groups of `/etc/group`; their members are in `user_groups`.
///
/// Source: `group(5)`.
package struct Groups: Fact {
    package static let table = Table(
        "groups", "A group of accounts of this host.",
        [
            .integer("gid", "Group id"),
            .text("groupname", "Name of the group"),
        ], key: ["groupname"])

    package static let script = #"""
        [ -e /etc/group ] || absent
        [ -r /etc/group ] || denied
        awk -F: "$escape"'$1 != "" && $1 !~ /^[ \t]*#/ && $3 ~ /^[ \t]*[+-]?[0-9]+$/ {
            print escape($3) "\t" escape($1)
        }' /etc/group
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).enumerated().map { index, fields in
            guard let gid = accountID(fields[0]) else {
                throw Problem("line \(index + 1): no group id", evidence: String(fields[0].prefix(120)))
            }
            return [.integer(gid), .text(fields[1])]
        }
    }
}
