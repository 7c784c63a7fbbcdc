"""Who waits at the popular booth of the demo world: a time is held for Yara, Noor waits behind others."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from app.people import Person
from fair.models import BOOKED, CANCELLED_BY_STUDENT, LIVE_BOOKING, OPEN, Booking, Booth, Fair, Slot
from fair.models.waiting import WAITING, SlotOffer, WaitlistEntry
from fair.rules.offers import ON_THE_DAY
from fair.seeds.talks import FULL
from region.models import Organisation, Programme, StudentProfile
from region.seeds.cast import CAST, member

BETWEEN = 3  # so many wait between the two
AHEAD = timedelta(minutes=70)


def plant_waiting(now: datetime) -> None:
    """A waiting list, and a time that fell free a few minutes ago."""
    with transaction() as work:
        at_fair = select(Booth).join(Booth.fair).join(Booth.organisation).where(Fair.state == OPEN)
        booth = work.scalars(at_fair.where(Organisation.name == FULL)).one()
        yara, noor = (_person(work, slug) for slug in ("student-mbo3", "student-hbo"))
        line = [yara, *_others(work, booth), noor]
        for number, person_id in enumerate(line):
            joined_at = now - timedelta(minutes=50 - 7 * number)
            entry = WaitlistEntry(fair_id=booth.fair_id, booth_id=booth.id, joined_at=joined_at)
            entry.person_id = person_id
            work.add(entry)
        _offer(work, booth, yara, now)


def _person(work: Session, slug: str) -> int:
    cast = member(slug)
    assert cast
    return work.scalars(select(Person.id).where(Person.email == cast.email)).one()


def _others(work: Session, booth: Booth) -> list[int]:
    """Students for whose level the booth is, who have no talk there."""
    there = select(Booking.person_id).where(Booking.booth_id == booth.id)
    found = (
        select(StudentProfile.person_id)
        .join(StudentProfile.programme)
        .join(StudentProfile.person)
        .where(Programme.level.in_(booth.levels), StudentProfile.person_id.not_in(there))
        .where(Person.email.not_in([cast.email for cast in CAST]))
    )
    return list(work.scalars(found.order_by(StudentProfile.person_id).limit(BETWEEN)))


def _offer(work: Session, booth: Booth, person_id: int, now: datetime) -> None:
    """Somebody called off a talk at a time at which she has none, and it is held for her."""
    live = Booking.state.in_(LIVE_BOOKING)
    hers = list(work.scalars(select(Booking).where(Booking.person_id == person_id, live)))
    booked = select(Booking).join(Booking.slot).where(Booking.booth_id == booth.id, Booking.state == BOOKED)
    ahead = work.scalars(booked.where(Slot.starts_at > now + AHEAD).order_by(Slot.starts_at))
    rest = timedelta(minutes=booth.fair.gap_minutes)
    talk = next(
        each
        for each in ahead
        if all(each.ends_at + rest <= own.starts_at or own.ends_at + rest <= each.starts_at for own in hers)
    )
    offered_at = now - timedelta(minutes=2)
    talk.state, talk.sequence, talk.changed_at = CANCELLED_BY_STUDENT, talk.sequence + 1, offered_at
    talk.slot.version += 2
    work.flush()
    work.add(
        SlotOffer(
            booth_id=booth.id,
            slot_id=talk.slot_id,
            person_id=person_id,
            kind=WAITING,
            offered_at=offered_at,
            expires_at=offered_at + ON_THE_DAY,
        )
    )
