"""What is read of announcements: what runs, who may hear it, and what was said."""

from datetime import datetime

from sqlalchemy import func, select

from app.db import db
from fair.models import APPROVED, Booth
from fair.models.announcement import Announcement
from fair.queries.fairs import check_organiser, found_or_gone
from region.models import STAFF, Membership, Organisation


def running(fair_id: int, now: datetime) -> list[Announcement]:
    """What people read at a fair now, the newest first."""
    found = select(Announcement).where(
        Announcement.fair_id == fair_id, Announcement.ended_at.is_(None), Announcement.until > now
    )
    return list(db.session.scalars(found.order_by(Announcement.id.desc())))


def all_of(fair_id: int) -> list[Announcement]:
    """Everything that was announced at a fair, the newest first."""
    found = select(Announcement).where(Announcement.fair_id == fair_id)
    return list(db.session.scalars(found.order_by(Announcement.id.desc())))


def organised(announcement_id: int, person_id: int) -> Announcement:
    """An announcement, for those who organise; held."""
    check_organiser(person_id)
    return held(announcement_id)


def held(announcement_id: int) -> Announcement:
    """An announcement as it is now, held."""
    return found_or_gone(db.session.get(Announcement, announcement_id, with_for_update=True))


def announcement(announcement_id: int) -> Announcement:
    """An announcement, for drawing it after a fact."""
    return found_or_gone(db.session.get(Announcement, announcement_id))


def over(now: datetime) -> list[int]:
    """The announcements whose time is over."""
    found = select(Announcement.id).where(Announcement.ended_at.is_(None), Announcement.until <= now)
    return list(db.session.scalars(found.order_by(Announcement.id)))


def booths_of(fair_id: int, sector: str) -> list[int]:
    """The booths of one sector at a fair."""
    found = select(Booth.id).join(Booth.organisation)
    return list(
        db.session.scalars(
            found.where(Booth.fair_id == fair_id, Booth.state == APPROVED, Organisation.sector == sector)
        )
    )


def is_staff_at(fair_id: int, person_id: int | None) -> bool:
    """Whether a person works at a booth of a fair."""
    found = (
        select(func.count(Booth.id))
        .join(Membership, Membership.organisation_id == Booth.organisation_id)
        .where(Booth.fair_id == fair_id, Booth.state == APPROVED)
        .where(Membership.person_id == person_id, Membership.role == STAFF, Membership.ended_at.is_(None))
    )
    return bool(db.session.scalar(found))
