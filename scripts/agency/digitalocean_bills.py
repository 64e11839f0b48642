"""Invoices of DigitalOcean: a line for each resource and month, in dollars, with taxes and a credit.

A month costs 672 hours at most. Each total is the sum of its lines, to the cent.
"""

from decimal import ROUND_HALF_UP, Decimal

from . import world
from .time import CLOSED, NOW, OPEN, iso, moment, month_after, month_start
from .writing import number, uuid

CENT = Decimal("0.01")
# What the month so far was last reckoned to: midnight.
UNTIL = NOW.replace(hour=0)
DATABASES = [
    # Name, id, [(plan as the invoice has it, price, from, until)]
    ("acme-pg", world.ACME_PG, "Acme", [
        ("PostgreSQL 4 GB", "60.90", "2024-03-12", "2026-10-12T09:40"),
        ("PostgreSQL 8 GB", "122.10", "2026-10-12T09:40", None)]),
    ("shared-pg", world.SHARED_PG, "Outils", [("PostgreSQL 2 GB", "30.45", "2023-06-21", None)]),
]
OVERAGES = {"2026-06": 310, "2026-10": 1840, "2026-11": 260}
CREDITS = {"2026-06": "-15.00"}


def write(folder):
    """The list of invoices, the lines of each, and the month so far."""
    invoices = []
    for month in reversed(CLOSED):
        invoice = {"invoice_uuid": uuid("invoice", month), "invoice_id": str(number("invoice", month)),
                   "amount": str(total(items(month))), "invoice_period": month}
        invoices.append(invoice)
        path = f"v2/customers/my/invoices/{invoice['invoice_uuid']}"
        folder.json(path, page("invoice_items", items(month)))
        folder.json(path + "/summary", summary(invoice, items(month)))
    preview = {"invoice_uuid": uuid("invoice", OPEN), "invoice_id": str(number("invoice", OPEN)),
               "amount": str(total(items(OPEN))), "invoice_period": OPEN, "updated_at": iso(UNTIL)}
    folder.json("v2/customers/my/invoices", {"invoices": invoices, "invoice_preview": preview, "links": {},
                                             "meta": {"total": len(invoices)}})
    folder.json("v2/customers/my/invoices/preview", page("invoice_items", items(OPEN)))
    usage = preview["amount"]
    folder.json("v2/customers/my/balance", {
        "month_to_date_balance": usage, "account_balance": "0.00", "month_to_date_usage": usage,
        "generated_at": iso(UNTIL)})
    folder.json("v2/customers/my/billing_history", page("billing_history", history(invoices[:3])))


def page(name, found):
    """A list that has all on its first page."""
    return {name: found, "links": {}, "meta": {"total": len(found)}}


def history(invoices):
    """What was invoiced and paid lately."""
    found = []
    for invoice in invoices:
        day = month_start(month_after(invoice["invoice_period"]))
        found.append({"description": "Payment (card ending 0000)", "amount": "-" + invoice["amount"],
                      "date": iso(day.replace(hour=9)), "type": "Payment"})
        found.append({"description": f"Invoice for {invoice['invoice_period']}", "amount": invoice["amount"],
                      "invoice_id": invoice["invoice_id"], "invoice_uuid": invoice["invoice_uuid"],
                      "date": iso(day.replace(hour=6)), "type": "Invoice"})
    return found


def total(found):
    """The sum of lines."""
    return sum((Decimal(item["amount"]) for item in found), Decimal("0.00"))


def summary(invoice, found):
    """An invoice's blocks, which its lines add up to."""
    kinds = {"Taxes": "taxes", "Credits": "credits_and_adjustments", "Bandwidth": "overages"}
    blocks = {name: Decimal("0.00") for name in ["product_charges", *kinds.values()]}
    for item in found:
        blocks[kinds.get(item["product"], "product_charges")] += Decimal(item["amount"])
    titles = {"product_charges": "Product usage charges", "overages": "Overages", "taxes": "Taxes",
              "credits_and_adjustments": "Credits & adjustments"}
    return {"invoice_uuid": invoice["invoice_uuid"], "invoice_id": invoice["invoice_id"],
            "billing_period": invoice["invoice_period"], "amount": invoice["amount"],
            **{name: {"name": titles[name], "amount": str(amount)} for name, amount in blocks.items()}}


def items(month):
    """The lines of a month: those of resources, then what the whole account is charged."""
    found = []
    for server in world.DROPLETS + world.GONE:
        found += droplet_lines(server, month)
    for name, key, project, plans in DATABASES:
        used = 0
        for plan, price, start, end in plans:
            line = resource(month, "Database Clusters", key, plan, price, start, end, name, project, used=used)
            if line:
                used += Decimal(line["duration"])
                found.append(line)
    for name, key, size, owner, start, tags in world.VOLUMES:
        project = world.droplet(owner).project if owner else {"verdi-media": "Verdi"}.get(name, "Agence")
        found.append(resource(month, "Volumes", key, f"{size} GiB", f"{size / 10:.2f}", start, None, name, project))
    for name, key, kind, source, size, start in world.SNAPSHOTS:
        found.append(resource(month, "Snapshots", key, f"{kind} snapshot, {size} GB", f"{size * 0.06:.2f}", start, None,
                              name, "Agence"))
    found.append(resource(month, "Load Balancers", world.BALANCER, "Regional, 1 node", "12.00", "2024-03-13", None,
                          "acme-lb", "Acme"))
    found.append(resource(month, "Reserved IPs", "", "Unused Reserved IP - 203.0.113.201", "5.00", "2026-02-11T10:00", None,
                          "", "Agence"))
    found.append(whole(month, "Spaces Subscription", "Spaces ($5/mo 250GB storage & 1TB bandwidth)", "5.00", "Agence"))
    if month in OVERAGES:
        gigabytes = OVERAGES[month]
        found.append(whole(month, "Bandwidth", f"Outbound transfer beyond the pool, {gigabytes} GiB",
                           f"{gigabytes / 100:.2f}", ""))
    found = [line for line in found if line]
    if month in CREDITS:
        found.append(whole(month, "Credits", "Service credit, incident of 3 June", CREDITS[month], ""))
    tax = (total(found) * Decimal("0.20")).quantize(CENT, ROUND_HALF_UP)
    found.append(whole(month, "Taxes", "VAT (20%)", str(tax), ""))
    return found


def droplet_lines(server, month):
    """A droplet, by the sizes that it had, and its backups."""
    spans = [(server.size, server.created, server.ended)]
    if server.resized:
        size, day = server.resized
        spans = [(size, server.created, day), (server.size, day, server.ended)]
    found, used = [], Decimal(0)
    for size, start, end in spans:
        price = world.SIZES[size][4]
        line = resource(month, "Droplets", str(server.id), f"{server.name} ({size})", price, start, end, "", server.project,
                        used=used, is_number=True)
        if not line:
            continue
        used += Decimal(line["duration"])
        found.append(line)
        if server.backups:
            share = (Decimal(line["amount"]) * Decimal("0.2")).quantize(CENT, ROUND_HALF_UP)
            found.append({**line, "product": "Backups", "description": f"Backup of {server.name}", "amount": str(share)})
    return found


def resource(month, product, key, description, price, start, end, name, project, used=Decimal(0), is_number=False):
    """A resource's line; nothing when it was not there in that month."""
    first, last = month_start(month), month_start(month_after(month))
    begun, ended = max(first, moment(start)), min(last, moment(end) if end else last, UNTIL if month == OPEN else last)
    if begun >= ended:
        return None
    hours = Decimal(int((ended - begun).total_seconds())) / 3600
    counted = max(Decimal(0), min(hours, 672 - used))
    amount = (Decimal(price) * counted / 672).quantize(CENT, ROUND_HALF_UP)
    is_number = is_number or key.isdigit()
    return {"product": product, "resource_id": key if is_number else "", "resource_uuid": "" if is_number else key,
            "group_description": name, "description": description, "amount": str(amount),
            "duration": str(hours.quantize(Decimal("1"), ROUND_HALF_UP)), "duration_unit": "Hours", "start_time": iso(begun),
            "end_time": iso(ended), "project_name": project, "category": "iaas"}


def whole(month, product, description, amount, project):
    """A line of the account as a whole."""
    first, last = month_start(month), month_start(month_after(month))
    return {"product": product, "resource_id": "", "resource_uuid": "", "group_description": "", "description": description,
            "amount": amount, "duration": "", "duration_unit": "", "start_time": iso(first),
            "end_time": iso(min(last, UNTIL)), "project_name": project, "category": "iaas"}
