"""What the servers say of themselves: a file of tab-separated rows for each table, the first column whose they are."""

from . import world
from .time import NOW, moment
from .writing import uuid

NOW_SECONDS = int(NOW.timestamp())
DAY = 86_400
OFF = "verdi-web-1"
ALL = [server for server in world.SERVERS if server.name != OFF]
SYSTEMS = {
    "debian12": ("Debian GNU/Linux", "12 (bookworm)", 12, "debian", "bookworm", "12.12", "6.1.0-40-amd64", "6.1.0-41-amd64"),
    "debian11": ("Debian GNU/Linux", "11 (bullseye)", 11, "debian", "bullseye", "11.11", "5.10.0-36-amd64", "5.10.0-36-amd64"),
    "debian10": ("Debian GNU/Linux", "10 (buster)", 10, "debian", "buster", "10.13", "4.19.0-27-amd64", "4.19.0-27-amd64"),
    "ubuntu2404": ("Ubuntu", "24.04.3 LTS (Noble Numbat)", 24, "ubuntu", "noble", None, "6.8.0-85-generic", "6.8.0-85-generic"),
    "ubuntu1804": ("Ubuntu", "18.04.6 LTS (Bionic Beaver)", 18, "ubuntu", "bionic", None, "4.15.0-213-generic", "4.15.0-213-generic"),
}
WEB = [server.name for server in ALL if "web" in server.name]
LEGACY = [server.name for server in world.RACKSPACE]
SIDEKIQ = "acme-worker-1"


def write(folder):
    """All tables that some server has rows of."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"targets": silent()}
    for part in (machines, disks, reach, access, software, running, hardening):
        tables.update(part())
    for name, (columns, rows) in tables.items():
        lines = ["\t".join(["host", *columns])] + ["\t".join(map(cell, row)) for row in rows]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def cell(value):
    r"""A cell; nothing is `\N`."""
    return r"\N" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def names(found):
    """Several servers as one cell."""
    return ",".join(found)


def silent():
    """The server that is switched off."""
    return ["status", "reason", "remedy"], [
        [OFF, "unreachable", "connect to host 203.0.113.61 port 22: Connection timed out",
         "Is it switched on, and does its firewall let this machine in?"]]


def machines():
    """Systems, processors, memory, load, and the time."""
    os_rows, kernels, ups, loads, memory, cpus, infos, clocks, reboots = ([] for _ in range(9))
    for server in ALL:
        name, version, major, platform, codename, extra, kernel, newest = SYSTEMS[server.system]
        os_rows.append([server.name, name, version, major, platform, codename, "x86_64", extra])
        kernels.append([server.name, kernel, "ro quiet", f"/boot/vmlinuz-{kernel}"])
        seconds = server.up_days * DAY + 13_520
        ups.append([server.name, server.up_days, 3, 45, 20, seconds])
        loads += [[server.name, period, round(server.load * factor, 2)] for period, factor in (("1m", 1.1), ("5m", 1.05), ("15m", 1))]
        total = server.memory - 70_000_000
        available = int(total * (1 - server.used))
        memory.append([server.name, total, available // 3, available, total // 20, available // 2, 0, 0])
        cpus.append([server.name, "CPU0", "DO-Regular" if server in world.DROPLETS else "Intel Xeon E5-2680 v2", server.vcpus, server.vcpus,
                     "64"])
        infos.append([server.name, server.name, uuid("machine", server.name), "x86_64", server.vcpus, server.vcpus, total,
                      "DigitalOcean" if server in world.DROPLETS else "Xen", "kvm" if server in world.DROPLETS else "xen",
                      uuid("fingerprint", server.name)[:8] + uuid("fingerprint", server.name)[24:32]])
        is_wrong = server.name == "borea-legacy-1"
        clocks.append([server.name, "ntpd" if is_wrong else "systemd-timesyncd", True, not is_wrong, 4.2 if is_wrong else 0.0008,
                       "debian.pool.ntp.org", "Europe/Paris", NOW_SECONDS + (4 if is_wrong else 0)])
        pending = kernel != newest
        reboots.append([server.name, pending, pending, "linux-image-amd64" if pending else None, kernel, newest])
    return {
        "os_version": (["name", "version", "major", "platform", "codename", "arch", "extra"], os_rows),
        "kernel_info": (["version", "arguments", "path"], kernels),
        "uptime": (["days", "hours", "minutes", "seconds", "total_seconds"], ups),
        "load_average": (["period", "average"], loads),
        "memory_info": (["memory_total", "memory_free", "memory_available", "buffers", "cached", "swap_total", "swap_free"], memory),
        "cpu_info": (["device_id", "model", "number_of_cores", "logical_processors", "address_width"], cpus),
        "system_info": (["hostname", "uuid", "cpu_type", "cpu_physical_cores", "cpu_logical_cores", "physical_memory",
                         "hardware_vendor", "virtualization", "machine_fingerprint"], infos),
        "time_synchronization": (["daemon", "active", "synchronized", "offset_seconds", "server", "timezone", "unix_time"], clocks),
        "reboot_required": (["required", "flag", "flag_packages", "running_kernel", "newest_kernel"], reboots),
    }


def disks():
    """Mounted filesystems and their room."""
    rows = []
    for server in ALL:
        gigabytes = world.SIZES[server.size][2] if server.size in world.SIZES else 80
        rows.append(mount(server.name, "/dev/vda1", "/", "ext4", gigabytes, server.disk, "rw,relatime,errors=remount-ro"))
        rows.append(mount(server.name, "tmpfs", "/dev/shm", "tmpfs", 1, 0, "rw,nosuid,nodev"))
        for name, key, size, owner, *_ in world.VOLUMES:
            if owner == server.name:
                rows.append(mount(server.name, "/dev/sda", f"/mnt/{name.replace('-', '_')}", "ext4", size, 0.62, "rw,noatime,discard"))
    return {"mounts": (["device", "path", "type", "blocks_size", "blocks", "blocks_free", "blocks_available", "inodes", "inodes_free",
                        "flags"], rows)}


def mount(host, device, path, kind, gigabytes, used, flags):
    """A filesystem, a part of which is used."""
    blocks = gigabytes * 262_144
    free = int(blocks * (1 - used))
    return [host, device, path, kind, 4096, blocks, free, int(free * 0.95), gigabytes * 65_536, int(gigabytes * 65_536 * (1 - used / 3)),
            flags]


def reach():
    """Addresses, routes, open ports and firewalls."""
    addresses, interfaces, ports, walls = [], [], [], []
    for server in ALL:
        addresses += [[server.name, "eth0", server.address, "255.255.255.0"], [server.name, "eth1", server.private, "255.255.255.0"]]
        interfaces += [[server.name, "eth0", 1500, False], [server.name, "eth1", 1500, False]]
        opened = [(22, "sshd", "0.0.0.0")]
        if server.name in WEB or "api" in server.name:
            opened += [(80, "nginx", "0.0.0.0"), (443, "nginx", "0.0.0.0")]
        if server.name in LEGACY and server.name != "mail-1":
            opened += [(80, "apache2", "0.0.0.0"), (443, "apache2", "0.0.0.0"), (3306, "mysqld", "127.0.0.1")]
        opened += {"borea-legacy-1": [(21, "vsftpd", "0.0.0.0"), (3306, "mysqld", "0.0.0.0")], SIDEKIQ: [(6379, "redis-server", "192.0.2.13")],
                   "mail-1": [(25, "master", "0.0.0.0"), (587, "master", "0.0.0.0")], "tools-1": [(443, "docker-proxy", "0.0.0.0"),
                   (8080, "docker-proxy", "0.0.0.0")], "helio-api-1": [(9100, "node_exporter", "0.0.0.0")]}.get(server.name, [])
        ports += [[server.name, 700 + port, port, 6, 2, address, process, "root", 0] for port, process, address in opened]
        has_wall = server.name not in ("verdi-legacy-1", "lumen-legacy-1")
        walls.append([server.name, "ufw", "ipv4", has_wall, "drop" if has_wall else "accept", has_wall, 4 if has_wall else 0, has_wall])
    return {
        "interface_addresses": (["interface", "address", "mask"], addresses),
        "interface_details": (["interface", "mtu", "promiscuous"], interfaces),
        "listening_ports": (["pid", "port", "protocol", "family", "address", "process", "username", "uid"], ports),
        "firewalls": (["tool", "family", "active", "input_policy", "final_drop", "rules", "enabled_at_boot"], walls),
        "dns_resolvers": (["id", "type", "address"], [[names(s.name for s in ALL), 0, "nameserver", "192.0.2.1"],
                                                      [names(s.name for s in ALL), 1, "nameserver", "192.0.2.2"]]),
    }


KEYS = {"lea": "hD48eGPgdgsvrD9L744b5ut4maxiCUL81i8MiVXPKjM", "noor": "xdI6983eBjV41T20hGpVQyiK1DvmNM4MI/eKGSyqdEM",
        "tomas": "Iw7Fyl6kSKt+rZCGh/KKIPUEHHAw1fCzmmh065sNIlk", "ines": "2h0s1hThHIGtJy4xnyN9f5oIl9nhTQGS2eZFWEYdv6c",
        "karim": "5uzlQgo50K9LtzzEVx2RXYTGiS6PSArCZ8uXUlkvpvw", "prestataire 2022": "Zm8Yk1bq0T7hVv3cQd9sLx2nRw5uJg4pAe6iKo8tBfM"}


def access():
    """SSH, accounts, their keys and what they may do."""
    everywhere = names(server.name for server in ALL)
    good = {"permitrootlogin": "without-password", "passwordauthentication": "no", "kbdinteractiveauthentication": "no",
            "permitemptypasswords": "no", "hostbasedauthentication": "no", "maxauthtries": "6", "x11forwarding": "no",
            "allowtcpforwarding": "yes", "loglevel": "INFO", "logingracetime": "120", "maxsessions": "10", "maxstartups": "10:30:100",
            "permituserenvironment": "no", "clientaliveinterval": "0", "clientalivecountmax": "3", "allowgroups": "ssh",
            "ciphers": "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com",
            "macs": "hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com", "kexalgorithms": "sntrup761x25519-sha512@openssh.com,curve25519-sha256"}
    old = {"lumen-legacy-1": {"passwordauthentication": "yes"},
           "verdi-legacy-1": {"passwordauthentication": "yes", "permitrootlogin": "yes"},
           "borea-legacy-1": {"permitrootlogin": "yes", "ciphers": "aes128-ctr,aes256-cbc", "macs": "hmac-sha1"}}
    settings = [[host.name, name, value, "", "sshd -T"] for host in ALL for name, value in {**good, **old.get(host.name, {})}.items()
                if host.name in old]
    modern = names(server.name for server in ALL if server.name not in old)
    settings += [[modern, name, value, "", "sshd -T"] for name, value in good.items()]
    people = [(1000, "constat"), (1001, "noor"), (1002, "tomas"), (1003, "ines")]
    users = [[everywhere, 0, 0, "root", "/root", "/bin/bash"], [everywhere, 33, 33, "www-data", "/var/www", "/usr/sbin/nologin"],
             *[[everywhere, uid, uid, name, f"/home/{name}", "/bin/bash"] for uid, name in people],
             [names(LEGACY), 1010, 1010, "karim", "/home/karim", "/bin/bash"]]
    shadows = [[everywhere, "locked", None, 19_800, name] for name in ("root", "www-data", *[name for _, name in people])]
    shadows.append([names(LEGACY), "active", "md5crypt", 16_900, "karim"])
    key = lambda hosts, user, person, algorithm="ssh-ed25519", bits=256: [
        hosts, 0 if user == "root" else 1000, user, algorithm, bits, "SHA256:" + KEYS[person], "", person,
        ("/root" if user == "root" else f"/home/{user}") + "/.ssh/authorized_keys", list(KEYS).index(person) + 1]
    keys = [key(everywhere, name, name) for name in ("noor", "tomas", "ines")] + [key(everywhere, "constat", "noor")]
    keys += [key(names([*LEGACY, "tools-1"]), "root", "karim"), key("borea-legacy-1", "root", "prestataire 2022", "ssh-rsa", 1024)]
    return {
        "sshd_settings": (["name", "value", "condition", "source"], settings),
        "sshd_host_keys": (["path", "algorithm", "bits", "fingerprint"], [
            [s.name, "/etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519", 256, "SHA256:" + uuid("hostkey", s.name).replace("-", "")] for s in ALL]),
        "users": (["uid", "gid", "username", "directory", "shell"], users),
        "groups": (["gid", "groupname"], [[everywhere, 0, "root"], [everywhere, 27, "sudo"], [everywhere, 1100, "ssh"]]),
        "user_groups": (["uid", "gid"], [[everywhere, uid, gid] for uid in (1000, 1001) for gid in (27, 1100)]),
        "shadow": (["password_status", "hash_alg", "last_change", "username"], shadows),
        "authorized_keys": (["uid", "username", "algorithm", "bits", "fingerprint", "options", "comment", "key_file", "line"], keys),
        "sudoers": (["source", "line", "header", "rule_details"], [
            [everywhere, "/etc/sudoers", 47, "%sudo", "ALL=(ALL:ALL) ALL"], [everywhere, "/etc/sudoers.d/constat", 1, "constat", "ALL=(root) NOPASSWD: /usr/bin/sh -s"],
            [names(LEGACY), "/etc/sudoers.d/karim", 1, "karim", "ALL=(ALL) NOPASSWD: ALL"]]),
        "last_logins": (["username", "time", "remote_host", "source"], [
            [everywhere, "noor", NOW_SECONDS - 3 * DAY, "198.51.100.200", "lastlog"],
            [names(LEGACY), "karim", NOW_SECONDS - 120 * DAY, "198.51.100.201", "lastlog"]]),
    }


def software():
    """Packages, where they are from, and what waits."""
    everywhere = names(server.name for server in ALL)
    bookworm = names(s.name for s in ALL if s.system == "debian12")
    updates = [
        [bookworm, "apt", "openssl", "amd64", "3.0.17-1~deb12u2", "3.0.17-1~deb12u3", "bookworm-security", True, False],
        [names(s.name for s in ALL if s.system == "ubuntu2404"), "apt", "curl", "amd64", "8.5.0-2ubuntu10.6", "8.5.0-2ubuntu10.7", "noble-updates", False, False],
        ["borea-web-1", "apt", "php8.1-fpm", "amd64", "8.1.30-1", "8.1.33-1", "bullseye", True, True]]
    installed = [[everywhere, "openssh-server", "1:9.2p1", "install ok installed"], [everywhere, "sudo", "1.9.13p3", "install ok installed"],
                 [names(s.name for s in ALL if s.name not in LEGACY), "unattended-upgrades", "2.9.1", "install ok installed"],
                 ["borea-web-1", "php8.1-fpm", "8.1.30-1", "hold ok installed"]]
    sources = []
    for system in SYSTEMS:
        hosts = names(s.name for s in ALL if s.system == system)
        release = SYSTEMS[system][4]
        place = "http://archive.ubuntu.example" if system.startswith("ubuntu") else "http://deb.debian.example/debian"
        sources.append([hosts, f"{place} {release}", "/etc/apt/sources.list", place, release, "main", False, None, True])
    return {
        "package_updates": (["manager", "name", "arch", "installed_version", "candidate_version", "origin", "security", "held"], updates),
        "deb_packages": (["name", "version", "status"], installed),
        "package_indexes": (["manager", "refreshed_at"], [
            [s.name, "apt", NOW_SECONDS - (400 * DAY if s.system in ("debian10", "ubuntu1804") else 7200)] for s in ALL]),
        "apt_sources": (["name", "source", "base_uri", "release", "components", "trusted", "signed_by", "enabled"], sources),
        "apt_settings": (["name", "value"], [
            [names(s.name for s in ALL if s.name not in LEGACY), f"APT::Periodic::{name}", "1"] for name in ("Unattended-Upgrade", "Update-Package-Lists")]),
        "runtimes": (["kind", "version", "path", "source"], [
            ["acme-web-1,acme-web-2,acme-worker-1,acme-staging", "ruby", "3.1.6", "/usr/local/bin/ruby", "file"],
            ["borea-web-1", "php", "8.1.30", "/usr/bin/php8.1", "package"], ["helio-api-1", "node", "20.19.1", "/usr/bin/node", "package"]]),
    }


def running():
    """Units, timers, containers, logs and certificates."""
    units = []
    for server in ALL:
        found = ["ssh.service"] + (["nginx.service"] if server.name in WEB or "api" in server.name or server.name == "acme-staging" else [])
        if server.name in LEGACY:
            found.append("postfix.service" if server.name == "mail-1" else "apache2.service")
        found += {SIDEKIQ: ["sidekiq.service", "redis-server.service"], "tools-1": ["docker.service"], "helio-api-1": ["releves.service"]}.get(server.name, [])
        units += [[server.name, name, name.split(".")[0], "loaded", "active", "running", "enabled", "success"] for name in found]
        units.append([server.name, "apt-daily-upgrade.timer", "Daily upgrades", "loaded", "active", "waiting", "enabled", None])
    units.append(["acme-web-1", "sauvegarde.service", "Nightly copy to object storage", "loaded", "failed", "failed", "static", "exit-code"])
    units.append(["helio-web-2", "certbot.service", "Certificates", "loaded", "failed", "failed", "static", "exit-code"])
    sends = [s.name for s in ALL if s.name not in ("acme-staging", "borea-legacy-1")]
    certificates = [(name, "www." + name.split("-")[0] + ".example.org", 48 + 3 * index) for index, name in enumerate(WEB)]
    certificates.append(("lumen-legacy-1", "boutique.lumen.example.org", 6))
    container = lambda name, image, state, user, restarts, limit: [
        "tools-1", uuid("container", name)[:12], name, image, 1_772_442_000, state, "Up 4 weeks", False, user, "bridge",
        limit, "unless-stopped", restarts, "json-file"]
    return {
        "systemd_units": (["id", "description", "load_state", "active_state", "sub_state", "unit_file_state", "result"], units),
        "systemd_timers": (["id", "unit", "next_elapse", "last_trigger", "result"], [
            [names(s.name for s in ALL), "apt-daily-upgrade.timer", "apt-daily-upgrade.service", NOW_SECONDS + 3600, NOW_SECONDS - DAY, "success"]]),
        "log_forwarding": (["tool", "target", "protocol", "tls"], [[names(sends), "rsyslog", "logs.papertrail.example:23633", "tcp", True]]),
        "journald_settings": (["name", "value", "source"], [[names(s.name for s in ALL), "Storage", "persistent", "/etc/systemd/journald.conf"]]),
        "certificates": (["path", "common_name", "issuer", "ca", "self_signed", "not_valid_before", "not_valid_after", "key_algorithm", "key_strength",
                          "subject_alternative_names"], [
            [host, f"/etc/letsencrypt/live/{name}/fullchain.pem", name, "C=US, O=Let's Encrypt, CN=R11", False, False, NOW_SECONDS + (days - 90) * DAY,
             NOW_SECONDS + days * DAY, "id-ecPublicKey", 256, name] for host, name, days in certificates]),
        "docker_info": (["id", "containers", "containers_running", "containers_stopped", "images", "storage_driver", "logging_driver", "live_restore",
                         "server_version", "root_dir"], [["tools-1", "EXEMPLE", 3, 3, 0, 11, "overlay2", "json-file", False, "24.0.7", "/var/lib/docker"]]),
        "docker_containers": (["id", "name", "image", "created", "state", "status", "privileged", "user", "network_mode", "memory_limit",
                               "restart_policy", "restart_count", "log_driver"], [
            container("git", "forge:1.21", "running", "1000", 0, 1_073_741_824), container("suivi-temps", "timesheets:latest", "running", "", 14, 0),
            container("proxy", "traefik:v2.11", "running", "", 0, 0)]),
        "docker_container_ports": (["id", "type", "port", "host_ip", "host_port"], [
            ["tools-1", uuid("container", "proxy")[:12], "tcp", 443, "0.0.0.0", 443], ["tools-1", uuid("container", "suivi-temps")[:12], "tcp", 8080, "0.0.0.0", 8080]]),
        "redis_settings": (["instance", "name", "value"], [
            [SIDEKIQ, "192.0.2.13:6379", name, value] for name, value in (("requirepass", "no"), ("protected-mode", "no"), ("maxmemory", "0"))]),
        "crontab": (["event", "minute", "hour", "day_of_month", "month", "day_of_week", "command", "path", "username"], [
            ["acme-web-1", None, "15", "3", "*", "*", "*", "/srv/boutique/bin/sauvegarde", "/etc/cron.d/sauvegarde", "root"]]),
    }


def hardening():
    """Kernel settings and the permissions of some files."""
    defaults = {"kernel.randomize_va_space": "2", "kernel.kptr_restrict": "0", "kernel.dmesg_restrict": "1", "kernel.sysrq": "438",
                "kernel.yama.ptrace_scope": "1", "kernel.unprivileged_bpf_disabled": "2", "kernel.perf_event_paranoid": "3",
                "fs.protected_symlinks": "1", "fs.protected_hardlinks": "1", "fs.suid_dumpable": "0", "net.ipv4.tcp_syncookies": "1",
                "net.ipv4.conf.all.accept_redirects": "0", "net.ipv4.conf.all.send_redirects": "1", "net.ipv4.conf.all.accept_source_route": "0",
                "net.ipv4.conf.all.rp_filter": "2", "net.ipv6.conf.all.accept_redirects": "1"}
    everywhere = names(server.name for server in ALL)
    others = names(server.name for server in ALL if server.name != "tools-1")
    rows = [[everywhere, name, name.split(".")[0], value, None] for name, value in defaults.items()]
    rows += [[others, "net.ipv4.ip_forward", "net", "0", None], ["tools-1", "net.ipv4.ip_forward", "net", "1", None]]
    file = lambda hosts, path, mode, group="root": [hosts, path, path.rsplit("/", 1)[0] or "/", path.rsplit("/", 1)[1], 0, 0 if group == "root" else 42, mode,
                                                   "regular", "root", group, int(moment("2026-01-12").timestamp())]
    files = [file(everywhere, "/etc/passwd", "0644"), file(everywhere, "/etc/shadow", "0640", "shadow"), file(everywhere, "/etc/sudoers", "0440"),
             file(everywhere, "/etc/ssh/sshd_config", "0644"), file("borea-legacy-1", "/etc/cron.d/import", "0666")]
    return {
        "system_controls": (["name", "subsystem", "current_value", "config_value"], rows),
        "security_modules": (["name", "enabled", "mode"], [[names(s.name for s in ALL if s.name not in LEGACY), "apparmor", True, "enforce"]]),
        "file": (["path", "directory", "filename", "uid", "gid", "mode", "type", "username", "groupname", "mtime"], files),
    }
