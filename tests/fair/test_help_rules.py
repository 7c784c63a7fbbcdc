"""Tables of cases: when organisers call a booth, and who has read it."""

import pytest

from app.errors import Refused
from fair.models import REQUESTED
from fair.models.help import HelpCall
from fair.rules import help as rules
from tests.fair.unsaved import NOW, make_booth, make_fair


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def booth(**fields):
    return make_booth(fair=make_fair(), **fields)


@pytest.mark.parametrize(
    ("stall", "before", "words", "sentence", "field"),
    [
        (booth(), None, "Bel ons", "", None),
        (booth(), HelpCall(answered_at=NOW), "Bel ons", "", None),
        (booth(closed_at=NOW), None, "Bel ons", "", None),
        (booth(state=REQUESTED), None, "Bel ons", "zolang de beurs open is", None),
        (booth(), None, "", "Schrijf wat u de stand wilt vragen", "words"),
        (booth(), HelpCall(), "Bel ons", "vorige oproep nog niet gelezen", None),
    ],
)
def test_when_organisers_call_a_booth(stall, before, words, sentence, field):
    if not sentence:
        return rules.check_call_booth(stall, before, words, NOW)
    with pytest.raises(Refused, match=sentence) as refused:
        rules.check_call_booth(stall, before, words, NOW)
    assert refused.value.field == field
    return None


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (HelpCall(to_booth=True), ""),
        (HelpCall(to_booth=True, answered_at=NOW), "Een collega heeft dit al gelezen"),
        (HelpCall(to_booth=True, closed_at=NOW), "deze oproep teruggenomen"),
        (HelpCall(to_booth=False, closed_at=NOW), "al afgesloten"),
    ],
)
def test_who_reads_a_call(call, sentence):
    if not sentence:
        return rules.check_see(call)
    with pytest.raises(Refused, match=sentence):
        rules.check_see(call)
    return None
