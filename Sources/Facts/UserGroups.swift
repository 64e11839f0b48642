package import Model

/// Which account is in which group: the primary group of each, and those that name it as a member.
///
/// Ids, as osquery has them: two accounts of one id are one here. A member that is no account of this host has no row.
///
/// Source: `passwd(5)`, `group(5)`.
package struct UserGroups: Fact {
    package static let table = Table(
        "user_groups", "An account's membership of a group.",
        [
            .integer("uid", "The account"),
            .integer("gid", "A group that it is in, primary or not"),
        ], key: ["uid", "gid"])

    package static let script = #"""
        for file in /etc/passwd /etc/group; do
            [ -e "$file" ] || absent
            [ -r "$file" ] || denied
        done
        awk -F: '
            function membership(uid, gid) { if (!((uid, gid) in seen)) print uid "\t" gid; seen[uid, gid] = 1 }
            $1 == "" || $1 ~ /^[ \t]*#/ || $3 !~ /^[ \t]*[+-]?[0-9]+$/ { next }
            FILENAME == "/etc/passwd" && $4 ~ /^[ \t]*[+-]?[0-9]+$/ { if (!($1 in uids)) uids[$1] = $3 + 0; membership($3 + 0, $4 + 0); next }
            FILENAME == "/etc/group" {
                count = split($4, names, ",")
                for (i = 1; i <= count; i++) if (names[i] in uids) membership(uids[names[i]], $3 + 0)
            }' /etc/passwd /etc/group
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).enumerated().map { index, fields in
            guard let uid = accountID(fields[0]), let gid = accountID(fields[1]) else {
                throw Problem("line \(index + 1): no two ids", evidence: String(fields[0].prefix(120)))
            }
            return [.integer(uid), .integer(gid)]
        }
    }
}
