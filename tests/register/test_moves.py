"""Which steps a placement may take, by whom, and what is said when it may not."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from app.errors import Refused
from region.models import Place
from register.models import (
    ACTIVE,
    AGREED,
    COMPLETED,
    EMPLOYER,
    EXPIRED,
    IN_REVIEW,
    LINE,
    PARTIES,
    PROPOSED,
    SCHOOL,
    SIGNING,
    STUDENT,
    SYSTEM,
    WITHDRAWN,
    Placement,
    PlacementStep,
    Signature,
)
from register.rules import moves

TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def language(test_app):
    """Refusals are sentences in the language of the page."""
    with test_app.test_request_context():
        yield


def placement(state, *steps, signed=(), **fields):
    values = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 2), "version": 1, "level": "mbo3"}
    row = Placement(state=state, **values | fields)
    before = None
    for to in steps:
        row.steps.append(PlacementStep(from_state=before, to_state=to, at=AT))
        before = to
    row.signatures = [Signature(party=party, version=1, person_id=number) for party, number in signed]
    return row


def test_who_is_asked_may_say_no_to_what_is_proposed():
    assert moves.asked(placement(PROPOSED, PROPOSED, proposed_by=EMPLOYER)) == {STUDENT}
    assert moves.asked(placement(PROPOSED, PROPOSED, proposed_by=STUDENT)) == {EMPLOYER}
    assert moves.asked(placement(PROPOSED, PROPOSED, IN_REVIEW, PROPOSED, proposed_by=EMPLOYER)) == set()
    assert moves.asked(placement(SIGNING, proposed_by=EMPLOYER)) == set()


def test_terms_are_as_old_as_the_last_step_that_set_them():
    row = placement(PROPOSED, PROPOSED, PROPOSED, IN_REVIEW, PROPOSED)
    for days, step in enumerate(row.steps):
        step.at = AT + timedelta(days=days)
    assert row.terms_since == AT + timedelta(days=1)


ALLOWED = {
    *(("accept", PROPOSED, party) for party in (STUDENT, EMPLOYER)),
    *(("decline", PROPOSED, party) for party in (STUDENT, EMPLOYER)),
    ("adjust", PROPOSED, EMPLOYER),
    ("approve", IN_REVIEW, SCHOOL),
    ("send_back", IN_REVIEW, SCHOOL),
    ("complete", ACTIVE, SCHOOL),
    ("terminate", ACTIVE, SCHOOL),
    *(("withdraw", state, party) for state in LINE[:5] for party in PARTIES),
    *(("cancel", AGREED, party) for party in PARTIES),
}


def test_only_the_steps_of_the_table_are_allowed():
    verbs = {verb for verb, move in moves.MOVES.items() if SYSTEM not in move.who and verb != "propose"}
    for verb, state, party in product(verbs, moves.STATES, PARTIES):
        if (verb, state, party) in ALLOWED:
            assert moves.role_for(verb, state, {party}, "because") == party
        else:
            with pytest.raises(Refused):
                moves.role_for(verb, state, {party}, "because")


def test_nobody_plays_the_system():
    for verb, move in moves.MOVES.items():
        if SYSTEM in move.who:
            with pytest.raises(Refused, match="Iemand anders"):
                moves.role_for(verb, move.since[0], PARTIES)


def test_a_state_that_passed_is_named():
    with pytest.raises(Refused, match="De plaatsing staat nu op: Overeengekomen"):
        moves.role_for("withdraw", AGREED, {STUDENT}, "because")


def test_a_reason_is_asked_where_it_is_needed():
    with pytest.raises(Refused, match="Geef een reden"):
        moves.role_for("withdraw", PROPOSED, {STUDENT}, "")
    assert moves.role_for("decline", PROPOSED, {STUDENT}, "") == STUDENT


def test_every_step_of_the_table_can_be_told():
    for move in moves.MOVES.values():
        for before in move.since:
            assert moves.said(PlacementStep(from_state=before, to_state=move.to)) == move.said


def test_what_stops_a_placement_depends_on_state_and_side():
    assert moves.ways_out(SIGNING, {STUDENT}) == ["withdraw"]
    assert moves.ways_out(AGREED, {EMPLOYER}) == ["cancel"]
    assert moves.ways_out(ACTIVE, {SCHOOL}) == ["terminate"]
    assert moves.ways_out(ACTIVE, {STUDENT}) == []
    assert moves.ways_out(COMPLETED, set(PARTIES)) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2027, 2, 1), date(2027, 7, 2)),
        (date(2027, 7, 2), date(2027, 11, 30)),
        (date(9999, 12, 30), date.max),
    ],
)
def test_the_end_is_that_of_the_place_or_as_much_later(starts_on, ends_on):
    assert moves.end_of(starts_on, date(2027, 2, 1), date(2027, 7, 2)) == ends_on


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "says"),
    [
        (date(2026, 11, 25), date(2027, 1, 1), "is voorbij"),
        (date(2026, 11, 26), date(2026, 11, 26), "na de startdatum"),
        (date(2026, 11, 26), date(2029, 1, 1), "te ver vooruit"),
        (date(2029, 1, 1), date(2029, 2, 1), "te ver vooruit"),
        (date(2026, 11, 26), date(2026, 11, 27), None),
    ],
)
def test_a_period_lies_ahead_and_has_a_length(starts_on, ends_on, says):
    refuses(says, moves.check_period, starts_on, ends_on, TODAY)


def refuses(says, check, *args, **kwargs):
    if says is None:
        check(*args, **kwargs)
        return
    with pytest.raises(Refused, match=says):
        check(*args, **kwargs)


@pytest.mark.parametrize(
    ("says", "check", "args"),
    [
        ("niet meer aangeboden", moves.check_place, (False, ["mbo3"], "mbo3", "mbo 3")),
        ("niet voor mbo 2", moves.check_place, (True, ["mbo3"], "mbo2", "mbo 2")),
        (None, moves.check_place, (True, ["mbo3"], "mbo3", "mbo 3")),
        ("geen plek meer vrij", moves.check_seat, (2, 2)),
        (None, moves.check_seat, (2, 1)),
        ("Deze student heeft in die tijd al een stage", moves.check_time, (True,)),
        ("Je hebt in die tijd al een stage", moves.check_time, (True, True)),
        (None, moves.check_time, (False,)),
        ("wacht op antwoord", moves.check_not_asked, (True,)),
        (None, moves.check_not_asked, (False,)),
        ("net veranderd", moves.check_version, (1, 2)),
        (None, moves.check_version, (2, 2)),
        ("nog niet bereikt", moves.check_end, (date(2026, 11, 27), TODAY)),
        (None, moves.check_end, (TODAY, TODAY)),
        ("De stage is begonnen", moves.check_before_start, (TODAY, TODAY)),
        (None, moves.check_before_start, (date(2026, 11, 27), TODAY)),
    ],
)
def test_guards_speak_in_sentences(says, check, args):
    refuses(says, check, *args)


def test_yes_and_no_are_for_the_side_that_was_asked():
    refuses(None, moves.check_asked, STUDENT, EMPLOYER)
    refuses(None, moves.check_asked, EMPLOYER, STUDENT)
    refuses("Iemand anders", moves.check_asked, EMPLOYER, EMPLOYER)
    refuses("Iemand anders", moves.check_asked, STUDENT, STUDENT)


def test_an_employer_says_no_with_a_reason():
    refuses("welke eis niet past", moves.check_refusal, EMPLOYER, "")
    refuses(None, moves.check_refusal, EMPLOYER, "De uren passen niet")
    refuses(None, moves.check_refusal, STUDENT, "")


def test_the_side_that_was_asked_has_the_turn():
    asked = placement(PROPOSED, PROPOSED, proposed_by=STUDENT)
    assert moves.waiting_for(asked, TODAY) == (EMPLOYER,)
    assert moves.waiting_for(placement(PROPOSED, PROPOSED, proposed_by=EMPLOYER), TODAY) == (STUDENT,)


def test_a_yes_comes_in_time_and_to_settled_terms():
    moves.check_answer(placement(PROPOSED, PROPOSED), AT)
    refuses("voorbij", moves.check_answer, placement(PROPOSED, PROPOSED, expires_at=AT), AT)
    sent_back = placement(PROPOSED, PROPOSED, "accepted", IN_REVIEW, PROPOSED)
    refuses("past eerst de afspraken aan", moves.check_answer, sent_back, AT)


def test_a_party_signs_once_for_itself():
    open_one = placement(SIGNING, signed=[(STUDENT, 1)])
    assert moves.party_to_sign(open_one, {EMPLOYER}, 2) == EMPLOYER
    refuses("al getekend", moves.party_to_sign, open_one, {STUDENT}, 1)
    by_colleague = placement(SIGNING, signed=[(EMPLOYER, 2)])
    refuses("door een collega", moves.party_to_sign, by_colleague, {EMPLOYER}, 3)
    refuses("niets om te tekenen", moves.party_to_sign, placement(AGREED), {STUDENT}, 1)


def test_one_person_on_two_sides_signs_for_one():
    row = placement(SIGNING, signed=[(EMPLOYER, 2)])
    refuses("al getekend", moves.party_to_sign, row, {EMPLOYER, SCHOOL}, 2)


def test_signatures_do_not_carry_over_to_a_new_version():
    row = placement(SIGNING, signed=[(STUDENT, 1)], version=2)
    assert moves.waiting_for(row, TODAY) == PARTIES
    assert moves.party_to_sign(row, {STUDENT}, 1) == STUDENT


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (placement(PROPOSED, PROPOSED), (STUDENT,)),
        (placement(PROPOSED, PROPOSED, "accepted", IN_REVIEW, PROPOSED), (EMPLOYER,)),
        (placement(IN_REVIEW), (SCHOOL,)),
        (placement(SIGNING, signed=[(STUDENT, 1)]), (EMPLOYER, SCHOOL)),
        (placement(AGREED), ()),
        (placement(ACTIVE), ()),
        (placement(ACTIVE, ends_on=TODAY), (SCHOOL,)),
        (placement(EXPIRED), ()),
    ],
)
def test_whose_turn_it_is(row, waits):
    assert moves.waiting_for(row, TODAY) == waits


def marks(row):
    return [(state, mark) for state, mark, _day in moves.track(row)]


def test_the_line_shows_what_is_done_and_what_comes():
    row = placement(IN_REVIEW, PROPOSED, "accepted", IN_REVIEW)
    assert [mark for _state, mark in marks(row)] == ["done", "done", "now"] + ["todo"] * 5
    assert moves.track(row)[0][2] == AT
    assert moves.track(row)[-1][2] == date(2027, 7, 2)


def test_what_was_sent_back_has_to_be_passed_again():
    row = placement(PROPOSED, PROPOSED, "accepted", IN_REVIEW, PROPOSED)
    assert [mark for _state, mark in marks(row)] == ["now"] + ["todo"] * 7
    assert moves.track(row)[1][2] is None


def test_the_line_stops_where_a_placement_stopped():
    row = placement(WITHDRAWN, PROPOSED, "accepted", IN_REVIEW, WITHDRAWN)
    assert marks(row) == [(PROPOSED, "done"), ("accepted", "done"), (IN_REVIEW, "done"), (WITHDRAWN, "now")]
    assert marks(placement(EXPIRED)) == [(EXPIRED, "now")]


def test_a_completed_line_is_done():
    assert {mark for _state, mark in marks(placement(COMPLETED))} == {"done"}


@pytest.mark.parametrize(
    ("level", "starts_on", "recognition", "found"),
    [
        ("mbo3", date(2027, 2, 1), "valid", ["yes", "yes", "yes"]),
        ("mbo3", date(2027, 1, 1), "withdrawn", ["yes", "ask", "no"]),
        ("mbo2", date(2027, 2, 1), None, ["no", "yes", "ask"]),
        ("hbo", date(2027, 2, 1), None, ["no", "yes"]),
    ],
)
def test_a_coordinator_sees_what_is_right_and_what_is_not(level, starts_on, recognition, found):
    place = Place(levels=["mbo3"], starts_on=date(2027, 2, 1), ends_on=date(2027, 7, 2))
    row = placement(IN_REVIEW, level=level, starts_on=starts_on, place=place)
    assert [answer for answer, _text in moves.checks(row, recognition)] == found
