"""Rows to measure on: `python -m tests.bench.world FILE BOOTHS SLOTS STUDENTS [TALKS]` fills a database.

FILE gets the ids and a cookie for everybody, as JSON.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import clock, create_app
from app.cli import migrate_to_newest
from app.db import transaction
from app.people import Person, SignIn
from fair.models import APPROVED, OPEN, Booking, Booth, Fair, Shift, Slot
from region.models import (
    STAFF,
    Area,
    Establishment,
    Institution,
    Membership,
    Organisation,
    Place,
    Programme,
    StudentProfile,
)
from region.sectors import SECTORS
from register.models import Target
from tests.prepare import cookie_for

SLOT = timedelta(minutes=10)
LEVELS = ["mbo1", "mbo2", "mbo3", "mbo4", "hbo", "wo"]

World = dict[str, Any]
Rows = list[dict[str, Any]]


def sow(work: Session, model: Any, rows: Rows) -> list[int]:
    """Insert rows at once; returns their ids in the same order."""
    return list(work.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), rows))


def build(work: Session, booths: int, slots: int, students: int, now: datetime) -> World:
    """One open fair; each booth has one member of staff with so many slots in a row, from an hour on."""
    programme = _ground(work)
    people = _people(work, "s", students)
    profiles = [{"person_id": person, "programme_id": programme} for person in people]
    work.execute(insert(StudentProfile), profiles)
    hosts, staff = _hosts(work, booths), _people(work, "b", booths)
    members = [
        {"person_id": p, "organisation_id": h, "role": STAFF} for p, h in zip(staff, hosts, strict=True)
    ]
    sow(work, Membership, members)
    first = now.replace(second=0, microsecond=0) + timedelta(hours=1)
    fair = _fair(work, now, first + slots * SLOT)
    stalls = _booths(work, fair, hosts)
    return {
        "fair": fair,
        "booths": stalls,
        "slots": _slots(work, stalls, staff, first, slots),
        "students": people,
        "staff": staff,
        "first": first.isoformat(),
    }


def _ground(work: Session) -> int:
    [area] = sow(work, Area, [{"name": "Leiden", "code": "0546"}])
    [school] = sow(work, Institution, [{"name": "Oefenschool Leiden", "area_id": area}])
    window = {"starts_on": date(2026, 8, 1), "ends_on": date(2027, 7, 31), "area_id": area}
    counted = {"levels": LEVELS, "counted_forms": ["regular", "alternative"], "number": 1000}
    sow(work, Target, [{"name": "1000 extra stageplekken"} | window | counted])
    named = {"name": "Verzorgende IG", "level": "mbo3", "code": "25491", "sector": "zorg"}
    return sow(work, Programme, [named | {"institution_id": school}])[0]


def _people(work: Session, letter: str, number: int) -> list[int]:
    return sow(
        work,
        Person,
        [{"email": f"{letter}{n}@stagepact.example", "first_name": f"Robin{n}"} for n in range(number)],
    )


def _hosts(work: Session, number: int) -> list[int]:
    about = "Wij leiden elk jaar studenten op, met een vaste begeleider op de werkvloer. " * 3
    named = [
        {"name": f"Werkgever {n}", "sector": list(SECTORS)[n % len(SECTORS)], "about": about}
        for n in range(1, number + 1)
    ]
    hosts = sow(work, Organisation, named)
    addresses = sow(work, Establishment, [{"organisation_id": host, "town": "Leiden"} for host in hosts])
    what = {"title": "Meelopen in het team", "levels": ["mbo3", "mbo4"], "sector": "zorg", "seats": 3}
    when = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 2), "hours_per_week": 24}
    places = [
        {"organisation_id": host, "establishment_id": address, "allowance": "250 euro"} | what | when
        for host, address in zip(hosts, addresses, strict=True)
        for _place in range(3)
    ]
    sow(work, Place, places)
    return hosts


def _fair(work: Session, now: datetime, ends_at: datetime) -> int:
    times = {"starts_at": now - timedelta(hours=1), "ends_at": ends_at}
    window = {"booking_opens_at": now - timedelta(days=1), "booking_closes_at": ends_at}
    rules = {"slot_minutes": 10, "break_minutes": 0, "bookings_per_student": 20, "levels": LEVELS}
    rules |= {"gap_minutes": 0, "cancel_free_minutes": 0}  # the plan books the same student close together
    return sow(work, Fair, [{"title": "Stagebeurs", "state": OPEN} | times | window | rules])[0]


def _booths(work: Session, fair: int, hosts: list[int]) -> list[int]:
    shared = {"fair_id": fair, "levels": LEVELS, "state": APPROVED}
    return sow(work, Booth, [shared | {"organisation_id": h, "number": n} for n, h in enumerate(hosts, 1)])


def _slots(
    work: Session, stalls: list[int], staff: list[int], first: datetime, number: int
) -> list[list[int]]:
    manned = [{"booth_id": b, "staff_id": s} for b, s in zip(stalls, staff, strict=True)]
    shifts = sow(
        work, Shift, [here | {"starts_at": first, "ends_at": first + number * SLOT} for here in manned]
    )
    times = [{"starts_at": first + n * SLOT, "ends_at": first + (n + 1) * SLOT} for n in range(number)]
    rows = [
        here | {"shift_id": shift} | time
        for here, shift in zip(manned, shifts, strict=True)
        for time in times
    ]
    made = sow(work, Slot, rows)
    return [made[start : start + number] for start in range(0, len(made), number)]


def booking(world: World, booth: int, slot: int, person_id: int, number: int) -> dict[str, Any]:
    """A booking as the database keeps it; booth and slot by their place in the world."""
    starts_at = datetime.fromisoformat(world["first"]) + slot * SLOT
    now = clock.now()
    return {
        "uid": f"bench-{number}",
        "fair_id": world["fair"],
        "booth_id": world["booths"][booth],
        "slot_id": world["slots"][booth][slot],
        "person_id": person_id,
        "starts_at": starts_at,
        "ends_at": starts_at + SLOT,
        "booked_at": now,
        "changed_at": now,
    }


def plan(world: World, rounds: int) -> Iterator[tuple[int, int, int]]:
    """Bookings that all can be made: (student, booth, slot) by their place in the world, round by round."""
    booths, students = len(world["booths"]), len(world["students"])
    per_round = -(-students // booths)
    for turn in range(rounds):
        for student in range(students):
            yield student, (student + 37 * turn) % booths, student // booths + turn * per_round


def main(file: str, booths: str, slots: str, students: str, talks: str = "0") -> None:
    """Fill the database that the environment names; the first student gets so many talks."""
    app = create_app()
    migrate_to_newest(app)
    now = clock.now()
    with app.app_context(), transaction() as work:
        world = build(work, int(booths), int(slots), int(students), now)
        people = world["students"] + world["staff"]
        rows = [{"person_id": p, "began_at": now, "token": f"{p:08d}-a-browser-of-the-bench"} for p in people]
        sow(work, SignIn, rows)
        if int(talks):
            me = world["students"][0]
            sow(work, Booking, [booking(world, n, n, me, n) for n in range(int(talks))])
    cookies = [cookie_for(app, row["token"]) for row in rows]
    world["cookies"] = cookies[: int(students)]
    world["staff_cookies"] = cookies[int(students) :]
    Path(file).write_text(json.dumps(world))


if __name__ == "__main__":
    main(*sys.argv[1:])
