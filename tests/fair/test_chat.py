"""The chat of a booth: asking and answering, keeping order, and being gone in the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, live
from app.db import db, transaction
from app.presence import Process, Watcher
from fair.actions import chat as actions
from fair.live import chat as live_chat
from fair.models import CLOSED, ChatMessage, ChatMute, ChatVerdict, Fair
from fair.reactions.chat import let_chats_go


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Who is there is told by hand."""
    monkeypatch.setattr(live_chat.presence, "add", lambda number: None)


def say(world, now, person_id=None, text="Mag ik in mei beginnen?"):
    return actions.say(booth_id=world.care_booth, text=text, person_id=person_id or world.yara, now=now)


def booth(world):
    return f"/stands/{world.care_booth}"


# ---- asking and answering ----


def test_a_student_asks_and_staff_answer_with_ordinary_forms(visit, world):
    yara, sanne = visit(world.yara), visit(world.sanne)
    yara.post(f"{booth(world)}/chat", {"text": "Mag ik in mei beginnen?"})
    page = sanne.post(f"{booth(world)}/chat", {"text": "Ja hoor. https://rijnoever.example"}).text
    assert "Mag ik in mei beginnen?" in page
    page = yara.get(booth(world)).text
    assert page.index("Mag ik in mei") < page.index("Ja hoor.")
    assert page.count("van de stand</span>") == 1
    assert 'href="https://rijnoever.example' not in page
    assert "Yara Tester" not in page[page.index('id="chat"') : page.index("Wie zijn wij?")]


def test_new_messages_come_by_themselves_and_quietly(visit, world):
    yara, milan, sanne = visit(world.yara), visit(world.milan), visit(world.sanne)
    milan.open_line(f"chat:{world.care_booth}")
    sanne.open_line(f"chat-desk:{world.care_booth}")
    yara.open_line()
    said = yara.send("chat:say", booth_id=world.care_booth, text="<b>Hoi</b>", key="k")
    assert said["ok"]
    assert yara.send("chat:say", booth_id=world.care_booth, text="<b>Hoi</b>", key="k")["ok"]
    (read,), (seen,) = milan.patches(), sanne.patches()
    assert f'data-into="#chat-list-{world.care_booth}"' in read
    assert "&lt;b&gt;Hoi" in read
    assert "aria-live" not in read
    assert ("Meld" in read, "Demp" in read) == (True, False)
    assert ("Verwijder" in seen, "Demp" in seen) == (True, True)


@pytest.mark.parametrize(
    ("text", "words"), [("", "Schrijf eerst een bericht."), ("x" * 301, "korter dan 300 tekens")]
)
def test_a_message_has_a_length(visit, world, text, words):
    yara = visit(world.yara)
    answer = yara.post(f"{booth(world)}/chat", {"text": text})
    assert answer.status_code == 409
    assert words in answer.text
    assert f'value="{text}"' in answer.text
    yara.open_line()
    assert words in yara.send("chat:say", booth_id=world.care_booth, text=text)["error"]
    assert db.session.query(ChatMessage).count() == 0


def test_five_messages_a_minute(visit, world, now):
    for _each in range(5):
        say(world, now)
    say(world, now, world.milan)
    yara = visit(world.yara)
    assert "Dat ging te snel." in yara.post(f"{booth(world)}/chat", {"text": "Nog een"}).text
    say(world, now + timedelta(minutes=1))


def test_the_database_keeps_no_endless_messages(world, now):
    row = {"booth_id": world.care_booth, "person_id": world.yara, "by_staff": False, "said_at": now}
    for text in ("", "x" * 301):
        with pytest.raises(IntegrityError), transaction() as work:
            work.add(ChatMessage(text=text, **row))


# ---- who reads along ----


def test_visitors_and_others_see_no_chat(visit, world, now):
    say(world, now)
    for who in (None, world.daan, world.fatima):
        assert "Mag ik in mei" not in visit(who).get(booth(world)).text
    for who in (world.milan, world.sanne, world.bram):
        assert "Mag ik in mei" in visit(who).get(booth(world)).text
    rooms = [f"chat:{world.care_booth}", f"chat-desk:{world.care_booth}"]
    assert visit(world.milan).open_line(*rooms) == rooms[1:]
    for who in (world.sanne, world.bram):
        assert visit(who).open_line(*rooms) == []
    for who in (None, world.daan, world.fatima):
        assert visit(who).open_line(*rooms) == rooms
    assert visit(world.milan).open_line("chat:999") == ["chat:999"]


def test_organisers_read_and_keep_order_but_do_not_write(visit, world, now):
    bram = visit(world.bram)
    assert "say-text" not in bram.get(booth(world)).text
    for stranger in (bram, visit(world.daan)):
        assert stranger.post(f"{booth(world)}/chat", {"text": "Hoi"}).status_code == 404
    assert visit().http.post(f"{booth(world)}/chat").status_code == 302


def test_the_chat_closes_with_the_fair(visit, world, now):
    with transaction() as work:
        work.get(Fair, world.fair).state = CLOSED
    yara = visit(world.yara)
    assert 'id="chat"' not in yara.get(booth(world)).text
    assert "zolang de beurs bezig is" in yara.post(f"{booth(world)}/chat", {"text": "Hoi"}).text


# ---- keeping order ----


@pytest.mark.parametrize("who", ["sanne", "bram"])
def test_staff_and_organisers_remove_a_message(visit, world, now, who):
    message_id = say(world, now)
    visitor, milan = visit(getattr(world, who)), visit(world.milan)
    milan.open_line(f"chat:{world.care_booth}")
    visitor.open_line()
    for _twice in range(2):
        assert visitor.send("chat:remove", message_id=message_id)["ok"]
    drawn = milan.patches()[0]
    assert "verwijderd" in drawn
    assert "Mag ik in mei" not in drawn
    page = visit(world.yara).get(booth(world)).text
    assert "verwijderd" in page
    assert "Mag ik in mei" not in page


def test_who_is_muted_reads_on_and_may_be_let_in_again(visit, world, now):
    message_id = say(world, now)
    sanne, yara = visit(world.sanne), visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    sanne.open_line(f"chat-desk:{world.care_booth}")
    for _twice in range(2):
        assert sanne.send("chat:mute", message_id=message_id)["ok"]
    assert any("Laat weer schrijven" in drawn for drawn in sanne.patches())
    assert any("niet meer schrijven in deze chat" in drawn for drawn in yara.patches())
    page = yara.post(f"{booth(world)}/chat", {"text": "Toch"}).text
    assert "Je kunt niet meer schrijven in deze chat." in page
    assert "Mag ik in mei" in page
    assert "Laat weer schrijven" in visit(world.bram).get(booth(world)).text
    assert sanne.send("chat:unmute", message_id=message_id)["ok"]
    assert any("say-text" in drawn for drawn in yara.patches())
    say(world, now)


def test_staff_cannot_be_muted(visit, world, now):
    message_id = say(world, now, world.omar)
    sanne = visit(world.sanne)
    assert "niemand van de stand" in sanne.post(f"/chat/{message_id}/dempen").text
    assert db.session.query(ChatMute).count() == 0


def test_a_reported_message_is_judged_by_organisers(visit, world, now):
    first, second = say(world, now, text="Eerste"), say(world, now, text="Tweede")
    milan, bram = visit(world.milan), visit(world.bram)
    milan.open_line()
    assert milan.send("chat:report", message_id=first)["ok"]
    assert "De organisatie kijkt naar dit bericht." in milan.post(f"/chat/{second}/melden").text
    page = bram.get("/organisatie/chat").text
    assert page.index("Eerste") < page.index("Tweede")
    still_open, decided = bram.post(f"/chat/{first}/laten-staan?terug=lijst").text.split("Eerder beoordeeld")
    assert "Eerste" not in still_open
    assert "Tweede" in still_open
    assert "Blijft staan" in decided
    assert "Bram" in decided
    visit(world.sanne).post(f"/chat/{second}/weg")
    page, decided = bram.get("/organisatie/chat").text.split("Eerder beoordeeld")
    assert "Er is niets gemeld" in page
    assert decided.index("Tweede") < decided.index("Eerste")
    assert "Sanne Tester heeft dit" in decided
    assert "Eerste" in milan.get(booth(world)).text
    assert "Tweede" not in milan.get(booth(world)).text


def test_only_what_was_reported_is_decided_on(visit, world, now):
    message_id = say(world, now)
    bram = visit(world.bram)
    bram.post(f"/chat/{message_id}/laten-staan?terug=lijst")
    bram.post(f"/chat/{message_id}/weg?terug=lijst")
    visit(world.milan).post(f"/chat/{message_id}/melden")
    bram.post(f"/chat/{message_id}/laten-staan?terug=lijst")
    bram.post(f"/chat/{message_id}/weg?terug=lijst")
    assert db.session.query(ChatVerdict).count() == 0


def test_strangers_change_nothing(visit, world, now):
    message_id = say(world, now)
    milan, daan = visit(world.milan), visit(world.daan)
    for visitor in (milan, daan):
        visitor.open_line()
        for verb in ("weg", "dempen", "weer-schrijven", "laten-staan"):
            assert visitor.post(f"/chat/{message_id}/{verb}").status_code == 404
        for command in ("remove", "mute", "unmute"):
            assert "error" in visitor.send(f"chat:{command}", message_id=message_id)
        assert visitor.get("/organisatie/chat").status_code == 404
    assert daan.post(f"/chat/{message_id}/melden").status_code == 404
    assert daan.post("/chat/999/melden").status_code == 404
    assert "error" in daan.send("chat:report", message_id=message_id)
    with transaction() as work:
        message = work.get(ChatMessage, message_id)
        assert (message.removed_at, message.reported_at) == (None, None)


def test_sanne_unmutes_with_an_ordinary_form(visit, world, now):
    message_id = say(world, now)
    sanne = visit(world.sanne)
    assert "Laat weer schrijven" in sanne.post(f"/chat/{message_id}/dempen").text
    assert "Demp" in sanne.post(f"/chat/{message_id}/weer-schrijven").text


# ---- who is there ----


def test_people_see_who_is_there(visit, world):
    yara, sanne, omar = visit(world.yara), visit(world.sanne), visit(world.omar)
    yara.open_line(f"chat:{world.care_booth}")
    sanne.open_line(f"chat-desk:{world.care_booth}")
    omar.open_line(f"booth-desk:{world.care_booth}")
    live_chat.tell_who_is_there({world.care_booth})
    (drawn,) = yara.patches()
    assert "<b>Omar, Sanne</b>" in drawn
    assert "2 mensen hebben deze chat open." in drawn
    omar.leave()
    live_chat.tell_who_is_there({world.care_booth})
    assert "<b>Sanne</b>" in yara.patches()[0]


def test_who_is_there_is_counted_over_all_processes(visit, world, app, now, monkeypatch):
    """Another process has Milan and Omar in this chat; then it falls silent."""
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://elsewhere")
    room = f"chat:{world.care_booth}"
    yara = visit(world.yara)
    yara.open_line(room, f"person:{world.yara}")
    assert live.people_in(room)[room] == {world.yara}
    assert rooms_kept() == [room]
    with transaction() as work:
        work.add(Process(id="other", seen_at=now))
        work.flush()
        for person_id in (world.milan, world.omar, world.yara):
            work.add(Watcher(sid=f"s{person_id}", room=room, process_id="other", person_id=person_id))
    assert live.people_in(room)[room] == {world.yara, world.milan, world.omar}
    yara.leave()
    assert live.people_in(room)[room] == {world.yara, world.milan, world.omar}
    told = []
    monkeypatch.setattr(live_chat.presence, "add", told.append)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=16))
    assert live.people_in(room)[room] == set()
    assert told == [world.care_booth]
    assert rooms_kept() == []


def rooms_kept():
    return list(db.session.scalars(select(Watcher.room)))


def test_coming_and_going_is_noticed(visit, world, monkeypatch):
    noticed = []
    monkeypatch.setattr(live_chat.presence, "add", noticed.append)
    yara = visit(world.yara)
    yara.open_line(f"chat:{world.care_booth}", f"person:{world.yara}")
    assert noticed == [world.care_booth]
    yara.leave()
    assert noticed == [world.care_booth] * 2
    yara.open_line(f"chat:{world.care_booth}")
    live.dismiss(world.yara)
    assert noticed == [world.care_booth] * 4


# ---- gone ----


def test_four_weeks_after_the_fair_all_of_it_is_gone(world, now, monkeypatch):
    message_id = say(world, now)
    actions.mute_author(message_id=message_id, person_id=world.sanne, now=now)
    actions.report_message(message_id=message_id, person_id=world.milan, now=now)
    actions.keep_message(message_id=message_id, person_id=world.bram, now=now)
    ends_at = db.session.get(Fair, world.fair).ends_at
    let_chats_go(ends_at + timedelta(weeks=4))
    assert db.session.query(ChatMessage).count() == 1
    monkeypatch.setattr(clock, "now", lambda: ends_at + timedelta(weeks=4, seconds=1))
    assert let_chats_go(clock.now()) == 1
    for kind in (ChatMessage, ChatMute, ChatVerdict):
        assert db.session.query(kind).count() == 0


def test_more_messages_take_no_more_questions(visit, world, now, count_queries):
    yara = visit(world.yara)
    say(world, now)
    yara.get(booth(world))
    few = count_queries(lambda: yara.get(booth(world)))
    for person_id in (world.milan, world.noor, world.sanne):
        say(world, now, person_id)
    assert count_queries(lambda: yara.get(booth(world))) == few <= 12
