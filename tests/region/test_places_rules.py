"""Which periods a place may have, and which words get a hint."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.errors import Refused
from region.rules import places as rules

TODAY = date(2026, 11, 26)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refusal"),
    [
        (TODAY + 60 * DAY, TODAY + 200 * DAY, None),
        (TODAY - 60 * DAY, TODAY, None),
        (TODAY, TODAY + rules.LONGEST, None),
        (TODAY, TODAY, "na de startdatum"),
        (TODAY, TODAY - DAY, "na de startdatum"),
        (TODAY - 60 * DAY, TODAY - DAY, "voorbij"),
        (TODAY, TODAY + rules.LONGEST + DAY, "twee jaar"),
    ],
)
def test_a_place_has_a_period_that_can_still_be_done(
    app: Flask, starts_on: date, ends_on: date, refusal: str | None
) -> None:
    with app.test_request_context():
        if refusal is None:
            rules.check_period(starts_on, ends_on, TODAY)
            return
        with pytest.raises(Refused, match=refusal) as refused:
            rules.check_period(starts_on, ends_on, TODAY)
        assert refused.value.field == "ends_on"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je helpt bewoners en je leert plannen.", []),
        ("Een jong team zoekt een frisse blik.", ["jong", "frisse"]),
        ("Native speaker, en nog eens: NATIVE", ["native"]),
        (
            "Nederlands is je moedertaal, zonder accent of accentloos",
            ["moedertaal", "zonder accent", "accentloos"],
        ),
        ("Let op ons kledingvoorschrift: geen hoofddoek", ["kledingvoorschrift", "hoofddoek"]),
        ("Jongeren drinken frisdrank in een alternatief café", []),
    ],
)
def test_words_that_may_keep_people_away_are_found_once(text: str, words: list[str]) -> None:
    assert rules.excluding_words(text) == words


def test_a_hint_names_the_words_of_all_texts(app: Flask) -> None:
    with app.test_request_context():
        assert rules.hints("Helpen", "in de wijk") == []
        (hint,) = rules.hints("Jong talent", "Fris en jong")
    assert "jong, fris" in hint
