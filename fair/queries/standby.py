"""Who stands by at a fair, and before whom."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.models import APPROVED, Booth, Slot
from fair.models.waiting import OFFERED, SlotOffer, Standby
from fair.rules import waiting as rules
from region.models import Programme, StudentProfile

READY = (
    select(Standby, Programme.level)
    .join(StudentProfile, StudentProfile.person_id == Standby.person_id)
    .join(Programme, Programme.id == StudentProfile.programme_id)
    .where(Standby.fair_id == bindparam("fair_id"), Standby.until > bindparam("now"))
    .order_by(Standby.signed_up_at, Standby.id)
)
TO_ASK = READY.where(Standby.person_id.not_in(select(SlotOffer.person_id).where(SlotOffer.state == OFFERED)))
Ready = tuple[Standby, str]


def for_slot(slot: Slot, now: datetime) -> list[int]:
    """Who stands by for a slot, in order of signing up."""
    rows = db.session.execute(READY, {"fair_id": slot.booth.fair_id, "now": now})
    return list(who_stands_by([(each, level) for each, level in rows], slot))


def to_ask(fair_id: int, now: datetime) -> list[Ready]:
    """Who stands by at a fair and has nothing held for her, each with her level."""
    return [(each, level) for each, level in db.session.execute(TO_ASK, {"fair_id": fair_id, "now": now})]


def who_stands_by(ready: Iterable[Ready], slot: Slot) -> Iterator[int]:
    """Who of them stands by for a slot."""
    return (each.person_id for each, level in ready if rules.stands_by_for(each, slot.booth, level, slot))


def own(fair_id: int, person_id: int) -> Standby | None:
    """Where a person stands by."""
    found = select(Standby).where(Standby.fair_id == fair_id, Standby.person_id == person_id)
    return db.session.scalar(found)


def own_by_id(standby_id: int, person_id: int) -> Standby:
    """A standby of this person."""
    found = db.session.get(Standby, standby_id)
    if found is None or found.person_id != person_id:
        raise NotFound
    return found


def places(fair_id: int, now: datetime) -> dict[int, int]:
    """For each standby of a fair that still runs how many signed up before it."""
    running = select(Standby.id).where(Standby.fair_id == fair_id, Standby.until > now)
    line = db.session.scalars(running.order_by(Standby.signed_up_at, Standby.id))
    return {standby_id: ahead for ahead, standby_id in enumerate(line)}


def all_of(fair_id: int) -> list[Standby]:
    """Everybody who stands by at a fair."""
    return list(db.session.scalars(select(Standby).where(Standby.fair_id == fair_id)))


def booths(fair_id: int) -> list[Booth]:
    """The booths that one can stand by for, by number."""
    found = select(Booth).where(Booth.fair_id == fair_id, Booth.state == APPROVED)
    named = found.options(joinedload(Booth.organisation, innerjoin=True))
    return list(db.session.scalars(named.order_by(Booth.number)))
