"""What New Relic answers: hosts, applications, alerts, people and usage; a question is told by words in its body.

Two servers are not watched, and one application fell silent.
"""

from . import heroku, world
from .time import NOW, moment
from .writing import number, uuid

ACCOUNT = 4104118
UNWATCHED = ["verdi-web-1", "orme-web-1", "lumen-legacy-1"]
APPLICATIONS = {
    "acme-boutique": ("ruby", "9.22.0", 812.4, 0.4, 0.93), "acme-catalogue": ("ruby", "9.22.0", 96.1, 0.1, 0.97),
    "helio-suivi": ("python", "10.17.0", 143.8, 0.7, 0.91), "borea-reservations": ("php", "10.2.0.314", 0, 0, None),
    "lumen-abonnements": ("ruby", "8.16.0", 12.2, 0.2, 0.98),
}


def write(folder):
    """A file for each question."""
    ask = lambda words, value: folder.json("graphql?" + "&".join(f"body={word}" for word in words), {"data": value})
    actor = lambda words, value: ask(words, {"actor": value})
    account = lambda words, value: actor(words, {"account": value})
    actor(["reportingEventTypes"], {"accounts": [
        {"id": ACCOUNT, "name": "Agence Exemple", "reportingEventTypes": ["SystemSample", "Transaction"]}]})
    search = lambda word, found: actor(["entitySearch", word], {"entitySearch": {
        "count": len(found), "results": {"nextCursor": None, "entities": found}}})
    watched = [server for server in world.SERVERS if server.name not in UNWATCHED]
    search("INFRA", [host(server) for server in watched])
    search("APM", [application(name, *entry) for name, entry in APPLICATIONS.items()])
    search("BROWSER", [])
    search("SYNTH", [monitor("abonnements", "https://abonnements.lumen.example.org/"), monitor("api", "https://api.helio.example.org/etat")])
    account(["coreCount"], {"nrql": {"results": [sample(server) for server in watched]}})
    account(["cpuMax"], {"nrql": {"results": [load(server) for server in watched]}})
    releases(ask)
    alerts(account)
    people(ask, actor)
    usage(account)


def entity(kind, name, reporting=True, severity="NOT_ALERTING", **more):
    """What all entities have."""
    return {"guid": uuid("entity", kind, name).replace("-", ""), "name": name, "accountId": ACCOUNT, "reporting": reporting,
            "permalink": "https://one.eu.newrelic.example/" + uuid("entity", kind, name)[:8], "firstIndexedAt": millis("2024-03-12"),
            "lastReportingChangeAt": millis("2026-11-10T04:30" if not reporting else "2026-06-01"), "alertSeverity": severity, **more}


def millis(day):
    """A moment in milliseconds since 1970."""
    return int(moment(day).timestamp() * 1000)


def tags(**values):
    """Tags as the answer has them."""
    return [{"key": key, "values": [value]} for key, value in values.items()]


def host(server):
    """A host with the infrastructure agent."""
    severity = "NOT_CONFIGURED" if server.name in ("tools-1", "verdi-legacy-1") else (
        "WARNING" if server.name == "acme-web-1" else "NOT_ALERTING")
    return entity(
        "host", server.name, severity=severity,
        tags=tags(hostname=server.name, fullHostname=server.name, agentVersion="1.57.2", instanceType=server.size,
                  operatingSystem="linux"),
        hostSummary={"cpuUtilizationPercent": round(server.load / server.vcpus * 100, 1), "diskUsedPercent": server.disk * 100,
                     "memoryUsedPercent": server.used * 100, "networkReceiveRate": 21000, "networkTransmitRate": 48000,
                     "servicesCount": 0})


def sample(server):
    """What a host last said of itself."""
    return {"facet": server.name, "hostname": server.name, "cores": server.vcpus, "cpus": server.vcpus, "memBytes": server.memory,
            "diskUsedPct": server.disk * 100, "uptimeS": server.up_days * 86400, "lastSeenMs": int(NOW.timestamp() * 1000) - 40_000,
            "os": "linux", "distro": server.system, "kernel": "", "agentVersion": "1.57.2", "instanceType": server.size}


def load(server):
    """How much a host had to do in fourteen days."""
    share = server.load / server.vcpus * 100
    return {"facet": server.name, "hostname": server.name, "cpu": round(share * 0.8, 2), "cpuMax": round(min(100, share * 3), 2),
            "mem": round(server.used * 97, 2), "memMax": round(server.used * 112, 2), "samples": 80640,
            "firstMs": int(NOW.timestamp() * 1000) - 14 * 86_400_000}


def application(name, language, version, requests, errors, apdex):
    """An application with an agent in it; the one of borea fell silent."""
    is_alive = requests > 0
    return entity("application", name, is_alive, "NOT_ALERTING" if name.startswith(("acme", "helio")) else "NOT_CONFIGURED",
                  tags=tags(language=language), applicationId=number("application", name), language=language,
                  runningAgentVersions={"minVersion": version, "maxVersion": version} if is_alive else None,
                  settings={"apdexTarget": 0.5, "serverSideConfig": False},
                  apmSummary={"apdexScore": apdex, "errorRate": errors, "hostCount": 2, "instanceCount": 4,
                              "responseTimeAverage": 0.18, "throughput": requests} if is_alive else None)


def monitor(name, url):
    """A monitor that asks from outside."""
    return entity("monitor", name, severity="NOT_CONFIGURED", tags=[], monitorId=uuid("monitor", name), monitorType="SIMPLE",
                  monitoredUrl=url, period=5, monitorSummary={"status": "ENABLED", "locationsRunning": 2, "locationsFailing": 0,
                                                             "successRate": 99.9})


def releases(ask):
    """The current releases of the agents that are in use."""
    release = lambda version, day, end: {"version": version, "date": day, "eolDate": end, "security": [], "slug": ""}
    ask(["currentAgentRelease"], {"docs": {
        "infrastructure": release("1.57.2", "2026-08-18", "2027-08-18"), "ruby": release("9.22.0", "2026-10-07", "2027-10-07"),
        "python": release("10.17.0", "2026-10-21", "2027-10-21"), "php": release("11.5.0.18", "2026-09-30", "2027-09-30")}})
    ask(["agentReleases"], {"docs": {"ruby": [release("8.16.0", "2023-01-24", "2026-01-24")],
                                     "php": [release("10.2.0.314", "2022-11-07", "2025-11-07")]}})


def alerts(account):
    """Policies, their conditions, and who hears of them."""
    account(["policiesSearch"], {"alerts": {"policiesSearch": {"nextCursor": None, "totalCount": 2, "policies": [
        {"id": "51001", "name": "Servers", "incidentPreference": "PER_CONDITION_AND_TARGET"},
        {"id": "51002", "name": "Nuit", "incidentPreference": "PER_POLICY"}]}}})
    condition = lambda key, name, policy, query, enabled=True: {
        "id": key, "name": name, "enabled": enabled, "type": "STATIC", "policyId": policy, "entityGuid": uuid("condition", key),
        "runbookUrl": None, "nrql": {"query": query},
        "terms": [{"priority": "CRITICAL", "operator": "ABOVE", "threshold": 90, "thresholdDuration": 600,
                   "thresholdOccurrences": "ALL"}],
        "expiration": {"closeViolationsOnExpiration": False, "expirationDuration": 900, "openViolationOnExpiration": key == "52001"},
        "violationTimeLimitSeconds": 259200}
    account(["nrqlConditionsSearch"], {"alerts": {"nrqlConditionsSearch": {"nextCursor": None, "totalCount": 3, "nrqlConditions": [
        condition("52001", "Processors busy", "51001", "SELECT average(cpuPercent) FROM SystemSample FACET hostname"),
        condition("52002", "Disk nearly full", "51001", "SELECT average(diskUsedPercent) FROM SystemSample FACET hostname"),
        condition("52003", "Errors", "51002", "SELECT percentage(count(*), WHERE error) FROM Transaction FACET appName", False)]}}})
    account(["mutingRules"], {"alerts": {"mutingRules": [
        {"id": "53001", "name": "Migration borea", "enabled": True, "createdAt": "2026-04-02T08:00:00Z",
         "updatedAt": "2026-04-02T08:00:00Z", "schedule": None}]}})
    account(["aiNotifications"], {"aiNotifications": {"destinations": {"nextCursor": None, "totalCount": 1, "error": None, "entities": [
        {"id": uuid("destination"), "name": "équipe", "type": "EMAIL", "active": True, "status": "TESTED",
         "lastSent": "2026-11-21T02:14:00Z", "createdAt": "2024-03-12T09:00:00Z", "updatedAt": "2024-03-12T09:00:00Z"}]}}})
    account(["aiWorkflows", "workflowEnabled"], {"aiWorkflows": {"workflows": {"nextCursor": None, "totalCount": 1, "entities": [
        {"id": uuid("workflow"), "name": "Servers", "workflowEnabled": True, "destinationsEnabled": True,
         "mutingRulesHandling": "NOTIFY_ALL_ISSUES", "lastRun": "2026-11-21T02:14:00Z",
         "destinationConfigurations": [{"channelId": uuid("channel"), "name": "équipe", "type": "EMAIL"}],
         "issuesFilter": {"predicates": [{"attribute": "labels.policyIds", "operator": "EXACTLY_MATCHES", "values": ["51001"]}]}}]}}})


def people(ask, actor):
    """Users and their keys; Karim, who left, still has one."""
    domain = {"id": uuid("domain", "newrelic"), "name": "Default", "provisioningType": "MANUAL"}
    domains = lambda found: {"organization": {"userManagement": {"authenticationDomains": found}}}
    actor(["userManagement", "provisioningType"], domains({"nextCursor": None, "totalCount": 1, "authenticationDomains": [domain]}))
    user = lambda key, name, kind, last, group: {
        "id": key, "name": name.title(), "email": f"{name}@example.com", "lastActive": last, "emailVerificationState": "Verified",
        "type": {"id": kind, "displayName": kind}, "groups": {"groups": [{"id": group, "displayName": group}]}}
    actor(["userManagement", "lastActive"], domains({"authenticationDomains": [{"id": domain["id"], "users": {
        "nextCursor": None, "totalCount": 4, "users": [
            user("1001", "lea", "Basic", "2026-11-20T09:00:00Z", "User"), user("1002", "noor", "Full platform", "2026-11-23T17:00:00Z", "Admin"),
            user("1003", "tomas", "Full platform", "2026-11-23T15:00:00Z", "User"),
            user("1004", "karim", "Full platform", "2026-08-28T15:00:00Z", "Admin")]}}]}))
    actor(["organization"], {"organization": {"id": uuid("organization"), "name": "Agence Exemple"}})
    ask(["customerAdministration", "authenticationType"], {"customerAdministration": {"authenticationDomains": {"nextCursor": None, "items": [
        {"id": domain["id"], "name": "Default", "authenticationType": "PASSWORD", "provisioningType": "MANUAL"}]}}})
    actor(["keySearch"], {"apiAccess": {"keySearch": {"nextCursor": None, "keys": [
        {"id": uuid("nrkey", 1), "name": "constat", "type": "USER", "createdAt": 1790800000, "userId": 1002},
        {"id": uuid("nrkey", 2), "name": "infrastructure", "type": "INGEST", "createdAt": 1647200000},
        {"id": uuid("nrkey", 3), "name": "karim, tests", "type": "USER", "createdAt": 1684400000, "userId": 1004}]}}})


def usage(account):
    """Gigabytes and users of the month so far."""
    results = lambda *rows: {"results": list(rows)}
    account(["NrMTDConsumption"], {
        "ingest": results({"quantity": 118.4, "billable": 18.4}), "fullUsers": results({"billable": 2}),
        "coreUsers": results({"billable": 0}), "fullUsersOldModel": results({"billable": None}), "compute": results({"quantity": None}),
        "checks": results({"free": 500, "billable": 0}),
        "bySource": results({"facet": "InfraHosts", "quantity": 61.2}, {"facet": "ApmEvents", "quantity": 74.9}),
        "byAccount": results({"facet": str(ACCOUNT), "quantity": 136.1}), "byDay": results()})
    account(["dataManagement"], {"dataManagement": {"limits": [
        {"name": "NRQL queries", "category": "QUERY", "value": 3000, "unit": "COUNT", "timeInterval": "ONE_MINUTE",
         "limitReachedBehaviorDescription": "Queries are refused."}]}})
