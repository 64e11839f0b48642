"""Bills of Rackspace in pounds, by cycles of thirty days; it raised its prices in October."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from . import world
from .time import CLOSED, NOW, OPEN, iso, month_start

ACCOUNT = "020-904118"
CENT = Decimal("0.01")
# Pounds an hour, before October and since.
RATES = {"general1-1": ("0.030", "0.033"), "general1-2": ("0.060", "0.066"), "general1-4": ("0.120", "0.132")}
HEADER = ["ACCOUNT_NO", "BILL_NO", "BILL_START_DATE", "BILL_END_DATE", "SERVICE_TYPE", "EVENT_TYPE", "EVENT_START_DATE",
          "EVENT_END_DATE", "IMPACT_TYPE", "QUANTITY", "UOM", "RATE", "CURRENCY", "AMOUNT", "DC_ID", "RES_ID", "RES_NAME",
          "ATTRIBUTE_1"]


def write(folder):
    """The account, its invoices with their lines, and the cycle that is open."""
    path = f"accounts/{ACCOUNT}"
    history = []
    for month in reversed(CLOSED):
        start, end = cycle(month)
        found = lines(month)
        total = sum((row["amount"] for row in found), Decimal("0.00"))
        taxes = sum((row["amount"] for row in found if row["impact"] != "CHARGE"), Decimal("0.00"))
        key = bill(month)
        history.append({"id": key, "type": "INVOICE", "status": "CLOSED", "date": iso(end)[:19], "amount": str(total),
                        "transRefNum": key, "coverageStartDate": iso(start)[:19], "coverageEndDate": iso(end)[:19]})
        folder.json(f"{path}/invoices/{key}", {"invoice": {
            "id": key, "currency": "GBP", "invoiceTotal": str(total), "invoiceSubTotal": str(total - taxes), "discountTotal": "0.00",
            "taxTotal": str(taxes), "invoiceDate": iso(end)[:19]}})
        folder.csv(f"{path}/invoices/{key}/detail", [HEADER] + [cells(key, start, end, row) for row in found])
    folder.json(f"{path}/billing-summary", {"billingSummary": {"item": history, "currency": "GBP"}})
    recurring = sum((Decimal(item["amount"]) for item in history[:3]), Decimal(0)) / 3
    folder.json(path, {"billingAccount": {"accountNumber": ACCOUNT, "currency": "GBP", "name": "Agence Exemple",
                                          "monthlyRecurringRevenue": str(recurring.quantize(CENT))}})
    folder.json(f"{path}/balance", {"balance": {
        "amountDue": "0.00", "currentBalance": "0.00", "pastDue": "0.00", "unbilledCharges": str(so_far()[1]), "currency": "GBP"}})
    folder.json(f"{path}/estimated_charges", estimate())


def cycle(month):
    """From when to when the cycle of a month runs."""
    back = (CLOSED + [OPEN])[::-1].index(month)
    start = month_start(OPEN) + timedelta(days=3) - back * timedelta(days=30)
    return start, start + timedelta(days=30)


def bill(month):
    """The number of a month's invoice."""
    return "B1-" + month.replace("-", "")


def lines(month):
    """A row for each server, one for traffic, and the tax on them."""
    start, end = cycle(month)
    hours = int((end - start).total_seconds() // 3600)
    since_october = month >= "2026-10"
    found = [row("Cloud Servers", "NG Server Uptime", hours, "HRS", RATES[each.size][since_october], each.id, each.name, each.size)
             for each in world.RACKSPACE]
    gigabytes = 40 + 7 * (int(month[-2:]) % 4)
    found.append(row("Cloud Networks", "BANDWIDTH OUT", gigabytes, "GB", "0.08", "", "", ""))
    charges = sum((each["amount"] for each in found), Decimal("0.00"))
    tax = row("ACCOUNT", "Value Added Tax", "", "", "", "", "", "")
    found.append({**tax, "impact": "Value Added Tax", "amount": (charges * Decimal("0.20")).quantize(CENT, ROUND_HALF_UP)})
    return found


def row(service, event, quantity, unit, rate, key, name, size):
    """One row; its amount is its quantity by its rate."""
    amount = (Decimal(quantity or 0) * Decimal(rate or 0)).quantize(CENT, ROUND_HALF_UP)
    return {"service": service, "event": event, "quantity": quantity, "unit": unit, "rate": rate, "key": key, "name": name,
            "size": size, "impact": "CHARGE", "amount": amount}


def cells(key, start, end, each):
    """A row as the invoice writes it."""
    begun, ended = iso(start), iso(end)
    return [ACCOUNT, key, begun, ended, each["service"], each["event"], begun, ended, each["impact"], each["quantity"],
            each["unit"], each["rate"], "GBP", each["amount"], "LON" if each["key"] else "", each["key"], each["name"], each["size"]]


def so_far():
    """Charges of the open cycle, by product, and their sum."""
    start, _ = cycle(OPEN)
    hours = int((NOW.replace(hour=0) - start).total_seconds() // 3600)
    uptime = sum((Decimal(RATES[each.size][1]) * hours for each in world.RACKSPACE), Decimal(0)).quantize(CENT)
    traffic = Decimal("2.48")
    tax = ((uptime + traffic) * Decimal("0.20")).quantize(CENT, ROUND_HALF_UP)
    found = [("NGSERVER", "UPTIME", hours * len(world.RACKSPACE), "HRS", "CHARGE", uptime),
             ("BANDWIDTH OUT", "", 31, "GB", "CHARGE", traffic), ("ACCOUNT", "VAT", 1, "COUNT", "TAX", tax)]
    return found, uptime + traffic + tax


def estimate():
    """The open cycle, as billing estimates it."""
    start, end = cycle(OPEN)
    found, total = so_far()
    return {"estimatedCharges": {
        "total": str(total), "chargeTotal": str(total), "chargeSubTotal": str(total), "discountTotal": "0.00", "currency": "GBP",
        "currentBillingPeriodStartDate": iso(start)[:19], "currentBillingPeriodEndDate": iso(end)[:19],
        "durationRemainingInCycle": "P10D", "estimatedCharge": [
            {"offeringCode": offering, "chargeType": kind, "category": impact, "quantity": str(quantity), "unitOfMeasure": unit,
             "amount": str(amount)} for offering, kind, quantity, unit, impact, amount in found]}}
