package import Model

/// The keys that open an account over SSH, one row a key, an account and a file.
///
/// Key material is not kept.
///
/// Read are the files that sshd reads by default, those of `/etc/ssh/authorized_keys.d` and `/etc/ssh/authorized_keys`, and those that an
/// `AuthorizedKeysFile` line of sshd's configuration names, for every account of `/etc/passwd`, at most 1,000 keys a file. What an
/// `AuthorizedKeysCommand` gives is left out. Where two accounts share a home, each has its row. Options are masked, as they may hold an
/// environment or a command; a line that is no key has no row.
///
/// Source: `sshd(8)`, *AUTHORIZED_KEYS FILE FORMAT*.
package struct AuthorizedKeys: Fact {
    package static let table = Table(
        "authorized_keys", "A key that opens an account over SSH.",
        [
            .integer("uid", "The account"),
            .text("username", "The account's name"),
            .text("algorithm", "Key type, as in `ssh-ed25519`"),
            .integer("bits", "Length of the modulus or of the curve"),
            .text("fingerprint", "As `ssh-keygen -l` prints it, `SHA256:…`"),
            .text("options", "What the key is restricted to, as in `from=\"192.0.2.1\",no-pty`"),
            .text("comment", "What stands after the key, often whose it is"),
            .text("key_file", "File that it stands in"),
            .integer("line", "Line of that file"),
        ], key: ["username", "key_file", "line"])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        [ -r /etc/passwd ] || denied
        patterns='.ssh/authorized_keys .ssh/authorized_keys2 /etc/ssh/authorized_keys.d/%u /etc/ssh/authorized_keys/%u'
        set -- /etc/ssh/sshd_config
        for file in /etc/ssh/sshd_config.d/*.conf; do set -- "$@" "$file"; done
        for file do [ -f "$file" ] && [ -r "$file" ] && set -- "$@" "$file"; shift; done
        [ $# -eq 0 ] || patterns="$patterns $(awk 'tolower($1) == "authorizedkeysfile" {
            for (i = 2; i <= NF && $i !~ /^#/; i++) if (tolower($i) != "none") print $i }' "$@" | head -n 40)"
        PATTERNS=$patterns awk -F: '
            BEGIN { count = split(ENVIRON["PATTERNS"], patterns, /[ \t\n]+/) }
            function expanded(pattern, name, uid, home,   out, at, letter) {
                gsub(/"/, "", pattern)
                out = ""
                while ((at = index(pattern, "%")) > 0) {
                    letter = substr(pattern, at + 1, 1)
                    out = out substr(pattern, 1, at - 1) (letter == "u" ? name : letter == "h" ? home : letter == "U" ? uid : letter == "%" ? "%" : "")
                    pattern = substr(pattern, at + 2)
                }
                out = out pattern
                return out ~ /^\// ? out : home "/" out
            }
            /[\t\\]/ || $1 == "" || $1 ~ /^[+#-]/ || $3 !~ /^[0-9]+$/ { next }
            {
                home = $6; sub(/\/+$/, "", home)
                for (i = 1; i <= count; i++) {
                    path = expanded(patterns[i], $1, $3, home)
                    if (!(($1, path) in seen)) print $3 "\t" $1 "\t" path
                    seen[$1, path] = 1
                }
            }' /etc/passwd | {
            set --
            missing=
            tab=$(printf '\t')
            me=$(id -u)
            while IFS=$tab read -r uid name path; do
                if [ -f "$path" ]; then
                    if [ -r "$path" ]; then
                        printf 'A\t%s\t%s\t%s\n' "$uid" "$name" "$path"
                        set -- "$@" "$path"
                    else missing=1; fi
                elif [ "$me" != 0 ]; then
                    # Not there, or in a folder that this account may not look into?
                    folder=${path%/*}
                    while [ -n "$folder" ] && ! [ -d "$folder" ]; do folder=${folder%/*}; done
                    [ -x "${folder:-/}" ] || missing=1
                fi
            done
            [ $# -eq 0 ] || awk "$escape"'
                FNR == 1 { told = 0 }
                told < 1000 && /(ssh-|ecdsa-|sk-)[a-z0-9@.-]+[ \t]+AAAA/ && length($0) < 16384 {
                    told++
                    print "K\t" escape(FILENAME) "\t" FNR "\t" escape($0)
                }' "$@"
            [ -z "$missing" ] || denied
        }
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var accounts: [(uid: String, name: String, path: String)] = []
        var keys: [[UInt8]: [(line: String, key: Entry)]] = [:]
        var seen: Set<String> = []
        for (index, line) in output.lines.enumerated() {
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("A", 4): accounts.append((fields[1], fields[2], fields[3]))
            case ("K", 4):
                // A file that two accounts share is read once for each.
                guard seen.insert("\(fields[2]) \(fields[1])").inserted else { continue }
                if let key = Entry(fields[3]) {
                    keys[Array(fields[1].utf8), default: []].append((fields[2], key))
                }
            default:
                throw Problem(
                    "line \(index + 1): neither an account nor a key", evidence: String(line.prefix(40)))
            }
        }
        return accounts.flatMap { account in
            (keys[Array(account.path.utf8)] ?? []).map { line, entry in
                [
                    .text(account.uid), .text(account.name), .text(entry.key.algorithm),
                    .optional(entry.key.bits),
                    .text(entry.key.fingerprint), .text(masked(entry.options)), .text(entry.comment),
                    .text(account.path), .text(line),
                ]
            }
        }
    }

    /// A line of an `authorized_keys` file: options, key, comment.
    private struct Entry {
        let options: String
        let key: PublicKey
        let comment: String

        init?(_ line: String) {
            let bytes = Array(line.utf8)
            guard bytes.first(where: { $0 != 32 && $0 != 9 }) != UInt8(ascii: "#") else { return nil }
            let words = Entry.words(bytes)
            // The key type is the first word, or the second behind options.
            for first in 0..<min(2, max(0, words.count - 1)) {
                let type = String(decoding: bytes[words[first]], as: UTF8.self)
                let blob = String(decoding: bytes[words[first + 1]], as: UTF8.self)
                guard let key = PublicKey(algorithm: type, base64: blob) else { continue }
                self.key = key
                options = first == 0 ? "" : String(decoding: bytes[words[0]], as: UTF8.self)
                var rest = bytes[words[first + 1].upperBound...].drop { $0 == 32 || $0 == 9 }
                while let last = rest.last, last == 32 || last == 9 || last == 13 { rest.removeLast() }
                comment = String(decoding: rest, as: UTF8.self)
                return
            }
            return nil
        }

        /// The first three words; blanks within double quotes do not part them.
        private static func words(_ bytes: [UInt8]) -> [Range<Int>] {
            var words: [Range<Int>] = []
            var index = 0
            while index < bytes.count, words.count < 3 {
                while index < bytes.count, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
                let start = index
                var quoted = false
                while index < bytes.count,
                    quoted || (bytes[index] != 32 && bytes[index] != 9 && bytes[index] != 13)
                {
                    if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
                        bytes[index + 1] == UInt8(ascii: "\"")
                    {
                        index += 1
                    } else if bytes[index] == UInt8(ascii: "\"") {
                        quoted.toggle()
                    }
                    index += 1
                }
                index = min(index, bytes.count)
                if start < index { words.append(start..<index) }
                if index < bytes.count, bytes[index] == 13 { index += 1 }
            }
            return words
        }
    }
}
