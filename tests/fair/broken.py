"""Data that must never be, one way for each proof of the day: for tests that see the proof find it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, text, update

from fair.models import Booking, Fair, Pause, PriorityWindow, Slot
from fair.models.queue import Visit
from fair.models.waiting import SlotOffer, WaitlistEntry
from tests.bench.day.proof import find
from tests.conftest import NOW
from tests.factories import World

MINUTE = timedelta(minutes=1)
GUARDS = {
    "sqlite": """
        SELECT 'DROP ' || type || ' ' || name FROM sqlite_master
        WHERE type = 'trigger' OR (type = 'index' AND sql LIKE 'CREATE UNIQUE%')""",
    "postgresql": """
        SELECT 'DROP TRIGGER ' || tgname || ' ON ' || CAST(tgrelid AS regclass) FROM pg_trigger
        WHERE NOT tgisinternal
        UNION ALL SELECT 'ALTER TABLE ' || CAST(conrelid AS regclass) || ' DROP CONSTRAINT ' || conname
        FROM pg_constraint WHERE contype = 'x'
        UNION ALL SELECT 'DROP INDEX ' || CAST(indexrelid AS regclass) FROM pg_index
        JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = CAST('public' AS regnamespace) AND indisunique
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)""",
}


def drop_every_guard(connection: Connection) -> None:
    """Let this transaction keep what the database would refuse."""
    for statement in connection.scalars(text(GUARDS[connection.dialect.name])).all():
        connection.exec_driver_sql(statement)


class Breaker:
    """Puts rows past every rule."""

    def __init__(self, connection: Connection, world: World) -> None:
        self.connection, self.world = connection, world
        self.slots = {row.id: row for row in connection.execute(Slot.__table__.select())}

    def put(self, model: Any, **fields: Any) -> None:
        """A row."""
        self.connection.execute(insert(model).values(**fields))

    def change(self, model: Any, row_id: int, **fields: Any) -> None:
        """Other words in a row."""
        self.connection.execute(update(model).where(model.id == row_id).values(**fields))

    def book(self, slot_id: int, person_id: int, **fields: Any) -> None:
        """A talk."""
        slot = self.slots[slot_id]
        where = {"fair_id": self.world.fair, "booth_id": slot.booth_id, "slot_id": slot_id}
        when = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "booked_at": NOW, "changed_at": NOW}
        self.put(Booking, **where | when | {"person_id": person_id} | fields)

    def hold(self, slot_id: int, person_id: int) -> None:
        """A time that is held for somebody."""
        where = {"booth_id": self.slots[slot_id].booth_id, "slot_id": slot_id, "person_id": person_id}
        self.put(SlotOffer, **where, kind="waiting", offered_at=NOW, expires_at=NOW + MINUTE)

    def queue(self, booth_id: int, person_id: int, called_by: int | None = None) -> None:
        """A place in a queue; of whom is called when somebody calls."""
        called = {"state": "called", "staff_id": called_by, "come_by": NOW + MINUTE} if called_by else {}
        self.put(Visit, booth_id=booth_id, person_id=person_id, place=1, joined_at=NOW, **called)

    def withdraw(self, slot_id: int) -> None:
        """A time that the booth takes back, whoever has it."""
        self.change(Slot, slot_id, state="withdrawn")


def seat_twice(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara)
    to.book(to.world.daan_slots[0], to.world.noor)


def booked_and_held(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara)
    to.hold(to.world.daan_slots[0], to.world.noor)


def held_for_two(to: Breaker) -> None:
    to.hold(to.world.daan_slots[0], to.world.yara)
    to.hold(to.world.daan_slots[0], to.world.noor)


def two_talks_at_once(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara)
    to.book(to.world.omar_slots[0], to.world.yara)


def staff_in_two_talks(to: Breaker) -> None:
    to.change(Slot, to.world.omar_slots[0], staff_id=to.world.daan)
    to.book(to.world.daan_slots[0], to.world.yara)
    to.book(to.world.omar_slots[0], to.world.noor)


def two_held_for_one(to: Breaker) -> None:
    to.hold(to.world.daan_slots[0], to.world.yara)
    to.hold(to.world.omar_slots[1], to.world.yara)


def twice_in_a_queue(to: Breaker) -> None:
    to.queue(to.world.tech_booth, to.world.yara)
    to.queue(to.world.tech_booth, to.world.yara)


def called_by_two(to: Breaker) -> None:
    to.queue(to.world.tech_booth, to.world.yara, called_by=to.world.daan)
    to.queue(to.world.care_booth, to.world.yara, called_by=to.world.omar)


def called_two(to: Breaker) -> None:
    to.queue(to.world.tech_booth, to.world.yara, called_by=to.world.daan)
    to.queue(to.world.tech_booth, to.world.noor, called_by=to.world.daan)


def more_than_seats(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara, seat=1)
    to.book(to.world.daan_slots[0], to.world.noor, seat=2)


def no_such_seat(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara, seat=2)


def other_times(to: Breaker) -> None:
    slot = to.slots[to.world.daan_slots[0]]
    to.book(slot.id, to.world.yara, ends_at=slot.ends_at + MINUTE)


def planned_in_nothing(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara)
    to.withdraw(to.world.daan_slots[0])


def held_in_nothing(to: Breaker) -> None:
    to.hold(to.world.daan_slots[0], to.world.yara)
    to.withdraw(to.world.daan_slots[0])


def waits_and_has(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara)
    where = {"fair_id": to.world.fair, "booth_id": to.world.tech_booth}
    to.put(WaitlistEntry, **where, person_id=to.world.yara, joined_at=NOW, first_choice=False)


def too_early(to: Breaker) -> None:
    """Milan of mbo 2 may book already, Yara of mbo 3 may not."""
    to.change(Fair, to.world.fair, booking_opens_at=NOW + MINUTE)
    to.put(PriorityWindow, fair_id=to.world.fair, group="mbo12", opens_at=NOW - MINUTE)
    to.book(to.world.daan_slots[0], to.world.milan)
    check_is_sound(to, "somebody booked before she may")
    to.book(to.world.daan_slots[1], to.world.yara)


def kept_for_others(to: Breaker) -> None:
    for slot_id, person_id in zip(to.world.daan_slots, (to.world.milan, to.world.yara), strict=False):
        check_is_sound(to, "a time that is kept for a group went to somebody else")
        to.change(Slot, slot_id, reserved_for="mbo12")
        to.book(slot_id, person_id)


def in_a_pause(to: Breaker) -> None:
    slot = to.slots[to.world.daan_slots[0]]
    to.book(slot.id, to.world.yara)
    when = {"starts_at": slot.ends_at - MINUTE, "ends_at": slot.ends_at + MINUTE}
    to.put(Pause, shift_id=slot.shift_id, reason="lunch", **when)


def outcome_of_nothing(to: Breaker) -> None:
    to.book(to.world.daan_slots[0], to.world.yara, state="cancelled_by_student", outcome="again")


def check_is_sound(to: Breaker, what: str) -> None:
    """What is allowed must not be found."""
    assert not find(to.connection, what), what


BREAKS = {
    "a seat is booked twice": seat_twice,
    "a seat is booked by one and held for another": booked_and_held,
    "a seat is held for two": held_for_two,
    "somebody has two talks at once": two_talks_at_once,
    "a member of staff has two talks at once": staff_in_two_talks,
    "two times are held for one person": two_held_for_one,
    "somebody stands twice in one queue": twice_in_a_queue,
    "somebody is called by two": called_by_two,
    "a member of staff called two": called_two,
    "more come to a talk than it has seats": more_than_seats,
    "a talk is on a seat that is not there": no_such_seat,
    "a talk has other times than its slot": other_times,
    "a talk is planned in a time that was taken back": planned_in_nothing,
    "a time is held that was taken back": held_in_nothing,
    "somebody waits where she has a talk ahead": waits_and_has,
    "somebody booked before she may": too_early,
    "a time that is kept for a group went to somebody else": kept_for_others,
    "a talk is planned in a pause of its member of staff": in_a_pause,
    "something came of a talk that was not held": outcome_of_nothing,
}
