"""What a poll asks, when one votes, and what the bars say."""

import pytest

from app.errors import Refused
from sessions.kinds import CHOICE, DRAFT, IDEAS
from sessions.models.poll import CLOSED, OPEN, Idea, Poll
from sessions.rules import poll as rules


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def poll(state=OPEN, kind=CHOICE, **fields):
    return Poll(state=state, kind=kind, answers=["Ja", "Nee"] if kind == CHOICE else [], **fields)


@pytest.mark.parametrize(
    ("kind", "typed", "answers"),
    [
        (CHOICE, "Ja\nNee", ["Ja", "Nee"]),
        (CHOICE, "  Ja \r\n\r\n Weet  niet\nJa", ["Ja", "Weet niet"]),
        (CHOICE, "a\nb\nc\nd\ne\nf", list("abcdef")),
        (CHOICE, "a\n" + "b" * 80, ["a", "b" * 80]),
        (IDEAS, "Dit telt niet", []),
    ],
)
def test_answers_stand_on_lines(kind, typed, answers):
    assert rules.answers_of(kind, typed) == answers


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Ja", "2 tot 6"),
        ("Ja\nJa", "2 tot 6"),
        ("a\nb\nc\nd\ne\nf\ng", "2 tot 6"),
        ("a\n" + "b" * 81, "korter dan 80"),
    ],
)
def test_answers_that_make_no_choice_are_refused(typed, words):
    with pytest.raises(Refused, match=words) as refusal:
        rules.answers_of(CHOICE, typed)
    assert refusal.value.field == "answers"


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: rules.check_make(12), "hoogstens 12"),
        (lambda: rules.check_open(poll(OPEN), True), "al open"),
        (lambda: rules.check_open(poll(DRAFT), False), "kwartier voor"),
        (lambda: rules.check_close(poll(DRAFT)), "niet open"),
        (lambda: rules.check_show(poll(DRAFT)), "nog geen uitslag"),
        (lambda: rules.check_drop(poll(CLOSED)), "nooit open"),
        (lambda: rules.check_vote(poll(DRAFT), 0, True), "nog niet open"),
        (lambda: rules.check_vote(poll(CLOSED), 0, True), "gesloten"),
        (lambda: rules.check_vote(poll(OPEN), 0, False), "gesloten"),
        (lambda: rules.check_vote(poll(OPEN), 2, True), "een van de antwoorden"),
        (lambda: rules.check_vote(poll(OPEN, IDEAS), 0, True), "een van de antwoorden"),
        (lambda: rules.check_hand_in(poll(CLOSED, IDEAS), "Idee", 0, True), "gesloten"),
        (lambda: rules.check_hand_in(poll(OPEN), "Idee", 0, True), "een van de antwoorden"),
        (lambda: rules.check_hand_in(poll(OPEN, IDEAS), "Idee", 5, True), "5 ideeën"),
        (lambda: rules.check_hand_in(poll(OPEN, IDEAS), "Bel 123456782", 0, True), "burgerservicenummer"),
        (lambda: rules.check_support(poll(CLOSED, IDEAS), Idea(), True), "gesloten"),
        (lambda: rules.check_support(poll(OPEN, IDEAS), Idea(removed_at="nu"), True), "weggehaald"),
    ],
)
def test_what_is_refused(check, words):
    with pytest.raises(Refused, match=words):
        check()


def test_what_may_be_done():
    rules.check_make(11)
    rules.check_open(poll(DRAFT), True)
    rules.check_open(poll(CLOSED), True)
    rules.check_close(poll(OPEN))
    rules.check_show(poll(CLOSED))
    rules.check_drop(poll(DRAFT))
    rules.check_vote(poll(OPEN), 1, True)
    rules.check_hand_in(poll(OPEN, IDEAS), "Idee", 4, True)
    rules.check_support(poll(OPEN, IDEAS), Idea(), True)


@pytest.mark.parametrize(
    ("counts", "said"),
    [({}, [(0, 0), (0, 0)]), ({0: 1}, [(1, 100), (0, 0)]), ({0: 1, 1: 2}, [(1, 33), (2, 67)])],
)
def test_bars_say_how_many_and_which_part(counts, said):
    assert [(bar.votes, bar.percent) for bar in rules.bars(poll(), counts)] == said


@pytest.mark.parametrize(
    ("state", "shown", "voted", "sees"),
    [
        (OPEN, False, True, True),
        (CLOSED, False, True, True),
        (OPEN, False, False, False),
        (OPEN, True, False, True),
        (CLOSED, True, False, True),
        (DRAFT, True, False, False),
    ],
)
def test_who_sees_the_results(state, shown, voted, sees):
    assert rules.sees_results(poll(state, shows_results=shown), voted) is sees
