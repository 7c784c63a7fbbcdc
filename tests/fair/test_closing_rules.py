"""When a booth may be closed and opened again, and what people read."""

from datetime import timedelta

import pytest

from app.errors import Refused
from fair.models import CLOSED, REQUESTED
from fair.rules import closing as rules
from tests.fair.unsaved import NOW, at, make_booth, make_fair


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def booth(fair=None, **fields):
    return make_booth(fair=make_fair(**fair or {}), **fields)


def test_what_cannot_be_at_a_closed_booth():
    rules.check_not_closed(booth())
    with pytest.raises(Refused, match="De organisatie heeft deze stand gesloten"):
        rules.check_not_closed(booth(closed_at=NOW))


@pytest.mark.parametrize(
    ("stall", "now", "words"),
    [
        (booth(), NOW, ""),
        (booth(closed_at=NOW), NOW, "al gesloten"),
        (booth(state=REQUESTED), NOW, "zolang de beurs open is"),
        (booth({"starts_at": at(5)}), NOW, "zolang de beurs open is"),
        (booth({"state": CLOSED}), NOW, "zolang de beurs open is"),
        (booth(), NOW + timedelta(days=1), "zolang de beurs open is"),
    ],
)
def test_when_a_booth_may_be_closed(stall, now, words):
    assert rules.can_close(stall, now) is not bool(words)
    if not words:
        return rules.check_close(stall, now)
    with pytest.raises(Refused, match=words):
        rules.check_close(stall, now)
    return None


def test_only_what_is_closed_opens_again():
    rules.check_reopen(booth(closed_at=NOW))
    with pytest.raises(Refused, match="al open"):
        rules.check_reopen(booth())
