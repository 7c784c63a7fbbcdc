"""Talks with several students at once: planning them, taking a seat, and who sees what."""

import re
from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import booking
from fair.actions import group as actions
from fair.live import booking as live_booking
from fair.models import ATTENDED, WITHDRAWN, Booking, Fair, Slot
from fair.queries import free_times, square
from fair.rules import group as rules
from tests.factories import make_student
from tests.fair.unsaved import NOW, at, make_fair, make_slot


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def plan(world, now, minutes=120, **fields):
    """A group talk of Sanne from 13.42 to 14.12, for three."""
    starts_at = now + timedelta(minutes=minutes)
    details = {
        "booth_id": world.care_booth,
        "staff_id": world.sanne,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "title": "Een dag in de thuiszorg",
        "seats": 3,
        "meeting_link": "",
        "person_id": world.sanne,
    }
    return actions.add_group_talk(now=now, **details | fields)


def take(slot_id, person_id, now):
    return booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def button(page, slot_id):
    return re.search(rf'<button class="slot" id="slot-{slot_id}".*?</button>', page, re.S)[0]


# ---- the rules ----


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        (10, 40, None),
        (270, 300, None),
        (40, 40, "must end later"),
        (-70, -40, "The fair is open from 10:42 until 16:42."),
        (280, 310, "The fair is open"),
        (-30, 0, "This time has passed."),
    ],
)
def test_a_group_talk_lies_ahead_in_the_opening_hours(test_app, starts, ends, says):
    with test_app.test_request_context(), force_locale("en"):
        if says is None:
            rules.check_hours(at(starts), at(ends), make_fair(), NOW)
            return
        with pytest.raises(Refused, match=says):
            rules.check_hours(at(starts), at(ends), make_fair(), NOW)


@pytest.mark.parametrize(
    ("slot", "clear"), [(make_slot(), True), (make_slot(seats=5), False), (make_slot(booth_id=2), False)]
)
def test_only_free_times_of_the_same_booth_make_room(test_app, slot, clear):
    with test_app.test_request_context(), force_locale("en"):
        if clear:
            rules.check_room([slot], 1)
            return
        with pytest.raises(Refused, match="This person has a talk at 12:12"):
            rules.check_room([slot], 1)


# ---- planning ----


def test_a_group_talk_takes_the_place_of_free_times(visit, world, now):
    watcher = visit()
    watcher.open_line(f"booth:{world.care_booth}")
    slot_id = plan(world, now, minutes=33)  # 12.15 to 12.45
    states = [db.session.get(Slot, each).state for each in world.sanne_slots]
    assert states == ["open", WITHDRAWN, WITHDRAWN, "open"]
    assert any("nog 3 plekken" in each for each in watcher.patches())
    assert db.session.get(Slot, slot_id).shift.ends_at == db.session.get(Slot, slot_id).ends_at


def test_a_booked_time_makes_no_room(world, now):
    take(world.sanne_slots[1], world.yara, now)
    with pytest.raises(Refused, match=r"om 12\.15 uur"):
        plan(world, now, minutes=33)
    assert [db.session.get(Slot, each).state for each in world.sanne_slots] == ["open"] * 4


def test_nobody_holds_two_group_talks_at_once(world, now, monkeypatch):
    plan(world, now)
    with pytest.raises(Refused, match=r"om 13\.42 uur al een gesprek"):
        plan(world, now, minutes=130)
    plan(world, now, staff_id=world.omar)
    monkeypatch.setattr(actions, "_make_room", lambda *rest: None)
    with pytest.raises(Refused, match="staat dan al op het rooster"):
        plan(world, now, minutes=130)


@pytest.mark.parametrize("who", ["daan", "yara", "fatima"])
def test_others_plan_nothing(visit, world, now, who):
    person_id = getattr(world, who)
    with pytest.raises(NotFound):
        plan(world, now, person_id=person_id)
    assert visit(person_id).get(f"/stands/{world.care_booth}/groepsgesprek").status_code == 404


def test_staff_of_another_employer_hold_no_group_talk_here(world, now):
    with pytest.raises(NotFound):
        plan(world, now, staff_id=world.daan)


def test_the_form_plans_it_and_says_what_is_wrong(visit, world):
    sanne, url = visit(world.sanne), f"/stands/{world.care_booth}/groepsgesprek"
    assert f'href="{url}"' in sanne.get(f"/stands/{world.care_booth}/rooster").text
    typed = {"staff_id": world.omar, "starts": "14.00", "minutes": "30", "seats": "12", "key": "a"}
    page = sanne.post(url, typed | {"seats": "51", "key": "b"}).text
    assert "Geef het groepsgesprek een titel." in page
    assert "Een groepsgesprek is voor 2 tot 50 studenten." in page
    typed["title"] = "Werken in de wijk"
    assert "De beurs is open van" in sanne.post(url, typed | {"starts": "20.00", "key": "c"}).text
    page = sanne.post(url, typed).text
    assert "Het groepsgesprek staat op het rooster." in page
    assert "Werken in de wijk: 0 van 12" in page
    slot = db.session.scalars(select(Slot).where(Slot.seats > 1)).one()
    assert (slot.seats, slot.staff_id, slot.ends_at - slot.starts_at) == (
        12,
        world.omar,
        timedelta(minutes=30),
    )


def test_a_group_talk_of_which_nobody_knows_can_go(visit, world, now):
    slot = db.session.get(Slot, plan(world, now))
    sanne = visit(world.sanne)
    assert "13.42" in sanne.get(f"/blokken/{slot.shift_id}/verwijderen").text
    assert "Het blok is van het rooster" in sanne.post(f"/blokken/{slot.shift_id}/verwijderen").text
    take_back = plan(world, now)
    take(take_back, world.yara, now)
    shift_id = db.session.get(Slot, take_back).shift_id
    assert "Yara" in sanne.get(f"/blokken/{shift_id}/verwijderen").text
    sanne.post(f"/blokken/{shift_id}/verwijderen")
    assert db.session.get(Slot, take_back).state == "open"


# ---- taking a seat ----


def seats(slot_id):
    rows = select(Booking.seat, Booking.person_id).where(
        Booking.slot_id == slot_id, Booking.state == "booked"
    )
    return dict(db.session.execute(rows).all())


def test_each_student_gets_the_lowest_free_seat(world, now):
    slot_id = plan(world, now)
    first = take(slot_id, world.yara, now)
    take(slot_id, world.milan, now)
    assert seats(slot_id) == {1: world.yara, 2: world.milan}
    booking.cancel_booking(booking_id=first, person_id=world.yara, now=now)
    take(slot_id, world.noor, now)
    assert seats(slot_id) == {1: world.noor, 2: world.milan}


def test_a_full_group_talk_refuses_with_what_is_left(world, now):
    slot_id = plan(world, now, seats=2)
    take(slot_id, world.yara, now)
    take(slot_id, world.milan, now)
    with pytest.raises(Refused, match=r"Iemand was je net voor\. 12\.00 uur is nog vrij"):
        take(slot_id, world.noor, now)
    with pytest.raises(Refused, match="al van jou"):
        take(slot_id, world.yara, now)


def test_a_group_talk_with_seats_left_is_the_next_free_time(world, now):
    slot_id = plan(world, now, minutes=93)  # right after the last time of Sanne
    take(slot_id, world.noor, now)
    take(world.sanne_slots[3], world.milan, now)
    with transaction() as work:
        work.get(Slot, world.omar_slots[3]).state = WITHDRAWN
    with pytest.raises(Refused, match=r"13\.15 uur is nog vrij"):
        take(world.sanne_slots[3], world.yara, now)


def test_the_database_refuses_a_seat_twice(world, now, monkeypatch):
    slot_id = plan(world, now)
    take(slot_id, world.yara, now)
    monkeypatch.setattr(booking.rules, "free_seat", lambda slot, taken: 1)
    with pytest.raises(Refused, match="net voor"):
        take(slot_id, world.milan, now)


def test_a_talk_moves_to_a_seat_and_back(world, now):
    slot_id = plan(world, now)
    take(slot_id, world.milan, now)
    number = take(world.sanne_slots[1], world.yara, now)
    ids = {"booking_id": number, "person_id": world.yara, "now": now}
    booking.move_booking(slot_id=slot_id, **ids)
    assert seats(slot_id) == {1: world.milan, 2: world.yara}
    booking.move_booking(slot_id=world.omar_slots[1], **ids)
    assert seats(world.omar_slots[1]) == {1: world.yara}


def test_no_rest_is_needed_beside_a_group_talk(world, now):
    with transaction() as work:
        work.get(Fair, world.fair).gap_minutes = 20
    slot_id = plan(world, now, minutes=93)
    take(world.daan_slots[3], world.yara, now)
    take(slot_id, world.yara, now)


# ---- who sees what ----


def test_the_booth_shows_how_many_places_are_left(visit, world, now):
    slot_id = plan(world, now)
    take(slot_id, world.milan, now)
    page = visit(world.yara).get(f"/stands/{world.care_booth}?tijd={slot_id}").text
    assert "nog 2 plekken" in button(page, slot_id)
    assert "Groepsgesprek" in button(page, slot_id)
    assert "Een dag in de thuiszorg" in page
    assert "Groepsgesprek met Sanne Tester, 30 minuten." in page
    assert "Neem een plek om 13.42 uur" in page
    assert "Milan" not in page
    assert 'data-state="mine"' in button(visit(world.milan).get(f"/stands/{world.care_booth}").text, slot_id)
    only_free = visit().get(f"/stands/{world.care_booth}?vrij=1").text
    assert button(only_free, slot_id)


def test_more_who_come_take_no_more_questions(visit, world, now, count_queries):
    slot_id = plan(world, now, seats=20)
    plan(world, now, minutes=160, seats=20)
    take(slot_id, world.milan, now)
    noor, url = visit(world.noor), f"/stands/{world.care_booth}?tijd={slot_id}"
    noor.get(url)
    few = count_queries(lambda: noor.get(url))
    for number in range(8):
        take(slot_id, make_student(f"Student{number}", world.programme_mbo3), now)
    assert count_queries(lambda: noor.get(url)) == few <= 12


def test_others_see_the_places_go_and_who_comes_keeps_her_own_drawing(visit, world, now):
    slot_id = plan(world, now)
    take(slot_id, world.milan, now)
    watcher, milan, yara = visit(), visit(world.milan), visit(world.yara)
    watcher.open_line(f"booth:{world.care_booth}")
    milan.open_line(f"person:{world.milan}")
    yara.open_line(f"person:{world.yara}")
    assert yara.send("slot:book", slot_id=slot_id, question="", key="a")["notice"]
    (drawn,) = watcher.patches()
    assert "nog 1 plek" in drawn
    assert 'data-state="free" data-version="3"' in drawn
    for each in (milan, yara):
        (own,) = each.patches()
        assert 'data-state="mine" data-version="3.5"' in own
    take(slot_id, world.noor, now)
    assert 'data-state="taken"' in watcher.patches()[0]


def test_the_square_counts_places(world, now):
    def free():
        return free_times.at_fair(world.fair, now)[world.care_booth].number

    assert free() == 8
    slot_id = plan(world, now)
    assert free() == 11
    take(slot_id, world.yara, now)
    take(slot_id, world.milan, now)
    assert free() == 9
    booth = square.today(db.session.get(Fair, world.fair), now).stalls
    figures = next(stall.figures for stall in booth if stall.booth.id == world.care_booth)
    assert (figures.seats, figures.free, figures.booked) == (11, 9, 2)


def test_the_desk_knows_who_comes_and_marks_each(visit, world, now, monkeypatch):
    slot_id = plan(world, now, minutes=5)
    sanne, url = visit(world.sanne), f"/balie/{world.care_booth}"
    assert "Een dag in de thuiszorg. Nog niemand." in sanne.get(url).text
    first, second = take(slot_id, world.yara, now), take(slot_id, world.milan, now)
    page = sanne.get(f"{url}?gesprek={first}").text
    assert "2 van de 3 plekken zijn bezet." in page
    assert "Yara" in page
    assert "Milan" in page
    sanne.open_line(f"booth-desk:{world.care_booth}")
    assert "error" not in sanne.send("talk:mark", booking_id=second, state="attended")
    assert [db.session.get(Booking, each, populate_existing=True).state for each in (first, second)] == [
        "booked",
        ATTENDED,
    ]
    assert visit(world.daan).get(url).status_code == 404


def test_the_roster_counts_one_time_and_who_comes(visit, world, now):
    slot_id = plan(world, now)
    take(slot_id, world.yara, now)
    take(slot_id, world.milan, now)
    page = visit(world.sanne).get(f"/stands/{world.care_booth}/rooster").text
    assert "Een dag in de thuiszorg: 2 van 3" in page
    assert "9 tijden" in page
    assert "Yara" not in visit(world.bram).get(f"/stands/{world.care_booth}/rooster").text
