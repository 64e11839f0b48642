"""What the servers say of themselves: tab-separated rows for each table, the first column whose they are."""

from . import facts_inside, world
from .fleet import ALL, DAY, LEGACY, NOW_SECONDS, OFF, SIDEKIQ, SYSTEMS, WEB, names
from .writing import uuid


def write(folder):
    """All tables that some server has rows of."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"targets": silent()}
    for part in (machines, disks, reach, *facts_inside.PARTS):
        tables.update(part())
    for name, (columns, rows) in tables.items():
        lines = ["\t".join(["host", *columns])] + ["\t".join(map(cell, row)) for row in rows]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def cell(value):
    r"""A cell; nothing is `\N`."""
    return r"\N" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def silent():
    """The server that is switched off."""
    return ["status", "reason", "remedy"], [[
        OFF, "unreachable", "connect to host 203.0.113.61 port 22: Connection timed out",
        "Is it switched on, and does its firewall let this machine in?"
    ]]


def machines():
    """Systems, processors, memory, load, and the time."""
    os_rows, kernels, ups, loads, memory, cpus, infos, clocks, reboots = ([] for _ in range(9))
    for server in ALL:
        name, version, major, platform, codename, extra, kernel, newest = SYSTEMS[server.system]
        os_rows.append([server.name, name, version, major, platform, codename, "x86_64", extra])
        kernels.append([server.name, kernel, "ro quiet", f"/boot/vmlinuz-{kernel}"])
        seconds = server.up_days * DAY + 13_520
        ups.append([server.name, server.up_days, 3, 45, 20, seconds])
        loads += [[server.name, period, round(server.load * factor, 2)]
                  for period, factor in (("1m", 1.1), ("5m", 1.05), ("15m", 1))]
        total = server.memory - 70_000_000
        available = int(total * (1 - server.used))
        memory.append([server.name, total, available // 3, available, total // 20, available // 2, 0, 0])
        cpus.append([
            server.name, "CPU0", "DO-Regular" if server in world.DROPLETS else "Intel Xeon E5-2680 v2",
            server.vcpus, server.vcpus, "64"
        ])
        infos.append([
            server.name, server.name,
            uuid("machine", server.name), "x86_64", server.vcpus, server.vcpus, total,
            "DigitalOcean" if server in world.DROPLETS else "Xen",
            "kvm" if server in world.DROPLETS else "xen",
            uuid("fingerprint", server.name)[:8] + uuid("fingerprint", server.name)[24:32]
        ])
        is_wrong = server.name == "borea-legacy-1"
        clocks.append([
            server.name, "ntpd" if is_wrong else "systemd-timesyncd", True, not is_wrong,
            4.2 if is_wrong else 0.0008, "debian.pool.ntp.org", "Europe/Paris",
            NOW_SECONDS + (4 if is_wrong else 0)
        ])
        pending = kernel != newest
        reboots.append(
            [server.name, pending, pending, "linux-image-amd64" if pending else None, kernel, newest])
    return {
        "os_version": (["name", "version", "major", "platform", "codename", "arch", "extra"], os_rows),
        "kernel_info": (["version", "arguments", "path"], kernels),
        "uptime": (["days", "hours", "minutes", "seconds", "total_seconds"], ups),
        "load_average": (["period", "average"], loads),
        "memory_info": ([
            "memory_total", "memory_free", "memory_available", "buffers", "cached", "swap_total", "swap_free"
        ], memory),
        "cpu_info": (["device_id", "model", "number_of_cores", "logical_processors", "address_width"], cpus),
        "system_info": ([
            "hostname", "uuid", "cpu_type", "cpu_physical_cores", "cpu_logical_cores", "physical_memory",
            "hardware_vendor", "virtualization", "machine_fingerprint"
        ], infos),
        "time_synchronization": ([
            "daemon", "active", "synchronized", "offset_seconds", "server", "timezone", "unix_time"
        ], clocks),
        "reboot_required": (["required", "flag", "flag_packages", "running_kernel",
                             "newest_kernel"], reboots),
    }


def disks():
    """Mounted filesystems and their room."""
    rows = []
    for server in ALL:
        gigabytes = world.SIZES[server.size][2] if server.size in world.SIZES else 80
        rows.append(
            mount(server.name, "/dev/vda1", "/", "ext4", gigabytes, server.disk,
                  "rw,relatime,errors=remount-ro"))
        rows.append(
            mount(server.name, "tmpfs", "/dev/shm", "tmpfs", 1, 0,
                  "rw,nosuid,nodev" + ("" if server.name in LEGACY else ",noexec")))
        for name, key, size, owner, *_ in world.VOLUMES:
            if owner == server.name:
                rows.append(
                    mount(server.name, "/dev/sda", f"/mnt/{name.replace('-', '_')}", "ext4", size, 0.62,
                          "rw,noatime,discard"))
    return {
        "mounts": ([
            "device", "path", "type", "blocks_size", "blocks", "blocks_free", "blocks_available", "inodes",
            "inodes_free", "flags"
        ], rows)
    }


def mount(host, device, path, kind, gigabytes, used, flags):
    """A filesystem, a part of which is used."""
    blocks = gigabytes * 262_144
    free = int(blocks * (1 - used))
    return [
        host, device, path, kind, 4096, blocks, free,
        int(free * 0.95), gigabytes * 65_536,
        int(gigabytes * 65_536 * (1 - used / 3)), flags
    ]


def reach():
    """Addresses, routes, open ports and firewalls."""
    addresses, interfaces, ports, walls = [], [], [], []
    for server in ALL:
        addresses += [[server.name, "eth0", server.address, "255.255.255.0"],
                      [server.name, "eth1", server.private, "255.255.255.0"]]
        interfaces += [[server.name, "eth0", 1500, False], [server.name, "eth1", 1500, False]]
        opened = [(22, "sshd", "0.0.0.0")]
        if server.name in WEB or "api" in server.name:
            opened += [(80, "nginx", "0.0.0.0"), (443, "nginx", "0.0.0.0")]
        if server.name in LEGACY and server.name != "mail-1":
            opened += [(80, "apache2", "0.0.0.0"), (443, "apache2", "0.0.0.0"), (3306, "mysqld", "127.0.0.1")]
        opened += {
            "borea-legacy-1": [(21, "vsftpd", "0.0.0.0"),
                               (3306, "mysqld", "0.0.0.0")], SIDEKIQ: [(6379, "redis-server", "192.0.2.13")],
            "mail-1": [(25, "master", "0.0.0.0"),
                       (587, "master", "0.0.0.0")], "tools-1": [(443, "docker-proxy", "0.0.0.0"),
                                                                (8080, "docker-proxy", "0.0.0.0")],
            "helio-api-1": [(9100, "node_exporter", "0.0.0.0")]
        }.get(server.name, [])
        ports += [[server.name, 700 + port, port, 6, 2, address, process, "root", 0]
                  for port, process, address in opened]
        has_wall = server.name not in ("verdi-legacy-1", "lumen-legacy-1")
        walls.append([
            server.name, "ufw", "ipv4", has_wall, "drop" if has_wall else "accept", has_wall,
            4 if has_wall else 0, has_wall
        ])
    return {
        "interface_addresses": (["interface", "address", "mask"], addresses),
        "interface_details": (["interface", "mtu", "promiscuous"], interfaces),
        "listening_ports": (["pid", "port", "protocol", "family", "address", "process", "username",
                             "uid"], ports),
        "firewalls": (["tool", "family", "active", "input_policy", "final_drop", "rules",
                       "enabled_at_boot"], walls),
        "dns_resolvers": (["id", "type",
                           "address"], [[names(s.name for s in ALL), 0, "nameserver", "192.0.2.1"],
                                        [names(s.name for s in ALL), 1, "nameserver", "192.0.2.2"]]),
    }
