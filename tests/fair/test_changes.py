"""Changing the roster: first which talks it touches, then all of it at once, and never one talk lost."""

from datetime import timedelta

import pytest

from app.db import db
from app.errors import NotFound, Refused
from fair.actions import roster as actions
from fair.actions.booking import book_slot, cancel_booking, move_booking
from fair.models import CANCELLED_BY_EMPLOYER, FREE, WITHDRAWN, Booking, Pause, Shift, Slot
from fair.rules.handover import Decision
from tests.factories import make_booth, make_fair, make_member, make_slots, save

MINUTE = timedelta(minutes=1)


def book(slot_id, person_id, now):
    """A talk of a student."""
    return book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def talk(booking_id):
    """A booking as it is kept."""
    db.session.rollback()
    return db.session.get(Booking, booking_id)


def shift_of(slot_id):
    """The block a slot was cut from."""
    return db.session.get(Slot, slot_id).shift_id


def times(starts="12:00", ends="13:00", **more):
    """The form of a block."""
    usual = {"slot_minutes": "15", "break_minutes": "0", "meeting_link": ""}
    return {"starts": starts, "ends": ends} | usual | more


def seen_on(page):
    """What the page says it showed."""
    return page.text.split('name="seen" value="')[1].split('"')[0]


def fields(booking_id, choice, words=""):
    """What staff choose for one talk."""
    return {f"choice_{booking_id}": choice, f"words_{booking_id}": words}


@pytest.fixture
def url(world):
    """Where the block of Sanne is changed."""
    return f"/blokken/{shift_of(world.sanne_slots[0])}"


def open_slots(staff_id):
    """The slots of somebody that stand, as times."""
    db.session.rollback()
    found = db.session.query(Slot).filter_by(staff_id=staff_id, state=FREE).order_by(Slot.starts_at)
    return [slot.starts_at.strftime("%H:%M") for slot in found]


def test_a_change_first_shows_exactly_which_talks_it_touches(visit, world, now, url):
    inside, outside = (
        book(world.sanne_slots[0], world.milan, now),
        book(world.sanne_slots[3], world.yara, now),
    )
    sanne = visit(world.sanne)
    page = sanne.post(url, times(ends="12:45"))
    assert "Deze wijziging raakt 1 gesprek" in page.text
    assert "Yara" in page.text
    assert "Verzorgende IG" in page.text
    assert "12.45" in page.text
    assert "Milan" not in page.text
    assert f"choice_{inside}" not in page.text
    assert f"hand:{world.omar}" in page.text
    assert (talk(outside).slot_id, len(open_slots(world.sanne))) == (world.sanne_slots[3], 4)


def test_only_when_every_talk_has_a_choice_it_is_saved(visit, world, now, url):
    one, two = book(world.sanne_slots[2], world.milan, now), book(world.sanne_slots[3], world.yara, now)
    sanne = visit(world.sanne)
    form = times(ends="12:30")
    form["seen"] = seen_on(sanne.post(url, form))
    page = sanne.post(url, form | fields(one, f"hand:{world.omar}") | fields(two, ""))
    assert page.status_code == 422
    assert page.text.count("Kies wat er met het gesprek van 12.45 uur met Yara gebeurt.") == 2
    assert "met het gesprek van 12.30 uur met Milan gebeurt." not in page.text
    page = sanne.post(url, form | fields(one, "") | fields(two, ""))
    for who in ("12.30 uur met Milan", "12.45 uur met Yara"):
        assert f"Kies wat er met het gesprek van {who} gebeurt.</a>" in page.text
    assert talk(one).slot_id == world.sanne_slots[2]
    page = sanne.post(url, form | fields(one, f"hand:{world.omar}") | fields(two, "off:other", "te kort"))
    assert "ten minste 10 tekens" in page.text
    assert talk(one).slot_id == world.sanne_slots[2]
    page = sanne.post(url, form | fields(one, f"hand:{world.omar}") | fields(two, "off:illness"))
    assert "Het rooster is gewijzigd" in page.text
    assert (talk(one).slot_id, talk(one).sequence) == (world.omar_slots[2], 1)
    assert (talk(two).state, talk(two).reason) == (CANCELLED_BY_EMPLOYER, "illness")
    assert open_slots(world.sanne) == ["11:00", "11:15"]


def test_a_talk_moves_to_a_time_that_the_change_itself_makes(visit, world, now, url):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    sanne = visit(world.sanne)
    form = times("13:00", "13:30")
    page = sanne.post(url, form)
    stamp = int((db.session.get(Slot, world.sanne_slots[0]).starts_at + 75 * MINUTE).timestamp())
    choice = f"move:{world.sanne}:{stamp}"
    assert choice in page.text
    sanne.post(url, form | fields(booking_id, choice) | {"seen": seen_on(page)})
    moved = talk(booking_id)
    assert moved.starts_at.strftime("%H:%M") == "12:15"
    assert (moved.slot.staff_id, moved.uid, moved.employer_changed) == (world.sanne, moved.uid, True)
    assert open_slots(world.sanne) == ["12:00", "12:15"]


def test_times_at_which_the_student_has_another_talk_are_not_offered(visit, world, now, url):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    book(world.daan_slots[2], world.yara, now)
    sanne = visit(world.sanne)
    page = sanne.post(f"{url}/verwijderen")
    stamps = {
        number: int(db.session.get(Slot, world.omar_slots[number]).starts_at.timestamp()) for number in (1, 2)
    }
    assert f"move:{world.omar}:{stamps[1]}" in page.text
    assert f"move:{world.omar}:{stamps[2]}" not in page.text
    with pytest.raises(Refused, match="kan dan niet"):
        actions.remove_shift(
            shift_id=shift_of(world.sanne_slots[0]),
            seen=seen_on(page),
            decisions={
                booking_id: Decision("move", world.omar, db.session.get(Slot, world.omar_slots[2]).starts_at)
            },
            person_id=world.sanne,
            now=now,
        )
    assert talk(booking_id).slot_id == world.sanne_slots[0]


def test_another_rhythm_leaves_booked_talks_at_their_time_when_staff_say_so(visit, world, now, url):
    booking_id = book(world.sanne_slots[1], world.yara, now)
    sanne = visit(world.sanne)
    form = times(slot_minutes="20")
    page = sanne.post(url, form)
    assert "raakt 1 gesprek" in page.text
    assert '<option selected value="keep">' in page.text
    sanne.post(url, form | fields(booking_id, "keep") | {"seen": seen_on(page)})
    assert (talk(booking_id).slot_id, talk(booking_id).sequence) == (world.sanne_slots[1], 0)
    assert open_slots(world.sanne) == ["11:15", "11:40"]
    page = sanne.post(url, times(slot_minutes="20", ends="13:30"))
    assert "Het rooster is gewijzigd" in page.text
    assert open_slots(world.sanne) == ["11:15", "11:40", "12:00"]


def test_nobody_keeps_a_time_outside_the_block(world, now):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    shift = db.session.get(Shift, shift_of(world.sanne_slots[0]))
    details = {
        "shift_id": shift.id,
        "starts_at": shift.starts_at + 15 * MINUTE,
        "ends_at": shift.ends_at,
        "meeting_link": "",
        "person_id": world.sanne,
        "now": now,
    }
    with pytest.raises(Refused, match="raakt geboekte gesprekken"):
        actions.change_shift(**details, decisions={})
    with pytest.raises(Refused, match="Kijk opnieuw"):
        actions.change_shift(**details, seen="something else", decisions={booking_id: Decision("keep")})


def test_what_changed_meanwhile_is_shown_anew(visit, world, now, url):
    booking_id = book(world.sanne_slots[3], world.yara, now)
    sanne = visit(world.sanne)
    form = times(ends="12:30")
    form["seen"] = seen_on(sanne.post(url, form))
    other = book(world.sanne_slots[2], world.milan, now)
    page = sanne.post(url, form | fields(booking_id, "off:closing"))
    assert page.status_code == 422
    assert "Milan" in page.text
    assert "Kies wat er met het gesprek van 12.30 uur met Milan gebeurt." in page.text
    both = fields(booking_id, "off:closing") | fields(other, "off:double")
    page = sanne.post(url, form | both)
    assert "Kijk opnieuw" in page.text
    assert talk(booking_id).is_live
    page = sanne.post(url, form | both | {"seen": seen_on(page)})
    assert "Het rooster is gewijzigd" in page.text
    assert {talk(booking_id).state, talk(other).state} == {CANCELLED_BY_EMPLOYER}


def test_a_time_that_somebody_took_meanwhile_is_refused_and_nothing_is_kept(visit, world, now, url):
    one, two = book(world.sanne_slots[2], world.milan, now), book(world.sanne_slots[3], world.yara, now)
    sanne = visit(world.sanne)
    form = times(ends="12:30")
    form["seen"] = seen_on(sanne.post(url, form))
    stamp = int(db.session.get(Slot, world.omar_slots[0]).starts_at.timestamp())
    move = f"move:{world.omar}:{stamp}"
    page = sanne.post(url, form | fields(one, move) | fields(two, move))
    assert "niet meer vrij" in page.text
    assert (talk(one).slot_id, talk(two).slot_id) == (world.sanne_slots[2], world.sanne_slots[3])
    assert len(open_slots(world.sanne)) == 4


def test_when_the_student_cancels_meanwhile_nothing_stands_in_the_way(visit, world, now, url):
    booking_id = book(world.sanne_slots[3], world.yara, now)
    sanne = visit(world.sanne)
    form = times(ends="12:45")
    form["seen"] = seen_on(sanne.post(url, form))
    cancel_booking(booking_id=booking_id, person_id=world.yara, now=now)
    assert "Het rooster is gewijzigd" in sanne.post(url, form | fields(booking_id, "off:closing")).text
    assert talk(booking_id).state != CANCELLED_BY_EMPLOYER


def test_removing_a_block_asks_what_becomes_of_its_talks(visit, world, now, url):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    sanne, bram = visit(world.sanne), visit(world.bram)
    page = sanne.get(f"{url}/verwijderen")
    assert "Yara" in page.text
    assert "Yara" not in bram.get(f"{url}/verwijderen").text
    assert "Een student" in bram.get(f"{url}/verwijderen").text
    form = {"seen": seen_on(page)} | fields(booking_id, f"hand:{world.omar}")
    assert "van het rooster af" in sanne.post(f"{url}/verwijderen", form).text
    assert talk(booking_id).slot_id == world.omar_slots[0]
    assert open_slots(world.sanne) == []


def test_what_has_begun_of_a_block_stays(world, now):
    els = make_member("Els", "staff", organisation_id=world.care)
    slots = make_slots(world.care_booth, els, now - 45 * MINUTE, 6)
    actions.remove_shift(shift_id=shift_of(slots[0]), decisions={}, person_id=world.sanne, now=now)
    db.session.rollback()
    states = [db.session.get(Slot, slot_id).state for slot_id in slots]
    assert states == [FREE] * 4 + [WITHDRAWN] * 2
    assert db.session.get(Shift, shift_of(slots[0])).ends_at == now + 15 * MINUTE


def test_lunch_takes_times_away_and_gives_them_back(visit, world, now, url):
    booking_id = book(world.sanne_slots[1], world.yara, now)
    sanne = visit(world.sanne)
    wrong = [
        ({"starts": "11:30", "ends": "12:15"}, "van 12.00 tot 13.00 uur"),
        ({"starts": "12:15", "ends": "12:15"}, "later eindigen"),
        ({"starts": "12:15", "ends": "12:30", "reason": "else"}, "Zeg waarom"),
        ({"starts": "12:00", "ends": "13:00"}, "raakt 1 gesprek"),
    ]
    assert "Blokkeer een tijd van Sanne" in sanne.get(f"{url}/blokkeren").text
    for form, words in wrong:
        assert words in sanne.post(f"{url}/blokkeren", {"reason": "lunch"} | form).text
    lunch = {"starts": "12:10", "ends": "12:40", "reason": "else", "words": "Naar de kapper"}
    lunch["seen"] = seen_on(sanne.post(f"{url}/blokkeren", lunch))
    assert (
        "geblokkeerd" in sanne.post(f"{url}/blokkeren", lunch | fields(booking_id, f"hand:{world.omar}")).text
    )
    assert open_slots(world.sanne) == ["11:45"]
    assert "Naar de kapper" in sanne.get(f"/stands/{world.care_booth}/rooster").text
    pause = db.session.query(Pause).one()
    assert "Naar de kapper" in sanne.get(url).text
    assert "weer vrij" in sanne.post(f"/geblokkeerd/{pause.id}/vrijgeven").text
    own = db.session.query(Slot).filter_by(staff_id=world.sanne, state=FREE).order_by(Slot.starts_at)
    assert [slot.id for slot in own] == world.sanne_slots
    assert talk(booking_id).slot_id == world.omar_slots[1]


def test_a_whole_block_is_removed_and_not_blocked(visit, world, url):
    form = {"starts": "12:00", "ends": "13:00", "reason": "lunch"}
    assert "Verwijder het blok" in visit(world.sanne).post(f"{url}/blokkeren", form).text
    assert db.session.query(Pause).count() == 0


def test_a_pause_that_has_passed_is_refused(world, now):
    slots = make_slots(world.care_booth, world.sanne, now - 60 * MINUTE, 5)
    with pytest.raises(Refused, match="voorbij"):
        actions.add_pause(
            shift_id=shift_of(slots[0]),
            starts_at=now - 60 * MINUTE,
            ends_at=now - 30 * MINUTE,
            reason="lunch",
            decisions={},
            person_id=world.sanne,
            now=now,
        )


def test_group_talks_stay_while_the_block_holds_them(world, now):
    shift = db.session.get(Shift, shift_of(world.sanne_slots[0]))
    group = save(
        Slot(
            booth_id=world.care_booth,
            shift_id=shift.id,
            staff_id=world.sanne,
            starts_at=shift.ends_at,
            ends_at=shift.ends_at + 40 * MINUTE,
            seats=8,
        )
    )
    details = {
        "shift_id": shift.id,
        "meeting_link": "",
        "person_id": world.sanne,
        "now": now,
        "decisions": {},
    }
    ends_at = shift.ends_at + 60 * MINUTE
    actions.change_shift(**details, starts_at=shift.starts_at, ends_at=ends_at)
    assert db.session.get(Slot, group.id).state == FREE
    assert open_slots(world.sanne) == ["11:00", "11:15", "11:30", "11:45", "12:00", "12:45"]


def test_changing_a_block_keeps_out_of_the_other_blocks_of_this_person(visit, world, now, url):
    make_slots(world.care_booth, world.sanne, db.session.get(Slot, world.sanne_slots[3]).ends_at, 2)
    assert "al op het rooster" in visit(world.sanne).post(url, times(ends="13:15")).text


def test_strangers_change_nothing(visit, world, now, url):
    actions.add_pause(
        shift_id=shift_of(world.sanne_slots[0]),
        starts_at=db.session.get(Slot, world.sanne_slots[1]).starts_at,
        ends_at=db.session.get(Slot, world.sanne_slots[1]).ends_at,
        reason="lunch",
        decisions={},
        person_id=world.omar,
        now=now,
    )
    pause_id = db.session.query(Pause).one().id
    for person in (world.daan, world.yara):
        stranger = visit(person)
        assert stranger.get(f"{url}/blokkeren").status_code == 404
        assert stranger.post(f"/geblokkeerd/{pause_id}/vrijgeven").status_code == 404
    assert visit().get(f"{url}/blokkeren").status_code == 302
    assert visit(world.sanne).post("/geblokkeerd/99/vrijgeven").status_code == 404
    assert db.session.query(Pause).count() == 1
    with pytest.raises(NotFound):
        actions.remove_pause(pause_id=pause_id, person_id=world.daan, now=now)


def test_whoever_looks_at_the_booth_sees_the_new_times_at_once(visit, world, url):
    milan = visit(world.milan)
    assert milan.open_line(f"booth:{world.care_booth}") == []
    visit(world.sanne).post(url, times(ends="12:45"))
    drawn = "".join(milan.patches())
    assert f'id="slot-{world.sanne_slots[2]}"' in drawn
    assert f'id="slot-{world.sanne_slots[3]}"' not in drawn


def test_the_review_needs_as_many_queries_for_many_talks(visit, world, now, count_queries, url):
    sanne = visit(world.sanne)
    book(world.sanne_slots[0], world.yara, now)
    sanne.get(f"{url}/verwijderen")
    few = count_queries(lambda: sanne.get(f"{url}/verwijderen"))
    book(world.sanne_slots[1], world.milan, now)
    book(world.sanne_slots[2], world.noor, now)
    assert count_queries(lambda: sanne.get(f"{url}/verwijderen")) == few


def test_a_talk_that_the_student_moved_back_no_longer_says_that_the_employer_did(world, now, visit, url):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    sanne, yara = visit(world.sanne), visit(world.yara)
    page = sanne.get(f"{url}/verwijderen")
    sanne.post(f"{url}/verwijderen", {"seen": seen_on(page)} | fields(booking_id, f"hand:{world.omar}"))
    assert "De werkgever heeft dit gesprek veranderd" in yara.get("/mijn-dag").text
    move_booking(booking_id=booking_id, slot_id=world.omar_slots[1], person_id=world.yara, now=now)
    assert "De werkgever heeft dit gesprek veranderd" not in yara.get("/mijn-dag").text


def test_a_block_elsewhere_is_not_offered(world, now):
    fair = make_fair(now, slot_minutes=15)
    booth = make_booth(fair, world.care)
    els = make_member("Els", "staff", organisation_id=world.care)
    first = db.session.get(Slot, world.sanne_slots[0])
    make_slots(booth, els, first.starts_at, 1)
    booking_id = book(world.sanne_slots[0], world.yara, now)
    with pytest.raises(Refused, match="raakt"):
        actions.remove_shift(shift_id=first.shift_id, decisions={}, person_id=world.sanne, now=now)
    assert talk(booking_id).is_live
