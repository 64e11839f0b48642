"""What Rackspace answers: four old servers in London, their images, watching and backups."""

from . import world
from .time import ago, iso, moment
from .writing import uuid

TENANT = "904118"
SERVICES = {
    "cloudServersOpenStack": ("compute", f"https://lon.servers.api.rackspacecloud.com/v2/{TENANT}"),
    "cloudMonitoring": ("rax:monitor", f"https://monitoring.api.rackspacecloud.com/v1.0/{TENANT}"),
    "cloudBackup": ("rax:backup", f"https://lon.backup.api.rackspacecloud.com/v1.0/{TENANT}"),
}
FLAVORS = {"general1-1": (1, 1024, 20), "general1-2": (2, 2048, 40), "general1-4": (4, 4096, 80)}


def write(folder):
    """Everything but the bills."""
    catalogue = [{"name": name, "type": kind, "endpoints": [
        {"publicURL": url, "tenantId": TENANT, **({} if name == "cloudMonitoring" else {"region": "LON"})}]}
        for name, (kind, url) in SERVICES.items()]
    folder.json("v2.0/tokens", {"access": {
        "token": {"id": "made-up-session", "expires": "2026-11-25T06:00:00.000Z", "tenant": {"id": TENANT, "name": TENANT}},
        "user": {"id": "10118", "name": "agence-exemple", "RAX-AUTH:domainId": TENANT, "RAX-AUTH:defaultRegion": "LON",
                 "roles": [{"id": "9", "name": "observer"}, {"id": "10", "name": "billing:observer"}]},
        "serviceCatalog": catalogue}})
    folder.json("servers/detail", {"servers": [server(each) for each in world.RACKSPACE]})
    folder.json("flavors/detail", {"flavors": [
        {"id": key, "name": f"{ram // 1024} GB General Purpose v1", "vcpus": cpus, "ram": ram, "disk": disk,
         "OS-FLV-EXT-DATA:ephemeral": 0, "OS-FLV-WITH-EXT-SPECS:extra_specs": {"class": "general1"}}
        for key, (cpus, ram, disk) in FLAVORS.items()]})
    folder.json("images/detail", {"images": [
        {"id": uuid("image", each.name), "name": f"{each.name}-hebdo", "status": "ACTIVE", "server": {"id": each.id},
         "OS-EXT-IMG-SIZE:size": 9_100_000_000, "created": ago(days=3, hours=2)}
        for each in world.RACKSPACE if each.name in ("borea-legacy-1", "mail-1")]})
    folder.json("os-keypairs", {"keypairs": []})
    folder.json("limits", {"limits": {"absolute": {"maxTotalRAMSize": 131072, "totalRAMUsed": 9216, "maxTotalInstances": 100}}})
    users(folder)
    watching(folder)


def server(each):
    """A server, as its list has it."""
    return {"id": each.id, "name": each.name, "status": "ACTIVE", "OS-EXT-STS:vm_state": "active", "OS-EXT-STS:task_state": None,
            "OS-EXT-STS:power_state": 1, "flavor": {"id": each.size}, "image": {"id": uuid("base", each.system)},
            "addresses": {"public": [{"version": 4, "addr": each.address}], "private": [{"version": 4, "addr": each.private}]},
            "accessIPv4": each.address, "key_name": "karim", "config_drive": "", "metadata": {each.tags[0]: "client"},
            "user_id": "10118", "tenant_id": TENANT, "hostId": uuid("host", each.name).replace("-", ""),
            "created": iso(moment(each.created)), "updated": "2025-03-23T02:11:00Z"}


def users(folder):
    """The users of the account, one of them without a second factor."""
    user = lambda key, name, email, second: {
        "id": key, "username": name, "email": email, "enabled": True, "created": "2016-02-02T09:00:00Z",
        "RAX-AUTH:domainId": TENANT, "RAX-AUTH:defaultRegion": "LON", "RAX-AUTH:multiFactorEnabled": second,
        "RAX-AUTH:userMultiFactorEnforcementLevel": "DEFAULT"}
    found = [user("10118", "agence-exemple", "noor@example.com", False), user("10119", "agence-lea", "lea@example.com", True)]
    folder.json("v2.0/users", {"users": found})
    for one, role in zip(found, ("observer", "identity:user-admin")):
        folder.json(f"v2.0/users/{one['id']}/RAX-AUTH/roles", {"RAX-AUTH:roleAssignments": {"tenantAssignments": [
            {"onRole": "9", "onRoleName": role, "forTenants": ["*"], "sources": [{"sourceType": "USER", "sourceId": one["id"]}]}]}})
        folder.json(f"v2.0/users/{one['id']}/RAX-AUTH/multi-factor/otp-devices", {"RAX-AUTH:otpDevices": [
            {"id": uuid("otp", one["id"]), "verified": True}] if one["RAX-AUTH:multiFactorEnabled"] else []})
    folder.json(f"v2.0/RAX-AUTH/domains/{TENANT}", {"RAX-AUTH:domain": {
        "id": TENANT, "enabled": True, "domainMultiFactorEnforcementLevel": "OPTIONAL", "sessionInactivityTimeout": "PT15M"}})


def watching(folder):
    """What is watched, who hears of it, and what is saved; verdi-legacy-1 is forgotten in both."""
    values = []
    for each in world.RACKSPACE:
        if each.name == "verdi-legacy-1":
            continue
        check = {"id": f"ch{each.private[-3:]}", "label": "http" if each.name != "mail-1" else "smtp",
                 "type": "remote.http" if each.name != "mail-1" else "remote.smtp", "disabled": False, "period": 60, "timeout": 30,
                 "target_alias": "public0_v4", "target_hostname": None, "details": {}}
        alarm = {"id": f"al{each.private[-3:]}", "check_id": check["id"], "label": "answers", "criteria": "return OK",
                 "notification_plan_id": "npExemple", "disabled": False}
        values.append({
            "entity": {"id": f"en{each.private[-3:]}", "label": each.name, "agent_id": each.id,
                       "uri": f"{SERVICES['cloudServersOpenStack'][1]}/servers/{each.id}",
                       "ip_addresses": {"public0_v4": each.address, "private0_v4": each.private}},
            "checks": [check], "alarms": [alarm],
            "latest_alarm_states": [{"alarm_id": alarm["id"], "state": "OK", "timestamp": 1795400000000}]})
    one = lambda found: {"values": found, "metadata": {"count": len(found), "next_marker": None, "next_href": None}}
    folder.json("views/overview", one(values))
    folder.json("notification_plans", one([{"id": "npExemple", "label": "équipe", "critical_state": ["ntExemple"],
                                            "warning_state": [], "ok_state": []}]))
    folder.json("notifications", one([{"id": "ntExemple", "label": "noor", "type": "email"}]))
    folder.json("agents", one([{"id": each.id, "last_connected": 1795499000000} for each in world.RACKSPACE[:2]]))
    for each in world.RACKSPACE[:2]:
        folder.json(f"agents/{each.id}/connections", one([
            {"id": f"cn{each.private[-3:]}", "agent_id": each.id, "process_version": "2.6.16", "bundle_version": "2.6.16",
             "agent_ip": each.address}]))
    folder.json("user/agents", [
        {"MachineAgentId": 20118, "MachineName": "lumen-legacy-1", "HostServerId": world.RACKSPACE[0].id,
         "IPAddress": world.RACKSPACE[0].address, "OperatingSystem": "Debian GNU/Linux", "AgentVersion": "1.14.006",
         "Status": "Online", "IsDisabled": False, "IsEncrypted": False, "TimeOfLastSuccessfulBackup": ago(days=19)}])
    folder.json("backup-configuration", [
        {"BackupConfigurationId": 4471, "MachineAgentId": 20118, "BackupConfigurationName": "sites", "IsActive": True,
         "IsDeleted": False, "Frequency": "Daily", "VersionRetention": 30, "LastRunTime": ago(hours=7),
         "NextScheduledRunTime": "2026-11-24T23:00:00Z"}])
