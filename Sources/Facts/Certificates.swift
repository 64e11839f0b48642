package import Model

/// The server's own certificates on disk, with the chains that stand in the same files; not the authorities that it trusts.
///
/// Looked at are the usual places and what nginx, Apache, HAProxy and Postfix name in their configuration, at most 300 files and 5 certificates of
/// each. Only the blocks `CERTIFICATE` of PEM files are read: a private key in the same file never leaves the host. Files in
/// DER alone are left out.
///
/// Source: RFC 5280; `x509v3_config(5)`.
package struct Certificates: Fact {
    package static let table = Table(
        "certificates", "A certificate in a file of this host, that it shows to others.",
        [
            .text("path", "The file"),
            .text("common_name", "CN of the subject; null without"),
            .text("subject", "Distinguished name, as in `C=FR, O=Example, CN=www.example.com`"),
            .text("issuer", "Who signed it, in the same form"),
            .integer("ca", "1 where it may sign others"),
            .integer("self_signed", "1 where subject and issuer are the same"),
            .integer("not_valid_before", "Start, in seconds since 1970"),
            .integer("not_valid_after", "End, in seconds since 1970"),
            .text(
                "signing_algorithm",
                "As in sha256WithRSAEncryption; the dotted identifier where it is not known"),
            .text("key_algorithm", "rsaEncryption, id-ecPublicKey, ED25519 and so on"),
            .integer("key_strength", "Bits of the modulus or of the curve"),
            .text("serial", "Serial number in hexadecimal"),
            .text("sha1", "SHA-1 of the whole certificate, in hexadecimal"),
            .text("subject_alternative_names", "Names and addresses that it is for, comma-separated"),
        ], key: ["path", "sha1"])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        set -- /etc/nginx/nginx.conf /etc/nginx/conf.d/*.conf /etc/nginx/http.d/*.conf /etc/nginx/sites-enabled/* /etc/nginx/snippets/*.conf \
            /etc/apache2/sites-enabled/*.conf /etc/apache2/mods-enabled/ssl.conf /etc/httpd/conf.d/*.conf /etc/haproxy/haproxy.cfg \
            /etc/postfix/main.cf
        missing=
        for file do
            shift
            if [ -r "$file" ] && [ -f "$file" ]; then set -- "$@" "$file"; elif [ -e "$file" ]; then missing=1; fi
        done
        named=
        [ $# -eq 0 ] || named=$(awk '
            function path(s) { gsub(/[";\047]/, "", s); sub(/\r$/, "", s); if (s ~ /^\/[^*?[$]*$/) print s }
            $1 == "ssl_certificate" || tolower($1) == "sslcertificatefile" { path($2) }
            $1 ~ /^smtpd_tls_(cert|chain)_files?$/ { for (i = 2; i <= NF; i++) { sub(/,$/, "", $i); path($i) } }
            FILENAME ~ /haproxy/ { for (i = 1; i < NF; i++) if ($i == "crt") path($(i + 1)) }' "$@" | head -n 200)
        set -- /etc/letsencrypt/live/*/fullchain.pem /etc/ssl/*.pem /etc/ssl/*.crt /etc/ssl/private/*.pem /etc/ssl/private/*.crt \
            /etc/ssl/certs/ssl-cert-snakeoil.pem /etc/nginx/*.pem /etc/nginx/*.crt /etc/nginx/*/*.pem /etc/nginx/*/*.crt \
            /etc/apache2/*.pem /etc/apache2/*.crt /etc/apache2/*/*.pem /etc/apache2/*/*.crt /etc/httpd/*/*.crt \
            /etc/haproxy/*.pem /etc/haproxy/*/*.pem /etc/pki/tls/certs/*.crt /etc/pki/tls/certs/*.pem /etc/pki/tls/private/*.pem \
            /etc/postfix/*.pem /etc/postfix/*.crt /etc/dovecot/*.pem /etc/dovecot/private/*.pem /etc/postgresql/*/*/*.crt \
            /var/lib/postgresql/*/*/server.crt /var/lib/pgsql/data/server.crt /var/lib/pgsql/*/data/server.crt /etc/redis/*.crt \
            /etc/redis/*/*.crt /etc/mysql/*.pem /etc/docker/*.pem /etc/docker/ssl/*.pem /etc/kubernetes/pki/*.crt /etc/openvpn/*.crt \
            /etc/rabbitmq/*.pem /etc/rabbitmq/*/*.pem /var/lib/acme/*/fullchain.pem \
            /var/lib/caddy/.local/share/caddy/certificates/*/*/*.crt
        # Split at line ends only; a here-document would be a file in some shells.
        IFS='
        '
        set -f
        # shellcheck disable=SC2086 # words are lines
        set -- "$@" $named
        set +f
        unset IFS
        me=$(id -u)
        for file do
            shift
            if [ -d "$file" ]; then
                for inner in "$file"/*.pem; do [ -f "$inner" ] && [ -r "$inner" ] && set -- "$@" "$inner"; done
            elif [ -f "$file" ]; then
                case ${file##*/} in ca-bundle* | ca-certificates* | dhparam* | *-dhparam*) continue ;; esac
                if [ -r "$file" ]; then set -- "$@" "$file"; else missing=1; fi
            elif [ "$me" != 0 ] && [ -z "$missing" ]; then
                folder=${file%/*}
                while [ -n "$folder" ] && ! [ -d "$folder" ]; do folder=${folder%/*}; done
                case $file in
                *'*'*) if ! [ -r "${folder:-/}" ] || ! [ -x "${folder:-/}" ]; then missing=1; fi ;;
                *) [ -x "${folder:-/}" ] || missing=1 ;;
                esac
            fi
        done
        [ $# -eq 0 ] || awk "$escape"'
            FNR == 1 { within = 0; count = 0; if (!(FILENAME in read)) files++; skip = (FILENAME in read) || files > 300; read[FILENAME] = 1 }
            skip { next }
            { sub(/\r$/, "") }
            /^-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/ { within = count++ < 5; text = ""; next }
            /^-----END (TRUSTED |X509 )?CERTIFICATE-----/ { if (within && text != "") print escape(FILENAME) "\t" text; within = 0; next }
            /^-----/ { within = 0 }
            within && /^[A-Za-z0-9+\/=]+[ \t]*$/ { sub(/[ \t]+$/, ""); if (length(text) < 20000) text = text $0 }' "$@"
        [ -z "$missing" ] || denied
        """#

    package static func rows(from output: Output) throws -> [Row] {
        var seen: Set<[String]> = []
        return try output.tabbed(fields: 2).enumerated().compactMap { index, fields in
            guard let bytes = Base64.decode(fields[1]), let certificate = X509(bytes) else {
                // A file may hold what is no certificate under that name; a line without base64 is none of ours.
                if Base64.decode(fields[1]) != nil { return nil }
                throw Problem("line \(index + 1): no base64", evidence: String(fields[0].prefix(120)))
            }
            guard seen.insert([fields[0], certificate.sha1]).inserted else { return nil }
            return [
                .text(fields[0]), .optional(certificate.commonName), .text(certificate.subject),
                .text(certificate.issuer),
                .bool(certificate.mayIssue), .bool(certificate.subject == certificate.issuer),
                .optional(certificate.notBefore),
                .optional(certificate.notAfter), .text(certificate.signature),
                .text(certificate.keyAlgorithm),
                .optional(certificate.keyBits), .text(certificate.serial), .text(certificate.sha1),
                .text(certificate.names.joined(separator: ",")),
            ]
        }
    }
}
