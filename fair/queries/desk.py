"""What the desk reads: a booth through those who work there, and its day without anybody's surname."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import CANCELLED_BY_STUDENT, FREE, LIVE_BOOKING, Booking, Booth, Fair, Slot
from fair.models.afterword import Afterword
from fair.models.room import RoomSeat
from fair.queries.offers import held_until
from fair.queries.waiting import waiting_at
from fair.rules.afterwards import shows_student
from fair.rules.desk import Day, Talk, Time
from region.models import STAFF, Membership, Place, Programme, StudentProfile
from register.models import LIVE, PROPOSED, STUDENT, Placement

Staff, Student, Noter, Replier = aliased(Person), aliased(Person), aliased(Person), aliased(Person)

# What is left out of talks of long ago; what came of them stays.
UNSEEN = {"level": None, "programme": None, "year": None} | dict.fromkeys(
    ("question", "note", "outcome_text", "word", "reply"), ""
)


def booth(booth_id: int, person_id: int) -> Booth:
    """A booth, for those who work there."""
    own = select(Booth).where(Booth.id == booth_id, _works_at(person_id))
    drawn = (joinedload(Booth.fair, innerjoin=True), joinedload(Booth.organisation, innerjoin=True))
    found = db.session.scalar(own.options(*drawn, joinedload(Booth.stand)))
    if found is None:
        raise NotFound
    return found


def _works_at(person_id: int | None) -> Any:
    return Booth.organisation_id.in_(
        select(Membership.organisation_id).where(
            Membership.person_id == person_id, Membership.role == STAFF, Membership.ended_at.is_(None)
        )
    )


def works_at(booth_id: int, person_id: int | None) -> bool:
    """Whether a person works at a booth."""
    found = select(Booth.id).where(Booth.id == booth_id, _works_at(person_id))
    return db.session.scalar(found) is not None


def day(booth_id: int, now: datetime) -> Day:
    """All times of a booth with the talks in them."""
    talk = (Booking.slot_id == Slot.id) & Booking.state.in_(LIVE_BOOKING)
    found = (
        select(
            Slot.id.label("slot_id"),
            Slot.staff_id,
            Staff.first_name.label("staff"),
            Slot.starts_at,
            Slot.ends_at,
            Fair.ends_at.label("fair_ends_at"),
            Slot.seats,
            Slot.title,
            held_until.label("held_until"),
            *_talk_columns(),
        )
        .join(Staff, Staff.id == Slot.staff_id)
        .outerjoin(Booking, talk)
        .outerjoin(RoomSeat, (RoomSeat.booking_id == Booking.id) & (RoomSeat.person_id == Booking.person_id))
        .outerjoin(Student, Student.id == Booking.person_id)
        .outerjoin(StudentProfile, StudentProfile.person_id == Booking.person_id)
        .outerjoin(Programme, Programme.id == StudentProfile.programme_id)
        .outerjoin(Noter, Noter.id == Booking.note_by_id)
        .outerjoin(Placement, Placement.id == Booking.placement_id)
        .outerjoin(Place, Place.id == Placement.place_id)
        .outerjoin(Afterword, Afterword.booking_id == Booking.id)
        .outerjoin(Replier, Replier.id == Afterword.reply_by_id)
        .join(Slot.booth)
        .join(Booth.fair)
        .where(Slot.booth_id == booth_id, (Slot.state == FREE) | Booking.id.is_not(None))
        .order_by(Slot.starts_at, Staff.first_name, Slot.id)
    )
    times = [_time(booth_id, row._asdict(), now) for row in db.session.execute(found)]
    return Day(booth_id, times, now, waiting=len(waiting_at(booth_id)))


def _talk_columns() -> list[Any]:
    return [
        Booking.id,
        Student.first_name,
        Programme.level,
        Programme.name.label("programme"),
        StudentProfile.year,
        Booking.question,
        Booking.state,
        Booking.note,
        Booking.note_version,
        Noter.first_name.label("note_by"),
        Booking.note_saved_at,
        Booking.outcome,
        Booking.outcome_reason,
        Booking.outcome_text,
        Booking.placement_id,
        Placement.state.label("placement_state"),
        Place.title.label("place"),
        ((Placement.proposed_by == STUDENT) & (Placement.state == PROPOSED)).label("asks"),
        Afterword.outcome.label("said"),
        Afterword.word,
        Afterword.reply,
        Replier.first_name.label("reply_by"),
        RoomSeat.since.label("here_since"),
    ]


def _time(booth_id: int, row: dict[str, Any], now: datetime) -> Time:
    if not shows_student(row.pop("fair_ends_at"), now):
        row |= {"first_name": _("Student")} | UNSEEN
    held = row.pop("held_until")
    when = {name: row[name] for name in ("slot_id", "staff_id", "staff", "starts_at", "ends_at", "title")}
    talk = Talk(booth_id=booth_id, **row) if row["id"] else None
    return Time(**when, talk=talk, held_until=held)


def talk_for_update(booking_id: int, person_id: int) -> Booking:
    """A talk, for those who work at its booth, held until the unit of work ends."""
    found = (
        select(Booking)
        .join(Booking.booth)
        .where(Booking.id == booking_id, _works_at(person_id))
        .options(joinedload(Booking.booth, innerjoin=True), joinedload(Booking.note_by))
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    )
    talk = db.session.scalar(found)
    if talk is None:
        raise NotFound
    return talk


def places_on_offer(organisation_id: int) -> dict[Place, int]:
    """The published places of an organisation that have seats left, and how many."""
    taken = (
        select(Placement.place_id, func.count().label("seats"))
        .where(Placement.state.in_(LIVE))
        .group_by(Placement.place_id)
        .subquery()
    )
    left = Place.seats - func.coalesce(taken.c.seats, 0)
    found = (
        select(Place, left)
        .outerjoin(taken, taken.c.place_id == Place.id)
        .where(Place.organisation_id == organisation_id, Place.published, left > 0)
        .order_by(Place.title, Place.id)
    )
    return {row[0]: row[1] for row in db.session.execute(found)}


def booth_of(booking_id: int) -> int:
    """At which booth a talk is."""
    return db.session.scalars(select(Booking.booth_id).where(Booking.id == booking_id)).one()


def organisation_of(booth_id: int) -> int:
    """Whose booth it is."""
    return db.session.scalars(select(Booth.organisation_id).where(Booth.id == booth_id)).one()


def staff_of(*slot_ids: int) -> set[int]:
    """The members of staff whose times these are."""
    return set(db.session.scalars(select(Slot.staff_id).where(Slot.id.in_(slot_ids))))


def state_of(placement_id: int | None) -> str | None:
    """How a placement stands."""
    return db.session.scalar(select(Placement.state).where(Placement.id == placement_id))


def called_off(booth_id: int) -> Sequence[Row[datetime, str, str, str]]:
    """Talks that students called off late: when, who, and why in a word from the list or in their own."""
    found = (
        select(Booking.starts_at, Person.first_name, Booking.cancel_reason, Booking.reason)
        .join(Booking.person)
        .where(
            Booking.booth_id == booth_id,
            Booking.state == CANCELLED_BY_STUDENT,
            Booking.cancel_reason != "",
        )
    )
    return db.session.execute(found.order_by(Booking.starts_at, Booking.id)).all()


def talk_behind(placement_id: int) -> int | None:
    """The talk that led to a placement, if one did."""
    return db.session.scalar(select(Booking.id).where(Booking.placement_id == placement_id))
