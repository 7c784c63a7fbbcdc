"""Staff make the roster of their booth; slots are cut from it, and booked talks are never dropped."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import roster as actions
from fair.actions.booking import book_slot, cancel_booking
from fair.live import roster as live_roster
from fair.models import DRAFT, FREE, WITHDRAWN, Booking, Shift, Slot
from tests.factories import make_booth, make_fair, make_member, make_organisation, make_slots


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """What is told once a second is told at once."""
    monkeypatch.setattr(live_roster.rosters, "add", lambda booth_id: live_roster.draw({booth_id}))


QUARTER = timedelta(minutes=15)


def block(**changes):
    """The form of a new block for Sanne in the afternoon."""
    usual = {"slot_minutes": "15", "break_minutes": "0", "meeting_link": ""}
    return {"starts": "14:00", "ends": "15:00"} | usual | changes


def slots_of(booth_id, state=FREE):
    """The slots of a booth as they are kept."""
    db.session.rollback()
    return db.session.query(Slot).filter_by(booth_id=booth_id, state=state).order_by(Slot.starts_at).all()


def shift_of(slot_id):
    """The block a slot was cut from."""
    return db.session.get(Slot, slot_id).shift_id


def test_a_block_is_cut_into_the_slots_of_the_fair(visit, world):
    sanne = visit(world.sanne)
    page = sanne.get("/rooster", follow_redirects=True)
    assert "Wie is er wanneer?" in page.text
    url = f"/stands/{world.care_booth}/rooster"
    form = block(staff_id=world.omar, meeting_link="https://meet.example/kamer", key="once")
    for _twice in range(2):
        page = sanne.post(url, form)
    assert "12 tijden" in page.text
    assert "meet.example" in page.text
    cut = slots_of(world.care_booth)[8:]
    assert [slot.staff_id for slot in cut] == [world.omar] * 4
    assert [(slot.starts_at.hour, slot.starts_at.minute) for slot in cut] == [
        (13, 0),
        (13, 15),
        (13, 30),
        (13, 45),
    ]
    assert cut[0].shift.meeting_link == "https://meet.example/kamer"


def test_a_draft_has_a_roster_too(world, now):
    booth = make_booth(make_fair(now, state=DRAFT), world.care)
    start = now + timedelta(hours=2)
    actions.add_shift(
        booth_id=booth,
        staff_id=world.omar,
        starts_at=start,
        ends_at=start + QUARTER,
        meeting_link="",
        person_id=world.sanne,
        now=now,
    )
    assert len(slots_of(booth)) == 1


def test_a_block_at_the_first_fair_respects_the_break(world, now):
    fair = make_fair(now, slot_minutes=10, break_minutes=5)
    booth = make_booth(fair, world.care)
    start = now + timedelta(hours=2)
    actions.add_shift(
        booth_id=booth,
        staff_id=world.sanne,
        starts_at=start,
        ends_at=start + timedelta(minutes=55),
        meeting_link="",
        person_id=world.bram,
        now=now,
    )
    assert [slot.starts_at for slot in slots_of(booth)] == [start + step * QUARTER for step in range(4)]


WRONG = [
    ({"starts": "12:30", "ends": "13:30"}, "Sanne staat van 12.00 tot 13.00 uur al op het rooster"),
    ({"starts": "15:00", "ends": "16:00"}, "De beurs is open van 09.42 tot 15.42 uur"),
    ({"starts": "10:00", "ends": "11:00"}, "Deze tijd is voorbij"),
    ({"ends": "14:00"}, "later eindigen"),
    ({"ends": "14:14"}, "Dit blok is te kort"),
    ({"starts": ""}, "Vul een tijd in"),
    ({"ends": "half drie"}, "Vul een tijd in"),
    ({"slot_minutes": "10"}, "ten minste 15 en ten hoogste 60 minuten"),
    ({"slot_minutes": "61"}, "ten minste 15 en ten hoogste 60 minuten"),
    ({"slot_minutes": ""}, "Vul een getal in"),
    ({"break_minutes": "61"}, "0 tot 60 minuten"),
    ({"meeting_link": "http://meet.example/x"}, "begint met https://"),
    ({"meeting_link": "javascript:alert(1)"}, "begint met https://"),
    ({"meeting_link": "https://evil.example@"}, "begint met https://"),
    ({"staff_id": "99"}, "keuze"),
    ({"staff_id": ""}, "Kies een persoon"),
]


def test_impossible_blocks_are_refused_and_what_was_typed_stays(visit, world):
    sanne = visit(world.sanne)
    for wrong, reason in WRONG:
        form = block(staff_id=world.sanne) | wrong
        page = sanne.post(f"/stands/{world.care_booth}/rooster", form)
        assert reason in page.text, wrong
    assert len(slots_of(world.care_booth)) == 8


def test_a_time_that_does_not_exist_is_refused(visit, world, now):
    night = now.replace(year=2027, month=3, day=28, hour=0, minute=0)
    fair = make_fair(now, starts_at=night, ends_at=night + timedelta(hours=4), booking_closes_at=night)
    booth = make_booth(fair, world.care)
    sanne = visit(world.sanne)
    url = f"/stands/{booth}/rooster"
    assert "bestaat niet" in sanne.post(url, block(staff_id=world.sanne, starts="02:15", ends="04:00")).text
    assert "bestaat niet" in sanne.post(url, block(staff_id=world.sanne, starts="01:15", ends="02:45")).text
    sanne.post(url, block(staff_id=world.sanne, starts="01:30", ends="03:30"))
    assert len(slots_of(booth)) == 4


def test_a_fair_that_passes_midnight_has_blocks_of_the_next_day(visit, world, now):
    evening = now.replace(hour=19, minute=0)  # 20.00 in Leiden
    booth = make_booth(make_fair(now, starts_at=evening, ends_at=evening + timedelta(hours=5)), world.care)
    sanne = visit(world.sanne)
    sanne.post(f"/stands/{booth}/rooster", block(staff_id=world.sanne, starts="23:30", ends="00:30"))
    sanne.post(f"/stands/{booth}/rooster", block(staff_id=world.sanne, starts="00:30", ends="01:00"))
    assert [slot.starts_at.hour for slot in slots_of(booth)] == [22, 22, 23, 23, 23, 23]
    assert 'value="23:30"' in sanne.get(f"/blokken/{shift_of(slots_of(booth)[0].id)}").text


def test_the_database_keeps_a_person_in_one_talk_at_a_time_in_words(world, now, monkeypatch):
    shift = db.session.get(Shift, shift_of(world.sanne_slots[0]))
    other = make_booth(make_fair(now), world.care)
    details = {
        "booth_id": other,
        "staff_id": world.sanne,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "meeting_link": "",
        "person_id": world.sanne,
        "now": now,
    }
    with pytest.raises(Refused, match="12"):
        actions.add_shift(**details)
    monkeypatch.setattr(actions.queries, "shifts_of", lambda _staff_id: [])
    with pytest.raises(Refused) as refusal:
        actions.add_shift(**details)
    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert slots_of(other) == []


def test_only_people_who_work_there_are_on_the_roster(world, now):
    shift = db.session.get(Shift, shift_of(world.sanne_slots[0]))
    with pytest.raises(NotFound):
        actions.add_shift(
            booth_id=world.care_booth,
            staff_id=world.daan,
            starts_at=shift.ends_at,
            ends_at=shift.ends_at + 4 * QUARTER,
            meeting_link="",
            person_id=world.sanne,
            now=now,
        )


def test_shortening_withdraws_free_slots_outside_the_block(visit, world):
    sanne = visit(world.sanne)
    shift_id = shift_of(world.sanne_slots[0])
    shown = sanne.get(f"/blokken/{shift_id}").text
    assert 'value="12:00"' in shown
    assert 'value="13:00"' in shown
    form = block(starts="12:15", ends="12:45", meeting_link="https://meet.example/b")
    assert "Het rooster is gewijzigd" in sanne.post(f"/blokken/{shift_id}", form).text
    withdrawn = slots_of(world.care_booth, WITHDRAWN)
    assert [slot.id for slot in withdrawn] == [world.sanne_slots[0], world.sanne_slots[3]]
    assert all(slot.version == 2 for slot in withdrawn)
    shift = db.session.get(Shift, shift_id)
    assert (shift.ends_at - shift.starts_at, shift.meeting_link) == (2 * QUARTER, "https://meet.example/b")


def test_a_block_does_not_shrink_to_nothing(visit, world):
    sanne = visit(world.sanne)
    url = f"/blokken/{shift_of(world.sanne_slots[0])}"
    assert "te kort" in sanne.post(url, block(starts="12:05", ends="12:10")).text
    assert "later eindigen" in sanne.post(url, block(starts="12:30", ends="12:15")).text
    assert "voorbij" in sanne.post(url, block(starts="11:30", ends="12:15")).text
    assert len(slots_of(world.care_booth)) == 8


def test_a_block_grows_moves_and_keeps_the_slots_that_fit(visit, world):
    sanne = visit(world.sanne)
    url = f"/blokken/{shift_of(world.sanne_slots[0])}"
    assert "Het rooster is gewijzigd" in sanne.post(url, block(starts="12:30", ends="14:00")).text
    own = [slot for slot in slots_of(world.care_booth) if slot.staff_id == world.sanne]
    assert [slot.id for slot in own][:2] == world.sanne_slots[2:]
    assert [slot.starts_at.strftime("%H:%M") for slot in own] == [
        "11:30",
        "11:45",
        "12:00",
        "12:15",
        "12:30",
        "12:45",
    ]
    sanne.post(url, block(starts="12:00", ends="13:00"))
    own = [slot for slot in slots_of(world.care_booth) if slot.staff_id == world.sanne]
    assert [slot.id for slot in own] == world.sanne_slots


def test_a_person_has_a_rhythm_of_her_own_and_the_other_slots_follow(visit, world):
    sanne = visit(world.sanne)
    shift_id = shift_of(world.sanne_slots[0])
    sanne.post(
        f"/blokken/{shift_id}", block(starts="12:00", ends="13:00", slot_minutes="20", break_minutes="5")
    )
    own = [slot for slot in slots_of(world.care_booth) if slot.staff_id == world.sanne]
    assert [(slot.starts_at.minute, slot.ends_at.minute) for slot in own] == [(0, 20), (25, 45)]
    page = sanne.get(f"/stands/{world.care_booth}/rooster").text
    assert "20 minuten, 5 ertussen" in page
    assert 'value="20"' in sanne.get(f"/blokken/{shift_id}").text
    sanne.post(f"/blokken/{shift_id}", block(starts="12:00", ends="13:00"))
    db.session.rollback()
    assert (db.session.get(Shift, shift_id).slot_minutes, db.session.get(Shift, shift_id).talk_minutes) == (
        None,
        15,
    )


def test_a_block_without_talks_can_go_and_come_back(visit, world):
    sanne = visit(world.sanne)
    url = f"/blokken/{shift_of(world.sanne_slots[0])}"
    assert "Er is geen gesprek in geboekt" in sanne.get(f"{url}/verwijderen").text
    assert "van het rooster af" in sanne.post(f"{url}/verwijderen").text
    assert len(slots_of(world.care_booth, WITHDRAWN)) == 4
    assert sanne.get(url).status_code == 404
    again = block(staff_id=world.sanne, starts="12:00", ends="13:00")
    assert "8 tijden" in sanne.post(f"/stands/{world.care_booth}/rooster", again).text


def test_withdrawn_slots_cannot_be_booked(world, now):
    shift_id = shift_of(world.sanne_slots[0])
    actions.remove_shift(shift_id=shift_id, decisions={}, person_id=world.omar, now=now)
    with pytest.raises(Refused):
        book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)


def test_staff_see_first_names_and_organisers_see_none(visit, world, now):
    book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    url = f"/stands/{world.care_booth}/rooster"
    assert "Yara heeft geboekt" in visit(world.sanne).get(url).text
    page = visit(world.bram).get(url).text
    assert "Yara" not in page
    assert "Geboekt" in page


def test_strangers_find_nothing(visit, world):
    shift_id = shift_of(world.sanne_slots[0])
    urls = [f"/stands/{world.care_booth}/rooster", f"/blokken/{shift_id}", f"/blokken/{shift_id}/verwijderen"]
    daan, yara, visitor = visit(world.daan), visit(world.yara), visit()
    for url in urls:
        form = block(staff_id=world.sanne)
        assert [who.get(url).status_code for who in (daan, yara, visitor)] == [404, 404, 302]
        assert [who.post(url, form).status_code for who in (daan, yara)] == [404, 404]
    assert yara.get("/rooster").status_code == 404
    assert visit(world.sanne).get("/stands/99/rooster").status_code == 404
    assert visit(world.sanne).get("/blokken/99").status_code == 404
    assert len(slots_of(world.care_booth)) == 8


def test_a_booth_without_staff_says_so(visit, world):
    booth = make_booth(world.fair, make_organisation("Bakkerij Vlo"))
    page = visit(world.bram).get(f"/stands/{booth}/rooster").text
    assert "Er staat nog niemand op het rooster" in page
    assert "heeft al een account" in page


def test_the_roster_needs_as_many_queries_for_many_blocks(visit, world, now, count_queries):
    sanne = visit(world.sanne)
    url = f"/stands/{world.care_booth}/rooster"
    sanne.get(url)
    few = count_queries(lambda: sanne.get(url))
    for number in range(3):
        person = make_member("Els", "staff", organisation_id=world.care)
        slots = make_slots(world.care_booth, person, now + timedelta(hours=number), 2)
        with transaction() as work:
            slot = work.get(Slot, slots[0])
            work.add(
                Booking(
                    fair_id=world.fair,
                    booth_id=world.care_booth,
                    slot_id=slot.id,
                    person_id=make_member("Pim", "staff", organisation_id=world.tech),
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                    booked_at=now,
                    changed_at=now,
                )
            )
    assert count_queries(lambda: sanne.get(url)) == few


def test_rooster_leads_to_the_fair_that_comes_first(visit, world, now):
    later = make_booth(make_fair(now + timedelta(days=90)), world.care, number=5)
    past = make_booth(make_fair(now - timedelta(days=90)), world.care, number=6)
    page = visit(world.sanne).get("/rooster")
    assert page.headers["Location"].endswith(f"/stands/{world.care_booth}/rooster")
    assert later != past


def test_after_the_last_fair_the_roster_stays_to_be_read(visit, world, now):
    employer = make_organisation("Bakkerij Vlo")
    booth = make_booth(make_fair(now - timedelta(days=90)), employer)
    els = make_member("Els", "staff", organisation_id=employer)
    assert visit(els).get("/rooster").headers["Location"].endswith(f"/stands/{booth}/rooster")


# ---- live ----


def test_the_roster_is_drawn_anew_when_a_student_books(visit, world, now):
    sanne, bram = visit(world.sanne), visit(world.bram)
    assert sanne.open_line(f"roster:{world.care_booth}") == []
    assert bram.open_line(f"roster-look:{world.care_booth}") == []
    booking_id = book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    blocks, times = sanne.patches()
    assert '<td class="n" data-l="Geboekt">1</td>' in blocks
    assert "Yara heeft geboekt" in times
    seen = "".join(bram.patches())
    assert "Geboekt" in seen
    assert "Yara" not in seen
    cancel_booking(booking_id=booking_id, person_id=world.yara, now=now)
    assert "Yara" not in sanne.patches()[1]


def test_colleagues_see_a_block_and_keep_what_they_typed(visit, world):
    """What is drawn is the list and the table, never the form beneath."""
    sanne, omar = visit(world.sanne), visit(world.omar)
    url = f"/stands/{world.care_booth}/rooster"
    page = sanne.get(url).text
    assert f'data-watch="person:{world.sanne} roster:{world.care_booth}"' in page
    assert f"roster-look:{world.care_booth}" in visit(world.bram).get(url).text
    sanne.open_line(f"roster:{world.care_booth}")
    omar.post(url, block(staff_id=world.omar))
    blocks, times = sanne.patches()
    assert "12 tijden" in blocks
    assert '<section class="card" id="roster-times"' in times
    assert "<form" not in blocks + times
    assert "<input" not in blocks + times


def test_the_first_block_comes_on_an_empty_page(visit, world, now):
    booth = make_booth(make_fair(now, state=DRAFT), world.care)
    sanne = visit(world.sanne)
    assert '<div id="roster-times"' in sanne.get(f"/stands/{booth}/rooster").text
    sanne.open_line(f"roster:{booth}")
    visit(world.bram).post(f"/stands/{booth}/rooster", block(staff_id=world.sanne))
    assert "Sanne Tester" in sanne.patches()[1]


def test_others_cannot_watch_a_roster(visit, world):
    rooms = [f"roster:{world.care_booth}", f"roster-look:{world.care_booth}"]
    for person_id in (world.daan, world.yara, world.fatima, None):
        assert visit(person_id).open_line(*rooms) == rooms
    assert visit(world.sanne).open_line(*rooms) == rooms[1:]
    assert visit(world.bram).open_line(*rooms) == rooms[:1]
