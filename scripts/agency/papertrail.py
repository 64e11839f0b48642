"""What Papertrail answers: who sends logs; one fell silent, and one nobody knows."""

from . import heroku, world
from .time import ago
from .writing import number, uuid

# borea-legacy-1 has never been set up to send.
MISSING = ["verdi-web-1", "acme-staging", "borea-legacy-1"]
SYSLOG = {"hostname": "logs.papertrail.example", "port": 23633}


def write(folder):
    """Senders, groups, members, and how much of the plan is used."""
    systems = []
    for server in world.SERVERS:
        if server.name in MISSING:
            continue
        last = ago(days=9, hours=2) if server.name == "lumen-web-1" else ago(minutes=1 + len(server.name))
        systems.append(system(server.name, server.name, last))
    for name in heroku.DRAINED:
        systems.append(system(name, "d." + uuid("drain", name), ago(minutes=4)))
    systems.append({**system("ip-198-51-100-77", None, ago(hours=3)), "ip_address": "198.51.100.77"})
    folder.json("api/v1/systems.json", systems)
    folder.json("api/v1/accounts.json", {
        "log_data_transfer_used": 15_400_000_000, "log_data_transfer_used_percent": 89.6,
        "log_data_transfer_plan_limit": 17_179_869_184, "log_data_transfer_hard_limit": 34_359_738_368})
    members = [{"id": each["id"]} for each in systems]
    folder.json("api/v1/groups.json", [
        {"id": 71001, "name": "All Systems", "system_wildcard": "*", "systems": members},
        {"id": 71002, "name": "Acme", "system_wildcard": "acme-*", "systems": [
            {"id": each["id"]} for each in systems if each["name"].startswith("acme-")]}])
    folder.json("api/v1/searches.json", [
        {"id": 81001, "name": "errors of the shop", "query": "", "group": {"id": 71002, "name": "Acme"}},
        {"id": 81002, "name": "failed log-ins", "query": "", "group": {"id": 71001, "name": "All Systems"}}])
    folder.json("api/v1/destinations.json", [
        {"id": 91001, "filter": None, "syslog": {**SYSLOG, "description": "servers"}}])
    user = lambda key, email, admin: {"id": key, "email": email, "read_only": not admin, "manage_members": admin,
                                      "manage_billing": admin, "purge_logs": admin, "can_access_all_groups": True}
    folder.json("api/v1/users.json", [user(61001, "noor@example.com", True), user(61002, "tomas@example.com", False),
                                      user(61003, "prestataire@example.net", True)])
    folder.json("api/v1/archives.json", [
        {"filename": f"2026-11-{day}.tsv.gz", "start": f"2026-11-{day}T00:00:00Z", "end": f"2026-11-{day}T23:59:59Z",
         "filesize": 41_000_000 + day * 1000} for day in (23, 22, 21)])


def system(name, hostname, last):
    """A sender."""
    return {"id": number("papertrail", name), "name": name, "hostname": hostname, "ip_address": None, "last_event_at": last,
            "auto_delete": False, "syslog": SYSLOG}
