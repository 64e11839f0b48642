"""The moment of the audit, and the months of its bills."""

from datetime import datetime, timedelta, timezone

NOW = datetime(2026, 11, 24, 6, tzinfo=timezone.utc)


def moment(text):
    """A moment from `2026-10-12` or `2026-10-12T09:40`."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def iso(when):
    """As an API writes it: `2026-10-12T09:40:00Z`."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(**parts):
    """So long before the audit, as an API writes it."""
    return iso(NOW - timedelta(**parts))


def month_start(month):
    """The first moment of `2026-11`."""
    return moment(month + "-01")


def month_after(month):
    """The month after `2026-11`."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def months(first, last):
    """All months from one to another, both with them."""
    found = [first]
    while found[-1] < last:
        found.append(month_after(found[-1]))
    return found


CLOSED = months("2025-10", "2026-10")
OPEN = "2026-11"
