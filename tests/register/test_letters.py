"""Each step of a placement is told to whose turn it is, or who had better know; never to who made it."""

from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from app.mail import outbox
from app.mail.letters import Letter
from app.people import Person
from register import actions, mail
from tests.mailbox import text_of

DAY = timedelta(days=1)


@pytest.fixture
def written(app):
    """The letters since the last look: kind and receiver."""
    seen = set()

    def look():
        db.session.rollback()
        fresh = [each for each in db.session.query(Letter).order_by(Letter.id) if each.id not in seen]
        seen.update(each.id for each in fresh)
        return [(each.kind, each.person_id) for each in fresh]

    return look


def test_the_way_to_an_agreement(world, now, propose, written):
    number = propose()
    assert written() == [("placement-proposed", world.yara)]
    one = {"placement_id": number, "version": 1, "now": now}
    actions.answer_proposal(person_id=world.yara, accepts=True, **one)
    assert written() == [("placement-accepted", world.sanne), ("placement-to-review", world.fatima)]
    actions.approve(person_id=world.fatima, **one)
    assert written() == [("placement-to-sign", who) for who in (world.yara, world.sanne, world.fatima)]
    for signer in (world.yara, world.sanne):
        actions.sign(person_id=signer, **one)
    assert written() == []
    actions.sign(person_id=world.fatima, **one)
    assert written() == [("placement-agreed", who) for who in (world.yara, world.sanne, world.fatima)]
    actions.cancel(placement_id=number, person_id=world.yara, reason="Ik ga verhuizen", now=now)
    assert written() == [("placement-stopped", world.sanne), ("placement-stopped", world.fatima)]


def test_a_student_asks_all_staff_and_who_answers_goes_on(world, now, written):
    number = actions.ask_for_place(place_id=world.place, person_id=world.yara, now=now)
    assert written() == [("placement-proposed", world.sanne), ("placement-proposed", world.omar)]
    one = {"placement_id": number, "version": 1, "now": now}
    actions.answer_proposal(person_id=world.omar, accepts=True, **one)
    assert written() == [("placement-accepted", world.yara), ("placement-to-review", world.fatima)]
    actions.send_back(placement_id=number, person_id=world.fatima, reason="Te veel uren", now=now)
    assert written() == [("placement-sent-back", world.omar), ("placement-sent-back", world.yara)]


def test_other_terms_a_no_and_silence_are_told(world, now, propose, written, placement):
    number = propose()
    written()
    terms = {"starts_on": placement(number).starts_on, "ends_on": placement(number).ends_on}
    actions.adjust_proposal(placement_id=number, person_id=world.sanne, hours_per_week=32, now=now, **terms)
    assert written() == [("placement-changed", world.yara)]
    actions.answer_proposal(placement_id=number, version=2, person_id=world.yara, accepts=False, now=now)
    assert written() == [("placement-declined", world.sanne)]
    number = propose()
    written()
    assert actions.expire(placement_id=number, now=now + 30 * DAY)
    assert written() == [("placement-expired", world.yara), ("placement-expired", world.sanne)]


def test_what_begins_or_is_completed_needs_no_letter(world, now, bring, written, placement):
    number = bring("agreed")
    written()
    start = clock.from_local(clock.local(now).replace(year=2027, month=2, day=1, hour=9, tzinfo=None))
    assert actions.begin(placement_id=number, now=start)
    assert written() == []


def test_who_has_not_signed_is_asked_again_after_three_and_seven_days(world, now, bring, written):
    number = bring("signing")
    actions.sign(placement_id=number, version=1, person_id=world.yara, now=now)
    written()
    for day, asked in ((2, 0), (3, 2), (3.01, 0), (3.9, 0), (5, 0), (7, 2), (7.2, 0), (9, 0)):
        assert mail.remind_to_sign(now + day * DAY) == asked, day
        if asked:
            assert written() == [("sign-reminder", world.sanne), ("sign-reminder", world.fatima)]
            with transaction() as work:
                work.query(Letter).filter_by(kind="sign-reminder").update({"written_at": now + day * DAY})
    actions.sign(placement_id=number, version=1, person_id=world.sanne, now=now)
    assert mail.remind_to_sign(now + 7 * DAY) == 0


def test_a_letter_says_what_and_until_when_and_names_no_student_above(box, world, now, bring):
    bring("agreed")
    assert outbox.post_due(now) > 5
    assert not [subject for subject in box.subjects if "Yara" in subject]
    proposal = next(each for each in box.taken if "voorstel" in str(each["Subject"]))
    text = text_of(proposal)
    assert str(proposal["Subject"]) == "Een voorstel voor een stage bij Zorggroep Rijnoever"
    for part in (
        "Antwoord kan tot en met 3 december 2026.",
        "Meelopen in de wijk",
        "1 februari 2027",
    ):
        assert part in text
    assert "https://stagepact.example/plaatsingen/1" in text
    assert all("Geen post meer zoals deze?" not in text_of(each) for each in box.taken)


def test_in_english_for_who_reads_english(box, world, now, propose):
    with transaction() as work:
        work.get(Person, world.yara).language = "en"
    propose()
    outbox.post_due(now)
    assert box.subjects == ["A proposal for an internship at Zorggroep Rijnoever"]


def test_a_notice_shows_with_the_reason(visit, world, now, bring):
    number = bring("in_review")
    actions.withdraw(placement_id=number, person_id=world.fatima, reason="De stage is te kort", now=now)
    page = visit(world.yara).get("/berichten").text
    assert "De stage bij Zorggroep Rijnoever gaat niet door" in page
    assert "Reden: De stage is te kort" in page
