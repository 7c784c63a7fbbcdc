"""A session in a calendar: what its owner answers there changes nothing, and she is asked back."""

import pytest

from app.db import db
from app.mail import inbox, outbox
from app.mail.letters import Letter
from app.people import Person
from sessions.actions import signup
from tests.imap import a_postbox, reading
from tests.mailbox import a_mailbox, settings
from tests.replies import a_reply, answer_to
from tests.sessions.sessions import make_session, states, the


@pytest.fixture
def box(app, monkeypatch):
    """A mailbox that the site reads."""
    with a_postbox() as postbox:
        for name, value in reading(postbox.port).items():
            monkeypatch.setitem(app.config, name, value)
        yield postbox


@pytest.fixture
def session_id(box, now):
    return make_session(now)


@pytest.fixture
def invite(app, box, session_id, monkeypatch):
    """Let somebody sign up; returns the invitation that arrives."""

    def sign_up(person_id, now):
        with a_mailbox() as sent:
            for name, value in settings(sent.port).items():
                monkeypatch.setitem(app.config, name, value)
            signup.sign_up(session_id=session_id, person_id=person_id, now=now)
            outbox.post_due(now)
            return sent.taken[-1]

    return sign_up


def asked():
    db.session.rollback()
    return db.session.query(Letter).filter(Letter.key.is_not(None)).order_by(Letter.id).all()


def test_no_and_another_time_are_asked_back_and_only_she_signs_off(
    box, visit, world, now, session_id, invite
):
    yaras, _milans = invite(world.yara, now), invite(world.milan, now)
    box.deliver(*(answer_to(yaras, "DECLINED", method) for method in ("REPLY", "COUNTER")))
    assert inbox.read_inbox(now) == {"declined": 1, "countered": 1}
    assert [(each.kind, each.person_id) for each in asked()] == [
        ("session-declined", world.yara),
        ("session-countered", world.yara),
    ]
    assert set(states(session_id).values()) == {"signed_up"}
    yara = visit(world.yara)
    page = yara.get("/berichten").text
    assert "Wil je je afmelden? Een dag op de ambulance" in page
    assert "Deze sessie blijft op dezelfde tijd" in page
    links = [yara.http.post(f"/berichten/{each.id}").location for each in asked()]
    assert links == [f"/sessies/{session_id}", "/sessies"]


def test_an_answer_to_an_earlier_time_or_of_who_signed_off_says_nothing(box, world, now, session_id, invite):
    invitation = invite(world.yara, now)
    signup.sign_off(session_id=session_id, person_id=world.yara, now=now)
    box.deliver(answer_to(invitation, "DECLINED"))
    assert inbox.read_inbox(now) == {"out of date": 1}
    again = invite(world.yara, now)
    box.deliver(answer_to(invitation, "DECLINED"), answer_to(again, "ACCEPTED"))
    assert inbox.read_inbox(now) == {"out of date": 1, "accepted": 1}
    the(session_id).sequence += 1
    db.session.commit()
    box.deliver(answer_to(again, "DECLINED"))
    assert inbox.read_inbox(now) == {"out of date": 1}
    assert asked() == []


def test_nobody_answers_for_another(box, world, now, session_id, invite):
    """All who come know the name of the session in their calendars."""
    uid, receiver = f"session-{the(session_id).uid}@stagepact.example", str(invite(world.yara, now)["To"])
    noor = db.session.get_one(Person, world.noor).email
    box.deliver(a_reply(uid=uid, address=noor), a_reply(uid=uid, address=receiver))
    assert inbox.read_inbox(now) == {"left": 1, "declined": 1}
    assert [each.person_id for each in asked()] == [world.yara]
