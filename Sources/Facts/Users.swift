package import Model

/// The accounts of `/etc/passwd`, one row a line that the C library would take for an account.
///
/// Accounts of a directory service (LDAP, SSSD) are left out: asking for them would be a question over the network. A line may end
/// after the group id, as the C library allows, so that no account hides behind a missing field. A `+` line of the old
/// NIS form, which has no id, has null for it.
///
/// Source: `passwd(5)`.
package struct Users: Fact {
    package static let table = Table(
        "users", "An account of this host.",
        [
            .integer("uid", "User id"),
            .integer("gid", "Primary group"),
            .text("username", "Login name"),
            .text("description", "The GECOS field, often a person's name"),
            .text("directory", "Home directory"),
            .text("shell", "Login shell; empty means /bin/sh"),
        ], key: ["username"])

    package static let script = #"""
        [ -e /etc/passwd ] || absent
        [ -r /etc/passwd ] || denied
        awk -F: "$escape"'
            $1 != "" && $1 !~ /^[ \t]*#/ && (($3 ~ /^[ \t]*[+-]?[0-9]+$/ && $4 ~ /^[ \t]*[+-]?[0-9]+$/) || $1 ~ /^[+-]/) {
                print escape($3) "\t" escape($4) "\t" escape($1) "\t" escape($5) "\t" escape($6) "\t" escape($7)
            }' /etc/passwd
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 6).enumerated().map { index, fields in
            let isNIS = fields[2].utf8.first == UInt8(ascii: "+") || fields[2].utf8.first == UInt8(ascii: "-")
            let ids = fields[0...1].map(accountID)
            guard isNIS || !ids.contains(nil) else {
                throw Problem(
                    "line \(index + 1): no user and group id", evidence: String(fields[2].prefix(120)))
            }
            return Row(ids.map { Value.optional($0) } + fields[2...].map(Value.text))
        }
    }
}

/// A user or group id as the C library reads it: blanks and a sign are allowed, and -1 is the highest id.
func accountID(_ text: String) -> Int64? {
    let digits = text.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
    return Int64(UInt32(truncatingIfNeeded: number))
}
