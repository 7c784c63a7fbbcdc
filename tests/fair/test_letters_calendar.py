"""Letters about a talk bring it into the student's calendar, change it there and take it out, in order."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.db import db, transaction
from app.mail import outbox
from app.mail.letters import KEPT, Letter
from app.people import Person
from fair.actions import booking, fairs, handover
from fair.actions.booths import approve_booth, ask_about_booth, decline_booth
from fair.actions.roster import change_shift
from fair.models import DRAFT, Booking, Fair, Slot
from tests.factories import make_booth, make_fair, make_member, make_organisation
from tests.mailbox import text_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def number(world, now):
    return booking.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)


def arrived(box, now):
    """What arrives for Yara at this moment: (method, sequence, start in UTC), each read back from MIME."""
    before = len(box.taken)
    outbox.post_due(now)
    hers = [each for each in box.taken[before:] if str(each["To"]).startswith("yara")]
    return [read(each) for each in hers if each.get_content_type() == "multipart/mixed"]


def read(message):
    """One letter through the parser of Python and of icalendar; checks what must always hold."""
    alternatives, attachment = message.iter_parts()
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = list(alternatives.iter_parts())[-1]
    body = part.get_payload(decode=True)
    assert attachment.get_content_type() == "application/ics"
    assert attachment.get_payload(decode=True) == body
    calendar = Calendar.from_ical(body)
    [event] = calendar.events
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    assert str(event["ATTENDEE"]) == f"mailto:{message['To']}", "one attendee, who gets the letter"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert str(event["ORGANIZER"]) == "mailto:post@stagepact.example"
    assert event["UID"].endswith("@stagepact.example")
    assert "Yara" not in str(message["Subject"])
    return str(calendar["METHOD"]), int(event["SEQUENCE"]), f"{event.decoded('DTSTART'):%H:%M}"


def by_staff(world, number, now):
    return {"booking_id": number, "seen": sequence(number), "person_id": world.sanne, "now": now}


def sequence(number):
    db.session.rollback()
    return db.session.get_one(Booking, number, populate_existing=True).sequence


def move(world, number, slot_id, now):
    booking.move_booking(booking_id=number, slot_id=slot_id, person_id=world.yara, now=now)


def other_link(world, slot_id, now):
    shift = db.session.get_one(Slot, slot_id).shift
    same = {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "slot_minutes": 15, "break_minutes": 0}
    change_shift(
        shift_id=shift.id,
        meeting_link="https://talk.example/new",
        decisions={},
        person_id=world.sanne,
        now=now,
        **same,
    )


def test_a_whole_life_of_a_talk_in_a_calendar(box, world, now, number):
    assert arrived(box, now) == []
    assert arrived(box, now + MINUTE) == [("REQUEST", 0, "11:15")]
    uid = {Calendar.from_ical(letter.calendar).events[0]["UID"] for letter in with_calendar()}
    move(world, number, world.sanne_slots[2], now + 2 * MINUTE)
    assert arrived(box, now + 2 * MINUTE) == [("REQUEST", 1, "11:30")]
    other_link(world, world.sanne_slots[2], now + 3 * MINUTE)
    assert arrived(box, now + 3 * MINUTE) == [("REQUEST", 2, "11:30")]
    assert str(box.taken[-1]["Subject"]) == "Andere link: je gesprek met Zorggroep Rijnoever"
    assert b"https://talk.example/new" in with_calendar()[-1].calendar
    later = now + 4 * MINUTE
    handover.hand_over(staff_id=world.omar, **by_staff(world, number, later))
    assert arrived(box, later) == [("REQUEST", 3, "11:30")]
    booking.cancel_booking(booking_id=number, person_id=world.yara, now=later)
    assert arrived(box, later) == [("CANCEL", 4, "11:30")]
    events = [Calendar.from_ical(letter.calendar).events[0] for letter in with_calendar()]
    assert {event["UID"] for event in events} == uid
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED"] * 4 + ["CANCELLED"]
    booking.book_slot(slot_id=world.omar_slots[3], person_id=world.yara, question="", now=later)
    assert arrived(box, later + MINUTE) == [("REQUEST", 0, "11:45")]
    assert Calendar.from_ical(with_calendar()[-1].calendar).events[0]["UID"] not in uid


def with_calendar():
    """The letters with a part for a calendar, in order."""
    db.session.rollback()
    return db.session.query(Letter).filter(Letter.calendar.is_not(None)).order_by(Letter.id).all()


def test_called_off_by_the_employer_leaves_the_calendar(box, world, now, number):
    arrived(box, now + MINUTE)
    handover.call_off(reason="illness", words="", **by_staff(world, number, now + MINUTE))
    assert arrived(box, now + MINUTE) == [("CANCEL", 1, "11:15")]


def test_moved_twice_before_a_letter_leaves_arrives_once_and_last(box, world, now, number):
    move(world, number, world.sanne_slots[2], now + MINUTE / 6)
    move(world, number, world.sanne_slots[3], now + MINUTE / 3)
    assert arrived(box, now + MINUTE / 2) == [], "it can still be undone"
    assert arrived(box, now + HOUR) == [("REQUEST", 2, "11:45")]
    assert [letter.state for letter in with_calendar()] == [KEPT, KEPT, "sent"]
    assert {letter.person_id for letter in db.session.query(Letter)} == {world.yara, world.sanne}
    assert box.subjects.count("2 berichten") + box.subjects.count("3 berichten") == 1, "staff read all of it"


def test_what_the_server_did_not_take_yet_never_arrives_after_what_came_of_it(box, world, now, number):
    box.answer = "451 busy"
    arrived(box, now + MINUTE)
    booking.cancel_booking(booking_id=number, person_id=world.yara, now=now + 2 * MINUTE)
    box.answer = ""
    assert arrived(box, now + 2 * HOUR) == [("CANCEL", 1, "11:15")]


def test_undone_before_the_letter_leaves_is_nothing_and_after_it_is_taken_out(box, world, now, number):
    second = booking.book_slot(slot_id=world.daan_slots[3], person_id=world.yara, question="", now=now)
    booking.undo_booking(booking_id=second, person_id=world.yara, now=now)
    assert arrived(box, now + MINUTE) == [("REQUEST", 0, "11:15")]
    booking.undo_booking(booking_id=number, person_id=world.yara, now=now + MINUTE)
    assert arrived(box, now + 2 * HOUR) == [("CANCEL", 1, "11:15")], "it left in the very last moment"
    assert len(box.taken) == 2, "the booth hears of neither"


def test_the_part_is_in_the_language_of_who_reads(box, world, now):
    with transaction() as work:
        work.get(Person, world.yara).language = "en"
    booking.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="Hi?", now=now)
    assert arrived(box, now + MINUTE) == [("REQUEST", 0, "11:15")]
    [event] = Calendar.from_ical(with_calendar()[0].calendar).events
    assert event["SUMMARY"] == "Talk with Zorggroep Rijnoever"
    assert event["LOCATION"] == f"https://stagepact.example/gesprek/{event_number()}"
    assert "Your question: Hi?" in event["DESCRIPTION"]


def event_number():
    return db.session.query(Booking.id).scalar()


@pytest.mark.parametrize("address", ["yara", "Yara <y@x.example>", "a b@x.example"])
def test_an_address_that_no_calendar_can_name_refuses_no_booking(world, now, address):
    with transaction() as work:
        work.get(Person, world.yara).email = address
    assert booking.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)
    assert with_calendar() == []


def test_a_reply_is_asked_for_only_where_somebody_reads_it(app, world, now, monkeypatch):
    monkeypatch.setitem(app.config, "IMAP_HOST", "mail.example")
    booking.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)
    assert b"RSVP=TRUE" in with_calendar()[0].calendar


# ---- fairs and booths ----


@pytest.fixture
def draft(world, now):
    """A fair of tomorrow that nobody sees, for students of mbo 3 and employers in care."""
    day = {"starts_at": now + 24 * HOUR, "ends_at": now + 30 * HOUR, "booking_closes_at": now + 30 * HOUR}
    opens = {"booking_opens_at": now + 2 * HOUR, "state": DRAFT}
    return make_fair(now, title="Beurs in de zorg", levels=["mbo3"], sectors=["zorg"], **day, **opens)


def told(kind):
    db.session.rollback()
    return {each.person_id for each in db.session.query(Letter).filter_by(kind=kind)}


def test_a_fair_is_told_to_whom_it_is_for(box, world, now, draft):
    make_booth(draft, make_organisation("Kliniek De Vliet"))
    fairs.announce_fair(fair_id=draft, person_id=world.bram, now=now)
    assert told("fair-announced") == {world.yara}
    assert told("fair-takes-booths") == {world.sanne, world.omar}
    arrived_subjects(box, now)
    [text] = [text_of(each) for each in box.taken if str(each["To"]).startswith("yara")]
    assert "Je kunt gesprekken met werkgevers boeken, vanaf donderdag 26 november om 13.42 uur." in text
    assert f"https://stagepact.example/beurs/{draft}" in text
    assert "Geen post meer zoals deze?" in text


def arrived_subjects(box, now):
    before = len(box.taken)
    outbox.post_due(now)
    return {str(each["Subject"]) for each in box.taken[before:]}


def test_a_fair_that_is_a_draft_again_is_told_to_nobody_and_on_another_day_anew(box, world, now, draft):
    organiser = {"fair_id": draft, "person_id": world.bram, "now": now}
    fairs.announce_fair(**organiser)
    fairs.take_back_fair(**organiser)
    assert arrived_subjects(box, now) == set()
    fairs.announce_fair(**organiser)
    assert arrived_subjects(box, now) == {"Er komt een beurs: Beurs in de zorg"}
    fairs.take_back_fair(**organiser)
    fairs.announce_fair(**organiser)
    assert arrived_subjects(box, now) == set(), "nobody reads the same twice"
    fairs.take_back_fair(**organiser)
    with transaction() as work:
        work.get(Fair, draft).starts_at += HOUR
    fairs.announce_fair(**organiser)
    assert arrived_subjects(box, now) == {"Er komt een beurs: Beurs in de zorg"}


def test_many_letters_leave_bit_by_bit_each_batch_in_one_statement(
    world, now, draft, count_queries, monkeypatch
):
    monkeypatch.setattr("fair.mail.fair.BATCH", 2)
    announce = {"fair_id": draft, "person_id": world.bram, "now": now}
    asked = count_queries(lambda: fairs.announce_fair(**announce))
    db.session.rollback()
    due = [letter.due_at for letter in db.session.query(Letter).order_by(Letter.id)]
    assert due == [now, now, now + MINUTE]
    monkeypatch.setattr("fair.mail.fair.BATCH", 200)
    fairs.take_back_fair(**announce)
    assert count_queries(lambda: fairs.announce_fair(**announce)) == asked - 1


def test_what_organisers_answer_about_a_booth_is_told_to_its_staff(box, world, now, draft):
    clinic = make_organisation("Kliniek De Vliet")
    els = make_member("Els", "staff", organisation_id=clinic)
    booth = {"booth_id": make_booth(draft, clinic, state="requested", number=3, levels=["mbo3"])}
    organiser = booth | {"person_id": world.bram, "now": now}
    ask_about_booth(question="Met hoeveel komt u?", **organiser)
    assert arrived_subjects(box, now) == {"Een vraag over uw stand op Beurs in de zorg"}
    assert "Met hoeveel komt u?" in text_of(box.taken[-1])
    ask_about_booth(question="En wie?", **organiser)
    approve_booth(**organiser)
    assert arrived_subjects(box, now) == {"U hebt een stand op Beurs in de zorg"}
    decline_booth(reason="De zaal is vol", **organiser)
    assert arrived_subjects(box, now) == {"Geen stand op Beurs in de zorg"}
    assert told("booth-declined") == {els}
