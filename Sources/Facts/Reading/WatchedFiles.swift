internal import Model

/// The files whose owner and permissions checks ask for: the written list behind the table `file`.
///
/// A new check that needs another file adds its path here, under what it is for. Patterns are those of `sh`.
enum WatchedFiles {
    /// Paths of the host itself.
    static let paths: [(purpose: String, patterns: [String])] = [
        (
            "accounts and their passwords",
            [
                "/etc/passwd", "/etc/passwd-", "/etc/group", "/etc/group-", "/etc/shadow", "/etc/shadow-",
                "/etc/gshadow",
                "/etc/gshadow-", "/etc/security/opasswd", "/etc/hosts.equiv", "/etc/shosts.equiv",
                "/etc/login.defs",
            ]
        ),
        (
            "sudo",
            [
                "/etc/sudoers", "/etc/sudoers.d", "/etc/sudoers.d/*", "/etc/sudoers-rs", "/etc/doas.conf",
                "/etc/doas.d/*",
            ]
        ),
        (
            "the SSH daemon and its keys",
            [
                "/etc/ssh", "/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d", "/etc/ssh/sshd_config.d/*",
                "/etc/ssh/ssh_host_*_key",
                "/etc/ssh/ssh_host_*_key.pub", "/etc/ssh/authorized_keys.d", "/etc/ssh/authorized_keys.d/*",
            ]
        ),
        (
            "scheduled jobs",
            [
                "/etc/crontab", "/etc/anacrontab", "/etc/cron.d", "/etc/cron.d/*", "/etc/cron.hourly",
                "/etc/cron.hourly/*",
                "/etc/cron.daily", "/etc/cron.daily/*", "/etc/cron.weekly", "/etc/cron.weekly/*",
                "/etc/cron.monthly",
                "/etc/cron.monthly/*", "/etc/cron.allow", "/etc/cron.deny", "/etc/at.allow", "/etc/at.deny",
                "/etc/crontabs",
                "/etc/crontabs/*", "/var/spool/cron", "/var/spool/cron/*", "/var/spool/cron/crontabs/*",
            ]
        ),
        ("shared folders", ["/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/run/lock"]),
        (
            "the boot loader",
            [
                "/boot/grub/grub.cfg", "/boot/grub/user.cfg", "/boot/grub2/grub.cfg", "/boot/grub2/user.cfg",
                "/boot/efi/EFI/*/grub.cfg",
                "/boot/extlinux.conf",
            ]
        ),
        (
            "sockets that give root",
            [
                "/run/docker.sock", "/var/run/docker.sock", "/run/containerd/containerd.sock",
                "/run/podman/podman.sock",
            ]
        ),
        (
            "logs",
            [
                "/var/log", "/var/log/*.log", "/var/log/syslog", "/var/log/messages", "/var/log/secure",
                "/var/log/maillog",
                "/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/log/audit",
                "/var/log/audit/audit.log",
                "/var/log/journal", "/var/log/nginx", "/var/log/nginx/*.log", "/var/log/apache2",
                "/var/log/httpd",
                "/var/log/postgresql", "/var/log/redis",
            ]
        ),
        (
            "private keys of TLS",
            [
                "/etc/ssl/private", "/etc/ssl/private/*", "/etc/letsencrypt", "/etc/letsencrypt/live",
                "/etc/letsencrypt/archive",
                "/etc/letsencrypt/live/*/privkey.pem",
                "/etc/letsencrypt/accounts/*/directory/*/private_key.json", "/etc/ssl/*.key",
                "/etc/ssl/*.pem", "/etc/pki/tls/private/*", "/etc/nginx/*.key", "/etc/nginx/*.pem",
                "/etc/nginx/*/*.key",
                "/etc/nginx/*/*.pem", "/etc/apache2/*.key", "/etc/apache2/*/*.key", "/etc/httpd/*/*.key",
                "/etc/haproxy/*.pem",
                "/etc/haproxy/*/*.pem", "/etc/traefik/acme.json", "/etc/postfix/*.key", "/etc/postfix/*.pem",
                "/etc/dovecot/private/*",
                "/var/lib/caddy/.local/share/caddy/certificates/*/*/*.key", "/var/lib/acme/*/key.pem",
            ]
        ),
        (
            "databases",
            [
                "/var/lib/postgresql", "/var/lib/postgresql/*", "/var/lib/postgresql/*/*", "/var/lib/pgsql",
                "/var/lib/pgsql/data",
                "/var/lib/pgsql/*/data", "/etc/postgresql/*/*/pg_hba.conf",
                "/etc/postgresql/*/*/postgresql.conf",
                "/var/lib/mysql", "/etc/mysql/debian.cnf", "/etc/mysql/my.cnf", "/etc/my.cnf", "/etc/redis",
                "/etc/redis/*.conf",
                "/etc/redis.conf", "/etc/valkey/*.conf", "/var/lib/redis", "/etc/redis/*.acl",
                "/etc/mongod.conf", "/var/lib/mongodb",
            ]
        ),
        (
            "secrets of services",
            [
                "/etc/rsyncd.conf", "/etc/rsyncd.secrets", "/etc/snmp/snmpd.conf", "/etc/exports",
                "/etc/netplan/*.yaml",
                "/etc/wireguard/*.conf", "/etc/openvpn/*.key", "/etc/openvpn/*/*.key",
                "/etc/ppp/chap-secrets", "/etc/ppp/pap-secrets",
                "/etc/newrelic-infra.yml", "/etc/datadog-agent/datadog.yaml", "/etc/log_files.yml",
                "/etc/restic/*", "/etc/borgmatic/*",
                "/etc/rabbitmq/*.conf*", "/etc/kubernetes/*.conf", "/etc/rancher/k3s/k3s.yaml",
                "/etc/constat/*", "/etc/environment",
                "/etc/default/*", "/etc/docker/daemon.json", "/etc/docker/key.json",
            ]
        ),
        (
            "nodes of Erlang",
            [
                "/etc/ejabberd/ejabberdctl.cfg", "/var/lib/rabbitmq/.erlang.cookie",
                "/var/lib/*/.erlang.cookie",
            ]
        ),
    ]

    /// Below the home of every account.
    static let homes = [
        ".", ".rhosts", ".shosts", ".netrc", ".forward", ".ssh", ".ssh/authorized_keys",
        ".ssh/authorized_keys2", ".ssh/config",
        ".ssh/id_*", ".ssh/*.pem", ".ssh/*.key", ".erlang.cookie", ".pgpass", ".my.cnf", ".kube/config",
        ".aws/credentials",
        ".docker/config.json", ".git-credentials", ".npmrc", ".gem/credentials", ".bundle/config",
        ".hex/hex.config", ".pypirc",
        ".vault-token", ".config/doctl/config.yaml", ".config/gcloud/credentials.db", ".s3cfg", ".boto",
        ".gnupg",
    ]

    /// Names looked for below the folders of applications.
    static let applications = [
        ".env", ".env.*", "*.env", "master.key", "production.key", "staging.key", "credentials.yml",
        "credentials.yml.enc", "secrets.yml",
        "database.yml", "application.yml", "mongoid.yml", "prod.secret.exs", ".pgpass", ".my.cnf", ".netrc",
        ".npmrc", "kubeconfig",
        "*.kubeconfig", "*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "id_rsa", "id_ecdsa", "id_ed25519",
        "COOKIE", ".erlang.cookie",
        "erl_crash.dump", "core", "core.[0-9]*", "service-account*.json", "*.sql", "*.sql.gz", "*.dump",
        ".htpasswd", "wp-config.php",
    ]

    /// Folders of an application that are not searched, as they hold what others wrote.
    static let pruned = [
        "node_modules", ".git", ".svn", "vendor", "deps", "_build", "site-packages", "gems",
        "bower_components", "tmp",
    ]
}
