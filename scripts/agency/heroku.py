"""What Heroku answers: a team with seven apps, one app of the account's own, add-ons and people."""

from . import writing
from .time import ago

TEAM = {"id": writing.uuid("heroku", "team"), "name": "agence-exemple"}
OWNER = "noor@example.com"

# Name: stack, in the team, made on, [(process, dynos, size)], [(service, plan, dollars, since)], stage and pipeline.
APPS = {
    "acme-catalogue": ("heroku-24", True, "2025-06-11", [("web", 2, "Standard-2X"), ("worker", 0, "Standard-1X")],
                       [("heroku-postgresql", "standard-0", 50), ("memcachier", "1000", 15)], None),
    "borea-reservations": ("heroku-20", True, "2021-03-22", [("web", 1, "Standard-1X")],
                           [("heroku-postgresql", "essential-1", 9)], None),
    "helio-suivi": ("heroku-24", True, "2024-09-03", [("web", 2, "Standard-1X"), ("worker", 1, "Standard-1X")],
                    [("heroku-postgresql", "standard-0", 50), ("heroku-redis", "premium-0", 15)], "production"),
    "helio-suivi-staging": ("heroku-24", True, "2024-09-03", [("web", 1, "Basic")],
                            [("heroku-postgresql", "essential-0", 5)], "staging"),
    "helio-suivi-pr-42": ("heroku-24", True, "2026-11-03T14:10", [("web", 1, "Basic")],
                          [("heroku-postgresql", "essential-0", 5)], "review"),
    "lumen-abonnements": ("heroku-22", True, "2023-01-16", [("web", 1, "Basic"), ("worker", 1, "Basic")],
                          [("heroku-postgresql", "essential-0", 5)], None),
    "orme-dons": ("heroku-22", True, "2022-11-08", [("web", 1, "Basic")],
                  [("heroku-postgresql", "essential-0", 5)], None),
    "intranet-2019": ("heroku-22", False, "2019-05-02", [("web", 0, "Basic")],
                      [("heroku-postgresql", "standard-0", 50), ("mailgun", "starter", 10)], None),
}
PRICES = {"Basic": 7, "Standard-1X": 25, "Standard-2X": 50}
DOMAINS = {"acme-catalogue": "catalogue.acme.example.org", "borea-reservations": "reservations.borea.example.org",
           "helio-suivi": "suivi.helio.example.org", "helio-suivi-staging": "suivi-staging.helio.example.org",
           "lumen-abonnements": "abonnements.lumen.example.org", "orme-dons": "dons.orme.example.org"}
DRAINED = ["acme-catalogue", "helio-suivi", "borea-reservations", "lumen-abonnements"]
PIPELINE = writing.uuid("heroku", "pipeline")


def app_id(name):
    """The id of an app."""
    return writing.uuid("heroku", "app", name)


def day(text):
    """A moment as Heroku writes it."""
    return (text if "T" in text else text + "T09:00") + ":00Z"


def write(folder):
    """Everything but the bills."""
    folder.json("account", {"id": writing.uuid("heroku", "user"), "email": OWNER, "two_factor_authentication": True,
                            "federated": False, "verified": True, "default_team": {"name": TEAM["name"]},
                            "last_login": ago(hours=20), "created_at": "2018-04-02T08:00:00Z", "suspended_at": None,
                            "delinquent_at": None})
    paid = {"scheduled_suspension_time": None, "scheduled_deletion_time": None}
    folder.json("account/delinquency", paid)
    folder.json(f"teams/{TEAM['id']}/delinquency", paid)
    folder.json("account/keys", [])
    folder.json("teams", [{**TEAM, "type": "team", "role": "admin", "membership_limit": 25, "credit_card_collections": True,
                           "created_at": "2019-05-02T08:00:00Z"}])
    people(folder)
    catalogue(folder)
    folder.json("apps", [app(name) for name in APPS])
    for name in APPS:
        parts(folder, name)
    folder.json(f"teams/{TEAM['id']}/apps", [
        {"id": app_id(name), "name": name, "locked": False, "joined": True, "maintenance": False, "stack": {"name": entry[0]}}
        for name, entry in APPS.items() if entry[1]])
    folder.json("addons", [addon for name in APPS for addon in addons(name)])
    folder.json("addon-attachments", [
        {"id": writing.uuid("attachment", addon["name"]), "name": addon["config_vars"][0].removesuffix("_URL"),
         "addon": {"id": addon["id"], "name": addon["name"], "app": addon["app"]}, "app": addon["app"],
         "created_at": addon["created_at"]} for name in APPS for addon in addons(name)])
    folder.json("pipelines", [{"id": PIPELINE, "name": "helio-suivi", "owner": {"id": TEAM["id"], "type": "team"},
                               "created_at": "2024-09-03T09:00:00Z", "updated_at": "2024-09-03T09:00:00Z"}])
    folder.json("pipeline-couplings", [
        {"id": writing.uuid("coupling", name), "app": {"id": app_id(name)}, "pipeline": {"id": PIPELINE}, "stage": entry[5],
         "created_at": day(entry[2]), "updated_at": day(entry[2])} for name, entry in APPS.items() if entry[5]])
    folder.json(f"pipelines/{PIPELINE}/review-app-config", {
        "automatic_review_apps": True, "destroy_stale_apps": False, "stale_days": 5, "wait_for_ci": True,
        "base_name": "helio-suivi"})
    folder.json("spaces", [])


def app(name):
    """An app, as the list has it."""
    stack, is_teams, made, processes, plans, stage = APPS[name]
    released = {"helio-suivi-pr-42": "2026-11-04T10:20:00Z", "intranet-2019": "2023-02-14T15:00:00Z",
                "borea-reservations": "2025-04-09T09:30:00Z"}.get(name, ago(days=6, hours=len(name)))
    return {"id": app_id(name), "name": name, "team": TEAM if is_teams else None,
            "owner": {"email": "agence-exemple@herokumanager.com" if is_teams else OWNER}, "region": {"name": "eu"},
            "stack": {"name": stack}, "build_stack": {"name": stack}, "acm": name in DOMAINS, "maintenance": False,
            "internal_routing": False, "buildpack_provided_description": "Ruby", "generation": {"name": "cedar"},
            "web_url": f"https://{name}.herokuapp.example/", "slug_size": 61_000_000, "repo_size": 9_000_000,
            "created_at": day(made), "updated_at": released, "released_at": released, "archived_at": None}


def addons(name):
    """The add-ons of an app, with their prices."""
    stack, is_teams, made, processes, plans, stage = APPS[name]
    human = {"heroku-postgresql": "Heroku Postgres", "heroku-redis": "Heroku Key-Value Store", "memcachier": "MemCachier",
             "mailgun": "Mailgun"}
    variable = {"heroku-postgresql": "DATABASE_URL", "heroku-redis": "REDIS_URL", "memcachier": "MEMCACHIER_SERVERS",
                "mailgun": "MAILGUN_DOMAIN"}
    found = []
    for service, plan, dollars in plans:
        price = {"cents": dollars * 100, "unit": "month", "contract": False, "metered": False}
        found.append({
            "id": writing.uuid("addon", name, service), "name": f"{service.removeprefix('heroku-')}-{name}",
            "app": {"id": app_id(name), "name": name},
            "addon_service": {"id": writing.uuid(service), "name": service, "human_name": human[service], "state": "ga"},
            "plan": {"id": writing.uuid(service, plan), "name": f"{service}:{plan}", "human_name": plan.title(), "state": "public",
                     "price": price},
            "billed_price": price, "state": "provisioned", "config_vars": [variable[service]],
            "billing_entity": {"name": TEAM["name"], "type": "team"} if is_teams else {"name": name, "type": "app"},
            "created_at": day(made), "updated_at": day(made)})
    return found


def parts(folder, name):
    """What an app consists of."""
    stack, is_teams, made, processes, plans, stage = APPS[name]
    path = f"apps/{app_id(name)}"
    folder.json(path + "/formation", [
        {"id": writing.uuid("formation", name, kind), "type": kind, "quantity": quantity, "size": size, "updated_at": day(made)}
        for kind, quantity, size in processes])
    folder.json(path + "/dynos", [
        {"id": writing.uuid("dyno", name, kind, index), "name": f"{kind}.{index + 1}", "type": kind, "size": size, "state": "up",
         "release": {"version": 118}, "created_at": ago(hours=9), "updated_at": ago(hours=9)}
        for kind, quantity, size in processes for index in range(quantity)])
    current = app(name)["released_at"]
    folder.json(path + "/releases", [
        {"id": writing.uuid("release", name, version), "version": version, "status": "succeeded", "current": version == 118,
         "description": text, "user": {"email": who}, "addon_plan_names": [f"{plan[0]}:{plan[1]}" for plan in plans],
         "created_at": when} for version, text, who, when in (
             (118, "Deploy 4f0c2ab1", "tomas@example.com", current),
             (117, "Set SMTP_PASSWORD config vars", OWNER, "2026-09-02T09:00:00Z"))][:1 if stage == "review" else 2])
    folder.json(path + "/buildpack-installations", [
        {"ordinal": 0, "buildpack": {"url": "https://github.com/heroku/heroku-buildpack-ruby", "name": "heroku/ruby"}}])
    folder.json(path + "/collaborators", [
        {"id": writing.uuid("collaborator", name, email), "user": {"email": email, "federated": False}, "role": role,
         "permissions": [{"name": "view"}, {"name": "deploy"}], "created_at": day(made)}
        for email, role in collaborators(name)])
    folder.json(path + "/log-drains", [
        {"id": writing.uuid("drain", name), "addon": None, "url": "syslog+tls://logs.papertrail.example:23633",
         "created_at": day(made)}] if name in DRAINED else [])
    host = DOMAINS.get(name)
    folder.json(path + "/domains", [
        {"id": writing.uuid("domain", name), "hostname": host, "kind": "custom", "cname": f"{name}.herokudns.example",
         "status": "succeeded", "acm_status": "failing" if name == "borea-reservations" else "cert issued",
         "acm_status_reason": "CAA record does not allow it" if name == "borea-reservations" else None,
         "sni_endpoint": {"name": f"cert-{name}"}, "created_at": day(made), "updated_at": ago(days=31)}] if host else [])
    ends = {"borea-reservations": "2026-12-06T00:00:00Z"}.get(name, "2027-02-01T00:00:00Z")
    folder.json(path + "/sni-endpoints", [
        {"id": writing.uuid("sni", name), "name": f"cert-{name}", "display_name": None, "domains": [writing.uuid("domain", name)],
         "ssl_cert": {"cert_domains": [host], "issuer": "Let's Encrypt", "subject": f"CN={host}", "ca_signed?": True,
                      "self_signed?": False, "acm": True, "starts_at": "2026-11-03T00:00:00Z", "expires_at": ends}}] if host else [])
    folder.json(path + "/webhooks", [])
    folder.json(path + "/features", [
        {"id": writing.uuid("feature", "preboot"), "name": "preboot", "enabled": name == "acme-catalogue", "state": "general"}])


def collaborators(name):
    """Who may reach an app; Karim, who left, still may."""
    found = [(OWNER, "admin"), ("tomas@example.com", "member")]
    if name in ("borea-reservations", "intranet-2019"):
        found.append(("karim@example.com", "member"))
    return found


def people(folder):
    """The members of the team."""
    path = f"teams/{TEAM['id']}"
    member = lambda email, role, second: {"id": writing.uuid("member", email), "email": email, "role": role, "federated": False,
                                          "two_factor_authentication": second, "created_at": "2021-02-01T09:00:00Z",
                                          "updated_at": "2025-09-01T09:00:00Z"}
    folder.json(path + "/members", [
        member("lea@example.com", "admin", True), member(OWNER, "admin", True), member("tomas@example.com", "member", True),
        member("ines@example.com", "member", False), member("karim@example.com", "member", False)])
    folder.json(path + "/invitations", [
        {"id": writing.uuid("invitation"), "user": {"email": "stage@example.net"}, "role": "member",
         "invited_by": {"email": "karim@example.com"}, "created_at": "2026-05-19T09:00:00Z"}])
    folder.json(path + "/preferences", {"default-permission": "member", "addons-controls": False})
    folder.json(path + "/features", [])
    folder.json(path + "/identity-providers", [])
    folder.json("oauth/authorizations", [
        {"id": writing.uuid("authorization", 1), "description": "constat, to read only", "client": None, "scope": ["read", "identity"],
         "access_token": {"expires_in": None}, "created_at": "2026-10-01T09:00:00Z", "updated_at": "2026-10-01T09:00:00Z"},
        {"id": writing.uuid("authorization", 2), "description": "old deployment script", "client": None, "scope": ["global"],
         "access_token": {"expires_in": None}, "created_at": "2022-03-14T09:00:00Z", "updated_at": "2022-03-14T09:00:00Z"}])


def catalogue(folder):
    """Stacks, and sizes of dynos with their prices."""
    folder.json("stacks", [
        {"id": writing.uuid("stack", name), "name": name, "state": state, "default": name == "heroku-24"}
        for name, state in (("heroku-20", "deprecated"), ("heroku-22", "public"), ("heroku-24", "public"))])
    folder.json("dyno-sizes", [
        {"id": writing.uuid("size", name), "name": name, "memory": 0.5 if dollars < 50 else 1, "compute": 1, "dedicated": False,
         "private_space_only": False, "cost": {"cents": dollars * 100, "unit": "month"}, "generation": {"name": "cedar"}}
        for name, dollars in PRICES.items()])
