"""What is known of waiting at a fair: in queues, on lists, and what was offered; nobody's name."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from app.db import db
from fair.models import Booth
from fair.models.queue import Visit
from fair.models.waiting import WAITING, PastWait, SlotOffer, WaitlistEntry
from fair.rules import waits as rules
from fair.rules.waits import Wait
from region.models import Organisation, Programme, StudentProfile

LEVEL = func.coalesce(Programme.level, "")
WAITED = ("list_waited",)


def at_fair(fair_id: int) -> list[Wait]:
    """All waiting at a fair."""
    return [*_visits(fair_id), *_entries(fair_id), *_past(fair_id), *_offers(fair_id)]


def past(entry_ids: Iterable[int]) -> list[PastWait]:
    """What may be kept of people on lists; whose talk was called off did not come to wait."""
    found = _of_students(_with_offer().where(WaitlistEntry.id.in_(entry_ids)), WaitlistEntry)
    return [
        PastWait(
            booth_id=entry.booth_id, level=level, minutes=rules.minutes_between(entry.joined_at, offered)
        )
        for entry, offered, level in db.session.execute(found.add_columns(LEVEL))
    ]


def _with_offer() -> Any:
    """Who waits, with when a time was offered first; the rows of people who came to wait themselves."""
    offered = (
        select(func.min(SlotOffer.offered_at))
        .where(SlotOffer.booth_id == WaitlistEntry.booth_id, SlotOffer.person_id == WaitlistEntry.person_id)
        .where(SlotOffer.kind == WAITING, SlotOffer.offered_at >= WaitlistEntry.joined_at)
        .scalar_subquery()
    )
    return select(WaitlistEntry, offered).where(~WaitlistEntry.first_choice)


def _of_students(rows: Any, of: Any) -> Any:
    profile = StudentProfile.person_id == of.person_id
    return rows.outerjoin(StudentProfile, profile).outerjoin(
        Programme, Programme.id == StudentProfile.programme_id
    )


def _at(rows: Any, of: Any, fair_id: int) -> Any:
    at_booth = rows.join(Booth, Booth.id == of.booth_id).join(
        Organisation, Organisation.id == Booth.organisation_id
    )
    return at_booth.where(Booth.fair_id == fair_id).add_columns(Organisation.sector)


def _visits(fair_id: int) -> Iterator[Wait]:
    found = _at(_of_students(select(Visit).add_columns(LEVEL), Visit), Visit, fair_id)
    for visit, level, sector in db.session.execute(found):
        minutes = rules.minutes_between(visit.joined_at, visit.called_at)
        yield Wait(visit.booth_id, sector, level, rules.of_visit(visit), minutes)


def _entries(fair_id: int) -> Iterator[Wait]:
    found = _at(_of_students(_with_offer().add_columns(LEVEL), WaitlistEntry), WaitlistEntry, fair_id)
    for entry, offered, level, sector in db.session.execute(found):
        minutes = rules.minutes_between(entry.joined_at, offered)
        yield Wait(entry.booth_id, sector, level, WAITED, minutes)


def _past(fair_id: int) -> Iterator[Wait]:
    for row, sector in db.session.execute(_at(select(PastWait), PastWait, fair_id)):
        yield Wait(row.booth_id, sector, row.level, WAITED, row.minutes)


def _offers(fair_id: int) -> Iterator[Wait]:
    waiting = select(SlotOffer).where(SlotOffer.kind == WAITING)
    found = _at(_of_students(waiting.add_columns(LEVEL), SlotOffer), SlotOffer, fair_id)
    for offer, level, sector in db.session.execute(found):
        yield Wait(offer.booth_id, sector, level, rules.of_offer(offer))
