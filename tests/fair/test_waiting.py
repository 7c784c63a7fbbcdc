"""Waiting lists with real rows and real commits: who is offered what, until when, and who comes next."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import booking, fairs, offers, roster
from fair.actions import waiting as actions
from fair.facts import BookingCancelled
from fair.live import booking as live_booking
from fair.live import waiting as live_waiting
from fair.models import CANCELLED_BY_EMPLOYER, Booking, Fair, Slot
from fair.models.waiting import (
    FIRST,
    GONE,
    LAPSED,
    OFFERED,
    PAST,
    STANDBY,
    TAKEN,
    WAITING,
    PastWait,
    SlotOffer,
    Standby,
    WaitlistEntry,
)
from fair.queries import free_times, square
from fair.queries import report as reports
from fair.queries import slot as slot_queries
from tests.factories import make_slots, make_student

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nobody_watches(monkeypatch):
    """What is told within a second is told by hand, in the tests of the doors."""
    for gathered in (live_booking.squares, live_waiting.lines, live_waiting.standbys):
        monkeypatch.setattr(gathered, "add", lambda number: None)


@pytest.fixture
def full(world, now):
    """Daan's four times are taken by four students; the ids of their bookings."""
    others = [make_student(f"Robin{number}", world.programme_mbo3) for number in range(4)]
    return [
        booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)
        for slot_id, person_id in zip(world.daan_slots, others, strict=True)
    ]


def join(world, person_id, now, slot_id=None, booth_id=None):
    booth_id = booth_id or world.tech_booth
    return actions.join_waiting_list(booth_id=booth_id, slot_id=slot_id, person_id=person_id, now=now)


def cancel(booking_id, now):
    talk = db.session.get(Booking, booking_id)
    booking.cancel_booking(booking_id=booking_id, person_id=talk.person_id, now=now)


def accept(offer, now):
    return actions.accept_offer(offer_id=offer.id, person_id=offer.person_id, now=now)


def let_go(offer, now):
    return offers.let_go(offer_id=offer.id, person_id=offer.person_id, now=now)


def all_offers():
    db.session.expire_all()
    return list(db.session.scalars(select(SlotOffer).order_by(SlotOffer.id)))


def held():
    return {offer.slot_id: offer.person_id for offer in all_offers() if offer.state == OFFERED}


def waiting(booth_id):
    found = select(WaitlistEntry.person_id).where(WaitlistEntry.booth_id == booth_id)
    return list(db.session.scalars(found.order_by(WaitlistEntry.id)))


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def kept(booth_id):
    """What is kept of who waited: the level, and the minutes until an offer."""
    found = select(PastWait.level, PastWait.minutes).where(PastWait.booth_id == booth_id)
    return sorted((tuple(row) for row in db.session.execute(found)), key=str)


def works(moment):
    return worker.do_what_is_due(moment)


# ---- joining and leaving ----


def test_joining_and_leaving(world, full, now):
    entry_id = join(world, world.yara, now)
    assert waiting(world.tech_booth) == [world.yara]
    with pytest.raises(Refused, match="al op de wachtlijst van deze stand"):
        join(world, world.yara, now, slot_id=world.daan_slots[1])
    assert actions.leave_waiting_list(entry_id=entry_id, person_id=world.yara, now=now) == world.tech_booth
    assert waiting(world.tech_booth) == []
    with pytest.raises(NotFound):
        actions.leave_waiting_list(entry_id=entry_id, person_id=world.yara, now=now)


def test_who_can_book_does_not_wait(world, now):
    with pytest.raises(Refused, match=r"12\.00 uur is vrij"):
        join(world, world.yara, now)
    with pytest.raises(Refused, match=r"12\.15 uur is vrij"):
        join(world, world.yara, now, slot_id=world.daan_slots[1])
    with pytest.raises(Refused, match="Alleen studenten"):
        join(world, world.sanne, now)
    with pytest.raises(NotFound):
        join(world, world.yara, now, booth_id=999)
    with pytest.raises(Refused, match="geen tijd meer om op te wachten"):
        join(world, world.yara, now, slot_id=world.sanne_slots[0])


def test_the_database_keeps_one_entry_per_booth(world, full, now):
    join(world, world.yara, now)
    with pytest.raises(IntegrityError), transaction() as work:
        work.add(
            WaitlistEntry(fair_id=world.fair, booth_id=world.tech_booth, person_id=world.yara, joined_at=now)
        )


# ---- what falls free ----


def test_a_cancelled_time_is_held_for_the_first(world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[2], now)
    [offer] = all_offers()
    assert (offer.person_id, offer.slot_id, offer.kind) == (world.yara, world.daan_slots[2], WAITING)
    assert (offer.offered_at, offer.expires_at) == (now, now + 30 * MINUTE)
    with pytest.raises(Refused, match="Iemand was je net voor"):
        booking.book_slot(slot_id=offer.slot_id, person_id=world.noor, question="", now=now)
    with pytest.raises(Refused, match="Iemand was je net voor"):
        booking.book_slot(slot_id=offer.slot_id, person_id=world.milan, question="", now=now)
    assert free_times.at_fair(world.fair, now)[world.tech_booth].number == 0
    assert (
        sum(stall.figures.free for stall in square.today(db.session.get(Fair, world.fair), now).stalls) == 8
    )


def test_another_time_of_the_booth_names_what_is_held(world, full, now):
    join(world, world.yara, now)
    cancel(full[2], now)
    taken = world.daan_slots[1]
    assert slot_queries.sheet(taken, world.yara, now).refusal.endswith(
        "12.30 uur wordt voor je vastgehouden."
    )
    assert slot_queries.sheet(taken, world.noor, now).refusal.endswith("Hier zijn geen vrije tijden meer.")


def test_taking_it_books_it_and_ends_the_waiting(world, full, now):
    join(world, world.yara, now)
    cancel(full[2], now)
    [offer] = all_offers()
    booking_id = accept(offer, now + MINUTE)
    assert db.session.get(Booking, booking_id).person_id == world.yara
    assert (all_offers()[0].state, waiting(world.tech_booth)) == (TAKEN, [])
    with pytest.raises(Refused, match="al van jou"):
        accept(offer, now + MINUTE)
    with pytest.raises(Refused, match="niet meer voor jou vast"):
        let_go(offer, now)


def test_booking_it_the_usual_way_is_taking_it(world, full, now):
    join(world, world.yara, now)
    cancel(full[2], now)
    booking.book_slot(slot_id=world.daan_slots[2], person_id=world.yara, question="Hoi", now=now)
    assert (all_offers()[0].state, waiting(world.tech_booth)) == (TAKEN, [])


def test_letting_go_gives_it_to_the_next_and_keeps_the_place(world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[0], now)
    let_go(all_offers()[0], now)
    assert held() == {world.daan_slots[0]: world.milan}
    assert waiting(world.tech_booth) == [world.yara, world.milan]
    let_go(all_offers()[1], now)
    assert held() == {}
    assert free_times.at_fair(world.fair, now)[world.tech_booth].number == 1
    booking.book_slot(slot_id=world.daan_slots[0], person_id=world.noor, question="", now=now)
    assert [offer.state for offer in all_offers()] == [PAST, PAST]
    noors = db.session.scalars(select(Booking.id).where(Booking.person_id == world.noor)).one()
    cancel(noors, now)
    assert held() == {world.daan_slots[0]: world.yara}


def test_strangers_cannot_answer_an_offer(world, full, now):
    join(world, world.yara, now)
    cancel(full[0], now)
    [offer] = all_offers()
    for verb in (actions.accept_offer, offers.let_go):
        with pytest.raises(NotFound):
            verb(offer_id=offer.id, person_id=world.milan, now=now)


def test_leaving_the_list_lets_go(world, full, now):
    entry_id = join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[0], now)
    actions.leave_waiting_list(entry_id=entry_id, person_id=world.yara, now=now)
    assert held() == {world.daan_slots[0]: world.milan}


def test_who_waits_for_one_time_is_not_offered_another(world, full, now):
    join(world, world.yara, now, slot_id=world.daan_slots[3])
    cancel(full[0], now)
    assert held() == {}
    cancel(full[3], now)
    assert held() == {world.daan_slots[3]: world.yara}


def test_who_has_a_talk_at_that_time_is_passed_over_but_stays(world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    booking.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)
    cancel(full[1], now)
    assert held() == {world.daan_slots[1]: world.milan}
    assert waiting(world.tech_booth) == [world.yara, world.milan]


def test_moving_away_frees_a_time_and_undoing_too(world, full, now):
    join(world, world.yara, now)
    extra = make_slots(world.tech_booth, world.daan, now + timedelta(hours=3), 1)
    mover = db.session.get(Booking, full[0]).person_id
    booking.move_booking(booking_id=full[0], slot_id=extra[0], person_id=mover, now=now)
    assert held() == {world.daan_slots[0]: world.yara}
    let_go(all_offers()[0], now)
    noor = booking.book_slot(slot_id=world.daan_slots[0], person_id=world.noor, question="", now=now)
    booking.undo_booking(booking_id=noor, person_id=world.noor, now=now)
    assert held() == {world.daan_slots[0]: world.yara}


def test_a_time_that_is_held_cannot_be_moved_to(world, full, now):
    join(world, world.yara, now)
    cancel(full[0], now)
    other = db.session.get(Booking, full[1])
    with pytest.raises(Refused, match="net voor"):
        booking.move_booking(
            booking_id=other.id, slot_id=world.daan_slots[0], person_id=other.person_id, now=now
        )


def test_what_is_held_goes_on_when_another_talk_leaves_no_room_for_it(world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[1], now)
    booking.book_slot(slot_id=world.omar_slots[0], person_id=world.yara, question="", now=now)
    assert held() == {world.daan_slots[1]: world.yara}  # 12.00 and 12.15 go together
    other = db.session.scalars(select(Booking.id).where(Booking.person_id == world.yara)).one()
    booking.move_booking(booking_id=other, slot_id=world.omar_slots[1], person_id=world.yara, now=now)
    assert held() == {world.daan_slots[1]: world.milan}
    assert all_offers()[0].state == GONE


def test_new_times_are_offered_and_withdrawn_ones_are_not(world, full, now):
    join(world, world.yara, now)
    starts_at = now.replace(minute=0) + timedelta(hours=3)
    shift_id = roster.add_shift(
        booth_id=world.tech_booth,
        staff_id=world.daan,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        meeting_link="",
        person_id=world.daan,
        now=now,
    )
    [slot_id] = held()
    assert db.session.get(Slot, slot_id).starts_at == starts_at
    roster.remove_shift(shift_id=shift_id, decisions={}, person_id=world.daan, now=now)
    assert held() == {}
    with pytest.raises(Refused, match="Deze tijd is er niet meer"):
        accept(all_offers()[0], now)


# ---- time runs ----


def test_what_is_not_answered_goes_to_the_next(world, full, now, monkeypatch):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[3], now)  # 12.45, an hour and three minutes ahead
    late = at(monkeypatch, now + 30 * MINUTE)
    with pytest.raises(Refused, match="Dat is voorbij"):
        accept(all_offers()[0], late)
    assert works(late) == 1
    assert held() == {world.daan_slots[3]: world.milan}
    assert all_offers()[0].state == LAPSED
    assert works(late) == 0
    later = at(monkeypatch, now + 58 * MINUTE)
    assert works(later) == 1
    assert held() == {}
    assert works(later) == 0


def test_a_late_worker_does_not_let_it_be_booked_by_the_wrong_one(world, full, now, monkeypatch):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[3], now)
    late = at(monkeypatch, now + 31 * MINUTE)
    for person_id in (world.yara, world.noor):
        with pytest.raises(Refused):
            booking.book_slot(slot_id=world.daan_slots[3], person_id=person_id, question="", now=late)
    assert booking.book_slot(slot_id=world.daan_slots[3], person_id=world.milan, question="", now=late)
    assert [offer.state for offer in all_offers()] == [PAST, TAKEN]


def test_when_nobody_is_left_anybody_may_book(world, full, now, monkeypatch):
    join(world, world.yara, now)
    cancel(full[3], now)
    late = at(monkeypatch, now + 31 * MINUTE)
    assert booking.book_slot(slot_id=world.daan_slots[3], person_id=world.noor, question="", now=late)


def test_one_thing_at_a_time(world, full, now):
    join(world, world.yara, now)
    cancel(full[2], now)
    cancel(full[3], now)
    assert held() == {world.daan_slots[2]: world.yara}
    join_again = all_offers()[0]
    let_go(join_again, now)
    assert works(now) == 1
    assert held() == {world.daan_slots[3]: world.yara}


def test_the_database_refuses_two_holds_and_a_booking_on_a_hold(world, full, now):
    join(world, world.yara, now)
    cancel(full[0], now)
    fields = {"booth_id": world.tech_booth, "kind": WAITING, "offered_at": now, "expires_at": now + MINUTE}
    for person_id, slot_id in (
        (world.milan, world.daan_slots[0]),  # the seat is held
        (world.yara, world.sanne_slots[0]),  # something is held for her
        (world.noor, world.daan_slots[1]),  # the seat is booked
    ):
        with pytest.raises(IntegrityError), transaction() as work:
            work.add(SlotOffer(person_id=person_id, slot_id=slot_id, **fields))
    with pytest.raises(IntegrityError, match="held_for_another"), transaction() as work:
        work.execute(update(Booking).where(Booking.id == full[1]).values(slot_id=world.daan_slots[0]))


def test_who_is_offered_something_at_this_very_moment_is_passed_over(world, full, now, monkeypatch):
    join(world, world.yara, now)
    join(world, world.milan, now + MINUTE)
    cancel(full[0], now)
    monkeypatch.setattr(offers.turns.offers, "busy", lambda person_ids: set())
    cancel(full[1], now)
    assert held() == {world.daan_slots[0]: world.yara, world.daan_slots[1]: world.milan}


# ---- the employer calls off ----


def call_off(booking_id, state="withdrawn"):
    with transaction() as work:
        talk = work.get(Booking, booking_id)
        talk.state, talk.slot.state = CANCELLED_BY_EMPLOYER, state
        work.flush()
        ids = (talk.slot_id, talk.booth_id, talk.fair_id)
        actions.announce(BookingCancelled(booking_id, *ids, "employer"))
    return talk.person_id


def test_whose_talk_the_employer_called_off_has_first_choice(world, full, now):
    join(world, world.yara, now - MINUTE)
    let_down = call_off(full[1])
    assert held() == {}
    cancel(full[2], now)
    assert held() == {world.daan_slots[2]: let_down}
    assert all_offers()[0].kind == FIRST
    accept(all_offers()[0], now)
    assert waiting(world.tech_booth) == [world.yara]


def test_a_time_that_is_free_is_offered_to_her_at_once(world, full, now):
    with transaction() as work:
        work.get(Booking, full[3]).state = "undone"
    let_down = call_off(full[1])
    assert held() == {world.daan_slots[3]: let_down}


def test_the_same_time_is_not_offered_to_whom_it_was_taken_from(world, full, now):
    let_down = call_off(full[1], state="open")
    assert held() == {}
    assert waiting(world.tech_booth) == [let_down]


def test_who_waits_already_moves_to_the_front(world, full, now):
    join(world, world.yara, now - MINUTE)
    person_id = db.session.get(Booking, full[1]).person_id
    with transaction() as work:
        work.add(
            WaitlistEntry(
                fair_id=world.fair,
                booth_id=world.tech_booth,
                person_id=person_id,
                slot_id=world.daan_slots[0],
                joined_at=now,
            )
        )
    call_off(full[1])
    cancel(full[2], now)
    assert held() == {world.daan_slots[2]: person_id}


# ---- the desk ----


def test_staff_let_a_free_time_go_to_the_first(world, full, now):
    join(world, world.yara, now)
    with transaction() as work:
        work.get(Booking, full[0]).state = "undone"
    release = actions.release_slot(slot_id=world.daan_slots[0], person_id=world.daan, now=now)
    assert release == world.tech_booth
    assert held() == {world.daan_slots[0]: world.yara}
    with pytest.raises(Refused, match="past nu bij niemand"):
        actions.release_slot(slot_id=world.daan_slots[1], person_id=world.daan, now=now)
    with pytest.raises(NotFound):
        actions.release_slot(slot_id=world.daan_slots[0], person_id=world.sanne, now=now)


# ---- standing by ----


def stand_by(world, person_id, now, **fields):
    usual = {"sectors": [], "booth_ids": [], "until": now + timedelta(hours=2)}
    return actions.stand_by(fair_id=world.fair, person_id=person_id, now=now, **usual | fields)


def test_a_time_that_falls_free_shortly_before_goes_to_who_stands_by(world, full, now, monkeypatch):
    stand_by(world, world.yara, now)
    stand_by(world, world.milan, now)
    stand_by(world, world.noor, now)
    cancel(full[0], now)  # 12.00, eighteen minutes ahead
    [offer] = all_offers()
    assert (offer.kind, offer.person_id) == (STANDBY, world.yara)
    assert offer.expires_at == now + 3 * MINUTE
    for minutes, person_id in ((3, world.milan), (6, world.noor)):
        works(at(monkeypatch, now + minutes * MINUTE))
        assert held() == {world.daan_slots[0]: person_id}


def test_a_time_further_ahead_waits_until_ten_minutes_before(world, full, now, monkeypatch):
    stand_by(world, world.yara, now, booth_ids=[world.tech_booth])
    cancel(full[1], now)  # 12.15, thirty-three minutes ahead
    assert held() == {}
    works(now + 20 * MINUTE)
    assert held() == {}
    moment = at(monkeypatch, now + 24 * MINUTE)
    assert works(moment) == 1
    assert held() == {world.daan_slots[1]: world.yara}


def test_the_waiting_list_comes_before_who_stands_by(world, full, now):
    stand_by(world, world.yara, now)
    stand_by(world, world.milan, now)
    join(world, world.milan, now)
    cancel(full[0], now)
    assert [(offer.person_id, offer.kind) for offer in all_offers()] == [(world.milan, WAITING)]
    let_go(all_offers()[0], now)
    assert held() == {world.daan_slots[0]: world.yara}


def test_standing_by_ends(world, full, now):
    standby_id = stand_by(world, world.yara, now)
    with pytest.raises(Refused, match="staat al stand-by"):
        stand_by(world, world.yara, now)
    with pytest.raises(NotFound):
        actions.stop_standing_by(standby_id=standby_id, person_id=world.milan, now=now)
    assert actions.stop_standing_by(standby_id=standby_id, person_id=world.yara, now=now) == world.fair
    cancel(full[0], now)
    assert held() == {}


# ---- the fair ends ----


def test_nothing_is_kept_when_the_fair_closes(world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now)
    stand_by(world, world.milan, now)
    cancel(full[0], now)
    fairs.close_fair(fair_id=world.fair, person_id=world.bram, now=now)
    assert waiting(world.tech_booth) == []
    assert db.session.scalars(select(Standby)).all() == []
    assert [offer.state for offer in all_offers()] == [GONE]
    assert kept(world.tech_booth) == [("mbo2", None), ("mbo3", 0)]
    assert works(now) == 0


def test_of_who_waits_no_more_it_is_kept_how_long_that_took(world, full, now, monkeypatch):
    join(world, world.yara, now)
    entry_id = join(world, world.milan, now)
    actions.leave_waiting_list(entry_id=entry_id, person_id=world.milan, now=now + MINUTE)
    cancel(full[0], at(monkeypatch, now + 7 * MINUTE))
    accept(all_offers()[0], at(monkeypatch, now + 8 * MINUTE))
    assert kept(world.tech_booth) == [("mbo2", None), ("mbo3", 7)]
    names = {column.name for column in PastWait.__table__.columns}
    assert names == {"id", "booth_id", "level", "minutes"}
    report = reports.of_fair(world.fair, world.bram, now).total
    assert (report.list_waited, report.list_offered, report.list_accepted, report.list_lapsed) == (2, 1, 1, 0)


def test_who_was_helped_first_did_not_come_to_wait(world, full, now):
    booking.cancel_booking(booking_id=full[0], person_id=db.session.get(Booking, full[0]).person_id, now=now)
    with transaction() as work:
        fields = {"fair_id": world.fair, "booth_id": world.tech_booth, "joined_at": now}
        work.add(WaitlistEntry(person_id=world.yara, first_choice=True, **fields))
    assert reports.of_fair(world.fair, world.bram, now).total.list_waited == 0
    fairs.close_fair(fair_id=world.fair, person_id=world.bram, now=now)
    assert kept(world.tech_booth) == []


def test_a_group_talk_has_a_seat_for_each(world, full, now):
    with transaction() as work:
        work.get(Slot, world.daan_slots[0]).seats = 2
        for person_id in (world.yara, world.milan, world.noor):
            fields = {"fair_id": world.fair, "booth_id": world.tech_booth, "joined_at": now}
            work.add(WaitlistEntry(person_id=person_id, **fields))
    assert works(now) == 1
    cancel(full[0], now)
    seats = {offer.person_id: offer.seat for offer in all_offers() if offer.state == OFFERED}
    assert seats == {world.yara: 2, world.milan: 1}
