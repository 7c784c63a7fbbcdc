"""The fair's part of the demo world: open now, believable, and within its own rules."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from sqlalchemy import select, text

from app import cli
from app.db import db
from app.people import Person
from fair.forms.desk import REASONS
from fair.models import (
    APPROVED,
    ATTENDED,
    BOOKED,
    FREE,
    NO_FIT,
    NO_SHOW,
    ONWARD,
    OPEN,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.models.queue import LIVE_VISIT, WAITING, Visit
from fair.queries.absence import absences
from fair.queries.priority import windows
from fair.rules.stall import is_paused
from fair.seeds import fair_is_open, hours
from region.models import Place, StudentProfile
from region.seeds.cast import CAST, PASSWORD
from register.models import LIVE, PROPOSED, Placement

# During the fair of the day, and in the night the clock goes back.
MOMENTS = [
    datetime(2026, 11, 26, 10, 42, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
]


@pytest.fixture(params=MOMENTS, ids=lambda moment: moment.strftime("%m-%d %H:%M"))
def planted(app, request):
    """The demo world at different moments."""
    cli.plant(request.param)
    return request.param


def person(slug):
    """Somebody of the cast."""
    email = next(each.email for each in CAST if each.slug == slug)
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def slots_of(slug, now):
    """What somebody of the cast still has to come."""
    found = select(Slot).where(Slot.staff_id == person(slug).id, Slot.starts_at > now, Slot.state == FREE)
    return db.session.scalars(found.order_by(Slot.starts_at)).all()


def check_open(now):
    """A fair that is open, for a while yet, with stalls and times."""
    fair = db.session.scalars(select(Fair).where(Fair.state == OPEN)).one()
    assert fair.starts_at <= now - timedelta(minutes=30)
    assert fair.booking_opens_at < now < fair.booking_closes_at
    assert fair_is_open(now)
    assert not fair_is_open(fair.ends_at - timedelta(minutes=59))
    approved = [booth for booth in fair.booths if booth.state == APPROVED]
    assert (len(fair.booths), len(approved)) == (40, 38)
    slots = [slot for booth in fair.booths for slot in booth.slots]
    assert 1050 < len(slots) < 1400
    assert 0.35 < len([slot for slot in slots if slot.booking]) / len(slots) < 0.55
    states = db.session.scalars(select(Fair.state)).all()
    assert sorted(states) == ["archived", "closed", "draft", "open"]


def check_bookings(now):
    """Everybody keeps to the rules, and to the clock."""
    live = [each for each in db.session.scalars(select(Booking)) if each.is_live]
    by_person = {}
    for booking in live:
        by_person.setdefault((booking.person_id, booking.fair_id), []).append(booking)
        assert (booking.starts_at, booking.ends_at) == (booking.slot.starts_at, booking.slot.ends_at)
        assert booking.fair.booking_opens_at <= booking.booked_at <= min(now, booking.starts_at)
        assert (booking.state == BOOKED) == (booking.starts_at > now)
        assert not booking.outcome or booking.outcome_at <= now
    for talks in by_person.values():
        assert len(talks) <= 5
        assert len({talk.booth_id for talk in talks}) == len(talks)
        assert all(a.ends_at <= b.starts_at or b.ends_at <= a.starts_at for a, b in combinations(talks, 2))
    states = Counter(each.state for each in live)
    assert min(states[BOOKED], states[ATTENDED]) > 60
    assert states[NO_SHOW] > 3


def check_outcomes():
    """Each outcome has what the desk must have filled in."""
    closed = [each for each in db.session.scalars(select(Booking)) if each.outcome]
    for booking in closed:
        assert (booking.outcome == ONWARD) == (booking.placement_id is not None)
        assert booking.outcome != NO_FIT or booking.outcome_reason in REASONS
        assert (booking.outcome_reason == "other") == bool(booking.outcome_text)
        placement = booking.placement
        if placement:
            assert placement.person_id == booking.person_id
            assert placement.place.organisation_id == booking.booth.organisation_id
            assert placement.place.published
    assert len({each.outcome for each in closed}) == 3
    seats = {each.id: each.seats for each in db.session.scalars(select(Place))}
    taken = Counter(each.place_id for each in db.session.scalars(select(Placement)) if each.state in LIVE)
    assert all(number <= seats[place_id] for place_id, number in taken.items())


def check_first(now):
    """Somebody goes first, some times are kept, group talks have seats left, a class has its urgent one."""
    fair = db.session.scalars(select(Fair).where(Fair.state == OPEN)).one()
    assert [window.opens_at < fair.booking_opens_at for window in windows(fair.id)] == [True]
    assert fair.reserved_until > now
    reserved = db.session.scalars(select(Slot).where(Slot.reserved_for.is_not(None))).all()
    assert 3 <= len(reserved) <= 40
    assert all(slot.starts_at > now and not slot.bookings for slot in reserved)
    groups = db.session.scalars(select(Slot).where(Slot.seats > 1)).all()
    assert len(groups) == 2
    for slot in groups:
        assert slot.title
        assert 1 < len(slot.bookings) < slot.seats
        assert sorted(each.seat for each in slot.bookings) == list(range(1, len(slot.bookings) + 1))
    urgent = db.session.scalars(select(StudentProfile).where(StudentProfile.urgent)).all()
    assert len({each.programme_id for each in urgent}) == len(urgent) > 30
    assert len(absences(person("coordinator").id)) == 1


def check_cast(now):
    """Yara has had a talk, has one about now and one later; a proposal waits; there is room to play."""
    yara = person("student-mbo3").id
    talks = db.session.scalars(
        select(Booking).where(Booking.person_id == yara).order_by(Booking.starts_at)
    ).all()
    begun = ATTENDED if talks[1].starts_at <= now else BOOKED
    assert [talk.state for talk in talks] == [ATTENDED, begun, BOOKED]
    assert talks[0].placement.state == PROPOSED
    assert talks[1].booth.organisation.name == "Zorggroep Rijnoever"
    assert timedelta(minutes=-5) <= talks[1].starts_at - now <= timedelta(minutes=10)  # its room is open
    free = [slot for slot in slots_of("standhouder", now) if not slot.booking]
    assert len(free) >= 3
    milan, noor = person("student-mbo2").id, person("student-hbo").id
    assert db.session.scalars(select(Booking).where(Booking.person_id == milan)).all()
    assert db.session.scalars(select(Booking).where(Booking.person_id == noor)).all()


def check_queues(now):
    """Some wait, nobody twice at one booth; Milan does, Yara does not; one stall has a pause."""
    visits = db.session.scalars(select(Visit).where(Visit.state.in_(LIVE_VISIT))).all()
    assert 5 <= len(visits) <= 9
    assert all(each.state == WAITING and each.joined_at < now for each in visits)
    waiting = [each.person_id for each in visits]
    assert person("student-mbo2").id in waiting
    assert person("student-mbo3").id not in waiting
    assert len(set(waiting)) == len(waiting)
    [paused] = [booth for booth in db.session.scalars(select(Booth)) if is_paused(booth, now)]
    assert timedelta(minutes=20) <= paused.paused_until - now < timedelta(minutes=36)


def test_the_demo_world_is_believable(planted):
    check_open(planted)
    check_bookings(planted)
    check_outcomes()
    check_cast(planted)
    check_queues(planted)
    check_first(planted)


def rows():
    """All rows, without what is random on purpose: keys of sign-ins, passwords, names of files, letters."""
    secret = {"password", "fs_uniquifier", "stored", "uid"}
    return {
        table.name: db.session.execute(
            select(*(column for column in table.columns if column.name not in secret)).order_by(text("1"))
        ).all()
        for table in db.metadata.sorted_tables
    }


def test_the_same_moment_gives_the_same_world(app, now):
    cli.plant(now)
    first = rows()
    db.session.rollback()
    cli.plant(now)
    assert rows() == first


def test_at_any_minute_the_fair_is_well_under_way():
    for minutes in range(0, 2 * 24 * 60, 7):
        now = datetime(2026, 10, 24, 12, 0, tzinfo=UTC) + timedelta(minutes=minutes)
        opens, closes = hours.open_now(now)
        assert opens + timedelta(minutes=30) <= now <= closes - timedelta(hours=2)
        assert timedelta(hours=6) <= closes - opens <= timedelta(hours=7)


def test_every_step_has_its_name_in_the_order_of_the_floors():
    assert [label for label, _plant in cli._steps] == [
        "schools and employers",
        "people",
        "pledges and placements",
        "fairs and booths",
        "stands",
        "talks",
        "what students said",
        "how students prepare",
        "queues",
        "what organisers have on their hands",
        "letters",
        "inspiration sessions",
        "the live room of a session",
        "what is left of sessions",
    ]


def test_the_password_is_told():
    assert any(PASSWORD in say() for say in cli._tell)
