"""Rows that no database has seen, for tables of cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.people import Person
from fair.models import APPROVED, BOOKED, FREE, OPEN, Booking, Booth, Fair, Shift, Slot
from fair.rules.booking import Asker
from fair.rules.qualify import Student
from region.models import Organisation

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
YARA, MILAN = 1, 2
STUDENT = Student(urgent=False, languages=[], level="mbo3", programme="25491", sector="zorg")


def at(minutes: int) -> datetime:
    """A moment so many minutes from NOW."""
    return NOW + timedelta(minutes=minutes)


def make_fair(**fields: Any) -> Fair:
    """A fair that is on."""
    values: dict[str, Any] = {
        "id": 1,
        "state": OPEN,
        "starts_at": at(-60),
        "ends_at": at(300),
        "booking_opens_at": at(-1000),
        "booking_closes_at": at(300),
        "bookings_per_student": 2,
        "gap_minutes": 0,
        "one_per_employer": True,
        "cancel_free_minutes": 60,
        "shortage_sectors": [],
    }
    return Fair(**values | fields)


def make_slot(minutes: int = 30, *, booth_id: int = 1, fair: Fair | None = None, **fields: Any) -> Slot:
    """A time that begins in so many minutes."""
    fair = fair or make_fair()
    name = Organisation(name="Zorggroep Rijnoever" if booth_id == 1 else "Van Duin Techniek")
    booth = make_booth(id=booth_id, fair=fair, fair_id=fair.id, organisation=name)
    values: dict[str, Any] = {
        "id": booth_id * 1000 + minutes,
        "state": FREE,
        "starts_at": at(minutes),
        "ends_at": at(minutes + 15),
        "booth": booth,
        "booth_id": booth_id,
        "seats": 1,
        "staff": Person(first_name="Sanne", last_name="Vermeer"),
        "shift": Shift(meeting_link="https://talk.example/sanne"),
    }
    return Slot(**values | fields)


def make_booth(**fields: Any) -> Booth:
    """A booth that asks for nothing but a level."""
    values: dict[str, Any] = {
        "state": APPROVED,
        "levels": ["mbo2", "mbo3"],
        "wanted_programmes": [],
        "wanted_sectors": [],
        "wanted_languages": [],
    }
    return Booth(**values | fields)


def make_talk(minutes: int = 30, *, booth_id: int = 2, seats: int = 1, **fields: Any) -> Booking:
    """A talk of Yara that begins in so many minutes, elsewhere."""
    slot = make_slot(minutes, booth_id=booth_id, seats=seats)
    values: dict[str, Any] = {
        "id": slot.id,
        "person_id": YARA,
        "fair_id": 1,
        "fair": slot.booth.fair,
        "booth_id": booth_id,
        "booth": slot.booth,
        "slot": slot,
        "slot_id": slot.id,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "state": BOOKED,
        "booked_at": NOW,
    }
    return Booking(**values | fields)


def make_asker(slot: Slot, talks: Any = (), student: Student | None = STUDENT) -> Asker:
    """Yara, with these other talks, at a fair where nobody goes first."""
    return Asker(YARA, list(talks), student, slot.booth.fair.booking_opens_at)
