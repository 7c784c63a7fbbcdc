"""Who has time for a talk, and which reasons there are."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from app.people import Person
from fair.models import Booking, Slot
from fair.rules import handover as rules
from fair.rules.handover import Agenda, Decision

MINUTE = timedelta(minutes=1)
START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def at(first, last):
    """A time, in minutes from the start."""
    return START + first * MINUTE, START + last * MINUTE


def slot(first, last, number=1, booth=1, seats=1, staff=2):
    """A slot of Omar."""
    one, two = at(first, last)
    return Slot(id=number, booth_id=booth, seats=seats, staff_id=staff, starts_at=one, ends_at=two)


def agenda(*slots, taken=(), pauses=()):
    """What Omar has."""
    return Agenda(Person(id=2, first_name="Omar"), list(slots), set(taken), [at(*each) for each in pauses])


@pytest.mark.parametrize(
    ("has", "free", "same"),
    [
        (agenda(), True, False),
        (agenda(slot(0, 15)), True, True),
        (agenda(slot(0, 15), taken=[1]), False, False),
        (agenda(slot(5, 20)), True, False),
        (agenda(slot(5, 20), taken=[1]), False, False),
        (agenda(slot(15, 30), taken=[1]), True, False),
        (agenda(slot(0, 15, booth=2)), False, False),
        (agenda(slot(0, 15, seats=5)), False, False),
        (agenda(pauses=[(10, 20)]), False, False),
        (agenda(pauses=[(15, 20)]), True, False),
    ],
)
def test_who_has_time_and_whether_a_slot_is_there(has, free, same):
    assert has.is_free(at(0, 15), 1) == free
    assert bool(has.same(at(0, 15), 1)) == same


def talk(first=0, last=15, **fields):
    """A talk of Yara with Sanne."""
    one, two = at(first, last)
    return Booking(
        id=7, booth_id=1, starts_at=one, ends_at=two, slot=slot(first, last, staff=1), sequence=3, **fields
    )


@pytest.mark.parametrize(
    ("has", "word"),
    [
        (None, "Kies een collega"),
        (agenda(slot(0, 15), taken=[1]), "Omar heeft dan geen tijd"),
        (Agenda(Person(id=1, first_name="Sanne"), [], set(), []), "Sanne heeft dit gesprek al"),
    ],
)
def test_who_has_no_time_is_refused(app, has, word):
    with app.test_request_context(), pytest.raises(Refused, match=word) as refusal:
        rules.check_can_take(has, talk())
    assert refusal.value.field == "staff_id"


def test_who_has_time_may_take_it():
    free = agenda(slot(0, 15))
    assert rules.check_can_take(free, talk()) is free


@pytest.mark.parametrize(
    ("to", "taken", "others", "word"),
    [
        (slot(30, 45), False, [], ""),
        (slot(30, 45), False, [talk(30, 45)], ""),
        (None, False, [], "niet meer vrij"),
        (slot(30, 45), True, [], "niet meer vrij"),
        (
            slot(30, 45),
            False,
            [Booking(id=8, starts_at=at(40, 50)[0], ends_at=at(40, 50)[1])],
            "kan dan niet",
        ),
    ],
)
def test_a_talk_moves_to_a_time_that_is_free_for_both(app, to, taken, others, word):
    if not word:
        assert rules.check_fits(to, taken, others, talk()) is to
        return
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_fits(to, taken, others, talk())


@pytest.mark.parametrize(
    ("reason", "words", "kept"),
    [
        ("illness", "", "illness"),
        ("closing", "whatever stood there", "closing"),
        ("other", "Brandoefening in het gebouw", "Brandoefening in het gebouw"),
        ("other", "Te kort.", None),
        ("other", "", None),
    ],
)
def test_reasons_come_from_a_list_or_are_said_in_words(app, reason, words, kept):
    if kept:
        assert rules.check_reason(reason, words) == kept
        return
    with app.test_request_context(), pytest.raises(Refused, match="10 tekens") as refusal:
        rules.check_reason(reason, words)
    assert refusal.value.field == "words"


@pytest.mark.parametrize(
    ("decision", "may_keep", "fits"),
    [
        (Decision("off", reason="illness"), False, True),
        (Decision("keep"), True, True),
        (Decision("keep"), False, False),
        (None, True, False),
    ],
)
def test_every_talk_needs_a_decision_that_can_be(app, decision, may_keep, fits):
    if fits:
        assert rules.check_decided(talk(), decision, may_keep) is decision
        return
    with app.test_request_context(), pytest.raises(Refused, match="bij elk gesprek"):
        rules.check_decided(talk(), decision, may_keep)


def test_what_was_decided_on_an_older_state_is_refused(app):
    rules.check_unchanged(talk(), 3)
    with app.test_request_context(), pytest.raises(Refused, match="veranderd terwijl u keek"):
        rules.check_unchanged(talk(), 2)
