"""Who may wait, how long a time is held, and what people read: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale

from app.errors import Refused
from fair.models import APPROVED, DECLINED, DRAFT, OPEN, Booking, Booth, Fair, Slot
from fair.models.waiting import (
    GONE,
    LAPSED,
    LET_GO,
    OFFERED,
    STANDBY,
    TAKEN,
    WAITING,
    SlotOffer,
    Standby,
    WaitlistEntry,
)
from fair.rules import offers
from fair.rules import waiting as rules
from fair.rules.booking import Asker
from fair.rules.qualify import Student
from region.models import Organisation

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
STUDENT = {"urgent": False, "languages": [], "level": "mbo3", "programme": "25491", "sector": "zorg"}
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def dutch(test_app):
    with test_app.test_request_context(), force_locale("nl"):
        yield


def make_fair(**fields):
    usual = {
        "state": OPEN,
        "starts_at": NOW - timedelta(hours=2),
        "ends_at": NOW + timedelta(hours=4),
        "booking_opens_at": NOW - timedelta(days=7),
        "booking_closes_at": NOW + timedelta(hours=4),
        "bookings_per_student": 5,
        "gap_minutes": 0,
        "one_per_employer": True,
        "shortage_sectors": [],
    }
    return Fair(id=1, **usual | fields)


def make_booth(**fields):
    fair = fields.pop("fair", None) or make_fair()
    host = Organisation(name="Zorggroep", sector="zorg")
    usual = {"id": 3, "state": APPROVED, "levels": ["mbo3"], "organisation": host}
    return Booth(fair=fair, fair_id=1, **usual | fields)


def make_slot(minutes=60, booth=None, **fields):
    starts_at = NOW + minutes * MINUTE
    booth = booth or make_booth()
    usual = {"id": minutes, "state": "open", "seats": 1, "booth_id": booth.id}
    return Slot(booth=booth, starts_at=starts_at, ends_at=starts_at + 15 * MINUTE, **usual | fields)


def make_offer(minutes=24, **fields):
    usual = {"state": OFFERED, "kind": WAITING, "offered_at": NOW, "expires_at": NOW + minutes * MINUTE}
    return SlotOffer(**usual | fields)


@pytest.mark.parametrize(
    ("opens_in", "starts_in", "answer_in"),
    [
        (timedelta(hours=-2), timedelta(hours=3), timedelta(minutes=30)),
        (timedelta(hours=-2), timedelta(minutes=35), timedelta(minutes=30)),
        (timedelta(hours=-2), timedelta(minutes=20), timedelta(minutes=15)),
        (timedelta(hours=-2), timedelta(minutes=6), timedelta(minutes=1)),
        (timedelta(hours=-2), timedelta(minutes=5, seconds=59), None),
        (timedelta(hours=-2), timedelta(minutes=-5), None),
        (timedelta(hours=2), timedelta(hours=3), timedelta(minutes=30)),
        (timedelta(hours=-2), timedelta(hours=14), timedelta(minutes=30)),  # a fair past midnight
        (timedelta(days=3), timedelta(days=3), timedelta(hours=24)),
        (timedelta(hours=18), timedelta(hours=20), timedelta(hours=19, minutes=55)),
    ],
)
def test_how_long_a_time_is_held_for_the_waiting_list(opens_in, starts_in, answer_in):
    booth = make_booth(fair=make_fair(starts_at=NOW + opens_in, ends_at=NOW + opens_in + timedelta(hours=20)))
    slot = make_slot(starts_in / MINUTE, booth)
    assert offers.answer_by(slot, NOW) == (NOW + answer_in if answer_in else None)


@pytest.mark.parametrize(("minutes", "answer"), [(30, 3), (3, 3), (2, 2), (1, 1), (0.5, None), (-1, None)])
def test_how_long_a_time_is_held_for_who_stands_by(minutes, answer):
    expected = NOW + answer * MINUTE if answer else None
    assert offers.standby_answer_by(make_slot(minutes), NOW) == expected


@pytest.mark.parametrize(
    ("state", "minutes", "words"),
    [
        (OFFERED, 5, ""),
        (OFFERED, 0, "Deze tijd was voor jou vast tot 11.42 uur. Dat is voorbij."),
        (LAPSED, -2, "Deze tijd was voor jou vast tot 11.40 uur. Dat is voorbij."),
        (TAKEN, 5, "Deze tijd is al van jou."),
        (LET_GO, 5, "Je hebt deze tijd laten gaan."),
        (GONE, 5, "Deze tijd is er niet meer. Je houdt je plek op de wachtlijst."),
    ],
)
def test_taking_what_is_held(state, minutes, words):
    offer = make_offer(minutes, state=state)
    assert offers.is_live(offer, NOW) == (not words)
    if not words:
        return offers.check_accept(offer, NOW)
    with pytest.raises(Refused) as refused:
        offers.check_accept(offer, NOW)
    assert str(refused.value) == words
    return None


def test_letting_go_what_is_not_held():
    offers.check_let_go(make_offer())
    with pytest.raises(Refused, match="niet meer voor jou vast"):
        offers.check_let_go(make_offer(state=TAKEN))


@pytest.mark.parametrize(
    ("minutes", "left", "counted"),
    [(24, "24", True), (1, "1", True), (0.2, "1", True), (61, "1 uur", False)],
)
def test_time_left(minutes, left, counted):
    assert offers.time_left(make_offer(minutes), NOW) == left
    assert offers.is_counted_down(make_offer(minutes), NOW) is counted


def test_what_an_offer_says():
    assert "van jou tot 12.06 uur." in offers.offer_words(make_offer(), NOW)
    assert "Je staat stand-by." in offers.offer_words(make_offer(kind=STANDBY), NOW)
    assert "tot vrijdag 27 november, 11.42 uur" in offers.offer_words(make_offer(24 * 60), NOW)
    assert "volgende" in offers.let_go_words()


def test_the_order_of_a_list():
    def entry(number, minutes, first=False):
        return WaitlistEntry(
            id=number, person_id=number, joined_at=NOW + minutes * MINUTE, first_choice=first
        )

    line = [entry(1, 5), entry(2, 3), entry(4, 4), entry(3, 4), entry(5, 9, first=True)]
    assert [each.id for each in rules.in_order(line, {})] == [5, 2, 3, 4, 1]
    assert [each.id for each in rules.in_order(line, {1: "urgent", 4: "mbo12"})] == [5, 1, 4, 2, 3]


@pytest.mark.parametrize(
    ("facts", "group"),
    [
        ({"urgent": True, "level": "mbo2"}, "urgent"),
        ({"level": "mbo2"}, "mbo12"),
        ({"sector": "techniek"}, "shortage"),
        ({}, rules.EVERYBODY),
    ],
)
def test_the_groups_of_a_list(facts, group):
    student = Student(**STUDENT | facts)
    fair = make_fair(shortage_sectors=["techniek"])
    assert rules.group_of(student, fair, ["urgent", "mbo12", "shortage"]) == group
    assert rules.group_of(student, fair, []) == rules.EVERYBODY


def join(**changes):
    booth = changes.pop("booth", None) or make_booth()
    slots = changes.pop("slots", None) if "slots" in changes else [make_slot(60, booth), make_slot(90, booth)]
    student = Student(**STUDENT) if changes.pop("is_student", True) else None
    asker = Asker(1, changes.pop("talks", []), student, booth.fair.booking_opens_at)
    said = {"free": [], "entries": [], "now": NOW} | changes
    rules.check_join(booth, slots, said.pop("free"), asker, **said)


def talk_at(slot):
    return Booking(
        booth_id=9,
        slot=slot,
        fair_id=1,
        state="booked",
        booth=Booth(organisation=Organisation(name="Van Duin")),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
    )


def test_who_may_join():
    join()
    join(free=[make_slot(60)], talks=[talk_at(make_slot(60))])  # what is free does not suit her


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_student": False}, "Alleen studenten"),
        ({"booth": make_booth(fair=make_fair(state=DRAFT))}, "De beurs is dicht"),
        ({"booth": make_booth(state=DECLINED)}, "niet open voor gesprekken"),
        ({"entries": [WaitlistEntry(booth_id=3)]}, "al op de wachtlijst van deze stand"),
        ({"entries": [WaitlistEntry(booth_id=n) for n in range(20, 30)]}, "Je staat al op 10 wachtlijsten"),
        ({"free": [make_slot(90)]}, "13.12 uur is vrij. Je kunt die tijd meteen boeken."),
        ({"slots": []}, "geen tijd meer om op te wachten"),
        ({"slots": [make_slot(60)], "talks": [talk_at(make_slot(60))]}, "heb je al een gesprek met Van Duin"),
    ],
)
def test_who_may_not_join(changes, words):
    with pytest.raises(Refused, match=words):
        join(**changes)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "Er wacht niemand voor jou."),
        (1, "Er wacht 1 student voor jou."),
        (4, "Er wachten 4 studenten voor jou."),
    ],
)
def test_places_in_words(ahead, words):
    assert rules.place_words(ahead) == words


def test_a_time_that_suits_nobody_is_not_released():
    rules.check_anybody(make_booth(), 1)
    with pytest.raises(Refused, match="past nu bij niemand op de wachtlijst"):
        rules.check_anybody(make_booth(), 0)
    with pytest.raises(Refused, match="heeft deze stand gesloten"):
        rules.check_anybody(make_booth(closed_at=NOW), 1)


@pytest.mark.parametrize(
    ("fair", "until", "is_student", "words"),
    [
        ({}, 60, True, ""),
        ({"starts_at": NOW + timedelta(hours=1)}, 90, True, ""),
        (
            {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=2)},
            90,
            True,
            "op de dag van",
        ),
        ({"ends_at": NOW}, 60, True, "op de dag van"),
        ({}, 60, False, "Alleen studenten"),
        ({}, 0, True, "die nog komt"),
        ({}, 300, True, "open tot 15.42 uur"),
    ],
)
def test_standing_by(fair, until, is_student, words):
    asked = make_fair(**fair), [make_booth()], NOW + until * MINUTE, is_student, NOW
    if not words:
        return rules.check_standby(*asked)
    with pytest.raises(Refused, match=words):
        rules.check_standby(*asked)
    return None


def test_nobody_stands_by_for_a_booth_that_is_closed():
    wanted = [make_booth(), make_booth(closed_at=NOW)]
    with pytest.raises(Refused, match="Zorggroep is gesloten") as refused:
        rules.check_standby(make_fair(), wanted, NOW + 60 * MINUTE, True, NOW)
    assert refused.value.field == "booth"


def test_nobody_waits_at_a_booth_that_is_closed():
    booth = make_booth(closed_at=NOW)
    slot = make_slot(booth=booth)
    asker = Asker(5, [], Student(**STUDENT), NOW - timedelta(days=1))
    with pytest.raises(Refused, match="heeft deze stand gesloten"):
        rules.check_join(booth, [slot], [], asker, entries=[], now=NOW)
    assert not rules.suits(slot, asker, NOW)


@pytest.mark.parametrize(
    ("fields", "level", "fits"),
    [
        ({}, "mbo3", True),
        ({}, "hbo", False),
        ({"sectors": ["zorg", "ict"]}, "mbo3", True),
        ({"sectors": ["ict"]}, "mbo3", False),
        ({"booth_ids": [3]}, "mbo3", True),
        ({"booth_ids": [4]}, "mbo3", False),
        ({"until": NOW + 59 * MINUTE}, "mbo3", False),
    ],
)
def test_for_what_somebody_stands_by(fields, level, fits):
    booth = make_booth()
    usual = {"sectors": [], "booth_ids": [], "until": NOW + 60 * MINUTE}
    assert rules.stands_by_for(Standby(**usual | fields), booth, level, make_slot(60, booth)) is fits
