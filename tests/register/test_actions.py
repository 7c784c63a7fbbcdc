"""A placement from proposal to agreement, with real rows: what is kept, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import after_commit, db, transaction
from app.errors import NotFound, Refused
from app.once import once
from app.worker import do_what_is_due
from region.models import COORDINATOR, StudentProfile
from register import actions, queries
from register.facts import PlacementMoved
from register.models import Placement, Signature
from register.reactions import let_proposals_lapse
from tests.factories import make_member, make_place, make_student
from tests.register.conftest import START


@pytest.fixture(autouse=True)
def language(test_app):
    """Refusals are sentences in the language of the page."""
    with test_app.test_request_context():
        yield


def history(placement):
    return [(step.from_state, step.to_state, step.role, step.actor_id) for step in placement.steps]


def test_a_proposal_takes_its_terms_from_the_place_and_lapses_in_five_days(world, propose, placement):
    row = placement(propose())
    assert (row.state, row.version, row.level, row.hours_per_week) == ("proposed", 1, "mbo3", 24)
    assert (row.starts_on, row.ends_on) == (START, date(2027, 7, 2))
    assert row.expires_at == datetime(2026, 12, 3, 23, tzinfo=UTC)
    assert history(row) == [(None, "proposed", "employer", world.sanne)]


def test_the_whole_way_to_an_agreement_is_kept_step_by_step(world, bring, placement, now):
    row = placement(bring("agreed"))
    assert row.state == "agreed"
    assert row.agreed_at == now
    assert row.expires_at is None
    assert set(row.signed) == {"student", "employer", "school"}
    assert history(row) == [
        (None, "proposed", "employer", world.sanne),
        ("proposed", "accepted", "student", world.yara),
        ("accepted", "in_review", "system", None),
        ("in_review", "approved", "school", world.fatima),
        ("approved", "signing", "system", None),
        ("signing", "agreed", "system", None),
    ]


def test_only_staff_of_the_place_propose_and_only_to_students(world, propose):
    for fields in ({"person_id": world.daan}, {"person_id": world.yara}, {"student_id": world.fatima}):
        with pytest.raises(NotFound):
            propose(**fields)
    with pytest.raises(NotFound):
        propose(place_id=999)


def test_a_place_is_proposed_to_the_right_level_once_at_a_time(world, propose):
    with pytest.raises(Refused, match="niet voor mbo 2"):
        propose(student_id=world.milan)
    propose()
    with pytest.raises(Refused, match="wacht op antwoord"):
        propose()


def test_a_student_with_an_internship_in_that_time_gets_no_other(world, bring, propose, now):
    bring("in_review")
    other = make_place(world.care, "Nog een plek")
    with pytest.raises(Refused, match="Deze student heeft in die tijd al een stage"):
        propose(place_id=other)
    assert propose(place_id=other, starts_on=date(2027, 7, 3))


def test_of_two_proposals_a_student_takes_one(world, propose, now):
    first, second = propose(), propose(place_id=make_place(world.care, "Nog een plek"))
    say_yes(first, world.yara, now)
    with pytest.raises(Refused, match="Je hebt in die tijd al een stage"):
        say_yes(second, world.yara, now)


def say_yes(number, person_id, now, version=1):
    actions.answer_proposal(placement_id=number, person_id=person_id, accepts=True, version=version, now=now)


def test_the_database_refuses_overlapping_internships_too(world, bring, now):
    bring("in_review")
    values = {"level": "mbo3", "form": "regular", "hours_per_week": 24, "proposed_by": "employer"}

    def force():
        with transaction() as work:
            work.add(
                Placement(
                    place_id=world.place,
                    person_id=world.yara,
                    programme_id=world.programme_mbo3,
                    starts_on=date(2027, 7, 2),
                    ends_on=date(2027, 9, 1),
                    state="accepted",
                    **values,
                )
            )

    with pytest.raises(IntegrityError, match="no_overlapping_placements"):
        force()


def test_the_last_seat_goes_to_who_says_yes_first(world, propose, placement, now):
    one_seat = make_place(world.care, "Eén plek", seats=1)
    lotte = make_student("Lotte", world.programme_mbo3)
    first, second = propose(place_id=one_seat), propose(place_id=one_seat, student_id=lotte)
    say_yes(second, lotte, now)
    with pytest.raises(Refused, match="geen plek meer vrij"):
        say_yes(first, world.yara, now)
    assert placement(first).state == "proposed"
    with pytest.raises(Refused, match="geen plek meer vrij"):
        propose(place_id=one_seat, student_id=make_student("Bo", world.programme_mbo3))


def test_a_no_frees_the_student_and_may_have_a_reason(world, propose, placement, now):
    number = propose()
    actions.answer_proposal(
        placement_id=number, person_id=world.yara, accepts=False, version=1, reason="Te ver", now=now
    )
    assert placement(number).state == "declined"
    assert placement(number).steps[-1].reason == "Te ver"
    assert propose()


def test_nobody_else_answers(world, propose, now):
    number = propose()
    with pytest.raises(NotFound):
        say_yes(number, world.noor, now)
    with pytest.raises(NotFound):
        say_yes(number, world.bram, now)
    with pytest.raises(Refused, match="Iemand anders"):
        say_yes(number, world.sanne, now)


def ask(world, now):
    return actions.ask_for_place(place_id=world.place, person_id=world.yara, now=now)


def test_a_student_asks_and_the_employer_says_yes(world, placement, now):
    number = ask(world, now)
    row = placement(number)
    assert (row.state, row.proposed_by, row.proposer_id) == ("proposed", "student", None)
    with pytest.raises(Refused, match="Iemand anders"):
        say_yes(number, world.yara, now)
    with pytest.raises(NotFound):
        say_yes(number, world.daan, now)
    say_yes(number, world.omar, now)
    assert (placement(number).state, placement(number).proposer_id) == ("in_review", world.omar)


def test_an_employer_that_says_no_gives_the_reason(world, placement, now):
    answer = {"placement_id": ask(world, now), "person_id": world.sanne, "version": 1, "now": now}
    with pytest.raises(Refused, match="welke eis niet past") as refusal:
        actions.answer_proposal(accepts=False, **answer)
    assert refusal.value.field == "reason"
    actions.answer_proposal(accepts=False, reason="De uren passen niet", **answer)
    assert placement(answer["placement_id"]).steps[-1].reason == "De uren passen niet"


def test_only_students_ask_for_a_place(world, now):
    with pytest.raises(NotFound):
        actions.ask_for_place(place_id=world.place, person_id=world.daan, now=now)


def test_new_terms_from_the_employer_are_for_the_student_to_answer(world, placement, now):
    number = ask(world, now)
    terms = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 6, 30), "hours_per_week": 16, "now": now}
    actions.adjust_proposal(placement_id=number, person_id=world.sanne, **terms)
    with pytest.raises(Refused, match="Iemand anders"):
        say_yes(number, world.sanne, now, version=2)
    say_yes(number, world.yara, now, version=2)
    assert placement(number).proposer_id == world.sanne


def test_after_the_school_asks_for_a_change_the_terms_come_first(world, placement, now):
    number = ask(world, now)
    say_yes(number, world.sanne, now)
    actions.send_back(placement_id=number, person_id=world.fatima, reason="Te veel uren", now=now)
    with pytest.raises(Refused):
        say_yes(number, world.sanne, now)
    assert placement(number).proposed_by == "employer"


def test_new_terms_are_a_new_version_that_is_answered_anew(world, propose, placement, now):
    number = propose()
    actions.adjust_proposal(
        placement_id=number,
        person_id=world.omar,
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 6, 30),
        hours_per_week=16,
        now=now + timedelta(days=1),
    )
    row = placement(number)
    assert (row.version, row.hours_per_week, row.starts_on) == (2, 16, date(2027, 3, 1))
    assert row.expires_at == datetime(2026, 12, 4, 23, tzinfo=UTC)
    with pytest.raises(Refused, match="net veranderd"):
        say_yes(number, world.yara, now)
    say_yes(number, world.yara, now, version=2)
    assert placement(number).state == "in_review"


def test_what_the_school_sends_back_the_employer_changes_first(world, bring, placement, now):
    number = bring("in_review")
    actions.send_back(placement_id=number, person_id=world.fatima, reason="Graag 24 uur", now=now)
    row = placement(number)
    assert (row.state, row.steps[-1].reason) == ("proposed", "Graag 24 uur")
    assert row.expires_at == datetime(2026, 12, 3, 23, tzinfo=UTC)
    with pytest.raises(Refused, match="past eerst de afspraken aan"):
        say_yes(number, world.yara, now)
    terms = {"starts_on": START, "ends_on": date(2027, 7, 2), "hours_per_week": 20}
    actions.adjust_proposal(placement_id=number, person_id=world.sanne, now=now, **terms)
    say_yes(number, world.yara, now, version=2)
    with pytest.raises(Refused, match="net veranderd"):
        actions.approve(placement_id=number, person_id=world.fatima, version=1, now=now)


def test_a_coordinator_of_another_programme_cannot_approve(world, bring, now):
    elsewhere = make_member(
        "Els", COORDINATOR, institution_id=world.institution, programme_id=world.programme_hbo
    )
    with pytest.raises(NotFound):
        actions.approve(placement_id=bring("in_review"), person_id=elsewhere, version=1, now=now)


def test_signing_twice_gives_one_signature(world, bring, placement, now):
    number = bring("signing")
    again = {"person_id": world.yara, "now": now, "placement_id": number, "version": 1}
    once("one key", actions.sign, **again)
    once("one key", actions.sign, **again)
    assert len(placement(number).signatures) == 1
    with pytest.raises(Refused, match="al getekend"):
        once("another key", actions.sign, **again)


def test_nobody_signs_another_version(world, bring, now):
    with pytest.raises(Refused, match="net veranderd"):
        actions.sign(placement_id=bring("signing"), person_id=world.yara, version=2, now=now)


def test_the_database_keeps_one_signature_per_party_and_version(world, bring, now):
    number = bring("agreed")
    with pytest.raises(IntegrityError), transaction() as work:
        work.add(Signature(placement_id=number, version=1, party="student", person_id=world.yara, at=now))


@pytest.mark.parametrize("state", ["proposed", "in_review", "signing"])
def test_each_party_may_withdraw_with_a_reason(world, bring, placement, now, state):
    number = bring(state)
    with pytest.raises(Refused, match="Geef een reden"):
        actions.withdraw(placement_id=number, person_id=world.sanne, reason="", now=now)
    actions.withdraw(placement_id=number, person_id=world.sanne, reason="Geen begeleider", now=now)
    assert placement(number).state == "withdrawn"
    assert queries.seats_taken(world.place) == 0


def test_what_is_agreed_can_be_cancelled_until_it_begins(world, bring, placement, now):
    number = bring("agreed")
    one = {"placement_id": number, "person_id": world.yara, "reason": "Verhuisd"}
    with pytest.raises(Refused, match="De stage is begonnen"):
        actions.cancel(now=datetime(2027, 1, 31, 23, tzinfo=UTC), **one)
    actions.cancel(now=now, **one)
    assert placement(number).state == "cancelled"


def test_the_clock_lets_proposals_lapse_and_internships_begin(world, propose, bring, placement, now):
    waiting = propose(student_id=make_student("Lotte", world.programme_mbo3))
    agreed = bring("agreed")
    assert let_proposals_lapse(datetime(2026, 12, 3, 22, 59, tzinfo=UTC)) == 0
    assert let_proposals_lapse(datetime(2026, 12, 3, 23, tzinfo=UTC)) == 1
    assert placement(waiting).state == "expired"
    assert history(placement(waiting))[-1] == ("proposed", "expired", "system", None)
    do_what_is_due(datetime(2027, 1, 31, 23, tzinfo=UTC))
    assert placement(agreed).state == "active"


def test_what_somebody_else_did_first_is_left_alone(world, propose, bring, placement, now):
    number = propose()
    assert not actions.expire(placement_id=number, now=now)
    assert not actions.begin(placement_id=number, now=now)
    assert placement(number).state == "proposed"


def test_too_late_is_too_late_before_the_clock_comes_by(world, propose, now):
    with pytest.raises(Refused, match="voorbij"):
        say_yes(propose(), world.yara, now + timedelta(days=14))


def test_the_school_completes_or_ends_a_running_internship(world, bring, placement, now):
    number = bring("agreed")
    actions.begin(placement_id=number, now=datetime(2027, 2, 1, 8, tzinfo=UTC))
    one = {"placement_id": number, "person_id": world.fatima}
    with pytest.raises(Refused, match="einddatum"):
        actions.complete(now=datetime(2027, 7, 1, 8, tzinfo=UTC), **one)
    actions.complete(now=datetime(2027, 7, 2, 8, tzinfo=UTC), **one)
    assert placement(number).state == "completed"


def test_an_internship_that_ends_early_stays_counted(world, bring, placement, now):
    number = bring("agreed")
    actions.begin(placement_id=number, now=datetime(2027, 2, 1, 8, tzinfo=UTC))
    actions.terminate(placement_id=number, person_id=world.fatima, reason="Ziek", now=now)
    assert placement(number).state == "terminated_early"
    assert queries.tally(queries.current_target(now.date())).agreed == 1


def test_no_action_reaches_what_is_not_there(world, now):
    with pytest.raises(NotFound):
        say_yes(999, world.yara, now)


def test_steps_tell_the_world_what_happened(world, propose, now):
    heard = []
    after_commit(PlacementMoved)(heard.append)
    number = propose()
    say_yes(number, world.yara, now)
    assert [(fact.from_state, fact.to_state) for fact in heard if fact.placement_id == number] == [
        (None, "proposed"),
        ("proposed", "accepted"),
        ("accepted", "in_review"),
    ]


def test_a_student_without_a_programme_is_no_student(world, propose):
    with transaction() as work:
        work.delete(work.get(StudentProfile, world.yara))
    with pytest.raises(NotFound):
        propose()
    assert db.session.get(StudentProfile, world.yara) is None


def test_a_student_finds_what_is_undecided_first(world, bring, propose):
    agreed = bring("agreed")
    waiting = propose(place_id=make_place(world.care, "Later"), starts_on=date(2027, 8, 1))
    assert [each.id for each in queries.placements_of(world.yara)] == [waiting, agreed]
