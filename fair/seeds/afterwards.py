"""What students of the demo world said after their talks, said as they would say it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db import db
from fair.actions import afterwards as actions
from fair.models import ATTENDED, ONWARD, OPEN, Booking, Booth, Fair
from fair.queries import afterwards as queries
from fair.seeds.story import CARE_GROUP
from region.models import Organisation
from region.seeds.cast import member

WORD = "Dank u wel voor het gesprek. Mag ik een keer komen kijken?"
REPLY = "Graag. Volgende week dinsdag kan. Meld je bij de balie."
CLINIC = "Thuiszorg Het Bruggetje"


def plant_afterwords(now: datetime) -> None:
    """One student asks the care group for a place; Yara wrote to the booth that wants her."""
    _ask_for_place(now)
    yara = member("student-mbo3")
    assert yara
    for talk in _talks(CLINIC, now):
        if talk.person.email == yara.email:
            said: dict[str, Any] = {"booking_id": talk.id, "now": now}
            actions.say_word(word=WORD, person_id=talk.person_id, **said)
            actions.reply(word=REPLY, person_id=talk.slot.staff_id, **said)


def _ask_for_place(now: datetime) -> None:
    for talk in sorted(_talks(CARE_GROUP, now), key=lambda talk: talk.outcome is not None):
        places = queries.places_for(talk)
        if places and talk.placement_id is None:
            wish: dict[str, Any] = {"outcome": ONWARD, "reason": "", "place_id": places[0].id, "now": now}
            actions.say_outcome(booking_id=talk.id, person_id=talk.person_id, **wish)
            return


def _talks(name: str, now: datetime) -> list[Booking]:
    """The talks that were held at an employer's booth at the fair of today, the latest first."""
    found = (
        select(Booking)
        .join(Booking.booth)
        .join(Booth.organisation)
        .join(Booking.fair)
        .where(
            Organisation.name == name, Booking.ends_at <= now, Booking.state == ATTENDED, Fair.state == OPEN
        )
        .order_by(Booking.starts_at.desc(), Booking.id)
    )
    return list(db.session.scalars(found))
