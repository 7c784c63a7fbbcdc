"""Polls in the room: preparing, voting once, bars that move, and ideas."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from sessions.actions import poll as actions
from sessions.kinds import CHOICE, IDEAS
from sessions.live import poll as live_poll
from sessions.models import Idea, IdeaSupport, Poll, PollVote
from tests.sessions.sessions import come_in, make_session

ANSWERS = "Overdag\n's Avonds\nIn het weekend"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The bars move with each vote, not with those of a second."""
    monkeypatch.setattr(live_poll.tally, "add", lambda number: live_poll.tell_results({number}))


@pytest.fixture
def session_id(world, now):
    """A session that began ten minutes ago, in which Yara and Noor are."""
    made = make_session(now, -timedelta(minutes=10))
    come_in(made, now, world.yara, world.noor)
    return made


def make(world, now, session_id, *, kind=CHOICE, opened=True, question="Wanneer werk je het liefst?"):
    asked = {"session_id": session_id, "kind": kind, "question": question}
    poll_id = actions.make_poll(answers=ANSWERS, person_id=world.bram, now=now, **asked)
    if opened:
        actions.open_poll(poll_id=poll_id, person_id=world.bram, now=now)
    return poll_id


def votes(poll_id):
    """Who chose what."""
    db.session.rollback()
    return {row.person_id: row.choice for row in db.session.query(PollVote).filter_by(poll_id=poll_id)}


def room(session_id):
    return f"/sessies/{session_id}/zaal"


def desk(session_id):
    return f"/sessies/{session_id}/regie"


def test_a_poll_from_draft_to_closed_with_ordinary_forms(visit, world, session_id):
    bram, yara = visit(world.bram), visit(world.yara)
    asked = {"kind": "choice", "question": "Wanneer?", "answers": ANSWERS, "key": "k"}
    for _twice in range(2):
        page = bram.post(f"{desk(session_id)}/peilingen", asked).text
    assert page.count("desk-asked-") == 2  # the heading and who names it
    assert "Wanneer?" not in yara.get(room(session_id)).text
    poll_id = db.session.query(Poll.id).scalar()
    at = f"/sessies/peilingen/{poll_id}"
    assert "ziet de peiling nu" in bram.post(f"{at}/open").text
    page = yara.get(room(session_id)).text
    assert "Overdag" in page
    assert "Als je hebt gestemd" in page
    page = yara.post(f"{at}/vote", {"choice": "0"}).text
    assert "Je koos: Overdag" in page
    assert "1 persoon heeft gestemd" in page
    page = yara.post(f"{at}/vote", {"choice": "2"}).text
    assert "Je koos: In het weekend" in page
    assert votes(poll_id) == {world.yara: 2}
    assert "100%" in bram.get(desk(session_id)).text
    assert "De peiling is gesloten." in bram.post(f"{at}/close").text
    assert "gesloten" in yara.post(f"{at}/vote", {"choice": "1"}).text
    assert votes(poll_id) == {world.yara: 2}


def test_bars_move_on_the_screens_of_who_voted(visit, world, session_id, now):
    yara, noor, bram = visit(world.yara), visit(world.noor), visit(world.bram)
    yara.open_line(f"hall:{session_id}", f"person:{world.yara}")
    noor.open_line(f"hall:{session_id}", f"person:{world.noor}", language="en")
    bram.open_line(f"hall-desk:{session_id}")
    poll_id = make(world, now, session_id)
    (opened,), _bars = yara.patches()[:1], noor.patches()
    assert f'data-into="#polls-{session_id}"' in opened
    assert "gestemd</caption>" not in opened
    assert noor.open_line(f"poll:{poll_id}") == [f"poll:{poll_id}"]
    noor.open_line(f"hall:{session_id}", f"person:{world.noor}", language="en")
    assert yara.send("poll:vote", poll_id=poll_id, choice=0)["ok"]
    (own,) = yara.patches()
    assert f'data-watch="poll:{poll_id}"' in own
    assert "Wijzig mijn stem" in own
    assert noor.patches() == []
    assert "1 persoon heeft gestemd" in bram.patches()[-1]
    yara.open_line(f"poll:{poll_id}", f"hall:{session_id}", f"person:{world.yara}")
    noor.send("poll:vote", poll_id=poll_id, choice=1)
    (bars,) = yara.patches()
    assert "2 mensen hebben gestemd" in bars
    assert bars.count("50%") == 4  # a bar and a number for each of the two
    assert "Change my vote" in noor.patches()[0]


def test_the_moderator_shows_and_hides_the_results(visit, world, session_id, now):
    poll_id = make(world, now, session_id)
    actions.vote(poll_id=poll_id, choice=1, person_id=world.yara, now=now)
    noor, yara, bram = visit(world.noor), visit(world.yara), visit(world.bram)
    noor.open_line(f"hall:{session_id}")
    yara.open_line(f"hall:{session_id}", f"poll:{poll_id}", f"person:{world.yara}")
    bram.open_line()
    assert bram.send("poll:show", poll_id=poll_id, shown="y")["ok"]
    assert "1 persoon heeft gestemd" in noor.patches()[-1]
    assert "1 persoon heeft gestemd" in noor.get(room(session_id)).text
    assert any("Je koos: &#39;s Avonds" in drawn for drawn in yara.patches())
    assert bram.send("poll:show", poll_id=poll_id)["ok"]
    assert not any("1 persoon heeft gestemd" in drawn for drawn in noor.patches())
    assert any("1 persoon heeft gestemd" in drawn for drawn in yara.patches())
    assert "1 persoon heeft gestemd" not in noor.get(room(session_id)).text


def test_a_poll_that_was_closed_too_soon_opens_again(visit, world, session_id, now):
    poll_id = make(world, now, session_id)
    actions.vote(poll_id=poll_id, choice=1, person_id=world.yara, now=now)
    actions.close_poll(poll_id=poll_id, person_id=world.bram, now=now)
    yara = visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    visit(world.bram).post(f"/sessies/peilingen/{poll_id}/open")
    (own,) = yara.patches()
    assert "checked" in own
    assert yara.send("poll:vote", poll_id=poll_id, choice=0)["ok"]


def test_only_a_draft_is_thrown_away(visit, world, session_id, now):
    draft, shown = make(world, now, session_id, opened=False), make(world, now, session_id)
    bram = visit(world.bram)
    bram.open_line(f"hall-desk:{session_id}")
    assert bram.send("poll:drop", poll_id=draft)["ok"]
    assert f"desk-poll-{draft}" not in bram.patches()[-1]
    assert "nooit open" in bram.post(f"/sessies/peilingen/{shown}/drop").text
    assert [row.id for row in db.session.query(Poll.id)] == [shown]


def test_what_is_wrong_stands_in_the_form(visit, world, session_id):
    bram = visit(world.bram)
    typed = {"kind": "choice", "question": "Wanneer?", "answers": "Nu"}
    answer = bram.post(f"{desk(session_id)}/peilingen", typed)
    assert answer.status_code == 422
    assert "Schrijf 2 tot 6" in answer.text
    assert 'value="Wanneer?"' in answer.text
    bram.open_line()
    assert "Schrijf 2 tot 6" in bram.send("poll:make", session_id=session_id, **typed)["error"]
    assert "eerst de vraag" in bram.send("poll:make", session_id=session_id, kind="ideas")["error"]
    assert bram.send("poll:make", session_id=session_id, **typed | {"answers": ANSWERS})["ok"]


def test_ideas_are_handed_in_and_supported(visit, world, session_id, now):
    poll_id = make(world, now, session_id, kind=IDEAS, question="Hoe vinden we meer plekken?")
    yara, noor, bram = visit(world.yara), visit(world.noor), visit(world.bram)
    noor.open_line(f"hall:{session_id}", f"person:{world.noor}")
    at = f"/sessies/peilingen/{poll_id}/ideeen"
    page = yara.post(at, {"text": "Een dag <b>meelopen</b>", "key": "k"}).text
    yara.post(at, {"text": "Een dag <b>meelopen</b>", "key": "k"})
    assert "&lt;b&gt;meelopen" in page
    (drawn,) = noor.patches()
    assert "meelopen" in drawn
    assert "Yara" not in drawn
    assert "Schrijf eerst je idee" in yara.post(at, {"text": " "}).text
    refused = yara.post(at, {"text": "Bel 123456782"})
    assert refused.status_code == 422
    assert 'value="Bel 123456782"' in refused.text
    idea_id = db.session.query(Idea.id).scalar()
    for _twice in range(2):
        assert noor.send("idea:support", idea_id=idea_id, supported="y")["ok"]
    assert any("1 steunt dit" in each for each in noor.patches())
    assert db.session.query(IdeaSupport).count() == 1
    bram.post(f"/sessies/peilingen/{poll_id}/close")
    bram.post(f"/sessies/peilingen/{poll_id}/open")
    assert "neem het terug" in noor.patches()[-1]
    noor.post(f"/sessies/ideeen/{idea_id}/support")
    assert db.session.query(IdeaSupport).count() == 0
    noor.send("idea:support", idea_id=idea_id)
    yara.open_line()
    assert yara.send("idea:hand-in", poll_id=poll_id, text="Nog een")["ok"]
    bram.post(f"/sessies/ideeen/{idea_id}/remove")
    assert "data-gone" in noor.patches()[-1]
    assert "meelopen" not in yara.get(room(session_id)).text
    assert "weggehaald" in noor.send("idea:support", idea_id=idea_id, supported="y")["error"]
    assert db.session.get(Idea, idea_id) is not None


def test_strangers_change_and_see_nothing(visit, world, session_id, now):
    poll_id = make(world, now, session_id)
    ideas = make(world, now, session_id, kind=IDEAS)
    idea_id = actions.hand_in(poll_id=ideas, text="Idee", person_id=world.yara, now=now)
    yara, milan = visit(world.yara), visit(world.milan)
    for visitor, words in (
        (yara, ("open", "close", "show", "drop")),
        (milan, ("vote", "open", "close", "drop")),
    ):
        visitor.open_line()
        for word in words:
            assert "error" in visitor.send(f"poll:{word}", poll_id=poll_id, choice=0)
            assert visitor.post(f"/sessies/peilingen/{poll_id}/{word}", {"choice": 0}).status_code == 404
        assert "error" in visitor.send("idea:remove", idea_id=idea_id)
        assert "error" in visitor.send("poll:make", session_id=session_id, kind="ideas", question="Wie?")
        assert visitor.post(f"{desk(session_id)}/peilingen").status_code == 404
    assert milan.post(f"/sessies/ideeen/{idea_id}/support").status_code == 404
    assert milan.post(f"/sessies/peilingen/{ideas}/ideeen", {"text": "Hoi"}).status_code == 404
    assert yara.post(f"/sessies/peilingen/{poll_id}/melk").status_code == 404
    assert yara.post("/sessies/peilingen/999/vote").status_code == 404
    assert yara.post("/sessies/ideeen/999/support").status_code == 404
    assert milan.open_line(f"poll:{poll_id}", "poll:999") == [f"poll:{poll_id}", "poll:999"]
    assert visit().open_line(f"poll:{poll_id}") == [f"poll:{poll_id}"]
    actions.vote(poll_id=poll_id, choice=0, person_id=world.noor, now=now)
    assert votes(poll_id) == {world.noor: 0}
    assert "Hoi" not in yara.get(room(session_id)).text


def test_the_database_keeps_one_vote_and_one_support(world, session_id, now):
    poll_id = make(world, now, session_id, kind=IDEAS)
    idea_id = actions.hand_in(poll_id=poll_id, text="Idee", person_id=world.yara, now=now)
    twice = (
        lambda: PollVote(poll_id=poll_id, person_id=world.yara, choice=0, voted_at=now),
        lambda: IdeaSupport(idea_id=idea_id, person_id=world.yara),
    )
    for row in twice:
        with transaction() as work:
            work.add(row())
        with pytest.raises(IntegrityError), transaction() as work:
            work.add(row())
    with pytest.raises(IntegrityError), transaction() as work:
        work.add(PollVote(poll_id=poll_id, person_id=world.noor, choice=6, voted_at=now))


def test_more_polls_and_messages_take_no_more_questions(visit, world, session_id, now, count_queries):
    poll_id = make(world, now, session_id)
    make(world, now, session_id, kind=IDEAS)
    people = {visit(world.yara): room(session_id), visit(world.bram): desk(session_id)}
    few = [count_queries(lambda who=who, page=page: who.get(page)) for who, page in people.items()]
    for person_id in (world.yara, world.noor):
        actions.vote(poll_id=make(world, now, session_id), choice=0, person_id=person_id, now=now)
        ideas = make(world, now, session_id, kind=IDEAS)
        actions.hand_in(poll_id=ideas, text="Idee", person_id=person_id, now=now)
        actions.vote(poll_id=poll_id, choice=2, person_id=person_id, now=now)
    assert [count_queries(lambda who=who, page=page: who.get(page)) for who, page in people.items()] == few
    assert max(few) <= 12
