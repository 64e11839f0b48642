package import Model

/// Whether each account has a password, and how it is hashed.
///
/// The hash never leaves the host.
///
/// The script reduces it there: to `empty`, to `locked` or `not_set`, or to the name of its algorithm. A hash behind a `!` is a locked
/// one, and its algorithm is told still. What no `crypt(3)` makes, as `*` or `NP`, lets nobody in and counts as locked. Where
/// `/etc/passwd` holds the password field itself instead of `x`, that field is what counts.
///
/// Source: `shadow(5)`, `crypt(5)`.
package struct Shadow: Fact {
    package static let table = Table(
        "shadow", "What is known of an account's password, without the password or its hash.",
        [
            .text(
                "password_status",
                "active, empty (no password is asked), locked, or not_set (`!!`, never given one)"),
            .text(
                "hash_alg",
                "yescrypt, gost-yescrypt, scrypt, bcrypt, sha512crypt, sha256crypt, sha1crypt, md5crypt, "
                    + "sunmd5, nthash, bsdicrypt, descrypt or unknown; null without a hash"),
            .integer(
                "last_change",
                "Day of the last change, counted from 1970; 0 asks for a change at the next login"),
            .integer("min", "Days before it may be changed again"),
            .integer("max", "Days after which it must be changed"),
            .integer("warning", "Days of warning before that"),
            .integer("inactive", "Days after that until the account is closed"),
            .integer("expire", "Day on which the account ends, counted from 1970"),
            .text("username", "The account"),
        ], key: ["username"])

    package static let privilege = Privilege.root

    package static let script = #"""
        [ -e /etc/shadow ] || [ -e /etc/passwd ] || absent
        [ -r /etc/passwd ] || denied
        set -- /etc/passwd
        if [ -e /etc/shadow ]; then
            [ -r /etc/shadow ] || denied
            set -- /etc/passwd /etc/shadow
        fi
        awk -F: "$escape"'
            function algorithm(hash) {
                if (hash ~ /^\$y\$/) return "yescrypt"
                if (hash ~ /^\$gy\$/) return "gost-yescrypt"
                if (hash ~ /^\$7\$/) return "scrypt"
                if (hash ~ /^\$2[aby]?\$/) return "bcrypt"
                if (hash ~ /^\$2x\$/) return "bcrypt-x"
                if (hash ~ /^\$6\$/) return "sha512crypt"
                if (hash ~ /^\$5\$/) return "sha256crypt"
                if (hash ~ /^\$sha1/) return "sha1crypt"
                if (hash ~ /^\$md5/) return "sunmd5"
                if (hash ~ /^\$3\$/) return "nthash"
                if (hash ~ /^\$1\$/) return "md5crypt"
                if (hash ~ /^\$./) return "unknown"
                if (hash ~ /^_[.\/0-9A-Za-z]+$/ && length(hash) == 20) return "bsdicrypt"
                if (hash ~ /^[.\/0-9A-Za-z]+$/ && length(hash) >= 13 && length(hash) % 11 == 2) return "descrypt"
                return ""
            }
            function line(password, days, name,   status, hash) {
                hash = password
                sub(/^[!*]+/, "", hash)
                hash = algorithm(hash)
                if (password == "") status = "empty"
                else if (password == "!!") status = "not_set"
                else if (password ~ /^[!*]/ || hash == "") status = "locked"
                else status = "active"
                print status "\t" hash "\t" days "\t" escape(name)
            }
            $1 == "" || $1 ~ /^[ \t]*#/ || $1 ~ /^[+-]/ { next }
            FILENAME == "/etc/passwd" {
                if ($2 != "x" && $2 !~ /^##/ && NF > 3) { line($2, "\t\t\t\t\t", $1); told[$1] = 1 }
                next
            }
            !($1 in told) {
                days = ""
                for (i = 3; i <= 8; i++) days = days (i > 3 ? "\t" : "") ($i ~ /^-?[0-9]+$/ ? $i : "")
                line($2, days, $1)
            }' "$@"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let states: Set = ["active", "empty", "locked", "not_set"]
        return try output.tabbed(fields: 9).enumerated().map { index, fields in
            guard states.contains(fields[0]) else {
                throw Problem("line \(index + 1): unknown password state")
            }
            var row = Row(fields)
            if fields[1].isEmpty { row.values[1] = .null }
            return row
        }
    }
}
