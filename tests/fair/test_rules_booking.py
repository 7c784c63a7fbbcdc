"""What may be booked, as tables of cases; no database."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from app.errors import Refused
from fair.groups import MBO12
from fair.models import (
    ATTENDED,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    CLOSED,
    NO_SHOW,
    REQUESTED,
    WITHDRAWN,
    Booking,
    Slot,
)
from fair.rules import booking as rules
from tests.fair.unsaved import (
    MILAN,
    NOW,
    STUDENT,
    YARA,
    at,
    make_asker,
    make_fair,
    make_slot,
    make_talk,
)


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


def book(slot: Slot, talks=(), holder=None, student=STUDENT, next_free=None, now=NOW) -> None:
    asker = make_asker(slot, talks, student)
    rules.check_booking(slot, asker, holders=[holder] if holder else [], next_free=next_free, now=now)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (lambda: book(make_slot(), student=None), "Only students can book a talk."),
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


def test_a_booth_that_is_closed_takes_no_talks_and_shows_no_times():
    slot, over, gone = make_slot(45), make_slot(-45), make_slot(60, state=WITHDRAWN)
    for each in (slot, over):
        each.booth.closed_at = NOW
    with pytest.raises(Refused, match="The organisers have closed this booth"):
        book(slot)
    with pytest.raises(Refused, match="The organisers have closed this booth"):
        move(make_talk(30, booth_id=1), slot)
    assert rules.slot_state(slot, 0, NOW) == "withdrawn"
    assert rules.slot_state(over, 0, NOW) == "past"
    assert rules.mark(slot, "withdrawn", 0) == "Closed"
    assert rules.mark(gone, "withdrawn", 0) == "Withdrawn"


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
    holders = [holder] if holder else []
    rules.check_move(talk, slot, make_asker(slot, talks), holders=holders, next_free=None, now=now)


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
    ("slot", "taken", "state"),
    [
        (make_slot(), 0, "free"),
        (make_slot(), 1, "taken"),
        (make_slot(0), 0, "past"),
        (make_slot(state=WITHDRAWN), 0, "withdrawn"),
        (make_slot(reserved_for=MBO12), 0, "reserved"),
        (make_slot(reserved_for=MBO12), 1, "taken"),
        (make_slot(reserved_for=MBO12, fair=make_fair(reserved_until=at(1))), 0, "reserved"),
        (make_slot(reserved_for=MBO12, fair=make_fair(reserved_until=at(0))), 0, "free"),
        (make_slot(seats=3), 2, "free"),
        (make_slot(seats=3), 3, "taken"),
    ],
)
def test_what_everybody_sees_of_a_slot(slot, taken, state):
    assert rules.slot_state(slot, taken, NOW) == state


@pytest.mark.parametrize(
    ("slot", "state", "taken", "says"),
    [
        (make_slot(), "free", 0, ""),
        (make_slot(state=WITHDRAWN), "withdrawn", 0, "Withdrawn"),
        (make_slot(reserved_for=MBO12), "reserved", 0, "Priority"),
        (
            make_slot(reserved_for=MBO12, fair=make_fair(reserved_until=at(18))),
            "reserved",
            0,
            "Priority until 12:00",
        ),
        (make_slot(seats=12), "free", 0, "12 places left"),
        (make_slot(seats=12), "picked", 11, "1 place left"),
        (make_slot(seats=12), "taken", 12, ""),
        (make_slot(seats=12), "mine", 3, ""),
    ],
)
def test_what_stands_in_a_slot(slot, state, taken, says):
    assert rules.mark(slot, state, taken) == says


def test_a_group_talk_that_is_full_says_so():
    assert rules.seats_words(make_slot(seats=12), 12) == "Full"


@pytest.mark.parametrize(
    ("seats", "taken", "free"), [(1, [], 1), (3, [1], 2), (3, [1, 3], 2), (3, [2, 3], 1), (1, [1], 1)]
)
def test_the_lowest_free_seat(seats, taken, free):
    assert rules.free_seat(make_slot(seats=seats), taken) == free


@pytest.mark.parametrize(("person_id", "state"), [(YARA, "mine"), (MILAN, "taken"), (None, "taken")])
def test_what_one_person_sees_of_a_slot(person_id, state):
    slot = make_slot()
    slot.bookings = [make_talk()]
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
    assert rules.hours(make_fair(ends_at=at(800))) == "Thursday 26 November, 10:42 until 01:02"
    assert rules.hours(make_fair(ends_at=at(2000))) == "Thursday 26 November until Friday 27 November"
    assert rules.booked_words(at(30), "Sanne", NOW).endswith("Today at 12:12 with Sanne.")
