"""A session as search engines read it: an Event in the words of schema.org."""

from typing import Any

from app.clock import local
from sessions.kinds import CANCELLED, HYBRID, ON_SITE, ONLINE
from sessions.models.session import InspirationSession

MODES = {
    ONLINE: "OnlineEventAttendanceMode",
    HYBRID: "MixedEventAttendanceMode",
    ON_SITE: "OfflineEventAttendanceMode",
}


def event(session: InspirationSession, left: int, *, page: str, organiser: str, home: str) -> dict[str, Any]:
    """An Event in JSON-LD, without people's names; `page` and `home` are whole addresses."""
    online = {"@type": "VirtualLocation", "url": page}
    place = {"@type": "Place", "name": session.location, "address": session.location}
    status = "EventCancelled" if session.state == CANCELLED else "EventScheduled"
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": session.title,
        "url": page,
        "inLanguage": session.language,
        "startDate": local(session.starts_at).isoformat(),
        "endDate": local(session.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{MODES[session.mode]}",
        "location": {ONLINE: online, ON_SITE: place, HYBRID: [online, place]}[session.mode],
        "maximumAttendeeCapacity": session.capacity,
        "remainingAttendeeCapacity": left,
        "organizer": {"@type": "Organization", "name": organiser, "url": home},
        "isAccessibleForFree": True,
    }
