"""What the database says after a race: read with plain SQL, past everything that could be wrong in us."""

from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

LIVE = "('booked', 'attended', 'no_show')"
DOUBLES = f"""
    SELECT count(*) FROM
    (SELECT 1 FROM booking WHERE state IN {LIVE} GROUP BY slot_id, seat HAVING count(*) > 1) AS twice"""
OVERLAPS = f"""
    SELECT count(*) FROM booking AS one JOIN booking AS other ON one.person_id = other.person_id
    AND one.id < other.id AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
    WHERE one.state IN {LIVE} AND other.state IN {LIVE}"""
BOOKED = f"SELECT person_id, slot_id FROM booking WHERE state IN {LIVE}"


class Ledger:
    """The bookings, the placements and the letters in one database."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, poolclass=NullPool)

    def _ask(self, question: str) -> list:
        with self.engine.connect() as connection:
            return list(connection.execute(text(question)))

    def doubles(self) -> int:
        """Seats that were given to more than one."""
        return self._ask(DOUBLES)[0][0]

    def overlaps(self) -> int:
        """Pairs of talks in which one person would be at once."""
        return self._ask(OVERLAPS)[0][0]

    def letters(self) -> list[tuple[str, str]]:
        """The letters: how they are named, and what became of them."""
        return [(name, state) for name, state in self._ask("SELECT uid, state FROM letter ORDER BY id")]

    def bookings_of(self, person_id: int, slot_id: int) -> list[tuple[int, int]]:
        """The live bookings of a person in a slot: their ids, and the slot."""
        mine = f"SELECT id, slot_id FROM booking WHERE state IN {LIVE} AND person_id = :p AND slot_id = :s"
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(mine), {"p": person_id, "s": slot_id})]

    def widen(self, slot_id: int, seats: int) -> None:
        """Make a group talk of a slot."""
        with self.engine.begin() as connection:
            connection.execute(text("UPDATE slot SET seats = :n WHERE id = :s"), {"n": seats, "s": slot_id})

    def seats(self, slot_id: int) -> list[int]:
        """Which seats of a slot are taken, each as often as it is."""
        taken = f"SELECT seat FROM booking WHERE state IN {LIVE} AND slot_id = {int(slot_id)} ORDER BY seat"
        return [seat for (seat,) in self._ask(taken)]

    def live_placements(self, placement_ids: list[int]) -> int:
        """How many of these placements hold a seat."""
        ids = ", ".join(str(int(number)) for number in placement_ids)
        return self._ask(f"SELECT count(*) FROM placement WHERE state = 'in_review' AND id IN ({ids})")[0][0]

    def talk(self, booking_id: int) -> Any:
        """A talk with the slot that it is in."""
        found = (
            "SELECT booking.state, booking.sequence, booking.starts_at, slot.starts_at AS slot_starts_at, "
            "slot.state AS slot_state FROM booking JOIN slot ON slot.id = booking.slot_id "
            "WHERE booking.id = :b"
        )
        with self.engine.connect() as connection:
            return connection.execute(text(found), {"b": booking_id}).one()

    def booked(self) -> list[tuple[int, int]]:
        """Who has which slot."""
        return sorted((person, slot) for person, slot in self._ask(BOOKED))
