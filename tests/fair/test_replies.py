"""A talk in a calendar: saying no there, or proposing another time, changes nothing and is asked back."""

from datetime import timedelta

import pytest

from app.db import db
from app.mail import inbox, outbox
from app.mail.letters import Letter
from app.people import Person
from fair.actions import booking
from fair.models import BOOKED, Booking
from tests.imap import a_postbox, reading
from tests.mailbox import a_mailbox, settings
from tests.replies import a_reply, answer_to

HOUR = timedelta(hours=1)


@pytest.fixture
def box(app, monkeypatch):
    """A mailbox that the site reads."""
    with a_postbox() as postbox:
        for name, value in reading(postbox.port).items():
            monkeypatch.setitem(app.config, name, value)
        yield postbox


@pytest.fixture
def talk(world, now):
    """Yara has a talk with Sanne, and has the letter about it."""
    number = booking.book_slot(
        slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now - HOUR
    )
    outbox.post_due(now)
    return db.session.get_one(Booking, number)


def a_reply_to(talk, who=None, **said):
    address = db.session.get_one(Person, who or talk.person_id).email
    return a_reply(uid=f"{talk.uid}@stagepact.example", address=address.upper(), **said)


def new_letters():
    db.session.rollback()
    return [each for each in db.session.query(Letter).order_by(Letter.id) if each.kind != "talk-booked"][1:]


def test_no_is_asked_back_and_only_she_cancels(box, visit, world, now, talk):
    box.deliver(a_reply_to(talk))
    assert inbox.read_inbox(now) == {"declined": 1}
    (asked,) = new_letters()
    assert (asked.person_id, asked.kind) == (world.yara, "talk-declined")
    db.session.refresh(talk)
    assert (talk.state, talk.sequence) == (BOOKED, 0)
    yara = visit(world.yara)
    assert "Wil je je gesprek met Zorggroep Rijnoever afzeggen?" in yara.get("/berichten").text
    page = yara.post(f"/berichten/{asked.id}").text
    assert f'action="/afspraken/{talk.id}/afzeggen"' in page


def test_another_time_is_answered_with_where_to_choose_one(box, visit, world, now, talk):
    box.deliver(a_reply_to(talk, method="COUNTER"))
    inbox.read_inbox(now)
    (answer,) = new_letters()
    assert answer.kind == "talk-countered"
    link = visit(world.yara).http.post(f"/berichten/{answer.id}").location
    assert link == f"/stands/{world.care_booth}#choose"


def test_after_moving_an_answer_to_the_old_time_says_nothing(box, world, now, talk):
    booking.move_booking(booking_id=talk.id, slot_id=world.omar_slots[3], person_id=world.yara, now=now)
    before = len(new_letters())
    box.deliver(a_reply_to(talk), a_reply_to(talk, sequence="SEQUENCE:1", answer="ACCEPTED"))
    assert inbox.read_inbox(now) == {"out of date": 1, "accepted": 1}
    assert len(new_letters()) == before


def test_an_invitation_that_asks_for_a_reply_is_answered_by_what_calendars_send_back(
    box, world, now, monkeypatch, app
):
    with a_mailbox() as sent:
        for name, value in settings(sent.port).items():
            monkeypatch.setitem(app.config, name, value)
        booking.book_slot(slot_id=world.omar_slots[0], person_id=world.yara, question="", now=now - HOUR)
        outbox.post_due(now)
        invitation = next(each for each in sent.taken if "Geboekt" in str(each["Subject"]))
    box.deliver(answer_to(invitation, "ACCEPTED"), answer_to(invitation, "DECLINED"))
    assert inbox.read_inbox(now) == {"accepted": 1, "declined": 1}


def test_nobody_answers_for_another(box, world, now, talk):
    box.deliver(a_reply_to(talk, world.milan), a_reply_to(talk, world.sanne))
    assert inbox.read_inbox(now) == {"left": 2}
    assert new_letters() == []


def test_after_it_was_cancelled_there_is_nothing_to_ask(box, world, now, talk):
    booking.cancel_booking(booking_id=talk.id, person_id=world.yara, now=now)
    before = len(new_letters())
    box.deliver(a_reply_to(talk), a_reply_to(talk, sequence="SEQUENCE:1"))
    assert inbox.read_inbox(now) == {"out of date": 2}
    assert len(new_letters()) == before
