"""What is read about a talk after it was held."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.models import Booking, Fair
from fair.models.afterword import Afterword
from fair.queries import desk
from fair.rules.afterwards import KEPT
from region.models import Place, StudentProfile


def own_talk(booking_id: int, person_id: int, lock: bool = False) -> Booking:
    """A talk of this student."""
    found = select(Booking).where(Booking.id == booking_id, Booking.person_id == person_id)
    if lock:
        found = found.with_for_update(of=Booking).execution_options(populate_existing=True)
    talk = db.session.scalar(found.options(joinedload(Booking.booth, innerjoin=True)))
    if talk is None:
        raise NotFound
    return talk


def afterword(booking_id: int) -> Afterword | None:
    """What the student said after a talk, and the answer."""
    return db.session.get(Afterword, booking_id, options=[joinedload(Afterword.reply_by)])


def student_of(booking_id: int) -> int:
    """Whose talk it is."""
    return db.session.scalars(select(Booking.person_id).where(Booking.id == booking_id)).one()


def places_for(talk: Booking) -> list[Place]:
    """The places at this booth with seats left that are for the level of the talk's student."""
    profile = db.session.get(StudentProfile, talk.person_id, options=[joinedload(StudentProfile.programme)])
    level = profile.programme.level if profile else ""
    return [place for place in desk.places_on_offer(talk.booth.organisation_id) if level in place.levels]


def to_forget(now: datetime) -> list[int]:
    """Talks of fairs that ended a month ago in which something is still kept that was said."""
    said = or_(
        *(column != "" for column in (Booking.question, Booking.note, Booking.outcome_text, Booking.reason)),
        Booking.id.in_(select(Afterword.booking_id)),
    )
    found = select(Booking.id).join(Booking.fair).where(Fair.ends_at <= now - KEPT, said)
    return list(db.session.scalars(found.order_by(Booking.id).with_for_update(of=Booking)))
