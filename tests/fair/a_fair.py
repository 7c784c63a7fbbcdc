"""A fair for tables of cases: never kept, only asked."""

from datetime import timedelta
from typing import Any

from fair.models import DRAFT, Fair
from tests.conftest import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def a_fair(**fields: Any) -> Fair:
    """A fair of six hours tomorrow."""
    values: dict[str, Any] = {
        "starts_at": NOW + DAY,
        "ends_at": NOW + DAY + 6 * HOUR,
        "slot_minutes": 15,
        "break_minutes": 5,
        "bookings_per_student": 5,
        "booking_opens_at": NOW,
        "booking_closes_at": NOW + DAY + 6 * HOUR,
        "levels": ["mbo2", "hbo"],
        "sectors": ["zorg", "techniek"],
        "shortage_sectors": ["zorg"],
        "mode": "online",
        "location": "",
        "gap_minutes": 10,
        "one_per_employer": True,
        "cancel_free_minutes": 60,
        "state": DRAFT,
    }
    return Fair(**values | fields)
