"""Which servers answer, and what many rows about them need."""

from . import world
from .time import NOW

NOW_SECONDS = int(NOW.timestamp())
DAY = 86_400
OFF = "verdi-web-1"
ALL = [server for server in world.SERVERS if server.name != OFF]
SYSTEMS = {
    "debian12": ("Debian GNU/Linux", "12 (bookworm)", 12, "debian", "bookworm", "12.12", "6.1.0-40-amd64",
                 "6.1.0-41-amd64"),
    "debian11": ("Debian GNU/Linux", "11 (bullseye)", 11, "debian", "bullseye", "11.11", "5.10.0-36-amd64",
                 "5.10.0-36-amd64"),
    "debian10": ("Debian GNU/Linux", "10 (buster)", 10, "debian", "buster", "10.13", "4.19.0-27-amd64",
                 "4.19.0-27-amd64"),
    "ubuntu2404": ("Ubuntu", "24.04.3 LTS (Noble Numbat)", 24, "ubuntu", "noble", None, "6.8.0-85-generic",
                   "6.8.0-85-generic"),
    "ubuntu1804": ("Ubuntu", "18.04.6 LTS (Bionic Beaver)", 18, "ubuntu", "bionic", None,
                   "4.15.0-213-generic", "4.15.0-213-generic"),
}
WEB = [server.name for server in ALL if "web" in server.name]
LEGACY = [server.name for server in world.RACKSPACE]
SIDEKIQ = "acme-worker-1"


def names(found):
    """Several servers as one cell."""
    return ",".join(found)
