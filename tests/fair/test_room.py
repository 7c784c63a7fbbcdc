"""The room of a talk as people meet it: waiting, being let in, signals, text, five minutes more."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.db import db, transaction
from app.errors import Refused
from fair.actions import room as actions
from fair.actions.booking import book_slot, cancel_booking, undo_booking
from fair.models import FREE, WITHDRAWN, Booking, Fair, Shift, Slot
from fair.models.room import Room, RoomMessage, RoomSeat
from fair.reactions.room import forget_rooms
from region.models import Membership
from tests.factories import World, make_slots, save
from tests.visitor import Visitor

Visit = Callable[..., Visitor]
QUARTER = timedelta(minutes=15)


@pytest.fixture
def talk(world: World, now: datetime) -> int:
    """Yara asked for Sanne's first time, from 12.00 to 12.15."""
    return book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="Mag ik fietsen?", now=now)


@pytest.fixture
def noon(talk: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The moment at which that talk begins."""
    noon = now + timedelta(minutes=18)
    monkeypatch.setattr(clock, "now", lambda: noon)
    return noon


@pytest.fixture
def inside(world: World, talk: int, noon: datetime, visit: Visit) -> tuple[Visitor, Visitor]:
    """Yara and Sanne at their browsers, in the talk."""
    yara, sanne = visit(world.yara), visit(world.sanne)
    for each, person_id in ((yara, world.yara), (sanne, world.sanne)):
        assert each.open_line(f"person:{person_id}") == []
        assert each.send("room:enter", booking_id=talk, tab=tab(person_id)) == {"ok": True}
    assert sanne.send("room:admit", booking_id=talk) == {"ok": True}
    heard(yara)
    heard(sanne)
    return yara, sanne


def tab(person_id: int) -> str:
    return f"{person_id:024x}"


def page(booking_id: int) -> str:
    return f"/gesprek/{booking_id}"


def heard(visitor: Visitor, *names: str) -> list[Any]:
    """What came over the line that is no drawing, or of these kinds only."""
    received = Context().run(visitor.socket.get_received)
    return [each["args"][0] for each in received if each["name"] in (names or ("room:signal",))]


def row(kind: Any, *key: int) -> Any:
    db.session.expire_all()
    return db.session.get(kind, key if len(key) > 1 else key[0])


def change(kind: Any, number: int, **fields: Any) -> None:
    with transaction() as work:
        changed = work.get(kind, number)
        for name, value in fields.items():
            setattr(changed, name, value)


def group_talk(world: World, now: datetime) -> list[int]:
    """Yara and Milan in one time of Sanne."""
    change(Slot, world.sanne_slots[0], seats=5)
    slot = row(Slot, world.sanne_slots[0])
    shared = {"fair_id": world.fair, "booth_id": world.care_booth, "slot_id": slot.id, "booked_at": now}
    when = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "changed_at": now}
    people = (world.yara, world.milan)
    return [save(Booking(person_id=p, seat=n, **shared, **when)).id for n, p in enumerate(people, 1)]


# ---- who may come ----


@pytest.mark.parametrize("name", ["milan", "daan", "bram", "fatima"])
def test_a_room_is_there_for_its_student_and_its_staff_only(
    world: World, talk: int, noon: datetime, visit: Visit, name: str
) -> None:
    stranger = visit(getattr(world, name))
    stranger.open_line()
    assert stranger.get(page(talk)).status_code == 404
    for path in ("binnen", "toelaten", "verlengen"):
        assert stranger.post(f"{page(talk)}/{path}").status_code == 404
    assert stranger.post(f"{page(talk)}/bericht", {"text": "Hoi"}).status_code == 404
    said = {"booking_id": talk, "tab": "aa", "body": "{}", "text": "Hoi"}
    for command in ("room:enter", "room:admit", "room:signal", "room:text", "room:extend"):
        assert stranger.send(command, **said)["error"].endswith("niet van jou.")
    for colleague in (world.yara, world.sanne, world.omar):
        assert visit(colleague).get(page(talk)).status_code == 200
    assert not db.session.scalar(select(RoomSeat))
    assert not db.session.scalar(select(RoomMessage))


def test_visitors_sign_in_first(talk: int, visit: Visit) -> None:
    assert "/inloggen" in visit().get(page(talk)).location


def test_only_this_page_may_ask_for_camera_and_microphone(talk: int, world: World, visit: Visit) -> None:
    yara = visit(world.yara)
    policy = "Permissions-Policy"
    assert "camera=(self)" in yara.get(page(talk)).headers[policy]
    for other in ("/mijn-dag", "/beurs"):
        assert yara.get(other).headers[policy] == "camera=(), microphone=(), display-capture=()"


def test_the_room_follows_the_clock(
    world: World, talk: int, now: datetime, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    yara, sanne = visit(world.yara), visit(world.sanne)
    assert "De kamer gaat om 11.50 uur open" in yara.get(page(talk)).text
    assert "wie er wacht" in sanne.get(page(talk)).text
    yara.open_line()
    assert "om 11.50 uur open" in yara.send("room:enter", booking_id=talk, tab="aa")["error"]
    assert "om 11.50 uur open" in yara.post(f"{page(talk)}/binnen").text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=8))
    assert "data-stage" in yara.get(page(talk)).text
    assert yara.send("room:enter", booking_id=talk, tab="aa") == {"ok": True}
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=33))
    assert "Het gesprek is voorbij" in yara.get(page(talk)).text
    assert f"?gesprek={talk}#open-{talk}" in sanne.get(page(talk)).text
    assert yara.send("room:enter", booking_id=talk, tab="aa")["error"] == "Dit gesprek is voorbij."


def test_a_talk_that_is_off_says_so_and_an_undone_one_is_gone(
    world: World, talk: int, now: datetime, visit: Visit
) -> None:
    cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    assert "Dit gesprek gaat niet door" in visit(world.sanne).get(page(talk)).text
    undone = book_slot(slot_id=world.daan_slots[0], person_id=world.yara, question="", now=now)
    undo_booking(booking_id=undone, person_id=world.yara, now=now)
    assert visit(world.daan).get(page(undone)).status_code == 404


def test_english(world: World, talk: int, noon: datetime, visit: Visit) -> None:
    yara = visit(world.yara)
    yara.get("/taal/en")
    assert "Type along" in yara.get(page(talk)).text


# ---- waiting and being let in ----


def test_staff_see_at_once_who_waits_and_let_her_in(
    world: World, talk: int, noon: datetime, visit: Visit
) -> None:
    yara, sanne = visit(world.yara), visit(world.sanne)
    for each, person_id in ((sanne, world.sanne), (yara, world.yara)):
        each.open_line(f"person:{person_id}")
        each.send("room:enter", booking_id=talk, tab=tab(person_id))
    [waits] = sanne.patches()[-1:]
    assert "Yara wacht sinds 12.00 uur" in waits
    assert 'data-command="room:admit"' in waits
    assert "Je wordt zo binnengelaten." in yara.patches()[-1]
    assert yara.send("room:admit", booking_id=talk)["error"] == "Wacht nog even. De werkgever laat je binnen."
    assert sanne.send("room:admit", booking_id=talk) == {"ok": True}
    assert 'data-door="in"' in yara.patches()[-1]
    assert "Yara is binnen" in sanne.patches()[-1]


def test_the_desk_shows_who_has_come_to_the_room(
    world: World, talk: int, noon: datetime, visit: Visit
) -> None:
    omar, desk = visit(world.omar), f"/balie/{world.care_booth}?gesprek={talk}"
    omar.open_line(f"booth-desk:{world.care_booth}")
    words = "Yara is er sinds 12.00 uur"
    page = omar.get(desk).text
    assert words not in page
    assert "Nog niet binnen" in page
    actions.enter(booking_id=talk, person_id=world.yara, now=noon)
    assert any(words in drawing for drawing in omar.patches())
    page = omar.get(desk).text
    assert words in page
    assert "Wacht op u" in page
    assert "Nog niet binnen" not in page


def test_without_javascript_one_says_that_one_is_there(
    world: World, talk: int, noon: datetime, visit: Visit
) -> None:
    yara, sanne = visit(world.yara), visit(world.sanne)
    assert "Ik ben er</button>" in yara.get(page(talk)).text
    assert "Sanne ziet straks dat je er bent" in yara.post(f"{page(talk)}/binnen").text
    assert "Laat Yara binnen" in sanne.get(page(talk)).text
    assert "Yara is binnen" in sanne.post(f"{page(talk)}/toelaten").text
    assert "Je bent binnen" in yara.get(page(talk)).text
    assert "De werkgever laat je binnen" in yara.post(f"{page(talk)}/toelaten").text


def test_a_colleague_takes_the_talk_over(
    world: World, talk: int, inside: tuple[Visitor, Visitor], visit: Visit
) -> None:
    yara, sanne = inside
    omar = visit(world.omar)
    omar.open_line(f"person:{world.omar}")
    omar.send("room:enter", booking_id=talk, tab="cc")
    assert "Sanne voert dit gesprek" in omar.get(page(talk)).text
    refused = omar.send("room:signal", booking_id=talk, tab="cc", body="{}")
    assert "binnen" in refused["error"]
    omar.send("room:admit", booking_id=talk)
    assert "Omar voert dit gesprek" in sanne.patches()[-1]
    assert yara.send("room:signal", booking_id=talk, tab=tab(world.yara), body="hi") == {"ok": True}
    assert (len(heard(omar)), heard(sanne)) == (1, [])
    assert "error" in sanne.send("room:signal", booking_id=talk, tab=tab(world.sanne), body="{}")


def test_who_no_longer_works_there_hears_nothing(
    world: World, talk: int, inside: tuple[Visitor, Visitor]
) -> None:
    yara, sanne = inside
    heard(sanne)
    yara.send("room:text", booking_id=talk, text="Eerst")
    assert len(sanne.patches()) == 1
    membership = db.session.scalars(select(Membership).filter_by(person_id=world.sanne)).one()
    change(Membership, membership.id, ended_at=clock.now())
    yara.send("room:text", booking_id=talk, text="Daarna")
    assert sanne.patches() == []


# ---- signals ----


def test_signals_reach_the_other_seat_and_nobody_else(
    world: World, talk: int, inside: tuple[Visitor, Visitor], visit: Visit
) -> None:
    yara, sanne = inside
    watchers = [visit(person_id) for person_id in (world.omar, world.milan, world.bram)]
    for each, person_id in zip(watchers, (world.omar, world.milan, world.bram), strict=True):
        each.open_line(f"person:{person_id}", f"person:{world.sanne}", f"person:{world.yara}")
    signal = {"booking_id": talk, "body": '{"call": "1"}'}
    assert yara.send("room:signal", tab=tab(world.yara), **signal) == {"ok": True}
    assert heard(sanne) == [signal]
    assert heard(yara) == []
    assert sanne.send("room:signal", tab=tab(world.sanne), **signal) == {"ok": True}
    assert heard(yara) == [signal]
    assert [heard(each) for each in watchers] == [[], [], []]


def test_signals_are_bounded(world: World, talk: int, inside: tuple[Visitor, Visitor]) -> None:
    yara, sanne = inside
    for body in ("", "x" * 16_001):
        assert "error" in yara.send("room:signal", booking_id=talk, tab=tab(world.yara), body=body)
    assert "error" in yara.send("room:signal", booking_id=talk, tab="<script>", body="{}")
    assert heard(sanne) == []


def test_who_waits_cannot_signal(world: World, talk: int, noon: datetime, visit: Visit) -> None:
    yara, sanne = visit(world.yara), visit(world.sanne)
    sanne.open_line(f"person:{world.sanne}")
    sanne.send("room:enter", booking_id=talk, tab="bb")
    yara.open_line()
    yara.send("room:enter", booking_id=talk, tab="aa")
    assert "binnen" in yara.send("room:signal", booking_id=talk, tab="aa", body="{}")["error"]
    assert heard(sanne) == []


def test_a_new_tab_takes_the_seat_over_and_a_late_goodbye_changes_nothing(
    world: World, talk: int, inside: tuple[Visitor, Visitor], visit: Visit
) -> None:
    old, sanne = inside
    new = visit(world.yara)
    new.open_line(f"person:{world.yara}")
    assert new.send("room:enter", booking_id=talk, tab="dd") == {"ok": True}
    assert heard(old, "room:seat") == [{"booking_id": talk, "tab": "dd"}]
    assert heard(sanne, "room:peer") == [{"booking_id": talk}]
    stale = old.send("room:signal", booking_id=talk, tab=tab(world.yara), body="old")
    assert stale["error"] == "Dit gesprek staat open in een ander tabblad of op een ander apparaat."
    old.leave()
    assert new.send("room:signal", booking_id=talk, tab="dd", body="new") == {"ok": True}
    assert [said["body"] for said in heard(sanne)] == ["new"]
    heard(new)
    new.post(f"{page(talk)}/binnen")
    assert row(RoomSeat, talk, world.yara).tab == "dd"
    assert heard(new, "room:seat") == []


# ---- text ----


def test_text_is_there_for_both_at_once_and_stays(
    world: World, talk: int, inside: tuple[Visitor, Visitor]
) -> None:
    yara, sanne = inside
    assert yara.send("room:text", booking_id=talk, text="<b>Werk ik in het weekend?</b>", key="k") == {
        "ok": True
    }
    assert yara.send("room:text", booking_id=talk, text="<b>Werk ik in het weekend?</b>", key="k") == {
        "ok": True
    }
    [own], [theirs] = yara.patches(), sanne.patches()
    assert f'data-into="#messages-{talk}"' in theirs
    assert "<b>Yara</b>&lt;b&gt;Werk ik" in theirs
    assert 'class="msg me"' in own
    assert 'class="msg me"' not in theirs
    assert sanne.get(page(talk)).text.count("Werk ik in het weekend?") == 1


def test_text_without_a_line(world: World, talk: int, noon: datetime, visit: Visit) -> None:
    yara = visit(world.yara)
    assert (
        "Mijn camera doet het niet"
        in yara.post(f"{page(talk)}/bericht", {"text": "Mijn camera doet het niet"}).text
    )
    empty = yara.post(f"{page(talk)}/bericht", {"text": "  "})
    assert empty.status_code == 422
    assert "Typ eerst een bericht." in empty.text
    long = yara.post(f"{page(talk)}/bericht", {"text": "x" * 1001})
    assert long.status_code == 422
    assert "minder dan 1000 tekens" in long.text
    assert "x" * 1001 in long.text


def test_too_many_texts_are_refused_and_kept_in_the_field(
    world: World, talk: int, noon: datetime, visit: Visit
) -> None:
    yara = visit(world.yara)
    yara.open_line()
    for number in range(20):
        assert yara.send("room:text", booking_id=talk, text=str(number)) == {"ok": True}
    assert "te snel" in yara.send("room:text", booking_id=talk, text="nog een")["error"]
    late = yara.post(f"{page(talk)}/bericht", {"text": "nog een"})
    assert late.status_code == 422
    assert 'value="nog een"' in late.text
    actions.send_text(booking_id=talk, person_id=world.yara, text="later", now=noon + timedelta(minutes=2))


def test_nothing_is_typed_when_the_talk_is_over(
    world: World, talk: int, inside: tuple[Visitor, Visitor], noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    yara, _sanne = inside
    yara.send("room:text", booking_id=talk, text="Dank je wel")
    monkeypatch.setattr(clock, "now", lambda: noon + QUARTER)
    assert yara.send("room:text", booking_id=talk, text="Nog iets")["error"] == "Dit gesprek is voorbij."
    assert "Dank je wel" in yara.get(page(talk)).text


def test_a_group_shares_its_text(
    world: World, now: datetime, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=20))
    of_yara, of_milan = group_talk(world, now)
    yara, milan = visit(world.yara), visit(world.milan)
    for each, person_id, booking in ((yara, world.yara, of_yara), (milan, world.milan, of_milan)):
        each.open_line(f"person:{person_id}")
        each.send("room:enter", booking_id=booking, tab="aa")
        each.patches()
    yara.send("room:text", booking_id=of_yara, text="Hallo allemaal")
    [seen] = milan.patches()
    assert f'data-into="#messages-{of_milan}"' in seen
    shown = milan.get(page(of_milan)).text
    assert "Hallo allemaal" in shown
    assert "data-stage" not in shown
    assert milan.get(page(of_yara)).status_code == 404
    assert "groep" in visit(world.sanne).get(page(of_yara)).text


def test_what_was_typed_is_gone_four_weeks_after_the_fair(
    world: World, talk: int, inside: tuple[Visitor, Visitor], now: datetime
) -> None:
    inside[0].send("room:text", booking_id=talk, text="Tot ziens")
    end = row(Fair, world.fair).ends_at
    forget_rooms(end + timedelta(weeks=4))
    assert db.session.scalar(select(RoomMessage)) is not None
    assert forget_rooms(end + timedelta(weeks=4, seconds=1)) == 1
    db.session.expire_all()
    assert db.session.scalar(select(RoomMessage)) is None
    assert db.session.scalar(select(RoomSeat)) is None
    assert forget_rooms(end + timedelta(weeks=5)) == 0


# ---- five minutes more ----


def test_five_minutes_more_cost_the_next_free_time(
    world: World, talk: int, inside: tuple[Visitor, Visitor], noon: datetime
) -> None:
    yara, sanne = inside
    answer = sanne.send("room:extend", booking_id=talk, key="k")
    assert answer == {
        "ok": True,
        "notice": "Het gesprek duurt nu tot 12.20 uur. De vrije tijd van 12.15 uur kan niemand meer boeken.",
    }
    assert sanne.send("room:extend", booking_id=talk, key="k") == answer
    end = noon + timedelta(minutes=20)
    assert (row(Booking, talk).ends_at, row(Slot, world.sanne_slots[0]).ends_at) == (end, end)
    assert [row(Slot, slot).state for slot in world.sanne_slots] == [FREE, WITHDRAWN, FREE, FREE]
    assert end.isoformat() in yara.patches()[-1]
    assert "al verlengd" in sanne.send("room:extend", booking_id=talk, key="other")["error"]
    with pytest.raises(Refused):
        book_slot(slot_id=world.sanne_slots[1], person_id=world.milan, question="", now=noon)


def test_five_minutes_more_without_a_line_and_after_the_last_time(
    world: World, now: datetime, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = book_slot(slot_id=world.sanne_slots[3], person_id=world.yara, question="", now=now)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=64))
    sanne = visit(world.sanne)
    assert "Het gesprek duurt nu tot 13.05 uur." in sanne.post(f"{page(last)}/verlengen").text
    slot = row(Slot, world.sanne_slots[3])
    assert row(Shift, slot.shift_id).ends_at == slot.ends_at
    assert "al verlengd" in sanne.post(f"{page(last)}/verlengen").text


def test_not_when_the_next_talk_is_booked(
    world: World, talk: int, inside: tuple[Visitor, Visitor], noon: datetime
) -> None:
    yara, sanne = inside
    book_slot(slot_id=world.sanne_slots[1], person_id=world.milan, question="", now=noon)
    answer = sanne.send("room:extend", booking_id=talk)
    assert answer["error"].startswith("Om 12.15 uur begint het volgende gesprek.")
    assert "Alleen de werkgever" in yara.send("room:extend", booking_id=talk)["error"]
    assert row(Booking, talk).ends_at == noon + QUARTER


def test_not_when_the_student_goes_on_elsewhere(
    world: World, talk: int, inside: tuple[Visitor, Visitor], noon: datetime
) -> None:
    book_slot(slot_id=world.daan_slots[1], person_id=world.yara, question="", now=noon)
    answer = inside[1].send("room:extend", booking_id=talk)
    assert answer["error"].startswith("De student heeft meteen hierna een ander gesprek.")
    assert row(Slot, world.sanne_slots[1]).state == FREE
    assert row(Room, talk).extended_at is None


def test_a_time_at_another_booth_counts_too(
    world: World, talk: int, inside: tuple[Visitor, Visitor], noon: datetime
) -> None:
    """Sanne also stands at the technicians' booth from 12.15 on."""
    change(Slot, world.sanne_slots[1], state=WITHDRAWN)
    [other] = make_slots(world.tech_booth, world.sanne, noon + QUARTER, 1)
    assert "ok" in inside[1].send("room:extend", booking_id=talk)
    assert row(Slot, other).state == WITHDRAWN


# ---- elsewhere ----


@pytest.mark.parametrize(
    ("settings", "shift", "shown", "hidden"),
    [
        ({}, {"meeting_link": "https://own.example/a"}, 'href="https://own.example/a"', "data-stage"),
        ({}, {"phone": "071 512 34 56"}, 'href="tel:0715123456"', 'id="where"'),
        ({"MEETING_PROVIDER": "link"}, {"phone": "071 512 34 56"}, 'href="tel:0715123456"', "data-stage"),
        ({"MEETING_PROVIDER": "link"}, {}, "De werkgever moet nog zeggen waar jullie praten", "data-stage"),
        (
            {"MEETING_PROVIDER": "jitsi", "JITSI_URL": "https://meet.example"},
            {},
            'href="https://meet.example/',
            "data-stage",
        ),
    ],
)
def test_a_talk_elsewhere(
    world: World,
    talk: int,
    noon: datetime,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, Any],
    shift: dict[str, str],
    shown: str,
    hidden: str,
) -> None:
    yara = visit(world.yara)
    change(Shift, row(Slot, world.sanne_slots[0]).shift_id, **shift)
    for name, value in settings.items():
        monkeypatch.setitem(yara.app.config, name, value)
    seen = yara.get(page(talk)).text
    assert shown in seen
    assert hidden not in seen
    assert 'data-command="room:text"' in seen
    if settings == {"MEETING_PROVIDER": "link"} and not shift:
        assert "Zet in het rooster waar u praat" in visit(world.sanne).get(page(talk)).text


def test_the_relay_gets_a_pass_only_while_the_room_is_open(
    world: World, talk: int, now: datetime, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    yara = visit(world.yara)
    monkeypatch.setitem(yara.app.config, "ICE_URLS", ["turn:relay.example"])
    monkeypatch.setitem(yara.app.config, "TURN_SECRET", "geheim")
    assert "relay.example" not in yara.get(page(talk)).text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=20))
    seen = yara.get(page(talk)).text
    assert "turn:relay.example" in seen
    assert "credential" in seen
    assert "geheim" not in seen
