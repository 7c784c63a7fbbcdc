"""Questions in the live room: asking, voting, withdrawing, and keeping order."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from sessions.actions import moderation, question
from sessions.live.question import tell_votes
from sessions.models import Deed, Question, Vote
from tests.sessions.sessions import come_in, make_session


@pytest.fixture
def session_id(world, now):
    """A session that began ten minutes ago, in which Yara, Noor and Milan are."""
    made = make_session(now, -timedelta(minutes=10))
    come_in(made, now, world.yara, world.noor, world.milan)
    return made


@pytest.fixture
def asked(world, session_id, now):
    """A question of Yara's that everybody sees."""
    return ask(session_id, world.yara, now, "Hoe laat begin je?", shown_by=world.bram)


def ask(session_id, person_id, now, words="Hoe word je dat?", shown_by=None):
    """Ask something, and let it be shown."""
    number = question.ask(session_id=session_id, text=words, person_id=person_id, now=now)
    if shown_by:
        moderation.let_through(question_id=number, person_id=shown_by, now=now)
    return number


def row(number):
    """A question as it is kept."""
    db.session.rollback()
    return db.session.get(Question, number, populate_existing=True)


def voters(number):
    """Who wants to know."""
    db.session.rollback()
    return {vote.person_id for vote in db.session.query(Vote).filter_by(question_id=number)}


def test_what_one_asks_waits_until_it_is_let_through(visit, world, session_id):
    yara, noor, bram = visit(world.yara), visit(world.noor), visit(world.bram)
    hall, desk = f"hall:{session_id}", f"hall-desk:{session_id}"
    yara.open_line(hall, f"person:{world.yara}")
    noor.open_line(hall)
    bram.open_line(hall, desk)
    told = yara.send("question:ask", session_id=session_id, text=" Hoe  laat begin je? ", key="a")
    assert told["ok"]
    yara.send("question:ask", session_id=session_id, text=" Hoe  laat begin je? ", key="a")
    [number] = [each.id for each in db.session.query(Question)]
    assert not [drawn for drawn in noor.patches() if "Hoe laat begin je?" in drawn]
    assert any("Hoe laat begin je?" in drawn and "Nu beantwoorden" in drawn for drawn in bram.patches())
    assert any("Wacht op de moderator" in drawn for drawn in yara.patches())
    assert "Hoe laat begin je?" not in noor.get(f"/sessies/{session_id}/zaal").text
    assert bram.send("question:show", question_id=number)["ok"]
    [drawn] = noor.patches()
    assert "Hoe laat begin je?" in drawn
    assert "Yara" not in drawn
    assert any("Iedereen ziet deze vraag" in each for each in yara.patches())
    assert "net iets met deze vraag" in bram.send("question:show", question_id=number)["error"]
    assert "Yara" not in bram.get(f"/sessies/{session_id}/regie").text


def test_everybody_votes_once_and_can_take_it_back(visit, world, session_id, asked):
    noor, milan = visit(world.noor), visit(world.milan)
    noor.open_line(f"person:{world.noor}")
    milan.open_line(f"hall:{session_id}")
    for _again in range(2):
        assert noor.send("question:want", question_id=asked, wanted="y")["ok"]
    assert voters(asked) == {world.yara, world.noor}
    [drawn, _same] = noor.patches()
    assert f'id="wanted-{asked}"' in drawn
    assert " checked" in drawn
    tell_votes({session_id})
    seen = milan.patches()[-1]
    assert "<b>2</b>" in seen
    assert " checked" not in seen
    page = milan.post(f"/sessies/vragen/{asked}/meestemmen", {"wanted": "y"}).text
    assert "Je stem telt mee." in page
    assert "<b>3</b>" in page
    assert " checked" in page
    assert "ingetrokken" in milan.post(f"/sessies/vragen/{asked}/meestemmen").text
    assert "je eigen vraag" in visit(world.yara).post(f"/sessies/vragen/{asked}/meestemmen").text
    assert voters(asked) == {world.yara, world.noor}


def test_the_most_wanted_comes_first_and_what_is_answered_now_before_it(visit, world, session_id, asked, now):
    second = ask(session_id, world.noor, now, "Verdient het goed?", shown_by=world.bram)
    third = ask(session_id, world.noor, now, "Is het zwaar?", shown_by=world.bram)
    question.want(question_id=second, wanted=True, person_id=world.milan, now=now)
    moderation.pin(question_id=asked, pinned=True, person_id=world.bram, now=now)
    milan = visit(world.milan)
    milan.open_line(f"hall:{session_id}")
    moderation.pin(question_id=third, pinned=True, person_id=world.bram, now=now)
    [drawn] = milan.patches()
    places = [drawn.index(f'id="question-{number}"') for number in (third, second, asked)]
    assert places == sorted(places)
    assert "Wordt nu beantwoord: Is het zwaar?" in drawn
    assert row(asked).pinned_at is None
    moderation.pin(question_id=third, pinned=False, person_id=world.bram, now=now)
    assert row(third).pinned_at is None
    both = text("UPDATE session_question SET pinned_at = asked_at WHERE id IN (:one, :other)")
    with pytest.raises(IntegrityError), transaction() as work:
        work.execute(both, {"one": asked, "other": third})


def test_answered_questions_are_to_be_read_by_everybody(visit, world, session_id, asked, now):
    page = f"/sessies/{session_id}/vragen"
    assert visit().get(page).status_code == 404
    bram = visit(world.bram)
    told = bram.post(f"/sessies/vragen/{asked}/regie/answer", {"answer": "Om zeven uur.\n\nVroeg dus."}).text
    assert "De vraag is beantwoord." in told
    read = visit().get(page).text
    assert "Hoe laat begin je?" in read
    assert "<p>Om zeven uur.</p><p>Vroeg dus.</p>" in read
    assert page in visit().get(f"/sessies/{session_id}").text
    assert "gesloten" in visit(world.noor).post(f"/sessies/vragen/{asked}/meestemmen", {"wanted": "y"}).text
    assert "gesloten" in visit(world.yara).post(f"/sessies/vragen/{asked}/intrekken").text
    bram.post(f"/sessies/vragen/{asked}/regie/answer")
    assert "Mondeling beantwoord." in visit().get(page).text
    bram.post(f"/sessies/vragen/{asked}/regie/show")
    assert row(asked).state == "open"


def test_who_asked_reads_why_it_is_not_taken(visit, world, session_id, asked):
    yara, bram = visit(world.yara), visit(world.bram)
    yara.open_line(f"person:{world.yara}")
    bram.open_line()
    assert "waarom" in bram.send("question:dismiss", question_id=asked, reason=" ")["error"]
    assert "waarom" in bram.post(f"/sessies/vragen/{asked}/regie/dismiss").text
    assert bram.send("question:dismiss", question_id=asked, reason="unkind")["ok"]
    assert any("Zo praten we hier niet." in drawn for drawn in yara.patches())
    assert "Hoe laat" not in visit(world.noor).get(f"/sessies/{session_id}/zaal").text
    assert "Zo praten we hier niet." in bram.get(f"/sessies/{session_id}/regie").text


def test_of_two_that_are_the_same_everybody_counts_once(visit, world, session_id, asked, now):
    same = ask(session_id, world.noor, now, "Wanneer begin je?", shown_by=world.bram)
    again = ask(session_id, world.milan, now, "Begin je vroeg?", shown_by=world.bram)
    for number, person_id in ((same, world.milan), (asked, world.milan), (again, world.yara)):
        question.want(question_id=number, wanted=True, person_id=person_id, now=now)
    moderation.merge(question_id=again, into_id=same, person_id=world.bram, now=now)
    noor, bram = visit(world.noor), visit(world.bram)
    noor.open_line(f"person:{world.noor}", f"hall:{session_id}")
    bram.open_line()
    assert "Kies een andere vraag" in bram.send("question:merge", question_id=same, into_id=same)["error"]
    assert "Kies een andere vraag" in bram.send("question:merge", question_id=same, into_id=again)["error"]
    assert bram.send("question:merge", question_id=same, into_id=asked)["ok"]
    assert voters(asked) == {world.yara, world.noor, world.milan}
    own = ask(session_id, world.yara, now, "Begin je om zeven uur?")
    assert bram.post(f"/sessies/vragen/{own}/regie/merge", {"into_id": asked}).status_code == 200
    assert voters(asked) == {world.yara, world.noor, world.milan}
    assert "net iets" in bram.post(f"/sessies/vragen/{own}/regie/merge", {"into_id": asked}).text
    assert row(again).into_id == row(same).into_id == asked
    drawn = noor.patches()
    assert any("Samengevoegd met" in each and "Hoe laat begin je?" in each for each in drawn)
    [vote] = [each for each in drawn if f'id="wanted-{asked}"' in each and "<li" not in each]
    assert " checked" in vote
    assert " disabled" not in vote
    other = make_session(now, -timedelta(minutes=5))
    elsewhere = ask(other, world.bram, now, shown_by=world.bram)
    for stranger in (elsewhere, 99999):
        assert "Dit is weg" in bram.send("question:merge", question_id=asked, into_id=stranger)["error"]


def test_ones_own_question_can_be_withdrawn(visit, world, session_id, asked):
    yara, noor = visit(world.yara), visit(world.noor)
    noor.open_line(f"hall:{session_id}")
    yara.open_line()
    assert noor.send("question:withdraw", question_id=asked)["error"]
    assert noor.post(f"/sessies/vragen/{asked}/intrekken").status_code == 404
    assert yara.send("question:withdraw", question_id=asked)["ok"]
    assert "Hoe laat" not in noor.patches()[-1]
    assert "Hoe laat" not in yara.get(f"/sessies/{session_id}/zaal").text


def test_asking_works_without_a_socket_and_keeps_what_was_typed(visit, world, session_id):
    milan = visit(world.milan)
    page = f"/sessies/{session_id}/zaal/vragen"
    empty = milan.post(page, {"text": " "})
    assert empty.status_code == 422
    assert "Schrijf eerst je vraag." in empty.text
    secret = milan.post(page, {"text": "Mijn nummer is 123456782"})
    assert secret.status_code == 422
    assert "Mijn nummer is 123456782" in secret.text
    for number in range(3):
        assert (
            "Je vraag is verstuurd." in milan.post(page, {"text": f"Vraag {number}", "key": str(number)}).text
        )
    assert "Dat ging te snel" in milan.post(page, {"text": "Nog een"}).text
    assert db.session.query(Question).count() == 3


def test_nobody_fills_the_desk_alone(world, session_id, now):
    for minute in range(5):
        ask(session_id, world.milan, now + timedelta(minutes=minute), f"Vraag {minute}")
    with pytest.raises(Refused, match="vragen die wachten"):
        ask(session_id, world.milan, now + timedelta(minutes=6))


def test_questions_may_be_shown_at_once(visit, world, session_id, now):
    bram, second = visit(world.bram), visit(world.bram)
    second.open_line(f"hall-desk:{session_id}")
    page = f"/sessies/{session_id}/regie"
    assert "bewaard" in bram.post(page + "/eerst-kijken").text
    [drawn] = second.patches()
    assert 'name="first_look" value="y">' in drawn
    assert row(ask(session_id, world.yara, now)).state == "open"
    assert second.send("room:first-look", session_id=session_id, first_look="y")["ok"]
    assert row(ask(session_id, world.yara, now)).state == "waiting"


def test_strangers_find_nothing(visit, world, session_id, asked, now):
    waits = ask(session_id, world.yara, now, "Nog geheim")
    daan, noor = visit(world.daan), visit(world.noor)
    assert daan.post(f"/sessies/{session_id}/zaal/vragen", {"text": "Hoi"}).status_code == 404
    assert daan.post(f"/sessies/vragen/{asked}/meestemmen").status_code == 404
    assert noor.post(f"/sessies/vragen/{waits}/meestemmen").status_code == 404
    assert noor.post("/sessies/vragen/99999/meestemmen").status_code == 404
    assert noor.post("/sessies/vragen/99999999999/meestemmen").status_code == 404
    noor.open_line()
    for word in ("show", "pin", "answer", "dismiss", "merge"):
        said = {"question_id": asked, "reason": "x", "into_id": waits}
        assert "Dit is weg" in noor.send(f"question:{word}", **said)["error"]
        assert noor.post(f"/sessies/vragen/{asked}/regie/{word}", {"reason": "x"}).status_code == 404
    assert noor.send("room:first-look", session_id=session_id)["error"]
    assert noor.post(f"/sessies/{session_id}/regie/eerst-kijken").status_code == 404
    assert visit(world.bram).post(f"/sessies/vragen/{asked}/regie/weg").status_code == 404
    assert row(asked).state == "open"


def test_after_the_session_nobody_asks_or_votes(visit, world, session_id, asked, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=1))
    noor = visit(world.noor)
    assert "zolang de sessie" in noor.post(f"/sessies/{session_id}/zaal/vragen", {"text": "Nog?"}).text
    assert "zolang de sessie" in noor.post(f"/sessies/vragen/{asked}/meestemmen", {"wanted": "y"}).text
    assert 'data-command="question:' not in noor.get(f"/sessies/{session_id}/zaal").text
    answered = visit(world.bram).post(f"/sessies/vragen/{asked}/regie/answer", {"answer": "Vroeg."}).text
    assert "De vraag is beantwoord." in answered


def test_an_organiser_lets_somebody_else_direct(visit, world, session_id, asked, now):
    bram, sanne = visit(world.bram), visit(world.sanne)
    page = f"/sessies/{session_id}/regie"
    email = db.session.get_one(Person, world.sanne).email
    assert bram.post(page + "/moderatoren", {"email": ""}).status_code == 422
    unknown = bram.post(page + "/moderatoren", {"email": "niemand@stagepact.example"})
    assert unknown.status_code == 422
    assert "Niemand logt hier in" in unknown.text
    assert sanne.post(page + "/moderatoren", {"email": email}).status_code == 404
    for key in ("a", "b"):
        assert "Sanne" in bram.post(page + "/moderatoren", {"email": email.upper(), "key": key}).text
    seen = sanne.get(page).text
    assert "Hoe laat begin je?" in seen
    assert "/moderatoren" not in seen
    sanne.open_line(f"hall:{session_id}", f"hall-desk:{session_id}")
    assert sanne.send("question:pin", question_id=asked, pinned="y")["ok"]
    other = make_session(now, -timedelta(minutes=5))
    assert sanne.get(f"/sessies/{other}/regie").status_code == 404
    assert "wordt nu beantwoord" in bram.get(page).text
    for _again in range(2):
        bram.post(f"{page}/moderatoren/{world.sanne}/weg")
    assert not sanne.is_connected
    assert sanne.get(page).status_code == 404
    verbs = [deed.verb for deed in db.session.query(Deed).order_by(Deed.id)]
    assert verbs == ["let_through", "appoint", "pin", "relieve"]


def test_a_room_asks_little_however_much_is_asked(visit, world, session_id, asked, now, count_queries):
    pages = {
        "yara": [f"/sessies/{session_id}/zaal", f"/sessies/{session_id}"],
        "bram": [f"/sessies/{session_id}/zaal", f"/sessies/{session_id}/regie"],
        "noor": [f"/sessies/{session_id}/vragen"],
    }
    moderation.answer(question_id=asked, answer="Ja.", person_id=world.bram, now=now)
    people = {"yara": visit(world.yara), "bram": visit(world.bram), "noor": visit(world.noor)}

    def count():
        return {
            (who, page): count_queries(lambda page=page, who=who: people[who].get(page))
            for who in pages
            for page in pages[who]
        }

    before = count()
    assert {key: number for key, number in before.items() if number > 12} == {}
    for number in range(4):
        late = now + timedelta(minutes=number)
        made = ask(session_id, world.milan, late, f"Vraag {number}", shown_by=world.bram)
        question.want(question_id=made, wanted=True, person_id=world.yara, now=late)
    ask(session_id, world.yara, now)
    assert count() == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO session_question_vote (question_id, person_id, voted_at) VALUES (:q, :p, '2026-11-26')",
        "UPDATE session_question SET state = 'dismissed' WHERE id = :q AND person_id = :p",
        "UPDATE session_question SET state = 'merged' WHERE id = :q AND person_id = :p",
        "UPDATE session_question SET into_id = id, state = 'merged' WHERE id = :q AND person_id = :p",
        "UPDATE session_question SET pinned_at = asked_at, state = 'x' WHERE id = :q AND person_id = :p",
        "UPDATE session_question SET text = '' WHERE id = :q AND person_id = :p",
    ],
)
def test_the_database_keeps_votes_single_and_states_whole(world, asked, statement):
    with pytest.raises(IntegrityError), transaction() as work:
        work.execute(text(statement), {"q": asked, "p": world.yara})


def test_what_is_gone_is_gone(world, session_id, now):
    with pytest.raises(NotFound):
        moderation.let_through(question_id=99999, person_id=world.bram, now=now)
