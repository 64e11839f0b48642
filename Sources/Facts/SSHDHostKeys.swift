package import Model

/// The host keys of this server's SSH daemon, from their public halves, which anyone may read.
///
/// A key without its `.pub` file is left out: only root could read the rest of it.
///
/// Source: `sshd(8)`, *FILES*; `sshd_config(5)`, *HostKey*.
package struct SSHDHostKeys: Fact {
    package static let table = Table(
        "sshd_host_keys", "A key by which the SSH daemon proves which server it is.",
        [
            .text("path", "File of the public half"),
            .text("algorithm", "Key type, as in `ssh-ed25519`"),
            .integer("bits", "Length of the modulus or of the curve"),
            .text("fingerprint", "As `ssh-keygen -l` prints it, `SHA256:…`"),
        ], key: ["path"])

    package static let script = #"""
        set --
        for file in /etc/ssh/ssh_host_*_key.pub; do [ -f "$file" ] && set -- "$@" "$file"; done
        for config in /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf; do
            [ -r "$config" ] || continue
            names=$(awk 'tolower($1) == "hostkey" && $2 ~ /^\/[^*?[]*$/ { print $2 ".pub" }' "$config" | head -n 20)
            for file in $names; do
                case $file in /etc/ssh/ssh_host_*_key.pub) continue ;; esac
                [ -f "$file" ] && set -- "$@" "$file"
            done
        done
        [ $# -gt 0 ] || absent
        missing=
        for file do
            [ -r "$file" ] && set -- "$@" "$file" || missing=1
            shift
        done
        [ $# -eq 0 ] || awk "$escape"'FNR == 1 && length($0) < 16384 { print escape(FILENAME) "\t" escape($1) "\t" escape($2) }' "$@"
        [ -z "$missing" ] || denied
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 3).enumerated().map { index, fields in
            guard let key = PublicKey(algorithm: fields[1], base64: fields[2]) else {
                throw Problem("line \(index + 1): no public key", evidence: String(fields[0].prefix(120)))
            }
            return [.text(fields[0]), .text(key.algorithm), .optional(key.bits), .text(key.fingerprint)]
        }
    }
}
