"""Staff give a talk to a colleague or call it off; the student sees it at once, with whom or why."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import handover as actions
from fair.actions.booking import book_slot
from fair.actions.roster import add_pause, change_shift
from fair.models import BOOKED, CANCELLED_BY_EMPLOYER, FREE, WITHDRAWN, Booking, Pause, Shift, Slot
from tests.factories import make_booth, make_fair, make_member, make_slots

MINUTE = timedelta(minutes=1)


@pytest.fixture
def booking_id(world, now):
    """The first talk of Yara, with Sanne."""
    return book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="Mag ik kijken?", now=now)


def talk(booking_id):
    """A booking as it is kept."""
    db.session.rollback()
    return db.session.get(Booking, booking_id)


def state_of(slot_id):
    """Whether a slot stands."""
    db.session.rollback()
    return db.session.get(Slot, slot_id).state


def give(world, booking_id, now, staff_id, seen=0):
    """Sanne gives the talk away."""
    return actions.hand_over(
        booking_id=booking_id, staff_id=staff_id, seen=seen, person_id=world.sanne, now=now
    )


def test_a_colleague_takes_over_at_the_same_time(world, now, booking_id):
    before = talk(booking_id).uid
    give(world, booking_id, now, world.omar)
    given = talk(booking_id)
    assert (given.slot_id, given.uid, given.sequence, given.state) == (world.omar_slots[0], before, 1, BOOKED)
    assert given.question == "Mag ik kijken?"
    assert state_of(world.sanne_slots[0]) == WITHDRAWN
    pause = db.session.query(Pause).one()
    assert (pause.reason, pause.starts_at) == ("handed_over", given.starts_at)


def test_a_colleague_who_is_not_on_the_roster_then_gets_a_slot(world, now, booking_id):
    els = make_member("Els", "staff", organisation_id=world.care)
    give(world, booking_id, now, els)
    slot = talk(booking_id).slot
    assert (slot.staff_id, slot.state, slot.starts_at) == (els, FREE, talk(booking_id).starts_at)
    assert (slot.shift.starts_at, slot.shift.ends_at) == (slot.starts_at, slot.ends_at)


def test_a_made_slot_lies_in_the_block_and_the_room_of_the_colleague(world, now, booking_id):
    els = make_member("Els", "staff", organisation_id=world.care)
    first = db.session.get(Slot, world.sanne_slots[0])
    own = make_slots(world.care_booth, els, first.starts_at - 10 * MINUTE, 3, minutes=20)
    with transaction() as work:
        work.get_one(Shift, work.get_one(Slot, own[0]).shift_id).meeting_link = "https://els.example/kamer"
    give(world, booking_id, now, els)
    given = talk(booking_id).slot
    assert given.shift_id == db.session.get(Slot, own[0]).shift_id
    assert [state_of(slot_id) for slot_id in own] == [WITHDRAWN, WITHDRAWN, FREE]


def test_a_new_block_of_a_colleague_has_her_room(world, now, booking_id):
    els = make_member("Els", "staff", organisation_id=world.care)
    own = make_slots(world.care_booth, els, db.session.get(Slot, world.sanne_slots[3]).ends_at, 1)
    with transaction() as work:
        work.get_one(Shift, work.get_one(Slot, own[0]).shift_id).meeting_link = "https://els.example/kamer"
    give(world, booking_id, now, els)
    assert talk(booking_id).slot.shift.meeting_link == "https://els.example/kamer"


def test_only_colleagues_with_time_can_take_over(world, now, booking_id, visit):
    book_slot(slot_id=world.omar_slots[0], person_id=world.milan, question="", now=now)
    els = make_member("Els", "staff", organisation_id=world.care)
    ad = make_member("Ad", "staff", organisation_id=world.care)
    first = db.session.get(Slot, world.sanne_slots[0])
    make_slots(make_booth(make_fair(now), world.care), els, first.starts_at, 1)
    page = visit(world.sanne).get(f"/gesprekken/{booking_id}").text
    assert f'value="{ad}"' in page
    for busy in (world.omar, els, world.sanne, world.daan):
        assert f'<option value="{busy}"' not in page
        with pytest.raises(Refused):
            give(world, booking_id, now, busy)
    shift = make_slots(world.care_booth, ad, first.starts_at, 3)[0]
    add_pause(
        shift_id=db.session.get(Slot, shift).shift_id,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        reason="lunch",
        decisions={},
        person_id=ad,
        now=now,
    )
    with pytest.raises(Refused, match="geen tijd"):
        give(world, booking_id, now, ad)
    assert "Geen collega heeft dan tijd" in visit(world.sanne).get(f"/gesprekken/{booking_id}").text
    assert talk(booking_id).slot_id == world.sanne_slots[0]


def test_what_was_decided_on_an_older_state_is_refused(world, now, booking_id):
    give(world, booking_id, now, world.omar)
    els = make_member("Els", "staff", organisation_id=world.care)
    with pytest.raises(Refused, match="veranderd terwijl u keek"):
        give(world, booking_id, now, els)
    with pytest.raises(Refused, match="heeft dit gesprek al"):
        give(world, booking_id, now, world.omar, seen=1)


def test_what_has_begun_or_is_off_is_not_given_away(world, now, booking_id):
    begun = talk(booking_id).starts_at
    with pytest.raises(Refused, match="al begonnen"):
        give(world, booking_id, begun, world.omar)
    call_off(world, booking_id, now, "illness")
    with pytest.raises(Refused, match="niet meer gepland"):
        give(world, booking_id, now, world.omar, seen=1)


def call_off(world, booking_id, now, reason, words=""):
    """Sanne calls the talk off."""
    return actions.call_off(
        booking_id=booking_id, reason=reason, words=words, seen=0, person_id=world.sanne, now=now
    )


def test_a_talk_is_called_off_with_a_reason_and_its_time_is_not_offered_again(world, now, booking_id):
    call_off(world, booking_id, now, "double")
    off = talk(booking_id)
    assert (off.state, off.reason, off.sequence) == (CANCELLED_BY_EMPLOYER, "double", 1)
    assert state_of(world.sanne_slots[0]) == WITHDRAWN
    with pytest.raises(Refused, match="ingetrokken"):
        book_slot(slot_id=world.sanne_slots[0], person_id=world.milan, question="", now=now)


def test_another_change_of_the_block_does_not_bring_the_time_back(world, now, booking_id):
    call_off(world, booking_id, now, "illness")
    shift = db.session.get(Slot, world.sanne_slots[0]).shift
    times = {"starts_at": shift.starts_at, "ends_at": shift.ends_at + 15 * MINUTE, "meeting_link": ""}
    change_shift(shift_id=shift.id, **times, decisions={}, person_id=world.sanne, now=now)
    assert state_of(world.sanne_slots[0]) == WITHDRAWN


def test_in_a_group_talk_the_others_go_on(world, now, booking_id):
    with transaction() as work:
        work.get_one(Slot, world.sanne_slots[0]).seats = 5
    call_off(world, booking_id, now, "illness")
    assert state_of(world.sanne_slots[0]) == FREE
    assert db.session.query(Pause).count() == 0


def test_the_page_of_a_talk_gives_and_calls_off_without_javascript(visit, world, now, booking_id):
    sanne = visit(world.sanne)
    page = sanne.get(f"/gesprekken/{booking_id}")
    assert "Het gesprek van 12.00 uur met Yara" in page.text
    assert "Verzorgende IG" in page.text
    url = f"/gesprekken/{booking_id}/afzeggen"
    assert "Kies een reden" in sanne.post(url, {"seen": "0", "reason": ""}).text
    page = sanne.post(url, {"seen": "0", "reason": "other", "words": "Kort."})
    assert page.status_code == 422
    assert "10 tekens" in page.text
    assert "Kort." in page.text
    assert "Kies een persoon" in sanne.post(f"/gesprekken/{booking_id}/overdragen", {"seen": "0"}).text
    form = {"seen": "0", "staff_id": world.omar, "key": "once"}
    for _twice in range(2):
        assert "Uw collega heeft het gesprek" in sanne.post(f"/gesprekken/{booking_id}/overdragen", form).text
    assert talk(booking_id).sequence == 1
    page = sanne.post(url, {"seen": "0", "reason": "illness"})
    assert "veranderd terwijl u keek" in page.text
    assert 'name="seen" type="hidden" value="1"' in page.text.replace("required ", "")
    assert "ziet waarom" in sanne.post(url, {"seen": "1", "reason": "illness"}).text
    assert "kan niet meer veranderen" in sanne.get(f"/gesprekken/{booking_id}").text


def test_the_student_sees_with_whom_at_once_and_after(visit, world, now, booking_id):
    yara, sanne, milan = visit(world.yara), visit(world.sanne), visit(world.milan)
    yara.open_line(f"day:{world.yara}", f"booth:{world.care_booth}", f"person:{world.yara}")
    milan.open_line(f"booth:{world.care_booth}")
    sanne.open_line(f"booth-desk:{world.care_booth}")
    said = sanne.send("talk:hand-over", booking_id=booking_id, seen=0, staff_id=world.omar, key="k")
    assert said["go"] == f"/balie/{world.care_booth}"
    drawn = yara.patches()
    assert any("De werkgever heeft dit gesprek veranderd" in patch and "met Omar" in patch for patch in drawn)
    assert any(f'id="slot-{world.omar_slots[0]}"' in patch and "mine" in patch for patch in drawn)
    seen = "".join(milan.patches())
    assert f'id="slot-{world.omar_slots[0]}"' in seen
    assert "mine" not in seen
    assert any(f'id="times-{world.omar}"' in patch and "Yara" in patch for patch in sanne.patches())
    assert "met Omar" in yara.get(f"/afspraken/{booking_id}").text
    assert "SEQUENCE:1" in yara.get(f"/afspraken/{booking_id}.ics").text


def test_the_student_sees_why_at_once_and_can_choose_another_time(visit, world, now, booking_id):
    yara, sanne = visit(world.yara), visit(world.sanne)
    yara.open_line(f"day:{world.yara}", f"booth:{world.care_booth}", f"person:{world.yara}")
    said = sanne_calls_off(sanne, booking_id)
    assert "ziet waarom" in said["notice"]
    drawn = yara.patches()
    assert any("Brandoefening" in patch and f'id="ticket-{booking_id}"' in patch for patch in drawn)
    notice = next(patch for patch in drawn if f'id="called-off-{world.care_booth}"' in patch)
    assert "Brandoefening in het gebouw" in notice
    assert "Kies een andere tijd" in notice
    assert any(f'id="sheet-{world.sanne_slots[0]}"' in patch and "12.00" in patch for patch in drawn)
    assert any(f'id="slot-{world.sanne_slots[0]}"' in patch and "closed" in patch for patch in drawn)
    booth, day = f"/stands/{world.care_booth}", yara.get("/mijn-dag").text
    assert "Brandoefening in het gebouw" in yara.get(booth).text
    assert "Kies een andere tijd" in day
    assert "Kies een andere tijd" in yara.get(f"/afspraken/{booking_id}").text
    assert "Brandoefening" not in visit(world.milan).get(booth).text
    assert "Brandoefening" not in visit().get(booth).text
    yara.post(f"/tijden/{world.omar_slots[1]}/boeken", {"question": ""})
    assert "Brandoefening" not in yara.get(booth).text


def sanne_calls_off(sanne, booking_id):
    """Over the line, after a try without words."""
    sanne.open_line()
    form = {"booking_id": booking_id, "seen": 0, "reason": "other"}
    assert "10 tekens" in sanne.send("talk:call-off", **form, words="Kort.", key="1")["error"]
    return sanne.send("talk:call-off", **form, words="Brandoefening in het gebouw", key="2")


def test_a_reason_of_the_list_is_read_in_the_language_of_the_student(visit, world, now, booking_id):
    call_off(world, booking_id, now, "closing")
    yara = visit(world.yara)
    assert "De stand sluit" in yara.get("/mijn-dag").text
    yara.get("/taal/en?terug=/mijn-dag")
    assert "The booth closes" in yara.get("/mijn-dag").text


def test_the_desk_and_the_roster_lead_to_the_talk(visit, world, now, booking_id):
    sanne = visit(world.sanne)
    link = f"/gesprekken/{booking_id}"
    assert link in sanne.get(f"/balie/{world.care_booth}?gesprek={booking_id}").text
    assert link in sanne.get(f"/stands/{world.care_booth}/rooster").text
    assert link not in visit(world.bram).get(f"/stands/{world.care_booth}/rooster").text


def test_strangers_do_nothing_with_a_talk(visit, world, now, booking_id):
    for person in (world.daan, world.yara, world.bram, world.fatima):
        stranger = visit(person)
        stranger.open_line()
        assert stranger.get(f"/gesprekken/{booking_id}").status_code == 404
        hand = {"seen": 0, "staff_id": world.omar}
        assert stranger.post(f"/gesprekken/{booking_id}/overdragen", hand).status_code == 404
        assert stranger.post(f"/gesprekken/{booking_id}/afzeggen", {"seen": 0}).status_code == 404
        assert "error" in stranger.send("talk:hand-over", booking_id=booking_id, **hand, key="k")
        assert "error" in stranger.send(
            "talk:call-off", booking_id=booking_id, seen=0, reason="illness", words="", key="l"
        )
    assert visit(world.sanne).get("/gesprekken/99").status_code == 404
    with pytest.raises(NotFound):
        actions.call_off(booking_id=99, reason="illness", words="", seen=0, person_id=world.sanne, now=now)
    assert talk(booking_id).slot_id == world.sanne_slots[0]
