"""Who gets a letter, and which talks are to be remembered."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, cast, func, literal, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.mail import Letter
from app.people import Person
from fair.models import APPROVED, BOOKED, LIVE_BOOKING, Booking, Booth, Fair, Slot
from fair.models.announcement import EVERYBODY, SECTOR, STUDENTS, Announcement
from fair.models.waiting import Standby, WaitlistEntry
from fair.queries.invitations import employers_to_invite
from region.models import STAFF, Membership, Organisation, Programme, StudentProfile

NAMED = (
    joinedload(Booking.slot, innerjoin=True).joinedload(Slot.staff, innerjoin=True),
    joinedload(Booking.slot, innerjoin=True)
    .joinedload(Slot.booth, innerjoin=True)
    .joinedload(Booth.organisation, innerjoin=True),
)
# Every booking asks this, so it is put together once.
TALK = (
    select(Booking)
    .where(Booking.id == bindparam("id"))
    .options(
        *NAMED,
        joinedload(Booking.slot, innerjoin=True).joinedload(Slot.shift, innerjoin=True),
        joinedload(Booking.person, innerjoin=True),
    )
)


def talk(booking_id: int) -> Booking:
    """A talk with all that a letter and its calendar part name."""
    return db.session.scalars(TALK, {"id": booking_id}).one()


def talk_in_calendar(uid: str, email: str) -> Booking | None:
    """The talk with this name, if it is of the student with this address."""
    found = select(Booking).join(Booking.person).where(Booking.uid == uid, func.lower(Person.email) == email)
    return db.session.scalars(found.options(*NAMED)).one_or_none()


def to_remind(kind: str, since: datetime, until: datetime, ahead: timedelta) -> list[Booking]:
    """Talks that begin in a span and of which no letter of this kind was written; booked well before."""
    found = (
        select(Booking)
        .where(Booking.state == BOOKED, Booking.starts_at > since, Booking.starts_at <= until)
        .where(~select(Letter.id).where(Letter.key == _key(kind)).exists())
        .options(*NAMED)
    )
    talks = db.session.scalars(found.order_by(Booking.starts_at, Booking.id))
    return [talk for talk in talks if talk.changed_at < talk.starts_at - ahead]


def _key(kind: str) -> ColumnElement[str]:
    number, sequence = cast(Booking.id, String), cast(Booking.sequence, String)
    return literal(f"{kind}:").concat(number).concat(":").concat(sequence)


def reminder_key(kind: str, talk: Booking) -> str:
    """The same name for the letter, as written: a talk that was moved is remembered anew."""
    return f"{kind}:{talk.id}:{talk.sequence}"


def who_hears(said: Announcement) -> list[int]:
    """Who has something to do at the fair, and belongs to the group that an announcement is for."""
    students = [
        _at_fair(Booking, said).where(Booking.state.in_(LIVE_BOOKING)),
        _at_fair(WaitlistEntry, said),
    ]
    if said.audience != SECTOR:
        students.append(select(Standby.person_id).where(Standby.fair_id == said.fair_id))
    groups = [] if said.audience == STUDENTS else [_staff_at_fair(said)]
    if said.audience in (EVERYBODY, STUDENTS, SECTOR):
        groups += students
    return sorted({person_id for group in groups for person_id in db.session.scalars(group)})


def _at_fair(kind: Any, said: Announcement) -> Select[int]:
    found = select(kind.person_id).where(kind.fair_id == said.fair_id)
    if said.audience == SECTOR:
        found = found.join(kind.booth).join(Booth.organisation).where(Organisation.sector == said.sector)
    return found


def _staff_at_fair(said: Announcement) -> Select[int]:
    found = (
        select(Membership.person_id)
        .join(Booth, Booth.organisation_id == Membership.organisation_id)
        .where(Booth.fair_id == said.fair_id, Booth.state == APPROVED, *_works())
    )
    if said.audience == SECTOR:
        found = found.join(Booth.organisation).where(Organisation.sector == said.sector)
    return found


def students_for(fair: Fair) -> list[int]:
    """The students of the levels that take part in a fair."""
    found = select(StudentProfile.person_id).join(StudentProfile.programme)
    return list(
        db.session.scalars(found.where(Programme.level.in_(fair.levels)).order_by(StudentProfile.person_id))
    )


def employers_for(fair: Fair) -> list[int]:
    """Who works for an employer of the sectors of a fair that has no booth there and is not invited yet."""
    employers = [each.id for each in employers_to_invite(fair)]
    found = select(Membership.person_id).where(Membership.organisation_id.in_(employers), *_works())
    return list(db.session.scalars(found.distinct().order_by(Membership.person_id)))


def staff_of(organisation_id: int | None) -> list[int]:
    """Who works for an employer."""
    found = select(Membership.person_id).where(Membership.organisation_id == organisation_id, *_works())
    return sorted(set(db.session.scalars(found)))


def _works() -> tuple[ColumnElement[bool], ...]:
    return Membership.role == STAFF, Membership.ended_at.is_(None)
