package import Model

/// The lines of the configuration files that checks read: those of a written list, and no others.
///
/// Blank lines and those that begin with `#`, `;` or `//` are dropped. At most 400 lines a file, each cut at 1,000 bytes, 8,000 in all. What looks
/// like a secret is masked; of SNMP's communities only `public` and `private` are kept, as they are known to everybody.
package struct FileLines: Fact {
    package static let table = Table(
        "file_lines", "A line of a configuration file of the written list.",
        [
            .text("path", "The file"),
            .integer("number", "Which line of it"),
            .text("line", "Its text, masked where it looks like a secret"),
        ], key: ["path", "number"])

    package static let privilege = Privilege.rootForMore

    /// The files, as patterns of `sh`, by what they are for.
    static let files: [(purpose: String, patterns: [String])] = [
        (
            "accounts, passwords, sessions",
            [
                "/etc/login.defs", "/etc/default/useradd", "/etc/adduser.conf", "/etc/profile",
                "/etc/profile.d/*.sh", "/etc/bash.bashrc",
                "/etc/bashrc", "/etc/pam.d/su", "/etc/pam.d/sudo", "/etc/pam.d/login", "/etc/pam.d/sshd",
                "/etc/pam.d/common-*",
                "/etc/pam.d/system-auth", "/etc/pam.d/password-auth", "/etc/pam.d/base-*",
                "/etc/security/faillock.conf",
                "/etc/security/pwquality.conf", "/etc/security/pwquality.conf.d/*.conf",
                "/etc/security/pwhistory.conf",
                "/etc/security/limits.conf", "/etc/security/limits.d/*.conf", "/etc/security/access.conf",
                "/etc/doas.conf",
                "/etc/doas.d/*.conf", "/etc/hosts.equiv", "/etc/hosts.allow", "/etc/hosts.deny",
                "/etc/securetty",
                "/etc/cron.allow", "/etc/cron.deny", "/etc/at.allow",
            ]
        ),
        (
            "kernel modules",
            [
                "/etc/modprobe.d/*.conf", "/usr/lib/modprobe.d/*.conf", "/etc/modules",
                "/etc/modules-load.d/*.conf",
            ]
        ),
        (
            "services",
            [
                "/etc/exports", "/etc/exports.d/*.exports", "/etc/rsyncd.conf", "/etc/rsyncd.d/*.conf",
                "/etc/snmp/snmpd.conf",
                "/etc/snmp/snmpd.conf.d/*.conf", "/etc/fail2ban/jail.local", "/etc/fail2ban/jail.d/*",
                "/etc/default/ssh",
                "/etc/sysconfig/sshd", "/etc/postfix/main.cf",
            ]
        ),
        (
            "logs",
            [
                "/etc/logrotate.conf", "/etc/logrotate.d/*", "/etc/audit/auditd.conf",
                "/etc/audit/rules.d/*.rules", "/etc/audit/audit.rules",
                "/etc/rsyslog.conf", "/etc/rsyslog.d/*.conf",
            ]
        ),
        (
            "web servers",
            [
                "/etc/nginx/nginx.conf", "/etc/nginx/conf.d/*.conf", "/etc/nginx/sites-enabled/*",
                "/etc/nginx/http.d/*.conf",
                "/etc/nginx/snippets/*.conf", "/etc/apache2/conf-enabled/security.conf",
            ]
        ),
        (
            "databases",
            [
                "/etc/postgresql/*/*/pg_hba.conf", "/etc/postgresql/*/*/postgresql.conf",
                "/etc/postgresql/*/*/conf.d/*.conf",
                "/var/lib/pgsql/data/pg_hba.conf", "/var/lib/pgsql/data/postgresql.conf",
                "/var/lib/pgsql/*/data/pg_hba.conf",
                "/var/lib/pgsql/*/data/postgresql.conf", "/var/lib/postgresql/*/data/pg_hba.conf",
                "/etc/mysql/my.cnf",
                "/etc/mysql/conf.d/*.cnf", "/etc/mysql/mariadb.conf.d/*.cnf", "/etc/mysql/mysql.conf.d/*.cnf",
                "/etc/my.cnf",
                "/etc/my.cnf.d/*.cnf",
            ]
        ),
        ("certificates", ["/etc/letsencrypt/renewal/*.conf"]),
    ]

    package static let script =
        """
        set -- \(files.flatMap(\.patterns).joined(separator: " "))

        """ + #"""
            missing=
            me=$(id -u)
            for path do
                shift
                if [ -f "$path" ]; then
                    if [ -r "$path" ]; then set -- "$@" "$path"; else missing=1; fi
                elif [ "$me" != 0 ]; then
                    folder=${path%/*}
                    while [ -n "$folder" ] && ! [ -d "$folder" ]; do folder=${folder%/*}; done
                    if ! [ -x "${folder:-/}" ]; then missing=1; fi
                fi
            done
            [ $# -eq 0 ] || awk "$escape"'
                FNR == 1 { lines = 0 }
                /^[ \t\r]*($|#|;|\/\/)/ { next }
                lines++ < 400 && all++ < 8000 { print escape(FILENAME) "\t" FNR "\t" escape(substr($0, 1, 1000)) }' "$@"
            [ -z "$missing" ] || denied
            """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 3).enumerated().map { index, fields in
            guard fields[0].utf8.first == UInt8(ascii: "/"), let number = Int64(fields[1]) else {
                throw Problem("line \(index + 1): no line of a file", evidence: String(fields[0].prefix(120)))
            }
            let line = fields[0].hasPrefix("/etc/snmp/") ? withoutCommunity(fields[2]) : fields[2]
            return [.text(fields[0]), .integer(number), .text(masked(line))]
        }
    }

    /// A line of snmpd.conf without its secret: the community, or the passphrases of a user.
    ///
    /// Source: `snmpd.conf(5)`, *ACCESS CONTROL*.
    private static func withoutCommunity(_ line: String) -> String {
        var words = line.utf8.split { $0 == 32 || $0 == 9 || $0 == 13 }.map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let first = words.first else { return line }
        let known: Set = ["public", "private", "default"]
        switch first.lowercased() {
        case "rocommunity", "rwcommunity", "rocommunity6", "rwcommunity6", "trapcommunity", "authcommunity":
            let at = first.lowercased() == "authcommunity" ? 2 : 1
            if words.count > at, !known.contains(words[at]) { words[at] = "***" }
        case "com2sec", "com2sec6", "com2secunix":
            if let last = words.indices.last, last > 2, !known.contains(words[last]) { words[last] = "***" }
        case "trapsink", "trap2sink", "informsink":
            if words.count > 2, !known.contains(words[2]) { words[2] = "***" }
        case "createuser", "usmuser", "trapsess", "proxy":
            words = [first, "***"]
        default: return line
        }
        return words.joined(separator: " ")
    }
}
