"""What a student may say after a talk, and until when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.errors import Refused
from fair.models import AGAIN, ATTENDED, BOOKED, CANCELLED_BY_STUDENT, NO_SHOW, ONWARD, Booking
from fair.models.afterword import Afterword
from fair.rules import afterwards as rules

START = datetime(2026, 11, 26, 11, 15, tzinfo=UTC)
END = START + timedelta(minutes=15)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def language(test_app):
    """Refusals are sentences in the language of the page."""
    with test_app.test_request_context():
        yield


def talk(**fields: Any) -> Booking:
    return Booking(**{"starts_at": START, "ends_at": END, "state": ATTENDED} | fields)


@pytest.mark.parametrize(
    ("state", "now", "over"),
    [
        (ATTENDED, START - MINUTE, False),
        (ATTENDED, START, True),
        (BOOKED, END - MINUTE, False),
        (BOOKED, END, True),
        (NO_SHOW, END, False),
        (CANCELLED_BY_STUDENT, END, False),
    ],
)
def test_a_talk_is_over_when_it_was_held(state: str, now: datetime, over: bool) -> None:
    assert rules.is_over(talk(state=state), now) is over


@pytest.mark.parametrize(
    ("booking", "outcome", "place", "now", "says"),
    [
        (talk(), AGAIN, None, END, None),
        (talk(), ONWARD, 5, END, None),
        (talk(), ONWARD, 6, END, "Kies een stageplek"),
        (talk(), ONWARD, None, END, "Kies een stageplek"),
        (talk(state=BOOKED), AGAIN, None, START, "na het gesprek"),
        (talk(placement_id=3), AGAIN, None, END, "al een voorstel"),
        (talk(), AGAIN, None, END + 30 * DAY, "meer dan een maand geleden"),
        (talk(), AGAIN, None, END + 30 * DAY - MINUTE, None),
    ],
)
def test_an_outcome_comes_after_the_talk_and_within_a_month(
    booking: Booking, outcome: str, place: int | None, now: datetime, says: str | None
) -> None:
    said = {"place_id": place, "places": {5}, "now": now}
    if says is None:
        rules.check_outcome(booking, outcome, **said)
        assert rules.can_say_outcome(booking, now)
        return
    with pytest.raises(Refused, match=says):
        rules.check_outcome(booking, outcome, **said)


@pytest.mark.parametrize(
    ("booking", "word", "now", "says"),
    [
        (talk(), "", END, None),
        (talk(), "", END + 7 * DAY - MINUTE, None),
        (talk(), "", END + 7 * DAY, "tot een week na het gesprek"),
        (talk(), "Dank u wel", END, "al geschreven"),
        (talk(state=NO_SHOW), "", END, "na het gesprek"),
    ],
)
def test_one_word_within_a_week(booking: Booking, word: str, now: datetime, says: str | None) -> None:
    said = Afterword(word=word)
    assert rules.can_say_word(booking, said, now) is (says is None)
    if says is None:
        rules.check_word(booking, said, now)
        return
    with pytest.raises(Refused, match=says):
        rules.check_word(booking, said, now)


def test_who_has_said_nothing_yet_may_write() -> None:
    assert rules.can_say_word(talk(), None, END)


@pytest.mark.parametrize(
    ("said", "now", "says"),
    [
        (Afterword(word="Dank u wel", reply=""), END, None),
        (Afterword(word="Dank u wel", reply="Graag gedaan"), END, "al geantwoord"),
        (Afterword(word="", reply=""), END, "niets meer te beantwoorden"),
        (None, END, "niets meer te beantwoorden"),
        (Afterword(word="Dank u wel", reply=""), END + 30 * DAY, "niets meer te beantwoorden"),
    ],
)
def test_a_word_is_answered_once(said: Afterword | None, now: datetime, says: str | None) -> None:
    if says is None:
        rules.check_reply(said, END, now)
        return
    with pytest.raises(Refused, match=says):
        rules.check_reply(said, END, now)


def test_after_a_month_the_booth_no_longer_sees_whose_talks_these_were() -> None:
    assert rules.shows_student(END, END + 30 * DAY - MINUTE)
    assert not rules.shows_student(END, END + 30 * DAY)
