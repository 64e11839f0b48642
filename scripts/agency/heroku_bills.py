"""Invoices of Heroku in cents, of the team and of the account's own app; a month costs 720 hours at most."""

from . import heroku
from .time import CLOSED, NOW, OPEN, month_after, month_start, moment
from .writing import number, uuid

# Prices by the day from which an app had them, where it was once smaller.
SCALED = {"helio-suivi": ("2026-05-01", -25), "acme-catalogue": ("2025-12-01", -50)}


def write(folder):
    """Thirteen months, the open one among them."""
    months = CLOSED[1:] + [OPEN]
    team = heroku.TEAM["id"]
    folder.json(f"teams/{team}/invoices", [invoice("team", month, True) for month in reversed(months)])
    folder.json("account/invoices", [invoice("account", month, False) for month in reversed(months)])
    folder.json("account/credits", [])


def invoice(kind, month, is_teams):
    """An invoice, whose three sums add up to its total."""
    sums = {"platform_total": 0, "database_total": 0, "addons_total": 0}
    for name, (stack, is_own, made, processes, plans, stage) in heroku.APPS.items():
        if is_own != is_teams:
            continue
        for process, quantity, size in processes:
            sums["platform_total"] += quantity * prorated(heroku.PRICES[size] * 100, month, made)
        day, less = SCALED.get(name, (None, 0))
        if day and month_start(month) < moment(day):
            sums["platform_total"] += prorated(less * 100, month, made)
        for service, plan, dollars in plans:
            name = "database_total" if service.startswith("heroku-") else "addons_total"
            sums[name] += prorated(dollars * 100, month, made)
    total = sum(sums.values())
    return {"id": uuid("invoice", kind, month), "number": number("heroku", kind, month, least=30_000_000, most=40_000_000),
            "period_start": month + "-01", "period_end": month_after(month) + "-01", "total": total, "charges_total": total,
            "credits_total": 0, **sums, "state": 1, "payment_status": None if month == OPEN else "Paid",
            "created_at": month_after(month) + "-01T00:00:00Z", "updated_at": month_after(month) + "-01T00:00:00Z"}


def prorated(cents, month, made):
    """What a price of a month comes to for the time that something was there in it."""
    first, last = month_start(month), month_start(month_after(month))
    begun, ended = max(first, moment(made)), min(last, NOW)
    hours = max(0, (ended - begun).total_seconds() / 3600)
    return round(cents * min(hours, 720) / 720)
