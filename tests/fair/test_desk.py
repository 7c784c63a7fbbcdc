"""The desk as its staff meet it: with and without the live line."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app import clock
from app.db import announce, db, transaction
from fair.actions.booking import book_slot, cancel_booking, move_booking, undo_booking
from fair.actions.talk import record_outcome, save_note
from fair.facts import RosterChanged
from fair.models import CLOSED, DRAFT, Booking, Booth, Fair
from region.models import Membership
from register.actions import answer_proposal, propose_placement
from register.models import Placement
from tests.factories import (
    World,
    make_booth,
    make_fair,
    make_member,
    make_organisation,
    make_place,
    make_slots,
    make_student,
    save,
)
from tests.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def talk(world: World, now: datetime) -> int:
    """Yara asked for Sanne's first time, from 12.00 to 12.15."""
    return book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="Mag ik fietsen?", now=now)


@pytest.fixture
def at_noon(talk: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The moment at which that talk begins."""
    noon = now + timedelta(minutes=18)
    monkeypatch.setattr(clock, "now", lambda: noon)
    return noon


def row(booking_id: int) -> Booking:
    db.session.expire_all()
    booking = db.session.get(Booking, booking_id)
    assert booking
    return booking


def change(kind: Any, number: int, **fields: Any) -> None:
    with transaction() as work:
        changed = work.get(kind, number)
        for name, value in fields.items():
            setattr(changed, name, value)


def desk(world: World) -> str:
    return f"/balie/{world.care_booth}"


def room(world: World) -> str:
    return f"booth-desk:{world.care_booth}"


# ---- which desk ----


def test_staff_go_to_their_booth(world: World, visit: Visit) -> None:
    page = visit(world.omar).get("/balie")
    assert (page.status_code, page.location) == (302, desk(world))


def test_who_works_at_two_booths_chooses(world: World, visit: Visit) -> None:
    other = make_organisation("Tuinderij Zon")
    ours = make_booth(world.fair, other, number=31)
    both = make_member("Kim", "staff", organisation_id=other)
    save(Membership(person_id=both, role="staff", organisation_id=world.care))
    page = visit(both).get("/balie").text
    assert f'href="/balie/{ours}"' in page
    assert f'href="{desk(world)}"' in page


def test_without_a_booth_one_reads_what_to_do(world: World, visit: Visit) -> None:
    alone = make_member("Kim", "staff", organisation_id=make_organisation("Nieuw"))
    page = visit(alone).get("/balie")
    assert page.status_code == 200
    assert "U hebt nog geen stand" in page.text
    assert 'href="/rooster"' in page.text


def test_a_booth_without_times_points_to_the_roster(world: World, visit: Visit, now: datetime) -> None:
    booth = make_booth(make_fair(now), world.care)
    page = visit(world.sanne).get(f"/balie/{booth}").text
    assert "Er zijn nog geen tijden" in page
    assert f"/stands/{booth}/rooster" in page


def test_times_without_talks_say_so(world: World, visit: Visit) -> None:
    assert "Er heeft nog niemand geboekt" in visit(world.sanne).get(desk(world)).text


@pytest.mark.parametrize("name", ["daan", "yara", "bram", "fatima"])
def test_the_desk_is_there_for_its_own_staff_only(
    world: World, talk: int, at_noon: datetime, visit: Visit, name: str
) -> None:
    outsider = visit(getattr(world, name))
    assert outsider.get(desk(world)).status_code == 404
    for path, fields in {
        "aanwezig": {"state": "attended"},
        "notitie": {"note": "secret", "seen": 0},
        "uitkomst": {"outcome": "again"},
    }.items():
        posted = outsider.post(f"{desk(world)}/{path}", {"booking_id": talk, **fields})
        assert posted.status_code == 404
    assert outsider.open_line(room(world)) == [room(world)]
    for command, fields in {
        "talk:mark": {"state": "attended"},
        "talk:note": {"note": "secret", "seen": 0},
        "talk:outcome": {"outcome": "again"},
    }.items():
        answer = outsider.send(command, booking_id=talk, **fields)
        assert answer["error"].endswith("niet van jou.")
    assert (row(talk).state, row(talk).note, row(talk).outcome) == ("booked", "", None)
    assert visit(world.omar).open_line(room(world)) == []


def test_visitors_sign_in_first(world: World, visit: Visit) -> None:
    assert "/inloggen" in visit().get("/balie").location
    assert visit().open_line(room(world)) == [room(world)]


def test_staff_of_another_booth_cannot_send_through_their_own(
    world: World, talk: int, at_noon: datetime, visit: Visit
) -> None:
    daan = visit(world.daan)
    own = f"/balie/{world.tech_booth}/aanwezig"
    assert daan.post(own, {"booking_id": talk, "state": "attended"}).status_code == 404
    assert row(talk).state == "booked"


# ---- what staff see ----


def test_now_next_and_the_list(
    world: World, talk: int, at_noon: datetime, now: datetime, visit: Visit
) -> None:
    book_slot(slot_id=world.sanne_slots[2], person_id=world.milan, question="", now=now)
    page = visit(world.sanne).get(desk(world)).text
    assert "Nu: Yara" in page
    assert "mbo 3 Verzorgende IG, jaar 2" in page
    assert "“Mag ik fietsen?”" in page
    assert "Straks om 12.30 uur" in page
    assert "De beurs is open tot 15.42 uur" in page
    assert page.count('<p class="muted">Vrij</p>') == 5  # Sanne's 12.15 and 12.45, Omar's three
    assert "3 tijden vrij, tot 13.00 uur</summary>" in page


def test_staff_learn_a_first_name_and_nothing_more(world: World, now: datetime, visit: Visit) -> None:
    secretive = make_student(
        "Lotte", world.programme_mbo3, last_name="Geheimschrijver", email="lotte.g@s.example"
    )
    book_slot(slot_id=world.sanne_slots[0], person_id=secretive, question="", now=now)
    watcher = visit(world.sanne)
    watcher.open_line(room(world))
    book_slot(slot_id=world.omar_slots[1], person_id=world.milan, question="", now=now)
    seen = "".join([watcher.get(desk(world)).text, *watcher.patches()])
    assert "Lotte" in seen
    assert "Geheimschrijver" not in seen
    assert "lotte.g@" not in seen


def test_the_list_of_one_colleague(world: World, talk: int, now: datetime, visit: Visit) -> None:
    book_slot(slot_id=world.omar_slots[1], person_id=world.milan, question="", now=now)
    sanne = visit(world.sanne)
    both = sanne.get(desk(world)).text
    assert f'id="times-{world.sanne}"' in both
    assert f'id="times-{world.omar}"' in both
    only = sanne.get(f"{desk(world)}/{world.omar}").text
    assert f'id="times-{world.sanne}"' not in only
    assert f'id="times-{world.omar}"' in only
    assert sanne.get(f"{desk(world)}/{world.daan}").text.count('class="mt-4" id="times-') == 2


def test_another_talk_can_be_opened(world: World, talk: int, now: datetime, visit: Visit) -> None:
    other = book_slot(slot_id=world.omar_slots[1], person_id=world.milan, question="", now=now)
    sanne = visit(world.sanne)
    assert f'id="open-{talk}"' in sanne.get(desk(world)).text
    assert f'id="open-{other}"' in sanne.get(f"{desk(world)}?gesprek={other}").text
    assert f'id="open-{talk}"' in sanne.get(f"{desk(world)}?gesprek=rommel").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": DRAFT}, "De beurs is nog niet openbaar"),
        ({"state": CLOSED}, "De beurs is gesloten"),
        ({"starts_at": timedelta(hours=1)}, "De beurs begint donderdag 26 november om 12.42 uur"),
    ],
)
def test_the_desk_says_where_the_fair_is(
    world: World, visit: Visit, now: datetime, fields: dict[str, Any], words: str
) -> None:
    moved = {name: now + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    change(Fair, world.fair, **moved)
    assert words in visit(world.sanne).get(desk(world)).text


def test_a_booth_that_waits_for_approval_says_so(world: World, visit: Visit) -> None:
    change(Booth, world.care_booth, state="requested")
    assert "Uw stand is nog niet goedgekeurd." in visit(world.sanne).get(desk(world)).text


def test_english(world: World, talk: int, visit: Visit) -> None:
    sanne = visit(world.sanne)
    sanne.get("/taal/en")
    assert "At 12:00: Yara" in sanne.get(desk(world)).text


def test_the_way_to_the_room_is_there_until_the_talk_is_over(
    world: World, talk: int, visit: Visit, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sanne = visit(world.sanne)
    assert f'href="/gesprek/{talk}"' in sanne.get(desk(world)).text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=33))
    assert "/gesprek/" not in sanne.get(f"{desk(world)}?gesprek={talk}").text


def test_as_many_queries_for_ten_talks_as_for_one(
    world: World, now: datetime, visit: Visit, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    slots = make_slots(world.care_booth, world.sanne, now + timedelta(hours=2), 9)
    book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    make_place(world.care, "Nog een plek")
    sanne = visit(world.sanne)
    sanne.get(desk(world))
    one = count_queries(lambda: sanne.get(desk(world)))
    for number, slot_id in enumerate(slots):
        student = make_student(f"Student{number}", world.programme_mbo3)
        book_slot(slot_id=slot_id, person_id=student, question="", now=now)
    ten = count_queries(lambda: sanne.get(desk(world)))
    assert sanne.get(desk(world)).text.count('id="talk-') == 10
    assert one == ten <= 15


@pytest.fixture
def count_queries() -> Callable[[Callable[[], Any]], int]:
    """How many statements a call sends to the database."""

    def count(call: Callable[[], Any]) -> int:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    return count


# ---- without the line ----


def test_marking_without_the_line(world: World, talk: int, at_noon: datetime, visit: Visit) -> None:
    sanne = visit(world.sanne)
    for state, pressed in (("attended", 1), ("no_show", 1), ("booked", 0)):
        page = sanne.post(f"{desk(world)}/aanwezig", {"booking_id": talk, "state": state})
        assert page.status_code == 200
        assert page.request.path == desk(world)
        assert row(talk).state == state
        assert page.text.count('aria-pressed="true"') == pressed


def test_too_early_is_said_before_and_after_pressing(world: World, talk: int, visit: Visit) -> None:
    sanne = visit(world.sanne)
    sentence = "Dit gesprek begint pas om 12.00 uur."
    page = sanne.get(desk(world)).text
    assert f'aria-disabled="true" data-why="{sentence}"' in page
    assert "Past niet" not in page
    refused = sanne.post(f"{desk(world)}/aanwezig", {"booking_id": talk, "state": "attended"})
    assert refused.status_code == 422
    assert sentence in refused.text
    assert row(talk).state == "booked"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("aanwezig", {"state": "gone"}),
        ("aanwezig", {"state": "attended", "booking_id": "x"}),
        ("uitkomst", {"outcome": "match"}),
        ("uitkomst", {}),
        ("uitkomst", {"outcome": "no_fit", "reason": "accent"}),
        ("uitkomst", {"outcome": "onward", "place_id": "x"}),
        ("uitkomst", {"outcome": "no_fit", "reason": "other", "text": "x" * 301}),
        ("notitie", {"note": "x" * 2001, "seen": 0}),
    ],
)
def test_malformed_input_is_refused(
    world: World, talk: int, at_noon: datetime, visit: Visit, path: str, fields: dict[str, Any]
) -> None:
    page = visit(world.sanne).post(f"{desk(world)}/{path}", {"booking_id": talk, **fields})
    assert page.status_code == 422
    assert "Er gaat nog iets mis" in page.text
    assert (row(talk).state, row(talk).note, row(talk).outcome) == ("booked", "", None)


def test_a_note_without_the_line(world: World, talk: int, visit: Visit) -> None:
    text = "Fietst graag.\r\nWil op <b>dinsdag</b>."
    page = visit(world.sanne).post(f"{desk(world)}/notitie", {"booking_id": talk, "note": text, "seen": 0})
    assert row(talk).note == "Fietst graag.\nWil op <b>dinsdag</b>."
    assert "Bewaard om 11.42 uur door Sanne" in page.text
    assert "&lt;b&gt;dinsdag" in page.text


def test_two_notes_at_once_without_the_line(world: World, talk: int, now: datetime, visit: Visit) -> None:
    save_note(booking_id=talk, note="Van Omar", seen=0, person_id=world.omar, now=now)
    sanne = visit(world.sanne)
    said = {"booking_id": talk, "note": "Van Sanne", "seen": 0}
    clash = sanne.post(f"{desk(world)}/notitie", said)
    assert clash.status_code == 422
    assert "Omar bewaarde om 11.42 uur een andere notitie" in clash.text
    assert ">Van Sanne</textarea>" in clash.text
    assert "Van Omar" in clash.text
    replace = re.search(r'name="replace" value="(\d+)"', clash.text)
    assert replace
    sanne.post(f"{desk(world)}/notitie", said | {"replace": replace[1]})
    assert row(talk).note == "Van Sanne"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"outcome": "again"}, "Nog een gesprek"),
        ({"outcome": "no_show"}, "Niet verschenen"),
        ({"outcome": "no_fit", "reason": "vog"}, "Past niet</b>: Er is een VOG nodig, en die is er niet"),
        ({"outcome": "no_fit", "reason": "other", "text": "Te ver om te fietsen"}, "Te ver om te fietsen"),
    ],
)
def test_an_outcome_without_the_line(
    world: World, talk: int, at_noon: datetime, visit: Visit, said: dict[str, str], words: str
) -> None:
    page = visit(world.sanne).post(f"{desk(world)}/uitkomst", {"booking_id": talk, **said})
    assert page.status_code == 200
    assert "De uitkomst is vastgelegd." in page.text
    assert words in page.text
    assert "Wijzig de uitkomst" in page.text
    assert row(talk).outcome == said["outcome"]


def test_a_refused_outcome_keeps_what_was_typed(
    world: World, talk: int, at_noon: datetime, visit: Visit
) -> None:
    said = {"booking_id": talk, "outcome": "no_fit", "reason": "other", "text": "Te kort"}
    page = visit(world.sanne).post(f"{desk(world)}/uitkomst", said)
    assert page.status_code == 422
    assert "Schrijf de andere reden op, in minstens 10 tekens." in page.text
    assert 'value="Te kort"' in page.text
    assert f'id="no-fit-{talk}" open' in page.text


def test_a_proposal_without_the_line(world: World, talk: int, at_noon: datetime, visit: Visit) -> None:
    full = make_place(world.care, "Volle plek", levels=["hbo"])
    sanne = visit(world.sanne)
    page = sanne.get(desk(world)).text
    assert "Meelopen in de wijk, vanaf 1 februari 2027 (nog 3 plekken)" in page
    assert f'<option value="{full}"' not in page  # not for mbo 3
    said = {"booking_id": talk, "outcome": "onward", "place_id": world.place, "starts_on": "", "key": "k1"}
    first = sanne.post(f"{desk(world)}/uitkomst", said)
    again = sanne.post(f"{desk(world)}/uitkomst", said)
    placement = db.session.query(Placement).one()
    for shown in (first, again):
        assert "Het voorstel is verstuurd." in shown.text
        assert f"/plaatsingen/{placement.id}" in shown.text
        assert "Voorgesteld" in shown.text
        assert "Wijzig de uitkomst" not in shown.text


def test_without_a_place_for_this_level_one_reads_why(
    world: World, at_noon: datetime, now: datetime, visit: Visit
) -> None:
    other = book_slot(slot_id=world.omar_slots[0], person_id=world.milan, question="", now=now)
    page = visit(world.omar).get(f"{desk(world)}?gesprek={other}").text
    assert "U hebt voor dit niveau geen stageplek meer vrij." in page
    assert "Past niet" in page


def test_the_address_of_a_form_leads_back_to_the_desk(world: World, talk: int, visit: Visit) -> None:
    page = visit(world.sanne).get(f"{desk(world)}/uitkomst?gesprek={talk}")
    assert page.location == f"{desk(world)}?gesprek={talk}#open-{talk}"


# ---- live ----


@pytest.fixture
def watcher(world: World, visit: Visit) -> Visitor:
    """Omar, who only watches."""
    omar = visit(world.omar)
    assert omar.open_line(room(world)) == []
    return omar


def drawn(watcher: Visitor, element: str) -> str:
    """The latest drawing of an element among what came in."""
    found = [html for html in watcher.patches() if f'id="{element}"' in html.split(">")[0]]
    assert found, element
    return found[-1]


def test_a_booking_appears_at_once(world: World, watcher: Visitor, visit: Visit) -> None:
    daan = visit(world.daan)
    daan.open_line(room(world))
    yara = visit(world.yara)
    yara.open_line()
    answer = yara.send("slot:book", slot_id=world.sanne_slots[1], question="Hoe laat begin ik?", key="a")
    assert answer["ok"]
    patches = watcher.patches()
    times = next(html for html in patches if f'id="times-{world.sanne}"' in html)
    assert "Yara" in times
    assert times.index("12.00") < times.index("12.15") < times.index("12.30")
    assert "Hoe laat begin ik?" in next(html for html in patches if f'id="next-{world.sanne}"' in html)
    assert "csrf_token" not in "".join(patches)
    assert not [html for html in daan.patches() if "Yara" in html]


def test_a_move_and_a_cancellation_are_seen(world: World, talk: int, watcher: Visitor, now: datetime) -> None:
    move_booking(booking_id=talk, slot_id=world.omar_slots[2], person_id=world.yara, now=now)
    patches = watcher.patches()
    assert "Yara" not in next(html for html in patches if f'id="times-{world.sanne}"' in html)
    assert "Yara" in next(html for html in patches if f'id="times-{world.omar}"' in html)
    assert "Om 12.30 uur: Yara" in next(html for html in patches if f'id="open-{talk}"' in html)
    cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    patches = watcher.patches()
    assert "Yara" not in next(html for html in patches if f'id="times-{world.omar}"' in html)
    assert "Dit gesprek is afgezegd." in next(html for html in patches if f'id="open-{talk}"' in html)


def test_an_undone_booking_is_gone(world: World, talk: int, watcher: Visitor, now: datetime) -> None:
    undo_booking(booking_id=talk, person_id=world.yara, now=now)
    assert "Yara" not in drawn(watcher, f"times-{world.sanne}")


def test_a_new_roster_is_seen(world: World, watcher: Visitor, now: datetime) -> None:
    make_slots(world.care_booth, world.sanne, now + timedelta(hours=3), 1)
    with transaction():
        announce(RosterChanged(world.care_booth))
    assert "14.42" in drawn(watcher, f"times-{world.sanne}")


def test_marking_over_the_line(
    world: World, talk: int, at_noon: datetime, watcher: Visitor, visit: Visit
) -> None:
    sanne = visit(world.sanne)
    sanne.open_line(room(world))
    assert sanne.send("talk:mark", booking_id=talk, state="attended") == {"ok": True}
    for visitor in (watcher, sanne):
        patches = visitor.patches()
        assert "Is er" in next(html for html in patches if f'id="talk-{talk}"' in html)
        assert 'aria-pressed="true"' in next(html for html in patches if f'id="open-{talk}"' in html)
    assert sanne.send("talk:mark", booking_id=talk, state="booked") == {"ok": True}
    assert 'aria-pressed="true"' not in drawn(watcher, f"open-{talk}")


def test_too_early_over_the_line(world: World, talk: int, watcher: Visitor) -> None:
    answer = watcher.send("talk:mark", booking_id=talk, state="attended")
    assert answer == {"error": "Dit gesprek begint pas om 12.00 uur."}
    assert watcher.patches() == []


def test_a_note_is_saved_as_typed(world: World, talk: int, watcher: Visitor, visit: Visit) -> None:
    sanne = visit(world.sanne)
    sanne.open_line(room(world))
    for note in ("Enthou", "Enthousiast over wijkzorg."):
        answer = sanne.send("talk:note", booking_id=talk, note=note, seen=0)
        assert answer == {"ok": True, "notice": "Bewaard om 11.42 uur"}
    shown = drawn(watcher, f"note-{talk}")
    assert "Enthousiast over wijkzorg." in shown
    assert "Bewaard om 11.42 uur door Sanne" in shown
    assert 'name="seen" value="2"' in shown
    assert 'data-version="2"' in shown


def test_a_newer_note_is_shown_to_who_would_write_over_it(
    world: World, talk: int, watcher: Visitor, visit: Visit, now: datetime
) -> None:
    sanne = visit(world.sanne)
    sanne.open_line(f"person:{world.sanne}")
    save_note(booking_id=talk, note="Van Omar", seen=0, person_id=world.omar, now=now)
    watcher.patches()
    answer = sanne.send("talk:note", booking_id=talk, note="Van Sanne", seen=0)
    assert answer["error"].startswith("Omar bewaarde om 11.42 uur een andere notitie.")
    assert "Van Omar" in drawn(sanne, f"note-clash-{talk}")
    assert watcher.patches() == []
    assert sanne.send("talk:note", booking_id=talk, note="Van Sanne", seen=0, replace=1)["ok"]
    assert row(talk).note == "Van Sanne"


def test_an_outcome_over_the_line(
    world: World, talk: int, at_noon: datetime, watcher: Visitor, visit: Visit
) -> None:
    sanne = visit(world.sanne)
    sanne.open_line(room(world))
    said = {"booking_id": talk, "outcome": "onward", "place_id": world.place, "key": "k2"}
    first, again = (sanne.send("talk:outcome", **said) for _turn in range(2))
    assert first == again
    assert first["notice"] == "Het voorstel is verstuurd."
    assert db.session.query(Placement).count() == 1
    patches = watcher.patches()
    assert "Voorgesteld" in next(html for html in patches if f'id="talk-{talk}"' in html)
    assert 'Stages voorgesteld</th><td class="n"><b>1</b>' in [h for h in patches if 'id="tiles"' in h][-1]


def test_a_yes_of_the_student_reaches_the_desk(
    world: World, talk: int, at_noon: datetime, watcher: Visitor
) -> None:
    placement_id = record_outcome(
        booking_id=talk, outcome="onward", place_id=world.place, person_id=world.sanne, now=at_noon
    )
    assert placement_id
    watcher.patches()
    answer_proposal(placement_id=placement_id, person_id=world.yara, accepts=True, version=1, now=at_noon)
    patches = watcher.patches()
    assert "Bij de opleiding" in [html for html in patches if f'id="talk-{talk}"' in html][-1]
    assert 'Ja gezegd</th><td class="n"><b>1</b>' in [h for h in patches if 'id="tiles"' in h][-1]


def test_placements_without_a_talk_change_no_desk(world: World, watcher: Visitor, now: datetime) -> None:
    propose_placement(
        place_id=world.place,
        student_id=world.yara,
        person_id=world.sanne,
        starts_on=date(2027, 2, 1),
        now=now,
    )
    assert watcher.patches() == []
