"""Who may write in the chat of a booth, and when."""

from datetime import timedelta

import pytest

from app.errors import Refused
from fair.models import CLOSED, OPEN, Fair
from fair.models.chat import ChatMessage
from fair.rules import chat as rules


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def fair(now, state=OPEN, begins=-1, ends=1):
    hours = {"starts_at": now + timedelta(hours=begins), "ends_at": now + timedelta(hours=ends)}
    return Fair(state=state, **hours)


@pytest.mark.parametrize(
    ("state", "begins", "ends", "is_on"),
    [(OPEN, -1, 1, True), (OPEN, 1, 2, False), (OPEN, -2, -1, False), (CLOSED, -1, 1, False)],
)
def test_the_chat_is_open_as_long_as_the_fair_is_on(now, state, begins, ends, is_on):
    assert rules.is_on(fair(now, state, begins, ends), now) is is_on


@pytest.mark.parametrize(
    ("ends", "text", "muted", "lately", "words"),
    [
        (-0.5, "Hoi", False, 0, "zolang de beurs bezig is"),
        (1, "Hoi", True, 0, "niet meer schrijven"),
        (1, "Hoi", False, 5, "te snel"),
        (1, "Ik ben 123456782", False, 0, "burgerservicenummer"),
    ],
)
def test_what_is_refused(now, ends, text, muted, lately, words):
    with pytest.raises(Refused, match=words):
        rules.check_say(fair(now, ends=ends), text, is_muted=muted, lately=lately, now=now)


def test_what_may_be_said(now):
    rules.check_say(fair(now), "Hoi", is_muted=False, lately=4, now=now)


def test_staff_are_not_muted():
    rules.check_mute(ChatMessage(by_staff=False))
    with pytest.raises(Refused, match="niemand van de stand"):
        rules.check_mute(ChatMessage(by_staff=True))
