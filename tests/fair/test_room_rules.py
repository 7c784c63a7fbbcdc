"""Who may enter the room of a talk, where talks are held, and when one may last longer."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from fair.models import BOOKED, CANCELLED_BY_STUDENT, NO_SHOW, Booking, Shift, Slot
from fair.models.room import Room, RoomSeat
from fair.rules import room as rules

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
YARA, SANNE, OMAR = 1, 2, 3


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def make_talk(minutes: float = -5, *, seats: int = 1, link: str = "", phone: str = "", **fields) -> Booking:
    slot = Slot(id=7, seats=seats, starts_at=at(minutes), ends_at=at(minutes + 15), staff_id=SANNE)
    slot.shift = Shift(meeting_link=link, phone=phone)
    values = {"id": 9, "uid": "u", "person_id": YARA, "slot": slot, "slot_id": 7, "state": BOOKED}
    return Booking(**values | {"starts_at": slot.starts_at, "ends_at": slot.ends_at} | fields)


def make_visit(who: int = SANNE, room: Room | None = None, tabs: dict | None = None, **talk) -> rules.Visit:
    booking = make_talk(**talk)
    seats = {person: RoomSeat(person_id=person, tab=tab, since=NOW) for person, tab in (tabs or {}).items()}
    return rules.Visit(booking, who, who != YARA, room, seats)


def admitted(host: int = SANNE, **fields) -> Room:
    return Room(host_id=host, admitted_at=NOW, **fields)


@pytest.mark.parametrize(
    ("minutes", "state", "phase"),
    [
        (10.5, BOOKED, "early"),
        (10, BOOKED, "open"),
        (0, BOOKED, "open"),
        (-14, NO_SHOW, "open"),
        (-15, BOOKED, "over"),
        (0, CANCELLED_BY_STUDENT, "off"),
    ],
)
def test_when_a_room_is_open(minutes, state, phase):
    assert rules.phase(make_talk(minutes, state=state), NOW) == phase


@pytest.mark.parametrize(
    ("minutes", "state", "says"),
    [
        (30, BOOKED, "The room of this talk opens at 12:02"),
        (-15, BOOKED, "This talk is over"),
        (0, CANCELLED_BY_STUDENT, "has been cancelled"),
    ],
)
def test_a_shut_room_says_why(minutes, state, says):
    with pytest.raises(Refused, match=says):
        rules.check_open(make_talk(minutes, state=state), NOW)


@pytest.mark.parametrize(("minutes", "seconds"), [(30, 1201), (5, 301), (-5, 601), (-15, None)])
def test_when_the_clock_changes_the_room(minutes, seconds):
    assert rules.changes_in(make_talk(minutes), NOW) == seconds


def test_only_staff_let_people_in():
    rules.check_admission(make_visit(SANNE), NOW)
    with pytest.raises(Refused, match="The employer lets you in"):
        rules.check_admission(make_visit(YARA), NOW)
    with pytest.raises(Refused, match="is over"):
        rules.check_admission(make_visit(SANNE, minutes=-20), NOW)


@pytest.mark.parametrize(
    ("who", "room", "is_in", "other"),
    [
        (YARA, None, False, None),
        (YARA, Room(host_id=SANNE), False, SANNE),
        (YARA, admitted(), True, SANNE),
        (SANNE, None, False, YARA),
        (SANNE, admitted(), True, YARA),
        (OMAR, admitted(), False, YARA),
        (OMAR, admitted(host=OMAR), True, YARA),
    ],
)
def test_two_are_in_the_student_and_the_host(who, room, is_in, other):
    visit = make_visit(who, room)
    assert (visit.is_in, visit.other_id) == (is_in, other)


def test_who_is_there():
    assert make_visit().student_since is None
    assert not make_visit(tabs={YARA: "a"}).somebody_there
    visit = make_visit(tabs={YARA: "a", OMAR: "b"})
    assert visit.student_since == NOW
    assert visit.somebody_there


@pytest.mark.parametrize(
    ("who", "room", "tabs", "says"),
    [
        (YARA, None, {YARA: "new"}, "The employer lets you in"),
        (OMAR, admitted(), {OMAR: "new"}, "The employer lets you in"),
        (YARA, admitted(), {YARA: "newer"}, "in another tab"),
        (YARA, admitted(), {}, "in another tab"),
    ],
)
def test_signals_of_others_are_refused(who, room, tabs, says):
    rules.check_signal(make_visit(YARA, admitted(), {YARA: "new"}), "new", NOW)
    with pytest.raises(Refused, match=says):
        rules.check_signal(make_visit(who, room, tabs), "new", NOW)


def test_texts_have_a_pace():
    rules.check_text(make_talk(), 19, NOW)
    with pytest.raises(Refused, match="too fast"):
        rules.check_text(make_talk(), 20, NOW)
    with pytest.raises(Refused, match="is over"):
        rules.check_text(make_talk(-15), 0, NOW)


@pytest.mark.parametrize(
    ("visit", "taken", "elsewhere", "says"),
    [
        (make_visit(YARA), [], [], "Only the employer"),
        (make_visit(minutes=-15), [], [], "This talk is over"),
        (make_visit(minutes=5), [], [], "not started yet"),
        (make_visit(seats=8), [], [], "with a group"),
        (make_visit(room=admitted(extended_at=NOW)), [], [], "longer already"),
        (make_visit(), [make_talk(10)], [], "The next talk starts at 11:52"),
        (make_visit(), [], [make_talk(10)], "The student has another talk"),
    ],
)
def test_when_a_talk_cannot_last_longer(app, visit, taken, elsewhere, says):
    with app.test_request_context(headers={"Cookie": "lang=en"}), pytest.raises(Refused, match=says):
        rules.check_extension(visit, taken=taken, elsewhere=elsewhere, now=NOW)


@pytest.mark.parametrize("room", [None, admitted()])
def test_a_talk_lasts_longer_when_both_are_free(room):
    rules.check_extension(make_visit(room=room), taken=[], elsewhere=[], now=NOW)


def test_staff_read_which_free_time_it_cost():
    assert rules.extended_words(at(15), []) == "The talk now lasts until 11:57."
    words = rules.extended_words(at(15), [make_talk(10).slot])
    assert words.endswith("The free time at 11:52 can no longer be booked.")


HERE = rules.Meeting(rules.WEBRTC, "", "secret")
LINKS = rules.Meeting(rules.LINK, "", "secret")
JITSI = rules.Meeting(rules.JITSI, "https://meet.example/", "secret")


@pytest.mark.parametrize(
    ("talk", "meeting", "video", "link"),
    [
        ({}, HERE, True, ""),
        ({"link": "https://own.example/a"}, HERE, False, "https://own.example/a"),
        ({"link": "javascript:alert(1)"}, HERE, True, ""),
        ({"seats": 5}, HERE, False, ""),
        ({}, LINKS, False, ""),
        ({"link": "https://own.example/a"}, JITSI, False, "https://own.example/a"),
    ],
)
def test_where_a_talk_is_held(talk, meeting, video, link):
    booking = make_talk(**talk)
    assert rules.has_video(booking.slot, meeting) is video
    assert rules.link(booking, meeting) == link


def test_a_room_elsewhere_cannot_be_guessed_and_is_of_one_talk():
    one, other = (rules.link(make_talk(uid=uid), JITSI) for uid in ("a", "b"))
    assert one.startswith("https://meet.example/")
    assert len(one.rsplit("/", 1)[1]) == 32
    assert one != other
    group = {rules.link(make_talk(uid=uid, seats=4), JITSI) for uid in ("a", "b")}
    assert len(group) == 1


def test_a_number_to_call():
    assert rules.dial("+31 (0)71-512 34 56") == "tel:+310715123456"


def test_the_pass_for_the_relay_runs_out_and_is_of_nobody_in_particular():
    stun, turn, turns = rules.ice_servers(
        ["stun:s.example", "turn:t.example", "turns:t.example"], "geheim", "f00", NOW
    )
    assert stun == {"urls": "stun:s.example"}
    name = f"{int(NOW.timestamp()) + 3600}:f00"
    digest = hmac.new(b"geheim", name.encode(), hashlib.sha1).digest()
    passed = {"username": name, "credential": base64.b64encode(digest).decode()}
    assert turn == {"urls": "turn:t.example", **passed}
    assert turns == {"urls": "turns:t.example", **passed}
    assert rules.ice_servers(["turn:t.example"], "", "f00", NOW) == [{"urls": "turn:t.example"}]
