"""What the desk may record, as tables of cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.errors import Refused
from app.people import Person
from fair.models import AGAIN, ATTENDED, BOOKED, CANCELLED_BY_STUDENT, NO_FIT, NO_SHOW, ONWARD, Booking
from fair.rules import talk as rules
from register.models import Placement

START = datetime(2026, 11, 26, 11, 15, tzinfo=UTC)  # 12.15 in Leiden
MINUTE = timedelta(minutes=1)
OMAR, SANNE = 2, 1


@pytest.fixture(autouse=True)
def english_or_dutch(app: Flask) -> Any:
    """Sentences need a language."""
    with app.test_request_context():
        yield


def talk(**fields: Any) -> Booking:
    values = {"starts_at": START, "ends_at": START + 15 * MINUTE, "state": BOOKED, "note_version": 0}
    return Booking(**values | fields)


def outcome(booking: Booking, what: str, now: datetime = START, **fields: Any) -> None:
    rules.check_outcome(
        booking, what, **{"reason": "", "text": "", "place_id": None, "places": [5], "now": now} | fields
    )


@pytest.mark.parametrize("early", [10, 0, -60 * 24])
def test_attendance_can_be_marked_from_ten_minutes_before(early: int) -> None:
    rules.check_marking(talk(), START - early * MINUTE)


@pytest.mark.parametrize(
    ("booking", "now", "sentence"),
    [
        (talk(), START - 11 * MINUTE, "Dit gesprek begint pas om 12.15 uur."),
        (talk(), START - timedelta(days=1), "Dit gesprek begint pas donderdag 26 november om 12.15 uur."),
        (talk(state=CANCELLED_BY_STUDENT), START, "Dit gesprek is afgezegd."),
        (talk(outcome=AGAIN), START, "De uitkomst van dit gesprek staat al vast. Wijzig de uitkomst."),
    ],
)
def test_attendance_is_refused_in_words(booking: Booking, now: datetime, sentence: str) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$"):
        rules.check_marking(booking, now)


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        (ONWARD, {"place_id": 5}),
        (AGAIN, {}),
        (NO_SHOW, {}),
        (NO_FIT, {"reason": "hours"}),
        (NO_FIT, {"reason": "other", "text": "0123456789"}),
    ],
)
@pytest.mark.parametrize("before", [None, AGAIN])
def test_complete_outcomes_pass_and_may_be_corrected(
    what: str, fields: dict[str, Any], before: str | None
) -> None:
    outcome(talk(outcome=before, state=ATTENDED), what, **fields)


@pytest.mark.parametrize(
    ("booking", "what", "fields", "sentence"),
    [
        (talk(), AGAIN, {"now": START - 11 * MINUTE}, "Dit gesprek begint pas om 12.15 uur."),
        (talk(state=CANCELLED_BY_STUDENT), AGAIN, {}, "Dit gesprek is afgezegd."),
        (talk(placement_id=3), AGAIN, {}, "Het voorstel is verstuurd. De uitkomst kan niet meer anders."),
        (talk(), ONWARD, {}, "Kies een stageplek met een vrije plek."),
        (talk(), ONWARD, {"place_id": 6}, "Kies een stageplek met een vrije plek."),
        (talk(), NO_FIT, {}, "Kies de reden waarom het niet past."),
        (
            talk(),
            NO_FIT,
            {"reason": "other", "text": "012345678"},
            "Schrijf de andere reden op, in minstens 10 tekens.",
        ),
    ],
)
def test_incomplete_outcomes_are_refused_in_words(
    booking: Booking, what: str, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$"):
        outcome(booking, what, **fields)


@pytest.mark.parametrize(
    ("what", "reason", "text", "kept"),
    [
        (AGAIN, "hours", "left over", ("", "")),
        (NO_FIT, "hours", "left over", ("hours", "")),
        (NO_FIT, "other", "too far to cycle", ("other", "too far to cycle")),
    ],
)
def test_only_what_belongs_to_the_outcome_is_kept(
    what: str, reason: str, text: str, kept: tuple[str, str]
) -> None:
    assert rules.kept_reason(what, reason, text) == kept


def noted(version: int, by: int) -> Booking:
    return talk(note_version=version, note_by_id=by, note_by=Person(first_name="Omar"), note_saved_at=START)


@pytest.mark.parametrize(
    ("booking", "seen"), [(talk(), 0), (noted(2, OMAR), 2), (noted(2, SANNE), 0)], ids=["new", "seen", "own"]
)
def test_a_note_is_kept_when_nobody_loses_a_text(booking: Booking, seen: int) -> None:
    rules.check_note(booking, seen, SANNE)


def test_a_colleagues_newer_note_is_not_written_over() -> None:
    with pytest.raises(rules.NoteClash, match=r"^Omar bewaarde om 12\.15 uur een andere notitie"):
        rules.check_note(noted(2, OMAR), 1, SANNE)


def test_no_notes_on_a_talk_that_is_off() -> None:
    with pytest.raises(Refused, match=r"^Dit gesprek is afgezegd\.$"):
        rules.check_note(talk(state=CANCELLED_BY_STUDENT), 0, SANNE)


def test_what_staff_read_after_recording() -> None:
    assert rules.outcome_words("proposed") == "Het voorstel is verstuurd."
    assert rules.outcome_words(None) == rules.outcome_words("declined") == "De uitkomst is vastgelegd."
    assert rules.outcome_words("in_review").startswith("U en de student willen allebei verder.")


def asked(**fields: Any) -> Booking:
    return talk(placement_id=3, placement=Placement(state="proposed", proposed_by="student"), **fields)


def test_what_a_student_asked_for_is_answered_without_choosing_a_place() -> None:
    outcome(asked(), ONWARD)
    outcome(asked(), AGAIN)
    with pytest.raises(Refused, match="Kies de reden"):
        outcome(asked(), NO_FIT)


def test_a_reason_is_read_in_words() -> None:
    labels = {"hours": "De uren passen niet"}
    assert rules.reason_words("hours", "", labels) == "De uren passen niet"
    assert rules.reason_words("other", "Te ver fietsen", labels) == "Te ver fietsen"
    assert rules.reason_words("", "", labels) == ""
