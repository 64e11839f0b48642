"""What the agency runs: its servers and databases, their sizes and their lives."""

from dataclasses import dataclass, field

from .time import moment

# Slug: vcpus, memory in MB, disk in GB, transfer in TB, price a month and an hour in dollars.
SIZES = {
    "s-1vcpu-1gb": (1, 1024, 25, 1, "6.00", "0.00893"),
    "s-1vcpu-2gb": (1, 2048, 50, 2, "12.00", "0.01786"),
    "s-2vcpu-2gb": (2, 2048, 60, 3, "18.00", "0.02679"),
    "s-2vcpu-4gb": (2, 4096, 80, 4, "24.00", "0.03571"),
    "s-4vcpu-8gb": (4, 8192, 160, 5, "48.00", "0.07143"),
}


@dataclass
class Server:
    """A server, at whichever provider."""

    name: str
    id: object
    address: str
    private: str
    size: str
    created: str
    tags: list
    project: str
    system: str
    backups: bool = False
    # Size before, and until when.
    resized: tuple = None
    ended: str = None
    # Load of fifteen minutes, and the part of the memory that is in use.
    load: float = 0.4
    used: float = 0.6
    disk: float = 0.5
    up_days: int = 40
    status: str = "active"
    volumes: list = field(default_factory=list)

    @property
    def vcpus(self):
        """Its processors."""
        return SIZES[self.size][0] if self.size in SIZES else {"general1-2": 2, "general1-4": 4, "general1-1": 1}[self.size]

    @property
    def memory(self):
        """Its memory in bytes."""
        megabytes = SIZES[self.size][1] if self.size in SIZES else 1024 * int(self.size[-1])
        return megabytes * 1024 * 1024


DROPLETS = [
    Server("acme-web-1", 398210011, "203.0.113.11", "192.0.2.11", "s-2vcpu-4gb", "2024-03-12", ["acme", "production", "web"],
           "Acme", "debian12", True, load=0.62, used=0.71, disk=0.84, up_days=31),
    Server("acme-web-2", 398210012, "203.0.113.12", "192.0.2.12", "s-2vcpu-4gb", "2024-03-12", ["acme", "production", "web"],
           "Acme", "debian12", True, load=0.58, used=0.69, disk=0.61, up_days=31),
    Server("acme-worker-1", 402117734, "203.0.113.13", "192.0.2.13", "s-2vcpu-2gb", "2025-02-04", ["acme", "production"],
           "Acme", "debian12", load=1.21, used=0.83, disk=0.55, up_days=31),
    Server("acme-staging", 398210019, "203.0.113.14", "192.0.2.14", "s-1vcpu-2gb", "2024-03-14", ["acme", "staging"],
           "Acme", "debian12", load=0.11, used=0.52, disk=0.44, up_days=12),
    Server("helio-web-1", 431880120, "203.0.113.21", "192.0.2.21", "s-2vcpu-4gb", "2024-09-02", ["helio", "production", "web"],
           "Hélio", "ubuntu2404", True, load=0.93, used=0.66, disk=0.47, up_days=50),
    Server("helio-web-2", 517723305, "203.0.113.22", "192.0.2.22", "s-2vcpu-4gb", "2026-10-05T08:20", ["helio", "production", "web"],
           "Hélio", "ubuntu2404", load=0.77, used=0.58, disk=0.31, up_days=49),
    Server("helio-api-1", 472205518, "203.0.113.23", "192.0.2.23", "s-4vcpu-8gb", "2025-11-17", ["helio", "production"],
           "Hélio", "ubuntu2404", True, resized=("s-2vcpu-4gb", "2026-04-08T07:00"), load=1.9, used=0.62, disk=0.58, up_days=50),
    Server("borea-web-1", 355120447, "203.0.113.31", "192.0.2.31", "s-2vcpu-2gb", "2023-06-20", ["borea", "production", "web"],
           "Boréa", "debian11", True, load=0.34, used=0.64, disk=0.72, up_days=212),
    Server("lumen-web-1", 449018263, "203.0.113.41", "192.0.2.41", "s-1vcpu-2gb", "2025-05-19", ["lumen", "production", "web"],
           "Lumen", "debian12", load=0.22, used=0.57, disk=0.49, up_days=31),
    Server("orme-web-1", 437716902, "203.0.113.51", "192.0.2.51", "s-1vcpu-1gb", "2024-10-08", ["production", "web"],
           "Orme", "debian12", load=0.16, used=0.68, disk=0.66, up_days=31),
    Server("verdi-web-1", 368809771, "203.0.113.61", "192.0.2.61", "s-1vcpu-2gb", "2023-09-11", ["verdi", "web"],
           "Verdi", "debian11", status="off"),
    Server("tools-1", 341905526, "203.0.113.71", "192.0.2.71", "s-2vcpu-4gb", "2022-11-30", ["outils"],
           "Outils", "debian12", True, load=0.48, used=0.77, disk=0.91, up_days=31),
]

# What was there once, and is still on old bills.
GONE = [
    Server("acme-old-web", 322004180, "203.0.113.15", "192.0.2.15", "s-2vcpu-4gb", "2022-04-01", ["acme"],
           "Acme", "debian11", ended="2026-02-11T10:00"),
]

RACKSPACE = [
    Server("lumen-legacy-1", "7d1c0b6e-40aa-4f51-9c54-3a5b2a6c1e01", "198.51.100.11", "192.0.2.111", "general1-2", "2017-03-08",
           ["lumen"], None, "debian10", load=0.31, used=0.66, disk=0.78, up_days=611),
    Server("borea-legacy-1", "7d1c0b6e-40aa-4f51-9c54-3a5b2a6c1e02", "198.51.100.12", "192.0.2.112", "general1-4", "2016-10-21",
           ["borea"], None, "ubuntu1804", load=0.74, used=0.73, disk=0.69, up_days=388),
    Server("verdi-legacy-1", "7d1c0b6e-40aa-4f51-9c54-3a5b2a6c1e03", "198.51.100.13", "192.0.2.113", "general1-2", "2016-02-02",
           ["verdi"], None, "debian10", load=0.01, used=0.19, disk=0.35, up_days=611),
    Server("mail-1", "7d1c0b6e-40aa-4f51-9c54-3a5b2a6c1e04", "198.51.100.14", "192.0.2.114", "general1-1", "2018-06-18",
           ["interne"], None, "debian11", load=0.12, used=0.55, disk=0.52, up_days=143),
]

SERVERS = DROPLETS + RACKSPACE

ACME_PG = "5c1f0a52-3d4e-4b8a-9c61-0d7e8f9a1b01"
SHARED_PG = "5c1f0a52-3d4e-4b8a-9c61-0d7e8f9a1b02"
BALANCER = "9a41d2c7-5b0e-4d13-8f77-2c6e1b0a4d01"

# Name, id, size in GiB, the droplet that has it, since when, tags.
VOLUMES = [
    ("acme-web-1-data", "3f5a9d10-0b1c-4a2d-8e3f-405162738401", 100, "acme-web-1", "2024-03-12", ["acme"]),
    ("helio-api-1-data", "3f5a9d10-0b1c-4a2d-8e3f-405162738402", 200, "helio-api-1", "2025-11-17", ["helio"]),
    ("borea-media", "3f5a9d10-0b1c-4a2d-8e3f-405162738403", 50, "borea-web-1", "2023-06-20", ["borea"]),
    ("verdi-media", "3f5a9d10-0b1c-4a2d-8e3f-405162738404", 40, None, "2023-09-11", ["verdi"]),
    ("import-2025", "3f5a9d10-0b1c-4a2d-8e3f-405162738405", 100, None, "2025-06-03", []),
]

# Name, id, kind and id of what it was made of, size in GB, since when.
SNAPSHOTS = [
    ("acme-old-web-avant-refonte", "158800417", "droplet", "322004180", 50, "2025-11-08"),
    ("borea-web-1-avant-php82", "159120933", "droplet", "355120447", 24, "2025-11-20"),
    ("helio-web-1-avant-clonage", "171402288", "droplet", "431880120", 160, "2026-10-03T19:05"),
    ("helio-api-1-data-avant-v3", "6b0de0a4-7711-4c0f-9f45-a3d0c2b4e101", "volume",
     "3f5a9d10-0b1c-4a2d-8e3f-405162738402", 200, "2026-10-03T19:40"),
    ("acme-web-1-avant-soldes", "173955016", "droplet", "398210011", 70, "2026-11-16T20:10"),
]


def droplet(name):
    """The droplet of that name."""
    return next(server for server in DROPLETS if server.name == name)


def life(server):
    """From when to when it was billed; nothing for what is still there."""
    return moment(server.created), server.ended and moment(server.ended)
