"""What one may do with questions in the live room."""

import pytest

from app.errors import Refused
from app.people import Person
from sessions.kinds import (
    ANSWER,
    ANSWERED,
    ASKED,
    DISMISS,
    DISMISSED,
    DRAFT,
    LET_THROUGH,
    MERGE,
    MERGED,
    PIN,
    PUBLISHED,
    UNPIN,
    WAITING,
    WITHDRAWN,
)
from sessions.models import InspirationSession, Question
from sessions.rules import moderation
from sessions.rules import question as rules

YARA, NOOR = 4, 6
pytestmark = pytest.mark.usefixtures("app")
STATES = (WAITING, ASKED, ANSWERED, DISMISSED, WITHDRAWN, MERGED)


def asked(state=ASKED, number=1):
    return Question(id=number, state=state, person_id=YARA, text="Hoe word je dat?")


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        (LET_THROUGH, {WAITING, DISMISSED, ANSWERED}),
        (PIN, {WAITING, ASKED}),
        (UNPIN, {ASKED}),
        (ANSWER, {WAITING, ASKED, ANSWERED}),
        (DISMISS, {WAITING, ASKED}),
        (MERGE, {WAITING, ASKED}),
    ],
)
def test_who_keeps_order_comes_too_late_for_what_is_closed(verb, allowed):
    for state in STATES:
        if state in allowed:
            rules.check_deed(verb, asked(state))
        else:
            with pytest.raises(Refused, match="net iets met deze vraag"):
                rules.check_deed(verb, asked(state))


@pytest.mark.parametrize("state", STATES)
def test_votes_are_for_others_on_what_is_open(state):
    if state == ASKED:
        rules.check_want(asked(state), NOOR)
        with pytest.raises(Refused, match="je eigen vraag"):
            rules.check_want(asked(state), YARA)
    else:
        with pytest.raises(Refused, match="gesloten"):
            rules.check_want(asked(state), NOOR)


@pytest.mark.parametrize("state", STATES)
def test_what_is_closed_is_not_withdrawn(state):
    if state in (WAITING, ASKED):
        rules.check_withdraw(asked(state))
    else:
        with pytest.raises(Refused, match="gesloten"):
            rules.check_withdraw(asked(state))


@pytest.mark.parametrize(
    ("state", "number", "ok"), [(ASKED, 2, True), (ANSWERED, 2, True), (ASKED, 1, False)]
)
def test_questions_are_merged_into_another_that_everybody_sees(state, number, ok):
    if ok:
        return rules.check_merge(asked(WAITING), asked(state, number))
    with pytest.raises(Refused, match="andere vraag"):
        rules.check_merge(asked(), asked(state, number))
    return None


@pytest.mark.parametrize(
    ("text", "lately", "waiting", "refusal"),
    [
        ("Hoe laat?", 2, 4, None),
        ("Hoe laat?", 3, 0, "te snel"),
        ("Hoe laat?", 0, 5, "die wachten"),
        ("Ik ben 123456782", 0, 0, "BSN"),
    ],
)
def test_asking_is_bounded(text, lately, waiting, refusal):
    if refusal is None:
        return rules.check_ask(text, lately, waiting)
    with pytest.raises(Refused, match=refusal):
        rules.check_ask(text, lately, waiting)
    return None


def test_reasons_are_the_usual_ones_or_ones_own():
    assert rules.reason_words("unkind") == "Zo praten we hier niet."
    assert rules.reason_words("Te laat") == "Te laat"


@pytest.mark.parametrize(
    ("state", "chosen", "roles", "refusal"),
    [
        (PUBLISHED, Person(active=True), {"student"}, None),
        (PUBLISHED, Person(active=True), set(), "Niemand"),
        (PUBLISHED, Person(active=False), {"staff"}, "Niemand"),
        (PUBLISHED, None, set(), "Niemand"),
        (DRAFT, Person(active=True), {"staff"}, "eerst aan iedereen"),
    ],
)
def test_who_directs_signs_in_here_with_a_role(state, chosen, roles, refusal):
    session = InspirationSession(state=state)
    if refusal is None:
        return moderation.check_appoint(session, chosen, roles)
    with pytest.raises(Refused, match=refusal):
        moderation.check_appoint(session, chosen, roles)
    return None
