"""What stands in calendars: the sessions of one person, those for everybody, those of a series."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.db import db
from app.errors import NotFound
from sessions.kinds import DRAFT, PUBLISHED
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession, Series
from sessions.queries.programme import Wish

KEPT = timedelta(days=365)  # what is longer ago leaves the feeds, so that they stay small
BY_TIME = (InspirationSession.starts_at, InspirationSession.id)


def of_person(person_id: int, now: datetime) -> list[Registration]:
    """What a person comes to, by time; a session that is called off is not among it."""
    found = (
        select(Registration)
        .join(Registration.session)
        .where(
            Registration.person_id == person_id,
            Registration.state == SIGNED_UP,
            InspirationSession.state == PUBLISHED,
            InspirationSession.ends_at > now - KEPT,
        )
        .options(contains_eager(Registration.session))
    )
    return list(db.session.scalars(found.order_by(*BY_TIME)))


def for_everybody(wish: Wish, now: datetime) -> list[InspirationSession]:
    """The sessions that somebody follows, by time; what is called off is not among them."""
    found = select(InspirationSession).where(
        InspirationSession.state == PUBLISHED, InspirationSession.ends_at > now - KEPT
    )
    return [each for each in db.session.scalars(found.order_by(*BY_TIME)) if wish.fits(each)]


def tags() -> list[str]:
    """Every theme that a session has or had, so that a calendar of it stays where it is."""
    found = db.session.scalars(select(InspirationSession.tags).where(InspirationSession.state != DRAFT))
    return sorted({tag for each in found for tag in each})


def series(series_id: int) -> tuple[Series, list[InspirationSession]]:
    """A series with its sessions that are shown, by their day; one without such is not there."""
    found = select(InspirationSession).where(
        InspirationSession.series_id == series_id, InspirationSession.state != DRAFT
    )
    sessions = list(db.session.scalars(found.order_by(InspirationSession.occurs_on)))
    if not sessions:
        raise NotFound
    return db.session.get_one(Series, series_id), sessions
