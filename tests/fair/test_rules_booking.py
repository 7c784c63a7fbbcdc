"""What may be booked, as tables of cases; no database."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale

from app.errors import Refused
from app.people import Person
from fair.models import (
    APPROVED,
    ATTENDED,
    BOOKED,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    CLOSED,
    FREE,
    NO_SHOW,
    OPEN,
    REQUESTED,
    WITHDRAWN,
    Booking,
    Booth,
    Fair,
    Shift,
    Slot,
)
from fair.rules import booking as rules
from region.models import Organisation

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
YARA, MILAN = 1, 2


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def make_fair(**fields) -> Fair:
    values = {
        "id": 1,
        "state": OPEN,
        "starts_at": at(-60),
        "ends_at": at(300),
        "booking_opens_at": at(-1000),
        "booking_closes_at": at(300),
        "bookings_per_student": 2,
    }
    return Fair(**values | fields)


def make_slot(minutes: int = 30, *, booth_id: int = 1, fair: Fair | None = None, **fields) -> Slot:
    fair = fair or make_fair()
    name = Organisation(name="Zorggroep Rijnoever" if booth_id == 1 else "Van Duin Techniek")
    booth = Booth(id=booth_id, fair=fair, fair_id=fair.id, state=APPROVED, organisation=name)
    values = {
        "id": booth_id * 1000 + minutes,
        "state": FREE,
        "starts_at": at(minutes),
        "ends_at": at(minutes + 15),
        "booth": booth,
        "booth_id": booth_id,
        "staff": Person(first_name="Sanne", last_name="Vermeer"),
        "shift": Shift(meeting_link=""),
    }
    return Slot(**values | fields)


def make_talk(minutes: int = 30, *, booth_id: int = 2, **fields) -> Booking:
    slot = make_slot(minutes, booth_id=booth_id)
    values = {
        "id": slot.id,
        "person_id": YARA,
        "fair_id": 1,
        "booth_id": booth_id,
        "booth": slot.booth,
        "slot": slot,
        "slot_id": slot.id,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "state": BOOKED,
        "booked_at": NOW,
    }
    return Booking(**values | fields)


def book(slot: Slot, talks=(), holder=None, is_student=True, next_free=None, now=NOW) -> None:
    rules.check_booking(
        slot,
        list(talks),
        holder=holder,
        person_id=YARA,
        is_student=is_student,
        next_free=next_free,
        now=now,
    )


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (lambda: book(make_slot(), is_student=False), "Only students can book a talk."),
        (lambda: book(make_slot(fair=make_fair(state=CLOSED))), "The fair is closed."),
        (
            lambda: book(make_slot(fair=make_fair(booking_opens_at=at(60)))),
            "You can book from Thursday 26 November, 12:42.",
        ),
        (lambda: book(make_slot(fair=make_fair(booking_closes_at=at(0)))), "Booking is closed."),
        (lambda: book(make_slot(state=WITHDRAWN)), "The employer has taken this time back."),
        (lambda: book(make_slot(0)), "This time is over."),
        (lambda: book(make_slot(), holder=YARA), "This time is already yours."),
        (
            lambda: book(make_slot(), holder=MILAN, next_free=make_slot(45)),
            "Somebody was just ahead of you. 12:27 is still free.",
        ),
        (lambda: book(make_slot(), holder=MILAN), "There are no free times left here."),
        (
            lambda: book(make_slot(45), [make_talk(30, booth_id=1)]),
            "You already have a talk here at 12:12. You can move it.",
        ),
        (
            lambda: book(make_slot(45), [make_talk(-30, booth_id=1, state=ATTENDED)]),
            "You have had your talk here.",
        ),
        (
            lambda: book(make_slot(30), [make_talk(20)]),
            "At 12:02 you already have a talk with Van Duin Techniek. Choose another time.",
        ),
        (
            lambda: book(make_slot(30), [make_talk(60, booth_id=2), make_talk(90, booth_id=3)]),
            "You already have 2 talks planned.",
        ),
    ],
)
def test_a_booking_is_refused_in_words(what, says):
    with pytest.raises(Refused, match=says):
        what()


def test_a_booth_that_is_not_approved_takes_no_talks():
    slot = make_slot()
    slot.booth.state = REQUESTED
    with pytest.raises(Refused, match="This booth is not open"):
        book(slot)


@pytest.mark.parametrize(
    "talks",
    [
        [],
        [make_talk(15)],
        [make_talk(45)],
        [make_talk(60), make_talk(-30, booth_id=3, state=ATTENDED)],
        [make_talk(60), make_talk(90, booth_id=3, fair_id=2)],
    ],
    ids=["none", "right before", "right after", "one is over", "at another fair"],
)
def test_a_free_time_that_fits_may_be_booked(talks):
    book(make_slot(30), talks)


def move(talk: Booking, slot: Slot, talks=(), holder=None, now=NOW) -> None:
    rules.check_move(talk, slot, [talk, *talks], holder=holder, next_free=None, now=now)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (
            lambda: move(make_talk(30, booth_id=1), make_slot(45, booth_id=2)),
            "another time of the same booth",
        ),
        (lambda: move(make_talk(0, booth_id=1), make_slot(45)), "This talk has already started."),
        (
            lambda: move(make_talk(30, booth_id=1, state=CANCELLED_BY_EMPLOYER), make_slot(45)),
            "This talk is no longer planned.",
        ),
        (lambda: move(make_talk(30, booth_id=1), make_slot(45), holder=MILAN), "Somebody was just ahead"),
        (
            lambda: move(make_talk(30, booth_id=1), make_slot(45), [make_talk(40)]),
            "At 12:22 you already have",
        ),
    ],
)
def test_a_move_is_refused_in_words(what, says):
    with pytest.raises(Refused, match=says):
        what()


def test_a_talk_may_move_to_a_time_that_overlaps_only_with_itself():
    move(make_talk(30, booth_id=1), make_slot(40))


@pytest.mark.parametrize(
    ("booked", "starts", "says"),
    [(-61, 30, "You can undo within 1 minute"), (-10, 0, "This talk has already started")],
)
def test_undoing_is_for_the_first_minute(booked, starts, says):
    talk = make_talk(starts, booked_at=NOW + timedelta(seconds=booked))
    with pytest.raises(Refused, match=says):
        rules.check_undo(talk, NOW)


def test_a_booking_of_a_minute_ago_can_be_undone():
    rules.check_undo(make_talk(30, booked_at=at(-1)), NOW)


@pytest.mark.parametrize(
    ("slot", "holder", "state"),
    [
        (make_slot(), None, "free"),
        (make_slot(), MILAN, "taken"),
        (make_slot(0), None, "past"),
        (make_slot(state=WITHDRAWN), None, "withdrawn"),
    ],
)
def test_what_everybody_sees_of_a_slot(slot, holder, state):
    assert rules.slot_state(slot, holder, NOW) == state


@pytest.mark.parametrize(("person_id", "state"), [(YARA, "mine"), (MILAN, "taken"), (None, "taken")])
def test_what_one_person_sees_of_a_slot(person_id, state):
    slot = make_slot()
    slot.booking = make_talk()
    assert rules.shown_state(slot, person_id, NOW) == state


@pytest.mark.parametrize(
    ("talk", "state"),
    [
        (make_talk(30), "planned"),
        (make_talk(10), "soon"),
        (make_talk(0), "on"),
        (make_talk(-15), "over"),
        (make_talk(-15, state=ATTENDED), "been"),
        (make_talk(0, state=ATTENDED), "on"),
        (make_talk(-15, state=NO_SHOW), "missed"),
        (make_talk(30, state=CANCELLED_BY_EMPLOYER), "off"),
        (make_talk(30, state=CANCELLED_BY_STUDENT), "dropped"),
    ],
)
def test_what_a_ticket_says(talk, state):
    assert rules.ticket_state(talk, NOW) == state


@pytest.mark.parametrize(
    ("starts", "is_open"), [(11, False), (10, True), (0, True), (-14, True), (-15, False)]
)
def test_the_room_is_open_from_ten_minutes_before(starts, is_open):
    assert rules.room_is_open(make_talk(starts), NOW) is is_open


def test_who_is_marked_present_can_come_back_after_the_line_fell(app):
    assert rules.room_is_open(make_talk(-5, state=ATTENDED), NOW)


def test_who_waits_reads_when_the_room_opens(app):
    talk = make_talk(30)
    assert rules.link_words(talk, NOW).startswith("Tien minuten voor het gesprek")
    assert rules.look_again_in(talk, NOW) == 20 * 60
    assert rules.look_again_in(make_talk(0), NOW) == 30
    assert rules.link_words(make_talk(5), NOW) == ""
    assert rules.link_words(make_talk(-15), NOW) == ""


@pytest.mark.parametrize(
    ("fair", "phase"),
    [
        (make_fair(), "on"),
        (make_fair(starts_at=at(1)), "soon"),
        (make_fair(ends_at=at(0)), "over"),
        (make_fair(state=CLOSED), "over"),
    ],
)
def test_where_a_fair_stands(fair, phase):
    assert rules.phase(fair, NOW) == phase


def test_moments_in_words():
    assert rules.when(at(30), NOW) == "Today at 12:12"
    assert rules.when(at(30 + 24 * 60), NOW) == "Friday 27 November at 12:12"
    assert rules.day_name(at(0).date(), NOW) == "Today"
    assert rules.day_name(at(24 * 60).date(), NOW) == "Friday 27 November"
    assert rules.minutes(make_slot()) == 15
    assert rules.hours(make_fair()) == "Thursday 26 November, 10:42 until 16:42"
    assert rules.hours(make_fair(ends_at=at(2000))) == "Thursday 26 November until Friday 27 November"
    assert rules.booked_words(at(30), "Sanne", NOW).endswith("Today at 12:12 with Sanne.")
