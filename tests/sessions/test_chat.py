"""The chat in the room of a session: names by choice, keeping order, and being gone in the end."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import Refused
from sessions.actions import chat as actions
from sessions.actions import signup
from sessions.models import InspirationSession, SessionMessage, SessionMute
from sessions.reactions.chat import let_chats_go
from sessions.rules import chat as rules
from tests.sessions.sessions import come_in, make_session


@pytest.fixture
def session_id(world, now):
    """A session that began ten minutes ago, in which Yara and Noor are."""
    made = make_session(now, -timedelta(minutes=10))
    come_in(made, now, world.yara, world.noor)
    return made


def say(session_id, now, person_id, text="Mooi verhaal!"):
    return actions.say(session_id=session_id, text=text, person_id=person_id, now=now)


def room(session_id):
    return f"/sessies/{session_id}/zaal"


def desk(session_id):
    return f"/sessies/{session_id}/regie"


@pytest.mark.parametrize(
    ("text", "takes_part", "muted", "lately", "words"),
    [
        ("Hoi", False, False, 0, "kwartier voor"),
        ("Hoi", True, True, 0, "niet meer schrijven"),
        ("Hoi", True, False, 5, "te snel"),
        ("Ik ben 123456782", True, False, 0, "burgerservicenummer"),
    ],
)
def test_what_is_refused(app, text, takes_part, muted, lately, words):
    with app.test_request_context(), pytest.raises(Refused, match=words):
        rules.check_say(text, takes_part=takes_part, is_muted=muted, lately=lately)


def test_messages_come_by_themselves_with_a_number_for_a_name(visit, world, session_id, now):
    yara, noor, bram = visit(world.yara), visit(world.noor), visit(world.bram)
    noor.open_line(f"hall:{session_id}")
    bram.open_line(f"hall-desk:{session_id}")
    yara.open_line()
    for _twice in range(2):
        assert yara.send("hall:say", session_id=session_id, text="<b>Hoi</b>", key="k")["ok"]
    (read,), (seen,) = noor.patches(), bram.patches()
    assert f'data-into="#chat-{session_id}"' in read
    assert "&lt;b&gt;Hoi" in read
    assert "<b>Deelnemer 1</b>" in read
    assert ("Meld" in read, "Demp" in read) == (True, False)
    assert ("Verwijder" in seen, "Demp" in seen, "desk-said-" in seen) == (True, True, True)
    noor.post(f"{room(session_id)}/chat", {"text": "Ook hoi"})
    page = yara.post(f"{room(session_id)}/chat", {"text": "Nog iets"}).text
    assert page.count("<b>Deelnemer 1</b>") == 2
    assert page.count("<b>Deelnemer 2</b>") == 1
    assert "Yara Tester" not in page[page.index('id="chat"') :]


def test_who_shows_her_name_is_read_by_her_first_name(visit, world, session_id, now):
    say(session_id, now, world.yara)
    say(session_id, now, world.bram, "Welkom")
    noor = visit(world.noor)
    noor.open_line(f"hall:{session_id}")
    signup.show_name(session_id=session_id, shown=True, person_id=world.yara, now=now)
    (drawn,) = noor.patches()
    assert "<b>Yara</b>" in drawn
    assert "<b>Bram</b>" in drawn
    assert drawn.count("moderator</span>") == 1
    signup.show_name(session_id=session_id, shown=False, person_id=world.yara, now=now)
    assert "Yara" not in noor.patches()[0]


@pytest.mark.parametrize(
    ("text", "words"), [("", "Schrijf eerst een bericht."), ("x" * 301, "korter dan 300 tekens")]
)
def test_a_message_has_a_length(visit, world, session_id, text, words):
    yara = visit(world.yara)
    answer = yara.post(f"{room(session_id)}/chat", {"text": text})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{text}"' in answer.text
    assert db.session.query(SessionMessage).count() == 0


def test_the_database_keeps_no_endless_messages(world, session_id, now):
    row = {
        "session_id": session_id,
        "person_id": world.yara,
        "number": 1,
        "by_moderator": False,
        "said_at": now,
    }
    for text in ("", "x" * 301):
        with pytest.raises(IntegrityError), transaction() as work:
            work.add(SessionMessage(text=text, **row))


def test_a_message_is_reported_and_judged(visit, world, session_id, now):
    first = say(session_id, now, world.yara, "Eerste")
    noor, bram = visit(world.noor), visit(world.bram)
    bram.open_line(f"hall-desk:{session_id}")
    at = f"/sessies/zaal/chat/{first}"
    assert "kijkt naar dit bericht" in noor.post(f"{at}/report").text
    assert "Laat staan" in bram.patches()[0]
    noor.post(f"{at}/report")
    assert "Laat staan" not in bram.post(f"{at}/keep").text
    noor.open_line(f"hall:{session_id}")
    for _twice in range(2):
        assert bram.send("hall:remove", message_id=first)["ok"]
    drawn = noor.patches()[-1]
    assert "verwijderd" in drawn
    assert "Eerste" not in drawn
    assert "Eerste" not in noor.get(room(session_id)).text


def test_who_is_muted_reads_on_and_may_be_let_in_again(visit, world, session_id, now):
    message_id = say(session_id, now, world.yara)
    bram, yara = visit(world.bram), visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    at = f"/sessies/zaal/chat/{message_id}"
    for _twice in range(2):
        assert "Laat weer schrijven" in bram.post(f"{at}/mute").text
    assert any("niet meer schrijven" in drawn for drawn in yara.patches())
    assert "niet meer schrijven" in yara.send("hall:say", session_id=session_id, text="Toch")["error"]
    assert "niet meer schrijven" in yara.get(room(session_id)).text
    bram.post(f"{at}/unmute")
    assert any("say-text" in drawn for drawn in yara.patches())
    own = say(session_id, now, world.bram)
    bram.open_line()
    assert "moderator niet dempen" in bram.send("hall:mute", message_id=own)["error"]


def test_strangers_read_and_change_nothing(visit, world, session_id, now):
    message_id = say(session_id, now, world.yara)
    milan, noor = visit(world.milan), visit(world.noor)
    at = f"/sessies/zaal/chat/{message_id}"
    for visitor in (milan, noor):
        visitor.open_line()
        for word in ("remove", "keep", "mute", "unmute"):
            assert visitor.post(f"{at}/{word}").status_code == 404
            assert "error" in visitor.send(f"hall:{word}", message_id=message_id)
    assert milan.post(f"{at}/report").status_code == 404
    assert milan.post(f"{room(session_id)}/chat", {"text": "Hoi"}).status_code == 404
    assert noor.post(f"{at}/melk").status_code == 404
    assert noor.post("/sessies/zaal/chat/999/report").status_code == 404
    with transaction() as work:
        message = work.get(SessionMessage, message_id)
        assert (message.removed_at, message.reported_at) == (None, None)


def test_four_weeks_after_the_session_all_of_it_is_gone(world, session_id, now):
    actions.mute_author(message_id=say(session_id, now, world.yara), person_id=world.bram, now=now)
    ends_at = db.session.get(InspirationSession, session_id).ends_at
    assert let_chats_go(ends_at + timedelta(weeks=4)) == 0
    assert let_chats_go(ends_at + timedelta(weeks=4, seconds=1)) == 1
    assert db.session.query(SessionMessage).count() == db.session.query(SessionMute).count() == 0
