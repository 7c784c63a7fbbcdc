"""After a talk: both sides say what came of it, one word goes to and fro, and later it is forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app import clock
from app.db import db
from app.errors import NotFound
from app.worker import do_what_is_due
from fair.actions import afterwards as actions
from fair.actions.booking import book_slot
from fair.actions.talk import mark_attendance, record_outcome, save_note
from fair.models import AGAIN, ATTENDED, NO_FIT, ONWARD, Booking, Fair
from fair.models.afterword import Afterword
from register.models import Placement
from tests.factories import World
from tests.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def talk(world: World, now: datetime) -> int:
    """Yara asked for Sanne's first time, from 12.00 to 12.15."""
    return book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="Mag ik fietsen?", now=now)


@pytest.fixture
def later(talk: int, world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Half past twelve: the talk was held, the desk said that she was there."""
    noon = now + timedelta(minutes=18)
    mark_attendance(booking_id=talk, state=ATTENDED, person_id=world.sanne, now=noon)
    moment = noon + timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def row(booking_id: int) -> Booking:
    db.session.expire_all()
    return db.session.get_one(Booking, booking_id)


def student_wants(world: World, talk: int, now: datetime, place: int | None = None) -> int | None:
    return actions.say_outcome(
        booking_id=talk,
        outcome=ONWARD,
        reason="",
        place_id=place or world.place,
        person_id=world.yara,
        now=now,
    )


def booth_wants(world: World, talk: int, now: datetime, **fields: Any) -> int | None:
    said = {"outcome": ONWARD, "place_id": world.place, "person_id": world.sanne}
    return record_outcome(booking_id=talk, now=now, **said | fields)


def state_of(number: int | None) -> str:
    db.session.expire_all()
    return db.session.get_one(Placement, number).state


def test_one_yes_is_a_proposal_and_the_second_makes_it_accepted(world, talk, later) -> None:
    number = student_wants(world, talk, later)
    assert state_of(number) == "proposed"
    assert booth_wants(world, talk, later, place_id=None) == number
    assert state_of(number) == "in_review"
    assert row(talk).outcome == ONWARD


def test_the_other_way_round_the_student_answers_the_proposal(world, talk, later, visit: Visit) -> None:
    booth_wants(world, talk, later)
    page = visit(world.yara).get(f"/afspraken/{talk}").text
    assert "Er is een voorstel: Meelopen in de wijk." in page
    assert "Ik wil verder" not in page


def test_a_no_of_the_booth_declines_what_the_student_asked_for(world, talk, later) -> None:
    number = student_wants(world, talk, later)
    booth_wants(world, talk, later, outcome=NO_FIT, reason="hours", place_id=None)
    assert state_of(number) == "declined"
    assert db.session.get_one(Placement, number).steps[-1].reason == "De uren of dagen passen niet"


def test_first_another_talk_leaves_the_question_open(world, talk, later) -> None:
    number = student_wants(world, talk, later)
    assert booth_wants(world, talk, later, outcome=AGAIN, place_id=None) is None
    assert state_of(number) == "proposed"
    booth_wants(world, talk, later, place_id=None)
    assert state_of(number) == "in_review"


def test_an_outcome_may_change_until_there_is_a_proposal(world, talk, later) -> None:
    said = {"booking_id": talk, "person_id": world.yara, "place_id": None, "now": later}
    actions.say_outcome(outcome=NO_FIT, reason="travel", **said)
    actions.say_outcome(outcome=AGAIN, reason="travel", **said)
    kept = db.session.get_one(Afterword, talk)
    assert (kept.outcome, kept.reason) == (AGAIN, "")


def test_nobody_speaks_for_another(world, talk, later) -> None:
    for stranger in (world.noor, world.sanne, world.bram):
        with pytest.raises(NotFound):
            actions.say_word(booking_id=talk, word="Hoi", person_id=stranger, now=later)
    actions.say_word(booking_id=talk, word="Dank u wel", person_id=world.yara, now=later)
    for stranger in (world.daan, world.yara, world.bram):
        with pytest.raises(NotFound):
            actions.reply(booking_id=talk, word="Hoi", person_id=stranger, now=later)
    assert db.session.get_one(Afterword, talk).reply == ""


def test_by_form_a_student_says_what_she_wants_and_the_desk_reads_it(
    world, talk, later, visit: Visit
) -> None:
    yara, sanne = visit(world.yara), visit(world.sanne)
    page = yara.get(f"/afspraken/{talk}").text
    assert "Hoe ging het?" in page
    form = {"outcome": "onward", "place_id": world.place, "key": "once"}
    assert "Er is een voorstel" in yara.post(f"/afspraken/{talk}/uitkomst", form).text
    desk = sanne.get(f"/balie/{world.care_booth}?gesprek={talk}").text
    assert "Yara wil graag deze stage bij u doen: Meelopen in de wijk." in desk
    answer = {"booking_id": talk, "outcome": "onward", "key": "yes"}
    desk = sanne.post(f"/balie/{world.care_booth}/uitkomst", answer).text
    assert "U en de student willen allebei verder." in desk
    assert "Bij de opleiding" in yara.get(f"/afspraken/{talk}").text


def test_over_the_line_a_word_goes_to_and_fro(world, talk, later, visit: Visit) -> None:
    yara, sanne, omar = visit(world.yara), visit(world.sanne), visit(world.omar)
    yara.open_line(f"person:{world.yara}")
    sanne.open_line(f"booth-desk:{world.care_booth}")
    omar.open_line(f"booth-desk:{world.care_booth}")
    sent = yara.send("booking:word", booking_id=talk, word="Dank u wel. Mag ik langskomen?", key="w")
    assert sent["notice"] == "Je bericht is bij de stand."
    assert any("Mag ik langskomen?" in patch for patch in omar.patches())
    assert sanne.send("talk:reply", booking_id=talk, word="Graag, dinsdag.", key="r")["ok"]
    assert any("Graag, dinsdag." in patch for patch in yara.patches())
    assert "Graag, dinsdag." in yara.get(f"/afspraken/{talk}").text
    again = sanne.send("talk:reply", booking_id=talk, word="Nog iets", key="r2")
    assert again == {"error": "Een collega heeft al geantwoord."}


def test_over_the_line_a_student_says_what_she_wants(world, talk, later, visit: Visit) -> None:
    yara = visit(world.yara)
    yara.open_line()
    said = yara.send("booking:outcome", booking_id=talk, outcome="onward", place_id=world.place, key="k")
    assert said["go"].startswith(f"/afspraken/{talk}")
    assert state_of(row(talk).placement_id) == "proposed"


def test_the_booth_answers_by_form(world, talk, later, visit: Visit) -> None:
    actions.say_word(booking_id=talk, word="Dank u wel", person_id=world.yara, now=later)
    sanne, answer = visit(world.sanne), f"/balie/{world.care_booth}/antwoord"
    empty = sanne.post(answer, {"booking_id": talk, "word": " ", "key": "a"})
    assert empty.status_code == 422
    assert "Schrijf eerst iets." in empty.text
    desk = sanne.post(answer, {"booking_id": talk, "word": "Graag gedaan", "key": "b"}).text
    assert "Sanne antwoordde:" in desk


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("uitkomst", {"outcome": "onward"}, "Kies een stageplek met een vrije plek."),
        ("uitkomst", {"outcome": "perhaps"}, "Kies een uitkomst."),
        ("bericht", {"word": "x" * 501}, "Schrijf minder dan 500 tekens."),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    world, talk, later, visit: Visit, path: str, form: dict[str, Any], says: str
) -> None:
    answer = visit(world.yara).post(f"/afspraken/{talk}/{path}", form | {"key": "k"})
    assert answer.status_code == 422
    assert says in answer.text
    assert form.get("word", "") in answer.text


def test_a_stranger_finds_no_talk(world, talk, later, visit: Visit) -> None:
    noor = visit(world.noor)
    assert noor.post(f"/afspraken/{talk}/bericht", {"word": "Hoi", "key": "k"}).status_code == 404
    noor.open_line()
    assert "error" in noor.send("booking:word", booking_id=talk, word="Hoi", key="k")


def test_before_the_talk_there_is_nothing_to_say(world, talk, visit: Visit) -> None:
    yara = visit(world.yara)
    assert "Hoe ging het?" not in yara.get(f"/afspraken/{talk}").text
    yara.open_line()
    refused = yara.send("booking:word", booking_id=talk, word="Hoi", key="k")
    assert refused == {"error": "Dit kan na het gesprek."}


def test_a_month_after_the_fair_nothing_of_the_student_is_left(
    world, talk, later, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_note(booking_id=talk, note="Fietst graag.", seen=0, person_id=world.sanne, now=later)
    booth_wants(
        world, talk, later, outcome=NO_FIT, reason="other", text="Heeft geen rijbewijs", place_id=None
    )
    actions.say_word(booking_id=talk, word="Dank u wel", person_id=world.yara, now=later)
    sanne = visit(world.sanne)
    shown = ("Yara", "Mag ik fietsen?", "Fietst graag.", "Heeft geen rijbewijs", "Dank u wel")
    page = sanne.get(f"/balie/{world.care_booth}?gesprek={talk}").text
    assert all(each in page for each in shown)
    month = db.session.get_one(Fair, world.fair).ends_at + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: month)
    page = visit(world.sanne).get(f"/balie/{world.care_booth}?gesprek={talk}").text
    assert "Student" in page
    assert not [each for each in shown if each in page]
    do_what_is_due(month)
    kept = row(talk)
    assert (kept.question, kept.note, kept.outcome_text, kept.outcome) == ("", "", "", NO_FIT)
    assert db.session.get(Afterword, talk) is None
    assert actions.forget_talks(now=month) == 0
