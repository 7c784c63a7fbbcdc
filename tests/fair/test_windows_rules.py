"""Who may go first, as tables of cases; no database."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from app.errors import Refused
from fair.groups import MBO12, SHORTAGE, URGENT
from fair.models import PriorityWindow
from fair.rules import booking, windows
from fair.rules.qualify import Student
from tests.fair.unsaved import NOW, STUDENT, at, make_asker, make_fair, make_slot, make_talk


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


def student(**fields):
    known = {"urgent": False, "languages": [], "level": "mbo3", "programme": "25491", "sector": "zorg"}
    return Student(**known | fields)


@pytest.mark.parametrize(
    ("group", "who", "belongs"),
    [
        (URGENT, student(urgent=True), True),
        (URGENT, student(), False),
        (MBO12, student(level="mbo1"), True),
        (MBO12, student(level="mbo2"), True),
        (MBO12, student(level="mbo3"), False),
        (SHORTAGE, student(sector="techniek"), True),
        (SHORTAGE, student(sector="zorg"), False),
    ],
)
def test_who_belongs_to_a_group(group, who, belongs):
    assert windows.is_in(group, who, make_fair(shortage_sectors=["techniek"])) is belongs


ALL = [
    PriorityWindow(group=URGENT, opens_at=at(-60)),
    PriorityWindow(group=MBO12, opens_at=at(-30)),
]


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        (student(urgent=True), at(-60)),
        (student(level="mbo2"), at(-30)),
        (student(urgent=True, level="mbo2"), at(-60)),
        (student(), at(100)),
        (None, at(100)),
    ],
    ids=["urgent", "mbo 2", "both", "neither", "visitor"],
)
def test_from_when_somebody_may_book(who, opens):
    assert windows.opens_for(who, make_fair(booking_opens_at=at(100)), ALL) == opens


@pytest.mark.parametrize(
    ("opens", "says"),
    [(at(-1), None), (at(0), None), (at(18), "You can book from Thursday 26 November, 12:00.")],
)
def test_booking_before_ones_window_is_refused_with_the_moment(opens, says):
    fair = make_fair(booking_opens_at=at(100))
    if says is None:
        booking.check_fair(fair, opens, NOW)
        return
    with pytest.raises(Refused, match=says):
        booking.check_fair(fair, opens, NOW)


MBO2 = student(level="mbo2")


@pytest.mark.parametrize(
    ("until", "who", "says"),
    [
        (None, STUDENT, "This time is kept for students of mbo 1 and 2. Choose another time."),
        (at(18), STUDENT, "kept for students of mbo 1 and 2 until Thursday 26 November, 12:00. Choose"),
        (at(18), None, "kept for students of mbo 1 and 2"),
        (at(18), MBO2, None),
        (at(0), STUDENT, None),
    ],
    ids=["for ever", "until noon", "visitor", "of the group", "for all again"],
)
def test_a_kept_time_is_for_its_group_until_it_is_for_all(until, who, says):
    slot = make_slot(reserved_for=MBO12, fair=make_fair(reserved_until=until))
    assert booking.suits(slot, make_asker(slot, student=who), NOW) is (says is None)
    if says is None:
        windows.check_reserved(slot, who, NOW)
        return
    with pytest.raises(booking.OtherTime, match=says):
        windows.check_reserved(slot, who, NOW)


def test_a_time_that_is_kept_for_nobody_is_for_all():
    windows.check_reserved(make_slot(), None, NOW)


def test_priority_begins_before_everybody_may_book():
    fair = make_fair(booking_opens_at=at(18))
    windows.check_windows(fair, [at(17)])
    with pytest.raises(Refused, match="Everybody may book from Thursday 26 November, 12:00"):
        windows.check_windows(fair, [at(17), at(18)])


@pytest.mark.parametrize(
    ("every", "kept"), [(0, []), (1, [0, 10, 20, 30, 40]), (2, [10, 30]), (3, [20]), (9, [])]
)
def test_every_so_many_th_time_is_kept(every, kept):
    slots = [make_slot(minutes, staff_id=1) for minutes in (40, 0, 20, 10, 30)]
    assert [slot.starts_at for slot in windows.kept(slots, every)] == [at(minutes) for minutes in kept]


def test_the_rules_in_words():
    fair = make_fair(booking_opens_at=at(18), reserved_until=at(78))
    assert windows.in_words(fair, reversed(ALL), [MBO12]) == [
        "From Thursday 26 November, 10:42: students whose school says that it is urgent. "
        "Everybody else may book from Thursday 26 November, 12:00.",
        "From Thursday 26 November, 11:12: students of mbo 1 and 2. "
        "Everybody else may book from Thursday 26 November, 12:00.",
        "Some times are kept for students of mbo 1 and 2. "
        "From Thursday 26 November, 13:00 they are for everybody.",
    ]
    assert windows.in_words(make_fair(), [], [SHORTAGE]) == [
        "Some times are kept for students of a programme in a sector with shortages."
    ]
    assert windows.in_words(make_fair(), [], []) == []


# ---- the time between talks ----


@pytest.mark.parametrize(
    ("slot", "talk", "says"),
    [
        (make_slot(30), make_talk(50), None),
        (make_slot(30), make_talk(5), None),
        (make_slot(30), make_talk(54), None),
        (
            make_slot(30),
            make_talk(49),
            "Keep 5 minutes between two talks. At 12:31 you have one with Van",
        ),
        (make_slot(30), make_talk(11), "Keep 5 minutes between two talks. At 11:53"),
        (make_slot(30), make_talk(20), "At 12:02 you already have a talk with Van Duin Techniek."),
        (make_slot(30), make_talk(45, seats=20), None),
        (make_slot(30, seats=20), make_talk(45), None),
        (make_slot(30, seats=20), make_talk(40), "At 12:22 you already have a talk"),
        (make_slot(30), make_talk(45, fair_id=2), None),
        (make_slot(30), make_talk(40, fair_id=2), "At 12:22 you already have a talk"),
    ],
    ids=[
        "right after",
        "right before",
        "later",
        "too soon after",
        "too soon before",
        "at once",
        "a group talk next",
        "to a group talk",
        "a group talk at once",
        "at another fair",
        "at another fair at once",
    ],
)
def test_some_minutes_lie_between_two_talks(slot, talk, says):
    slot.booth.fair.gap_minutes = 5
    asker = make_asker(slot, [talk])
    assert booking.suits(slot, asker, NOW) is (says is None)
    if says is None:
        booking.check_time(slot, asker, [], NOW, "Taken.")
        return
    with pytest.raises(booking.OtherTime, match=says):
        booking.check_time(slot, asker, [], NOW, "Taken.")


# ---- how many talks ----


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (None, "You already have 2 talks planned. Cancel one first."),
        (at(18), "You already have 2 talks planned. From Thursday 26 November, 12:00 you may book more."),
        (at(0), None),
    ],
)
def test_the_number_of_talks_is_limited_until_a_moment(until, says):
    slot = make_slot(30, fair=make_fair(limit_until=until))
    asker = make_asker(slot, [make_talk(60), make_talk(90, booth_id=3)])
    if says is None:
        booking.check_person(slot, asker, STUDENT, NOW)
        return
    with pytest.raises(Refused, match=says):
        booking.check_person(slot, asker, STUDENT, NOW)


@pytest.mark.parametrize("one", [True, False])
def test_one_talk_per_employer_when_the_fair_says_so(one):
    slot = make_slot(30, fair=make_fair(one_per_employer=one))
    asker = make_asker(slot, [make_talk(60, booth_id=1)])
    if not one:
        booking.check_person(slot, asker, STUDENT, NOW)
        return
    with pytest.raises(Refused, match="You already have a talk here at 12:42"):
        booking.check_person(slot, asker, STUDENT, NOW)


def test_who_only_looks_reads_that_it_is_taken_and_need_not_be_a_student():
    slot = make_slot()
    booking.check_sight(slot, make_asker(slot, student=None), holders=[], next_free=None, now=NOW)
    with pytest.raises(
        booking.OtherTime, match=r"12:12 with Sanne is taken\. There are no free times left here\."
    ):
        booking.check_sight(slot, make_asker(slot, student=None), holders=[2], next_free=None, now=NOW)


def test_whom_a_booth_does_not_ask_for_is_not_sent_to_its_next_time():
    slot = make_slot(reserved_for=MBO12)
    slot.booth.levels = ["hbo"]
    asker = make_asker(slot, [make_talk(30)])
    with pytest.raises(booking.DoesNotFit):
        booking.check_booking(slot, asker, holders=[2], next_free=make_slot(45), now=NOW + timedelta())
