"""What DigitalOcean answers about its account: droplets, databases, addresses, firewalls, checks and projects."""

from . import world
from .digitalocean_bills import page
from .time import ago, iso, moment
from .writing import number, uuid

FRA = {"name": "Frankfurt 1", "slug": "fra1", "available": True, "features": ["backups", "ipv6", "metadata", "storage"],
       "sizes": []}
IMAGES = {
    "debian12": ("12 x64", "Debian", "debian-12-x64", "available", "2024-02-12"),
    "debian11": ("11 x64", "Debian", "debian-11-x64", "retired", "2022-08-30"),
    "ubuntu2404": ("24.04 (LTS) x64", "Ubuntu", "ubuntu-24-04-x64", "available", "2024-04-26"),
}
VPC = uuid("vpc")


def write(folder):
    """Everything but the bills."""
    folder.json("v2/account", {"account": {
        "uuid": uuid("account"), "email": "noor@example.com", "email_verified": True, "status": "active",
        "status_message": "", "droplet_limit": 25, "floating_ip_limit": 5, "reserved_ip_limit": 5, "volume_limit": 20,
        "team": {"uuid": uuid("team"), "name": "Agence Exemple"}}})
    folder.json("v2/droplets", page("droplets", [droplet(server) for server in world.DROPLETS]))
    folder.json("v2/droplets?type=gpus", page("droplets", []))
    folder.json("v2/droplets/backups/policies", policies())
    folder.json("v2/images?private=true", page("images", images()))
    storage(folder)
    network(folder)
    databases(folder)
    watching(folder)
    projects(folder)
    catalogue(folder)


def droplet(server):
    """A droplet, as its list has it."""
    size = price(server.size)
    title, distribution, slug, status, day = IMAGES[server.system]
    volumes = [volume[1] for volume in world.VOLUMES if volume[3] == server.name]
    snapshots = [int(key) for name, key, kind, source, *_ in world.SNAPSHOTS if source == str(server.id)]
    return {
        "id": server.id, "name": server.name, "memory": size["memory"], "vcpus": size["vcpus"], "disk": size["disk"],
        "locked": False, "status": server.status, "created_at": iso(moment(server.created)),
        "features": (["backups"] if server.backups else []) + ["droplet_agent", "private_networking"],
        "backup_ids": backups(server), "snapshot_ids": snapshots, "volume_ids": volumes,
        "image": {"id": number("image", server.system), "name": title, "distribution": distribution, "slug": slug,
                  "public": True, "created_at": iso(moment(day)), "type": "base", "status": status, "min_disk_size": 10},
        "size": size, "size_slug": server.size, "region": {"name": FRA["name"], "slug": "fra1"},
        "networks": {"v4": [
            {"ip_address": server.private, "netmask": "255.255.255.0", "gateway": "", "type": "private"},
            {"ip_address": server.address, "netmask": "255.255.255.0", "gateway": "203.0.113.1", "type": "public"}], "v6": []},
        "tags": server.tags, "vpc_uuid": VPC}


def price(slug):
    """A size with its price."""
    vcpus, memory, disk, transfer, month, hour = world.SIZES[slug]
    return {"slug": slug, "memory": memory, "vcpus": vcpus, "disk": disk, "transfer": transfer, "price_monthly": float(month),
            "price_hourly": float(hour), "available": True, "description": "Basic", "regions": ["fra1"]}


def backups(server):
    """Ids of its last two weekly backups; those of borea-web-1 stopped in October."""
    if not server.backups:
        return []
    return [number("backup", server.name, week) for week in (1, 2)]


def policies():
    """When droplets are backed up."""
    found = {}
    for server in world.DROPLETS:
        policy = {"droplet_id": server.id, "backup_enabled": server.backups}
        if server.backups:
            policy["backup_policy"] = {"plan": "weekly", "weekday": "SUN", "hour": 0, "window_length_hours": 4,
                                       "retention_period_days": 28}
            policy["next_backup_window"] = {"start": "2026-11-29T00:00:00Z", "end": "2026-11-29T04:00:00Z"}
        found[str(server.id)] = policy
    return {"policies": found, "links": {}, "meta": {"total": len(found)}}


def images():
    """Backups and snapshots of droplets, as images."""
    found = []
    for server in world.DROPLETS:
        for week, key in enumerate(backups(server)):
            days = 2 + 7 * week + (28 if server.name == "borea-web-1" else 0)
            found.append({"id": key, "name": f"{server.name} backup", "type": "backup", "distribution": "Debian", "slug": None,
                          "public": False, "status": "available", "created_at": ago(days=days, hours=4),
                          "size_gigabytes": round(world.SIZES[server.size][2] * server.disk, 2),
                          "min_disk_size": world.SIZES[server.size][2], "regions": ["fra1"], "tags": [], "description": ""})
    return found


def storage(folder):
    """Volumes, snapshots and keys to object storage."""
    folder.json("v2/volumes", page("volumes", [
        {"id": key, "name": name, "size_gigabytes": size, "droplet_ids": [world.droplet(owner).id] if owner else [],
         "region": {"slug": "fra1"}, "created_at": iso(moment(day)), "filesystem_type": "ext4", "filesystem_label": "",
         "description": "", "tags": tags} for name, key, size, owner, day, tags in world.VOLUMES]))
    folder.json("v2/snapshots", page("snapshots", [
        {"id": key, "name": name, "resource_id": source, "resource_type": kind, "created_at": iso(moment(day)),
         "size_gigabytes": size, "min_disk_size": 80, "regions": ["fra1"], "tags": []}
        for name, key, kind, source, size, day in world.SNAPSHOTS]))
    folder.json("v2/spaces/keys", page("keys", [
        {"name": "sauvegardes", "access_key": "DO00EXEMPLE0000000A1", "created_at": "2022-12-01T10:00:00Z",
         "grants": [{"bucket": "", "permission": "fullaccess"}]},
        {"name": "acme-medias", "access_key": "DO00EXEMPLE0000000A2", "created_at": "2026-02-03T09:12:00Z",
         "grants": [{"bucket": "acme-medias", "permission": "readwrite"}]}]))


def network(folder):
    """Addresses, the balancer, firewalls and the private network."""
    owner = world.droplet("helio-web-1")
    folder.json("v2/reserved_ips", page("reserved_ips", [
        {"ip": "203.0.113.200", "droplet": {"id": owner.id, "name": owner.name}, "region": {"slug": "fra1"}, "locked": False,
         "project_id": project_id("Hélio")},
        {"ip": "203.0.113.201", "droplet": None, "region": {"slug": "fra1"}, "locked": False, "project_id": project_id("Agence")}]))
    acme = [world.droplet(name).id for name in ("acme-web-1", "acme-web-2")]
    rule = lambda entry, port, target: {"entry_protocol": entry, "entry_port": port, "target_protocol": "http", "target_port": target,
                                        "certificate_id": uuid("certificate", "acme") if entry == "https" else "",
                                        "tls_passthrough": False}
    folder.json("v2/load_balancers", page("load_balancers", [{
        "id": world.BALANCER, "name": "acme-lb", "ip": "203.0.113.10", "size_unit": 1, "status": "active", "type": "REGIONAL",
        "network": "EXTERNAL", "algorithm": "round_robin", "created_at": "2024-03-13T08:00:00Z", "droplet_ids": acme, "tag": "",
        "region": {"slug": "fra1"}, "forwarding_rules": [rule("http", 80, 80), rule("https", 443, 80)],
        "redirect_http_to_https": True, "tls_cipher_policy": "DEFAULT", "enable_proxy_protocol": False,
        "health_check": {"protocol": "http", "port": 80, "path": "/sante"}, "vpc_uuid": VPC, "project_id": project_id("Acme")}]))
    anyone = {"addresses": ["0.0.0.0/0", "::/0"]}
    office = {"addresses": ["198.51.100.200/32"]}
    out = [{"protocol": "tcp", "ports": "0", "destinations": anyone}, {"protocol": "udp", "ports": "0", "destinations": anyone}]
    opened = lambda ports, who: {"protocol": "tcp", "ports": ports, "sources": who}
    wall = lambda name, rules, **whom: {"id": uuid("firewall", name), "name": name, "status": "succeeded", "pending_changes": [],
                                        "created_at": "2024-03-13T08:30:00Z", "inbound_rules": rules, "outbound_rules": out,
                                        **{"droplet_ids": [], "tags": [], **whom}}
    folder.json("v2/firewalls", page("firewalls", [
        wall("web", [opened("80", anyone), opened("443", anyone), opened("22", office)], tags=["web"]),
        wall("helio-api", [opened("443", anyone), opened("22", anyone)], droplet_ids=[world.droplet("helio-api-1").id]),
        wall("acme-interne", [opened("22", office)], droplet_ids=[world.droplet("acme-worker-1").id,
                                                                 world.droplet("acme-staging").id])]))
    folder.json("v2/vpcs", page("vpcs", [{
        "id": VPC, "name": "agence-fra1", "region": "fra1", "ip_range": "192.0.2.0/24", "default": True, "description": "",
        "created_at": "2022-11-30T08:00:00Z", "urn": "do:vpc:" + VPC}]))
    folder.json(f"v2/vpcs/{VPC}/members", page("members", [
        {"urn": f"do:droplet:{server.id}", "name": server.name, "created_at": iso(moment(server.created))}
        for server in world.DROPLETS]))
    folder.json("v2/domains", page("domains", []))
    folder.json("v2/certificates", page("certificates", [
        {"id": uuid("certificate", "acme"), "name": "acme-boutique", "not_after": "2026-12-09T10:00:00Z", "type": "custom",
         "sha1_fingerprint": "5d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0", "dns_names": ["boutique.acme.example.org"],
         "state": "verified", "created_at": "2025-12-09T10:00:00Z"}]))


def databases(folder):
    """The two managed databases."""
    base = {"num_nodes": 1, "region": "fra1", "status": "online", "private_network_uuid": VPC, "storage_size_mib": 61440,
            "maintenance_window": {"day": "sunday", "hour": "03:00:00", "pending": True,
                                   "description": ["Update of PostgreSQL to its newest minor version"]}}
    folder.json("v2/databases", {"databases": [
        {"id": world.ACME_PG, "name": "acme-pg", "engine": "pg", "version": "16", "semantic_version": "16.4", **base,
         "size": "db-s-4vcpu-8gb", "created_at": "2024-03-12T09:00:00Z", "tags": ["acme", "production"],
         "project_id": project_id("Acme"), "version_end_of_life": "2028-11-09T00:00:00Z",
         "connection": {"host": "acme-pg.db.example.org", "port": 25060}, "db_names": ["boutique"]},
        {"id": world.SHARED_PG, "name": "shared-pg", "engine": "pg", "version": "14", "semantic_version": "14.13", **base,
         "size": "db-s-1vcpu-2gb", "created_at": "2023-06-21T09:00:00Z", "tags": ["production"],
         "project_id": project_id("Outils"), "version_end_of_life": "2026-11-12T00:00:00Z",
         "connection": {"host": "shared-pg.db.example.org", "port": 25060}, "db_names": ["borea", "lumen", "orme"]}]})
    tag = lambda key, value: {"uuid": uuid("rule", key, value), "type": "tag", "value": value, "created_at": "2024-03-12T09:10:00Z",
                              "cluster_uuid": key}
    folder.json(f"v2/databases/{world.ACME_PG}/firewall", {"rules": [tag(world.ACME_PG, "acme")]})
    folder.json(f"v2/databases/{world.SHARED_PG}/firewall", {"rules": []})
    for key, events in ((world.ACME_PG, [("cluster_update", "2026-10-12T09:40:00Z"), ("cluster_create", "2024-03-12T09:00:00Z")]),
                        (world.SHARED_PG, [("cluster_create", "2023-06-21T09:00:00Z")])):
        folder.json(f"v2/databases/{key}/backups", {"backups": [
            {"created_at": ago(hours=5 + 24 * day), "size_gigabytes": round(4.1 - day / 50, 2)} for day in range(3)]})
        folder.json(f"v2/databases/{key}/users", {"users": [{"name": "doadmin", "role": "primary"}, {"name": "app", "role": "normal"}]})
        folder.json(f"v2/databases/{key}/replicas", {"replicas": []})
        folder.json(f"v2/databases/{key}/events", {"events": [
            {"id": uuid(key, kind), "event_type": kind, "cluster_name": key, "create_time": when} for kind, when in events]})
    folder.json("v2/databases/options", {"options": {}, "version_availability": {"pg": [
        {"version": "14", "end_of_life": "2026-11-12T00:00:00Z", "end_of_availability": "2026-05-12T00:00:00Z", "default": False},
        {"version": "16", "end_of_life": "2028-11-09T00:00:00Z", "end_of_availability": "2028-05-09T00:00:00Z", "default": False},
        {"version": "17", "end_of_life": "2029-11-08T00:00:00Z", "end_of_availability": "2029-05-08T00:00:00Z", "default": True}]}})


def watching(folder):
    """Checks from outside, and bounds that are told."""
    hosts = ["boutique.acme.example.org", "catalogue.acme.example.org", "suivi.helio.example.org",
             "reservations.borea.example.org", "dons.orme.example.org"]
    checks = [{"id": uuid("check", host), "name": host.split(".")[0], "type": "https", "target": f"https://{host}/",
               "regions": ["eu_west", "us_east"], "enabled": host != "dons.orme.example.org"} for host in hosts]
    folder.json("v2/uptime/checks", page("checks", checks))
    for check in checks:
        up = {"status": "UP", "status_changed_at": "2026-11-02T03:12:00Z", "thirty_day_uptime_percentage": 99.94}
        folder.json(f"v2/uptime/checks/{check['id']}/state", {"state": {
            "regions": {"eu_west": up, "us_east": up},
            "previous_outage": {"region": "us_east", "started_at": "2026-11-02T03:04:00Z", "ended_at": "2026-11-02T03:12:00Z",
                                "duration_seconds": 480}}})
        alerts = [] if check["name"] == "reservations" else [
            {"id": uuid("alert", check["id"]), "name": "down", "type": "down", "threshold": 1, "comparison": "greater_than",
             "period": "2m", "notifications": {"email": ["noor@example.com"], "slack": []}}]
        folder.json(f"v2/uptime/checks/{check['id']}/alerts", page("alerts", alerts))
    told = {"email": ["noor@example.com"], "slack": []}
    policy = lambda kind, text, value, **whom: {
        "uuid": uuid("policy", kind, text), "type": f"v1/insights/droplet/{kind}", "description": text, "enabled": True,
        "compare": "GreaterThan", "value": value, "window": "10m", "entities": [], "tags": [], "alerts": told, **whom}
    folder.json("v2/monitoring/alerts", page("policies", [
        policy("cpu", "acme: processors busy", 85, tags=["acme"]), policy("disk_utilization_percent", "disk nearly full", 90, tags=["web"]),
        policy("memory_utilization_percent", "helio: memory nearly full", 90, tags=["helio"]),
        {**policy("cpu", "database busy", 80, entities=[world.ACME_PG]), "type": "v1/dbaas/alerts/cpu_alerts"}]))


PROJECTS = ["Acme", "Hélio", "Boréa", "Lumen", "Orme", "Verdi", "Outils", "Agence"]


def project_id(name):
    """The id of a project."""
    return uuid("project", name)


def projects(folder):
    """A project a client, and the default one, which nobody chose."""
    folder.json("v2/projects", page("projects", [
        {"id": project_id(name), "name": name, "description": "", "purpose": "Web Application", "environment": "Production",
         "is_default": name == "Agence", "created_at": "2022-11-30T08:00:00Z", "updated_at": "2026-10-05T08:30:00Z"}
        for name in PROJECTS]))
    urns = {name: [] for name in PROJECTS}
    for server in world.DROPLETS:
        urns[server.project].append(f"do:droplet:{server.id}")
    for name, key, size, owner, *_ in world.VOLUMES:
        urns[world.droplet(owner).project if owner else {"verdi-media": "Verdi"}.get(name, "Agence")].append(f"do:volume:{key}")
    urns["Acme"] += ["do:dbaas:" + world.ACME_PG, "do:loadbalancer:" + world.BALANCER]
    urns["Outils"] += ["do:dbaas:" + world.SHARED_PG]
    urns["Hélio"] += ["do:reservedip:203.0.113.200"]
    urns["Agence"] += ["do:reservedip:203.0.113.201"]
    for name, found in urns.items():
        folder.json(f"v2/projects/{project_id(name)}/resources", page("resources", [
            {"urn": urn, "assigned_at": "2024-03-13T09:00:00Z", "status": "ok"} for urn in found]))


def catalogue(folder):
    """Regions, sizes, tags, keys, and what was done of late."""
    folder.json("v2/regions", page("regions", [FRA]))
    folder.json("v2/sizes", page("sizes", [price(slug) for slug in world.SIZES]))
    tags = sorted({tag for server in world.DROPLETS for tag in server.tags})
    count = lambda tag: sum(tag in server.tags for server in world.DROPLETS)
    folder.json("v2/tags", page("tags", [
        {"name": tag, "resources": {"count": count(tag), "droplets": {"count": count(tag)}}} for tag in tags]))
    folder.json("v2/account/keys", page("ssh_keys", [
        {"id": number("key", name), "name": name, "fingerprint": "", "public_key": ""} for name in ("noor", "karim")]))
    done = [("power_off", "droplet", 368809771, "2026-09-14T16:02:00Z"), ("snapshot", "droplet", 431880120, "2026-10-03T19:05:00Z"),
            ("create", "droplet", 517723305, "2026-10-05T08:20:00Z"), ("snapshot", "droplet", 398210011, "2026-11-16T20:10:00Z")]
    folder.json("v2/actions", page("actions", [
        {"id": number("action", kind, when), "status": "completed", "type": kind, "started_at": when, "completed_at": when,
         "resource_id": key, "resource_type": what, "region_slug": "fra1"} for kind, what, key, when in reversed(done)]))
