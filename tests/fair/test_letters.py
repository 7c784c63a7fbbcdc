"""Everything at a fair that matters to somebody becomes one letter, with no name of a student above it."""

from datetime import timedelta

import pytest

from app import clock, worker
from app.db import db, transaction
from app.errors import Refused
from app.mail import outbox
from app.mail.letters import SENT, WAITING, Letter
from app.people import Person
from fair.actions import announcement, booking, closing, handover, invitations, offers, waiting
from fair.models import Booking, Fair
from fair.models.announcement import EVERYBODY, SECTOR, STUDENTS
from fair.models.waiting import SlotOffer
from fair.reactions import waiting as reactions
from region.actions import team
from tests.factories import make_member, make_organisation, make_slots, make_student
from tests.mailbox import settings, text_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NAMES = ("Yara", "Milan", "Noor")


@pytest.fixture
def box(box):
    """A mail server that takes everything; of no letter does the subject name a student."""
    yield box
    assert not [subject for subject in box.subjects if any(name in subject for name in NAMES)]


def book(world, now, slot_id=None, person_id=None):
    slot_id, person_id = slot_id or world.sanne_slots[1], person_id or world.yara
    return booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def written():
    """Kind and receiver of all letters, in order."""
    db.session.rollback()
    return [(each.kind, each.person_id) for each in db.session.query(Letter).order_by(Letter.id)]


def posted(box, now):
    """What arrives at this moment: (first name of the address, subject)."""
    before = len(box.taken)
    outbox.post_due(now)
    return [
        (str(m["To"]).partition("@")[0].rstrip("0123456789"), str(m["Subject"])) for m in box.taken[before:]
    ]


def last_text(box):
    return text_of(box.taken[-1])


# ---- talks ----


def test_booked_is_told_after_the_minute_in_which_it_can_be_undone(box, world, now):
    book(world, now)
    assert posted(box, now) == []
    assert posted(box, now + MINUTE) == [("yara", "Geboekt: een gesprek met Zorggroep Rijnoever")]
    for part in (
        "donderdag 26 november om 12.15",
        "Sanne Tester, Zorggroep Rijnoever",
        "stand 12",
        "/afspraken/1",
    ):
        assert part in last_text(box)
    assert posted(box, now + 18 * MINUTE) == [("sanne", "Nieuw gesprek: donderdag 26 november om 12.15 uur")]
    assert "Yara" not in last_text(box)


def test_what_was_undone_is_told_to_nobody(box, world, now):
    number = book(world, now)
    booking.undo_booking(booking_id=number, person_id=world.yara, now=now)
    assert written() == []
    assert posted(box, now + HOUR) == []


def test_a_refused_booking_writes_nothing(world, now):
    book(world, now)
    with pytest.raises(Refused):
        book(world, now, person_id=world.milan)
    assert len(written()) == 2


def test_moved_by_herself_is_told_to_both(world, now):
    number = book(world, now)
    booking.move_booking(booking_id=number, slot_id=world.omar_slots[2], person_id=world.yara, now=now)
    assert written()[2:] == [("talk-moved", world.yara), ("booth-moved", world.omar)]
    own, _booths = db.session.query(Letter).order_by(Letter.id)[2:]
    assert own.read_at == now, "what she did herself is no news to her"


def test_cancelled_by_herself_is_told_to_both(box, world, now):
    number = book(world, now)
    posted(box, now + HOUR)
    booking.cancel_booking(booking_id=number, person_id=world.yara, now=now)
    assert written()[2:] == [("talk-cancelled", world.yara), ("booth-cancelled", world.sanne)]
    assert posted(box, now)[0] == ("yara", "Afgezegd: je gesprek met Zorggroep Rijnoever")


def call_off(world, number, now):
    handover.call_off(
        booking_id=number,
        reason="other",
        words="Sanne is ziek geworden.",
        seen=0,
        person_id=world.sanne,
        now=now,
    )


def test_cancelled_by_the_employer_is_told_with_the_reason(box, world, now):
    number = book(world, now)
    call_off(world, number, now)
    assert ("talk-called-off", world.yara) in written()
    assert ("yara", "Zorggroep Rijnoever heeft je gesprek afgezegd") in posted(box, now)
    text = next(text_of(each) for each in box.taken if "afgezegd" in str(each["Subject"]))
    assert "Reden: Sanne is ziek geworden." in text
    assert db.session.query(Letter).filter_by(kind="talk-called-off").one().read_at is None


def test_a_booth_that_closes_tells_everybody_who_had_a_talk(world, now):
    for slot_id, person_id in zip(world.sanne_slots, (world.yara, world.milan, world.noor), strict=False):
        book(world, now, slot_id, person_id)
    closing.close_booth(booth_id=world.care_booth, reason="sick", words="", person_id=world.bram, now=now)
    told = {person for kind, person in written() if kind == "talk-called-off"}
    assert told == {world.yara, world.milan, world.noor}


def test_handed_over_is_told_to_the_student_and_to_the_colleague(box, world, now):
    number = book(world, now)
    handover.hand_over(booking_id=number, staff_id=world.omar, seen=0, person_id=world.sanne, now=now)
    assert written()[2:] == [("talk-handed-over", world.yara), ("booth-handed-over", world.omar)]
    told = posted(box, now + MINUTE)
    assert ("yara", "Je gesprek met Zorggroep Rijnoever is met iemand anders") in told
    assert "Omar Tester" in text_of(box.taken[1])


def test_moved_by_the_employer_is_told_to_the_student_alone(world, now):
    number = book(world, now)
    with transaction() as work:
        talk = work.get(Booking, number)
        handover.move_to(talk, world.sanne, talk.starts_at + HOUR / 4, now)
    assert written()[2:] == [("talk-moved", world.yara)]
    assert db.session.query(Letter).order_by(Letter.id)[2].read_at is None


# ---- waiting ----


@pytest.fixture
def offered(world, now, monkeypatch):
    """Yara waits for Daan, whose first time falls free."""
    numbers = [
        book(world, now, slot_id, make_student(f"Robin{slot_id}", world.programme_mbo3))
        for slot_id in world.daan_slots
    ]
    waiting.join_waiting_list(booth_id=world.tech_booth, slot_id=None, person_id=world.yara, now=now)
    talk = db.session.get(Booking, numbers[2])
    booking.cancel_booking(booking_id=numbers[2], person_id=talk.person_id, now=now)
    return db.session.query(SlotOffer).one()


def test_a_time_that_is_held_is_told_at_once_until_when(box, world, now, offered):
    assert ("yara", "Er is een tijd voor je vrij bij Van Duin Techniek") in posted(box, now)
    text = next(text_of(each) for each in box.taken if "vrij bij" in str(each["Subject"]))
    assert f"tot {clock.local(offered.expires_at):%H.%M} uur" in text
    assert f"/stands/{world.tech_booth}?tijd={offered.slot_id}" in text


def test_an_offer_that_was_answered_is_told_to_nobody(box, world, now, offered):
    offers.let_go(offer_id=offered.id, person_id=world.yara, now=now)
    assert ("talk-offered", world.yara) not in written()


def test_an_offer_that_ended_before_the_letter_went_is_not_sent(box, world, now, offered):
    assert "vrij bij" not in str(posted(box, offered.expires_at))
    assert reactions.pass_on_offers(offered.expires_at) == 1


# ---- reminders ----


@pytest.fixture
def planned(world, now):
    """A talk of Yara in three days."""
    with transaction() as work:
        fair = work.get(Fair, world.fair)
        fair.ends_at = fair.booking_closes_at = now + 4 * DAY
    (slot_id,) = make_slots(world.tech_booth, world.daan, now + 3 * DAY, 1)
    return book(world, now, slot_id)


def remind(moment):
    worker.do_what_is_due(moment)
    return [kind for kind, _person in written() if kind.startswith("reminder")]


def test_a_day_and_a_quarter_before_she_is_reminded_once(box, world, now, planned):
    posted(box, now + HOUR)
    starts = now + 3 * DAY
    assert remind(starts - DAY - MINUTE) == []
    assert remind(starts - DAY) == ["reminder-day"]
    assert remind(starts - DAY + MINUTE) == ["reminder-day"]
    assert posted(box, starts - DAY) == [("yara", "Morgen: je gesprek met Van Duin Techniek")]
    assert remind(starts - 16 * MINUTE) == ["reminder-day"]
    assert remind(starts - 15 * MINUTE) == ["reminder-day", "reminder-quarter"]
    assert remind(starts - 14 * MINUTE) == ["reminder-day", "reminder-quarter"]
    when = f"{clock.local(starts):%H.%M}"
    assert posted(box, starts - 14 * MINUTE) == [("yara", f"Om {when} uur: je gesprek met Van Duin Techniek")]


def test_a_worker_that_stood_still_catches_up_and_never_after_the_start(box, world, now, planned):
    starts = now + 3 * DAY
    assert remind(starts - DAY + 2 * HOUR) == ["reminder-day"]
    assert remind(starts - 6 * MINUTE) == ["reminder-day", "reminder-quarter"]
    assert all("Om " not in subject for _who, subject in posted(box, starts))


def test_what_was_cancelled_or_just_booked_is_not_remembered(world, now, planned):
    booking.cancel_booking(booking_id=planned, person_id=world.yara, now=now)
    book(world, now)
    assert remind(now + 2 * DAY) == []
    assert remind(now + 5 * MINUTE) == []


def test_moved_is_remembered_anew(world, now, planned):
    assert remind(now + 2 * DAY) == ["reminder-day"]
    later = now + 2 * DAY + HOUR
    (slot_id,) = make_slots(world.tech_booth, world.daan, now + 3 * DAY + 12 * HOUR, 1)
    booking.move_booking(booking_id=planned, slot_id=slot_id, person_id=world.yara, now=later)
    assert remind(now + 3 * DAY + 12 * HOUR - 15 * MINUTE) == ["reminder-day", "reminder-quarter"]


def test_who_wants_no_reminder_reads_it_on_the_site(box, visit, world, now, planned):
    visit(world.yara).post("/berichten/post", {"wanted": ["reminder-quarter"], "language": "nl"})
    posted(box, now + HOUR)
    remind(now + 2 * DAY)
    assert posted(box, now + 2 * DAY) == []
    assert "Morgen: je gesprek met Van Duin Techniek" in visit(world.yara).get("/berichten").text


# ---- what organisers say ----


@pytest.mark.parametrize(
    ("audience", "sector", "readers"),
    [
        (EVERYBODY, "", {"yara", "milan", "sanne", "omar", "daan"}),
        (STUDENTS, "", {"yara", "milan"}),
        ("staff", "", {"sanne", "omar", "daan"}),
        (SECTOR, "zorg", {"yara", "sanne", "omar"}),
    ],
)
def test_an_announcement_reaches_who_has_something_to_do_there(box, world, now, audience, sector, readers):
    book(world, now)
    waiting_for = db.session.get(Fair, world.fair)
    waiting.stand_by(
        fair_id=world.fair,
        sectors=[],
        booth_ids=[],
        until=waiting_for.ends_at,
        person_id=world.milan,
        now=now,
    )
    said = {"audience": audience, "sector": sector, "words": "Om 13 uur is er soep.", "person_id": world.bram}
    until = clock.local(now + HOUR).time()
    number = announcement.say(fair_id=world.fair, until=until, now=now, **said)
    heard = {getattr(world, name): name for name in readers}
    assert {person for kind, person in written() if kind == "announced"} == set(heard)
    subjects = {subject for _who, subject in posted(box, now)}
    assert subjects == {"Bericht van de organisatie: Stagebeurs najaar"}
    assert all("Om 13 uur is er soep." in text_of(each) for each in box.taken)
    announcement.withdraw(announcement_id=number, person_id=world.bram, now=now)
    assert {kind for kind, _person in written()} >= {"announced"}, "what arrived stays to be read"


def test_an_announcement_that_was_taken_back_goes_no_further(world, now):
    book(world, now)
    said = {"audience": STUDENTS, "sector": "", "words": "Soep.", "person_id": world.bram}
    number = announcement.say(fair_id=world.fair, until=clock.local(now + HOUR).time(), now=now, **said)
    announcement.withdraw(announcement_id=number, person_id=world.bram, now=now)
    assert "announced" not in {kind for kind, _person in written()}


# ---- invitations ----


def ask(world, now, **fields):
    values = {"organisation_id": None, "name": "", "email": ""} | fields
    return invitations.invite(fair_id=world.fair, person_id=world.bram, now=now, **values)


def test_an_invited_address_gets_the_link_and_the_link_opens(box, visit, world, now):
    token = ask(world, now, name="Strandtent Zilt", email="els@zilt.example")
    assert posted(box, now) == [("els", "Uitnodiging: Stagebeurs najaar")]
    assert f"https://stagepact.example/uitnodiging/{token}" in last_text(box)
    assert visit().get(f"/uitnodiging/{token}").status_code == 200
    assert token not in str([each.said for each in db.session.query(Letter)]), "kept nowhere once it is sent"


def test_a_new_link_takes_the_place_of_one_that_did_not_go_yet(box, world, now):
    first = ask(world, now, name="Strandtent Zilt", email="els@zilt.example")
    second = invitations.renew_link(invitation_id=1, person_id=world.bram, now=now)
    assert len(posted(box, now)) == 1
    assert second in last_text(box)
    assert first not in last_text(box)


def test_who_works_there_already_reads_it_on_the_site(box, world, now):
    bakery = make_organisation("Bakkerij Vlo")
    els = make_member("Els", "staff", organisation_id=bakery)
    ask(world, now, organisation_id=bakery)
    assert written() == [("employer-asked", els)]
    posted(box, now)
    assert "/mijn-beurzen" in last_text(box)


def test_a_colleague_gets_the_link(box, visit, world, now):
    token = team.invite(
        organisation_id=world.care, email="Nieuw@rijnoever.example", person_id=world.sanne, now=now
    )
    assert posted(box, now) == [("nieuw", "Kom bij het team van Zorggroep Rijnoever")]
    assert f"/uitnodiging/team/{token}" in last_text(box)
    assert "Sanne Tester" in last_text(box)
    assert db.session.query(Letter).one().state == SENT


# ---- in the language of who reads ----


def test_letters_are_in_the_language_of_who_reads(box, world, now):
    with transaction() as work:
        work.get(Person, world.yara).language = "en"
    book(world, now)
    assert posted(box, now + MINUTE) == [("yara", "Booked: a talk with Zorggroep Rijnoever")]
    assert "Thursday 26 November at 12:15" in last_text(box)


def test_a_booking_takes_no_longer_when_no_mail_server_is_there(app, world, now):
    before = {name: app.config[name] for name in settings(0)}
    app.config.update(settings(1))
    try:
        book(world, now)
        assert outbox.post_due(now + HOUR) == 0
        book(world, now, world.omar_slots[2], world.milan)
    finally:
        app.config.update(before)
    assert {each.state for each in db.session.query(Letter)} == {WAITING}
