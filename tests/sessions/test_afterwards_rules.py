"""Who gets and may do what when a session is over, and which answers and figures may be seen."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from app.errors import Refused
from sessions.kinds import CANCELLED, PUBLISHED
from sessions.models import Feedback, InspirationSession, Material, Registration
from sessions.models.registration import OFF, SIGNED_UP
from sessions.rules import afterwards as rules
from sessions.rules import material, statistics
from sessions.rules.statistics import Counts

STARTS = datetime(2026, 11, 26, 14, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ENDS = STARTS + 60 * MINUTE


def a_session(state=PUBLISHED):
    return InspirationSession(state=state, starts_at=STARTS, ends_at=ENDS, capacity=9)


def who(came=STARTS, state=SIGNED_UP):
    return Registration(state=state, came_at=came)


@pytest.mark.parametrize(
    ("own", "now", "allowed"),
    [
        (who(), ENDS, True),
        (who(), ENDS - MINUTE, False),
        (who(), ENDS + 7 * DAY - MINUTE, True),
        (who(), ENDS + 7 * DAY, False),
        (who(came=None), ENDS, False),
        (who(state=OFF), ENDS, False),
        (None, ENDS, False),
    ],
)
def test_who_was_there_says_what_she_thought_for_a_week(own, now, allowed):
    assert rules.can_give_feedback(a_session(), own, now) is allowed
    if allowed:
        rules.check_feedback(a_session(), own, now)
    else:
        with pytest.raises(Refused):
            rules.check_feedback(a_session(), own, now)
    assert not rules.can_give_feedback(a_session(CANCELLED), own, now)


@pytest.mark.parametrize(
    ("came", "gets"),
    [(-15, True), (0, True), (30, True), (31, False), (None, False)],
)
def test_a_certificate_is_for_who_came_in_before_half_of_it_was_over(came, gets):
    own = who(came=None if came is None else STARTS + came * MINUTE)
    assert rules.gives_certificate(a_session(), own, ENDS) is gets
    assert not rules.gives_certificate(a_session(), own, ENDS - MINUTE)


@pytest.mark.parametrize(
    ("own", "now", "may"),
    [
        (who(came=None), STARTS - DAY, True),
        (who(came=None), ENDS, False),
        (who(), ENDS, True),
        (who(), ENDS + 30 * DAY - MINUTE, True),
        (who(), ENDS + 30 * DAY, False),
        (who(state=OFF), STARTS - DAY, False),
        (None, STARTS - DAY, False),
    ],
)
def test_contacts_are_for_who_comes_and_came(own, now, may):
    assert rules.can_share(a_session(), own, now) is may
    if may:
        rules.check_share(a_session(), own, now)
    else:
        with pytest.raises(Refused):
            rules.check_share(a_session(), own, now)


def answers(*liked):
    return [Feedback(liked=each, useful=3, text=f"{each}!" if each > 3 else "") for each in liked]


def test_answers_are_seen_from_five_on_and_when_they_stand():
    """While answers come in, the average would tell the last one to who looked before."""
    closed = ENDS + 7 * DAY
    for number, now, seen in ((5, closed, True), (4, closed, False), (99, closed - MINUTE, False)):
        assert rules.may_show(a_session(), number, now) is seen


def test_answers_are_counted_without_an_order():
    found = rules.results(answers(5, 4, 4, 1, 2, 4))
    assert (found.number, found.liked, found.useful) == (6, 3.3, 3.0)
    assert found.counts == {"liked": [1, 1, 0, 3, 1], "useful": [0, 0, 6, 0, 0]}
    assert all(one <= other for one, other in pairwise(found.texts))


def test_figures_of_groups_at_one_session_hide_the_small_ones():
    groups = {"students": Counts(9, 0, 8), "employers": Counts(3, 2, 3), "others": Counts(7, 0, 0)}
    shown = statistics.cells(groups)
    assert shown["employers"]["signed_up"].hidden == "few"
    assert shown["others"]["signed_up"].hidden == "covering"
    assert shown["students"]["signed_up"].number == 9
    assert shown["others"]["came"].number == 0
    assert statistics.total(groups.values()) == Counts(19, 2, 11)
    assert statistics.total(groups.values()).stayed_away == 8


@pytest.mark.parametrize(
    ("early", "state", "now", "shown"),
    [
        (True, PUBLISHED, STARTS - DAY, True),
        (False, PUBLISHED, STARTS - MINUTE, False),
        (False, PUBLISHED, STARTS, True),
        (True, CANCELLED, STARTS, False),
    ],
)
def test_hand_outs_are_shown_before_or_from_the_start(early, state, now, shown):
    assert material.is_shown(Material(early=early), a_session(state), now) is shown


@pytest.mark.parametrize(
    ("title", "url", "filename", "named"),
    [
        ("Dia's", "https://x.example/a", "", "Dia's"),
        ("", "https://x.example/a", "", "x.example"),
        ("", "", "Dia_s van Femke.pdf", "Dia s van Femke"),
        ("", "", ".pdf", ".pdf"),
        ("", "", "", "Document"),
        ("x" * 99, "", "", "x" * 80),
    ],
)
def test_a_hand_out_always_has_a_title(app, title, url, filename, named):
    with app.test_request_context():
        assert material.title_for(title, url, filename) == named


@pytest.mark.parametrize(
    "refused",
    [
        lambda: material.check_choice("", has_file=False),
        lambda: material.check_choice("https://x.example", has_file=True),
        lambda: material.check_room(10),
        lambda: material.check_file(b"<html>"),
        lambda: material.check_links(a_session(), ENDS - MINUTE),
        lambda: material.check_links(a_session(CANCELLED), ENDS),
    ],
)
def test_what_cannot_be_handed_out_is_refused_in_words(refused):
    with pytest.raises(Refused):
        refused()
