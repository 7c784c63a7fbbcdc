"""Calling a talk off, as tables of cases; no database."""

import pytest
from flask_babel import force_locale

from app.errors import Refused
from fair.rules import cancelling as rules
from tests.fair.unsaved import NOW, at, make_talk


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.parametrize(("minutes", "needs"), [(61, False), (60, False), (59, True)])
def test_until_an_hour_before_nobody_asks_why(minutes, needs):
    assert rules.needs_reason(make_talk(minutes), NOW) is needs


@pytest.mark.parametrize(
    ("minutes", "reason", "words", "field"),
    [
        (61, "", "", None),
        (30, "ill", "", None),
        (30, "other", "Mijn trein rijdt niet", None),
        (30, "", "", "reason"),
        (30, "made up", "", "reason"),
        (30, "other", "", "words"),
        (30, "other", "nee", "words"),
    ],
)
def test_late_one_says_why(minutes, reason, words, field):
    talk = make_talk(minutes)
    if field is None:
        rules.check_reason(talk, reason, words, NOW)
        return
    with pytest.raises(Refused) as refusal:
        rules.check_reason(talk, reason, words, NOW)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("minutes", "said", "kept"),
    [
        (61, ("ill", "griep"), ("", "")),
        (30, ("ill", "griep"), ("ill", "")),
        (30, ("other", "Mijn trein rijdt niet"), ("other", "Mijn trein rijdt niet")),
    ],
)
def test_only_what_was_needed_is_kept(minutes, said, kept):
    assert rules.kept_reason(make_talk(minutes), *said, NOW) == kept


@pytest.mark.parametrize(
    ("reason", "words", "says"),
    [("ill", "", "I am ill"), ("other", "Mijn trein rijdt niet", "Mijn trein rijdt niet"), ("", "", "")],
)
def test_the_reason_in_words(reason, words, says):
    assert rules.reason_words(reason, words) == says


@pytest.mark.parametrize(("minutes", "until"), [(90, at(30)), (60, NOW), (30, None), (0, None)])
def test_until_when_nobody_asks_why(minutes, until):
    assert rules.free_until(make_talk(minutes), NOW) == until
