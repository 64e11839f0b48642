"""What Sentry answers: a project for most apps, a member without a second factor, and a quota that was too small.

The token lacks `alerts:read`, so what watches and whom it tells is not known; the report says so.
"""

from .time import ago
from .writing import uuid

ORGANIZATION = {"id": "4501", "slug": "agence-exemple", "name": "Agence Exemple"}
# Id, app, platform, releases, open issues, events of thirty days: kept, and lost to the quota.
PROJECTS = [
    ("7101", "acme-boutique", "ruby-rails", "boutique@3.18.2", 214, 412_300, 96_400),
    ("7102", "acme-catalogue", "ruby-rails", "catalogue@1.44.0", 31, 21_870, 0),
    ("7103", "helio-suivi", "python-django", "suivi@2026.11.17", 18, 9_410, 0),
    ("7104", "borea-reservations", "php-symfony", "reservations@5.2.1", 402, 58_120, 11_050),
    ("7105", "lumen-abonnements", "ruby-rails", "abonnements@0.9.7", 7, 1_204, 0),
    ("7106", "helio-suivi-staging", "python-django", None, 0, 0, 0),
]
SEEN = "2024-09-04T08:00:00Z"


def write(folder):
    """The organisation, its people and projects, and what they sent."""
    base = f"api/0/organizations/{ORGANIZATION['slug']}/"
    organization = {**ORGANIZATION, "status": {"id": "active"}, "require2FA": False, "hasAuthProvider": False,
                    "allowMemberInvite": True, "allowMemberProjectCreation": True, "allowSuperuserAccess": False,
                    "links": {"regionUrl": "https://sentry.io"}, "dateCreated": "2021-02-01T09:00:00Z"}
    folder.json("api/0/organizations/", [organization])
    folder.json(base, {**organization, "openMembership": True, "allowJoinRequests": True, "allowSharedIssues": True,
                       "enhancedPrivacy": False, "dataScrubber": True, "dataScrubberDefaults": True, "scrubIPAddresses": False,
                       "sensitiveFields": [], "safeFields": [], "defaultRole": "member", "access": ["org:read", "project:read"]})
    member = lambda key, email, role, second, **more: {
        "id": key, "email": email, "orgRole": role, "pending": False, "expired": False, "inviteStatus": "approved",
        "flags": {"sso:linked": False, "sso:invalid": False, "idp:provisioned": False}, "dateCreated": "2021-02-01T09:00:00Z",
        "user": {"has2fa": second, "isActive": True, "hasPasswordAuth": True, "isSuperuser": False, "isStaff": False,
                 "emails": [{"email": email, "is_verified": True}], "lastLogin": ago(days=2), "lastActive": ago(hours=8)}, **more}
    folder.json(base + "members/", [
        member("9001", "lea@example.com", "owner", True), member("9002", "noor@example.com", "owner", True),
        member("9003", "tomas@example.com", "member", True), member("9004", "ines@example.com", "manager", False),
        member("9005", "stage@example.net", "member", None, pending=True, expired=True, user=None)])
    folder.json(base + "teams/", [
        {"id": "9501", "slug": "web", "name": "Web", "memberCount": 4, "flags": {"idp:provisioned": False},
         "dateCreated": "2021-02-01T09:00:00Z"}])
    folder.json(base + "projects/", [project(*each) for each in PROJECTS])
    folder.json(base + "project-keys/", [
        {"id": uuid("key", slug).replace("-", ""), "projectId": int(key), "name": "Default", "isActive": True, "rateLimit": None,
         "browserSdkVersion": "9.x", "useCase": "user", "dateCreated": SEEN} for key, slug, *_ in PROJECTS])
    folder.json(base + "environments/", [{"id": "1", "name": "production"}, {"id": "2", "name": "staging"}])
    folder.json(base + "integrations/", [
        {"id": "8801", "name": "agence-exemple", "provider": {"key": "github"}, "status": "active",
         "organizationIntegrationStatus": "active", "scopes": ["read", "write"], "outOfDate": False, "gracePeriodEnd": None}])
    for name in ("repos/", "sentry-apps/", "sentry-app-installations/"):
        folder.json(base + name, [])
    folder.json(base + "monitors/", [
        {"id": uuid("monitor"), "slug": "export-comptable", "name": "Export comptable", "project": {"slug": "acme-boutique"},
         "status": "active", "isMuted": False, "dateCreated": SEEN,
         "config": {"schedule_type": "crontab", "schedule": "0 4 * * *", "timezone": "Europe/Paris", "checkin_margin": 10,
                    "max_runtime": 30},
         "environments": [{"name": "production", "status": "missed_checkin", "isMuted": False, "activeIncident": {"startingTimestamp": ago(hours=27)},
                           "lastCheckIn": ago(hours=51), "nextCheckIn": ago(hours=27)}]}])
    for name in ("detectors/", "workflows/"):
        folder.refusal(base + name, 403, {"detail": "You do not have permission to perform this action."})
    for each in PROJECTS:
        parts(folder, base, *each)
    usage(folder, base)


def project(key, slug, platform, release, open_issues, kept, lost):
    """A project, as the list has it."""
    return {"id": key, "slug": slug, "name": slug, "platform": platform, "teams": [{"slug": "web"}],
            "environments": ["production"] if kept else [], "latestRelease": {"version": release} if release else None,
            "hasMonitors": slug == "acme-boutique", "hasSessions": bool(kept), "hasReplays": False, "hasProfiles": False,
            "hasLogs": False, "hasMinifiedStackTrace": slug == "borea-reservations", "firstEvent": SEEN if kept else None,
            "dateCreated": SEEN}


def parts(folder, base, key, slug, platform, release, open_issues, kept, lost):
    """How a project is set up, and its releases and open issues."""
    path = f"api/0/projects/{ORGANIZATION['slug']}/{slug}/"
    folder.json(path, {"id": key, "slug": slug, "status": "active", "dataScrubber": slug != "borea-reservations",
                       "dataScrubberDefaults": True, "scrubIPAddresses": False, "sensitiveFields": [], "safeFields": [],
                       "allowedDomains": ["*"], "verifySSL": True, "scrapeJavaScript": True, "storeCrashReports": 0,
                       "resolveAge": 0, "isDynamicallySampled": False, "processingIssues": 0,
                       "latestRelease": {"version": release} if release else None})
    folder.json(path + "filters/", [{"id": "web-crawlers", "active": True}, {"id": "browser-extensions", "active": False}])
    folder.json(base + f"releases/?project={key}", [
        {"id": key + "1", "version": release, "shortVersion": release, "status": "open", "newGroups": 2, "commitCount": 14,
         "deployCount": 1, "lastDeploy": {"environment": "production", "dateFinished": ago(days=6)}, "dateCreated": ago(days=6),
         "dateReleased": ago(days=6), "firstEvent": ago(days=6), "lastEvent": ago(hours=1)}] if release else [])
    folder.http(base + f"issues/?project={key}", {"X-Hits": open_issues, "X-Max-Hits": 1000}, [])


def usage(folder, base):
    """What came in, and what was dropped because the quota was used up."""
    groups = [{"by": {"project": int(key), "category": "error", "outcome": outcome}, "totals": {"sum(quantity)": amount}}
              for key, slug, platform, release, issues, kept, lost in PROJECTS
              for outcome, amount in (("accepted", kept), ("rate_limited", lost)) if amount]
    folder.json(base + "stats_v2/", {"start": "2026-10-25T00:00:00Z", "end": "2026-11-24T06:00:00Z", "intervals": [], "groups": groups})
    folder.json(base + "stats-summary/", {
        "start": "2026-08-26T00:00:00Z", "end": "2026-11-24T06:00:00Z", "projects": [
            {"id": key, "slug": slug, "stats": [
                {"category": "error", "outcomes": {"accepted": kept * 3, "filtered": 0, "rate_limited": lost, "invalid": 0,
                                                   "client_discard": 0}, "totals": {"dropped": lost, "sum(quantity)": kept * 3 + lost}}]}
            for key, slug, platform, release, issues, kept, lost in PROJECTS]})
