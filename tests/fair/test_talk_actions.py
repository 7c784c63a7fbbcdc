"""Who came, notes and outcomes: real rows, real commits."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.once import once
from fair.actions import talk as actions
from fair.actions.booking import cancel_booking
from fair.models import AGAIN, ATTENDED, BOOKED, NO_FIT, NO_SHOW, ONWARD, Booking
from fair.rules.talk import NoteClash
from register.models import Placement
from tests.factories import World, make_place, save

EARLIER = timedelta(minutes=18)  # the first talks begin at 12.00, 18 minutes after the tests' now


def book(world: World, now: datetime, person_id: int | None = None, slot: int = 0) -> int:
    """A talk with Sanne."""
    starts_at = now + EARLIER + slot * timedelta(minutes=15)
    return save(
        Booking(
            fair_id=world.fair,
            booth_id=world.care_booth,
            slot_id=world.sanne_slots[slot],
            person_id=person_id or world.yara,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=15),
            booked_at=now,
            changed_at=now,
        )
    ).id


@pytest.fixture
def talk(world: World, now: datetime) -> int:
    """Yara's talk with Sanne, from 12.00 to 12.15."""
    return book(world, now)


@pytest.fixture
def noon(now: datetime) -> datetime:
    """The moment at which that talk begins."""
    return now + EARLIER


def row(booking_id: int) -> Booking:
    db.session.expire_all()
    booking = db.session.get(Booking, booking_id)
    assert booking
    return booking


def test_a_colleague_marks_who_came_and_takes_it_back(world: World, talk: int, noon: datetime) -> None:
    for state in (ATTENDED, NO_SHOW, BOOKED):
        actions.mark_attendance(booking_id=talk, state=state, person_id=world.omar, now=noon)
        assert row(talk).state == state


def test_attendance_is_fixed_once_there_is_an_outcome(world: World, talk: int, noon: datetime) -> None:
    who = {"booking_id": talk, "person_id": world.sanne, "now": noon}
    actions.record_outcome(outcome=AGAIN, **who)
    with pytest.raises(Refused):
        actions.mark_attendance(state=BOOKED, **who)
    assert row(talk).state == ATTENDED


def verbs(talk: int, noon: datetime, person_id: int) -> list[Any]:
    who = {"booking_id": talk, "person_id": person_id, "now": noon}
    return [
        lambda: actions.mark_attendance(state=ATTENDED, **who),
        lambda: actions.save_note(note="secret", seen=0, **who),
        lambda: actions.record_outcome(outcome=AGAIN, **who),
    ]


@pytest.mark.parametrize("name", ["daan", "yara", "bram", "fatima"])
def test_nobody_else_touches_a_talk(world: World, talk: int, noon: datetime, name: str) -> None:
    for verb in verbs(talk, noon, getattr(world, name)):
        with pytest.raises(NotFound):
            verb()
    untouched = row(talk)
    assert (untouched.state, untouched.note, untouched.outcome) == (BOOKED, "", None)
    for verb in verbs(talk, noon, world.sanne):
        verb()
    assert (row(talk).state, row(talk).note, row(talk).outcome) == (ATTENDED, "secret", AGAIN)


def test_a_talk_that_is_off_takes_nothing(world: World, talk: int, now: datetime, noon: datetime) -> None:
    cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    for verb in verbs(talk, noon, world.sanne):
        with pytest.raises(Refused):
            verb()


def test_a_note_is_kept_with_who_and_when(world: World, talk: int, now: datetime) -> None:
    actions.save_note(booking_id=talk, note="Cycles to work.", seen=0, person_id=world.omar, now=now)
    kept = row(talk)
    assert (kept.note, kept.note_by_id, kept.note_saved_at, kept.note_version) == (
        "Cycles to work.",
        world.omar,
        now,
        1,
    )


def test_two_colleagues_never_lose_a_text_unseen(world: World, talk: int, now: datetime) -> None:
    def save_note(person_id: int, note: str, seen: int) -> None:
        actions.save_note(booking_id=talk, note=note, seen=seen, person_id=person_id, now=now)

    save_note(world.sanne, "first", 0)
    save_note(world.sanne, "first, longer", 0)  # her own text, as she goes on typing
    with pytest.raises(NoteClash):
        save_note(world.omar, "written over", 0)
    assert row(talk).note == "first, longer"
    save_note(world.omar, "read, and written over", 2)
    assert row(talk).note == "read, and written over"
    with pytest.raises(NoteClash):
        save_note(world.sanne, "and again", 0)


@pytest.mark.parametrize(
    ("said", "state", "reason", "text"),
    [
        ({"outcome": AGAIN}, ATTENDED, "", ""),
        ({"outcome": NO_SHOW}, NO_SHOW, "", ""),
        ({"outcome": NO_FIT, "reason": "vog"}, ATTENDED, "vog", ""),
        (
            {"outcome": NO_FIT, "reason": "other", "text": "Too far to cycle"},
            ATTENDED,
            "other",
            "Too far to cycle",
        ),
    ],
)
def test_an_outcome_closes_the_talk(
    world: World, talk: int, noon: datetime, said: dict[str, str], state: str, reason: str, text: str
) -> None:
    actions.record_outcome(booking_id=talk, person_id=world.sanne, now=noon, **said)
    closed = row(talk)
    assert (closed.outcome, closed.state, closed.outcome_at) == (said["outcome"], state, noon)
    assert (closed.outcome_reason, closed.outcome_text) == (reason, text)


def test_an_outcome_can_be_corrected_until_there_is_a_placement(
    world: World, talk: int, noon: datetime
) -> None:
    who = {"booking_id": talk, "person_id": world.sanne, "now": noon}
    actions.record_outcome(outcome=NO_FIT, reason="hours", **who)
    actions.record_outcome(outcome=NO_SHOW, **who)
    assert (row(talk).outcome_reason, row(talk).state) == ("", NO_SHOW)
    actions.record_outcome(outcome=ONWARD, place_id=world.place, **who)
    with pytest.raises(Refused):
        actions.record_outcome(outcome=AGAIN, **who)
    assert row(talk).outcome == ONWARD


@pytest.mark.parametrize(
    ("chosen", "starts_on"), [(None, date(2027, 2, 1)), (date(2027, 3, 1), date(2027, 3, 1))]
)
def test_going_on_proposes_a_place(
    world: World, talk: int, noon: datetime, chosen: date | None, starts_on: date
) -> None:
    placement_id = actions.record_outcome(
        booking_id=talk,
        outcome=ONWARD,
        place_id=world.place,
        starts_on=chosen,
        person_id=world.omar,
        now=noon,
    )
    placement = db.session.get(Placement, placement_id)
    assert placement
    assert row(talk).placement_id == placement_id
    assert (placement.person_id, placement.place_id, placement.proposer_id) == (
        world.yara,
        world.place,
        world.omar,
    )
    assert (placement.state, placement.starts_on) == ("proposed", starts_on)


def test_a_refused_proposal_leaves_no_outcome(world: World, talk: int, noon: datetime) -> None:
    hbo = make_place(world.care, "Onderzoek", levels=["hbo"])
    for place_id in (hbo, make_place(world.tech), make_place(world.care, published=False)):
        with pytest.raises(Refused):
            actions.record_outcome(
                booking_id=talk, outcome=ONWARD, place_id=place_id, person_id=world.sanne, now=noon
            )
    assert (row(talk).outcome, row(talk).placement_id, row(talk).state) == (None, None, BOOKED)
    assert db.session.query(Placement).count() == 0


def test_a_place_without_free_seats_is_not_proposed(world: World, noon: datetime, now: datetime) -> None:
    place_id = make_place(world.care, "Eén plek", seats=1)
    first, second = book(world, now), book(world, now, world.milan, slot=1)
    who = {"outcome": ONWARD, "place_id": place_id, "person_id": world.sanne}
    placement_id = actions.record_outcome(booking_id=first, now=noon, **who)
    with transaction() as work:
        placement = work.get(Placement, placement_id)
        assert placement
        placement.state = "in_review"
    with pytest.raises(Refused, match="vrije plek"):
        actions.record_outcome(booking_id=second, now=noon + timedelta(minutes=15), **who)


def test_the_same_key_records_one_outcome_and_one_placement(world: World, talk: int, noon: datetime) -> None:
    said = {"booking_id": talk, "outcome": ONWARD, "place_id": world.place}
    ids = {
        once("key-1", actions.record_outcome, person_id=world.sanne, now=noon, **said) for _turn in range(2)
    }
    assert len(ids) == 1
    assert db.session.query(Placement).count() == 1
