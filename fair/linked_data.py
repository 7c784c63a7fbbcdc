"""A fair as search engines and calendars read it: an Event in the words of schema.org."""

from datetime import datetime
from typing import Any

from app.clock import local
from fair.models import HYBRID, Fair

MODES = {"online": "OnlineEventAttendanceMode", HYBRID: "MixedEventAttendanceMode"}


def event(fair: Fair, *, page: str, organiser: str, home: str) -> dict[str, Any]:
    """An Event in JSON-LD; `page` and `home` are whole addresses."""
    online = {"@type": "VirtualLocation", "url": page}
    place = {"@type": "Place", "name": fair.location, "address": fair.location}
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": fair.title,
        "url": page,
        "startDate": _with_offset(fair.starts_at),
        "endDate": _with_offset(fair.ends_at),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{MODES[fair.mode]}",
        "location": [online, place] if fair.mode == HYBRID else online,
        "organizer": {"@type": "Organization", "name": organiser, "url": home},
        "isAccessibleForFree": True,
    }


def _with_offset(moment: datetime) -> str:
    return local(moment).isoformat()
