"""The fair that is played: booths with staff and times, students of several schools' programmes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.people import Person
from fair.groups import MBO12, URGENT
from fair.models import APPROVED, OPEN, Booth, Fair, Shift, Slot
from region.models import (
    ORGANISER,
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
from tests.bench.world import LEVELS, Rows, sow

MINUTE = timedelta(minutes=1)
OPENS = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday, 10.00 in Leiden
CLOSES = OPENS + timedelta(hours=6)
BOOKING_OPENS = OPENS - timedelta(hours=15)  # the evening before
FIRST = {URGENT: BOOKING_OPENS - 20 * MINUTE, MBO12: BOOKING_OPENS - 10 * MINUTE}
KEPT_FOR, KEPT_EVERY = MBO12, 6  # every sixth time is kept for them until the fair opens
TALK, BREAK = 15 * MINUTE, 5 * MINUTE
SEATS = 20
PROGRAMMES = (
    ("Helpende zorg en welzijn", "mbo2", "zorg"),
    ("Verzorgende", "mbo3", "zorg"),
    ("Monteur", "mbo3", "techniek"),
    ("Hovenier", "mbo4", "groen"),
    ("Softwareontwikkelaar", "mbo4", "ict"),
    ("Verpleegkunde", "hbo", "zorg"),
    ("Bestuurskunde", "hbo", "overheid"),
)


@dataclass
class Stall:
    """A booth: with which levels it talks, how many want to go there, who works there in which block."""

    id: int
    levels: list[str]
    drawing: float
    staff: list[int] = field(default_factory=list)
    shifts: dict[int, int] = field(default_factory=dict)
    place: int = 0


@dataclass(frozen=True)
class Pupil:
    """A student, as far as the world knows."""

    id: int
    level: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """Everything and everybody at the fair."""

    fair: int
    organiser: int
    stalls: list[Stall]
    pupils: list[Pupil]


def build(work: Session, booths: int, students: int, dice: Random) -> World:
    """One open fair that is the same for the same dice."""
    hosts = sow(
        work,
        Organisation,
        [{"name": f"Werkgever {n}", "sector": PROGRAMMES[n % 7][2]} for n in range(1, booths + 1)],
    )
    places = _places(work, hosts)
    pupils = _pupils(work, students, dice)
    fair = _fair(work)
    stalls = _stalls(work, fair, hosts, dice)
    for number, (stall, host) in enumerate(zip(stalls, hosts, strict=True)):
        stall.place = places[number]
        _man(work, stall, host, number)
    [organiser] = _people(work, "o", 1)
    sow(work, Membership, [{"person_id": organiser, "role": ORGANISER}])
    return World(fair, organiser, stalls, pupils)


def _places(work: Session, hosts: list[int]) -> list[int]:
    """One place on offer at each employer, with two seats."""
    addresses = sow(work, Establishment, [{"organisation_id": host, "town": "Leiden"} for host in hosts])
    what = {"title": "Meelopen in het team", "levels": LEVELS, "sector": "zorg", "seats": 2}
    when = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 2), "hours_per_week": 24}
    at = zip(hosts, addresses, strict=True)
    named = [{"organisation_id": host, "establishment_id": address} for host, address in at]
    return sow(work, Place, [each | {"allowance": "250 euro"} | what | when for each in named])


def _pupils(work: Session, number: int, dice: Random) -> list[Pupil]:
    [area] = sow(work, Area, [{"name": "Leiden", "code": "0546"}])
    [school] = sow(work, Institution, [{"name": "Oefenschool Leiden", "area_id": area}])
    named = [
        {"institution_id": school, "name": name, "level": level, "code": f"{n:05d}", "sector": sector}
        for n, (name, level, sector) in enumerate(PROGRAMMES, 1)
    ]
    programmes = sow(work, Programme, named)
    people = _people(work, "s", number)
    chosen = [dice.randrange(len(programmes)) for _person in people]
    profiles = [
        {"person_id": person, "programme_id": programmes[n], "urgent": dice.random() < 0.05}
        for person, n in zip(people, chosen, strict=True)
    ]
    work.execute(insert(StudentProfile), profiles)
    return [
        Pupil(profile["person_id"], PROGRAMMES[n][1], _groups(profile["urgent"], PROGRAMMES[n][1]))
        for profile, n in zip(profiles, chosen, strict=True)
    ]


def _groups(urgent: bool, level: str) -> tuple[str, ...]:
    return (*[URGENT] * urgent, *[MBO12] * (level == "mbo2"))


def _people(work: Session, letter: str, number: int) -> list[int]:
    named = [
        {"email": f"{letter}{n}@stagepact.example", "first_name": f"Robin{n}"} for n in range(1, number + 1)
    ]
    return sow(work, Person, named)


def _fair(work: Session) -> int:
    rules = {"slot_minutes": 15, "break_minutes": 5, "gap_minutes": 10, "bookings_per_student": 5}
    times = {"starts_at": OPENS, "ends_at": CLOSES}
    window = {"booking_opens_at": BOOKING_OPENS, "booking_closes_at": CLOSES, "reserved_until": OPENS}
    named = {"title": "Stagebeurs", "state": OPEN, "levels": LEVELS, "shortage_sectors": ["zorg"]}
    return sow(work, Fair, [named | times | window | rules])[0]


def _stalls(work: Session, fair: int, hosts: list[int], dice: Random) -> list[Stall]:
    wanted = [sorted(dice.sample(LEVELS[1:5], dice.choice((2, 3, 4)))) for _host in hosts]
    rows = [
        {"fair_id": fair, "organisation_id": host, "number": n, "levels": levels, "state": APPROVED}
        for n, (host, levels) in enumerate(zip(hosts, wanted, strict=True), 1)
    ]
    made = zip(sow(work, Booth, rows), wanted, strict=True)
    # A few booths are known to everybody, most to few.
    return [Stall(booth, levels, 1 / (rank + 3)) for rank, (booth, levels) in enumerate(made)]


def _man(work: Session, stall: Stall, host: int, number: int) -> None:
    """One to three people with times for the whole day; every fifth booth holds a group talk at noon."""
    stall.staff = _people(work, f"b{number}-", 3 if number % 7 == 6 else 1 + (number % 3 == 2))
    sow(
        work,
        Membership,
        [{"person_id": each, "organisation_id": host, "role": STAFF} for each in stall.staff],
    )
    for each in stall.staff:
        here = {"booth_id": stall.id, "staff_id": each}
        [stall.shifts[each]] = [shift] = sow(work, Shift, [here | {"starts_at": OPENS, "ends_at": CLOSES}])
        group = number % 5 == 4 and each == stall.staff[0]
        sow(work, Slot, [here | {"shift_id": shift} | times for times in _times(group)])


def _times(group: bool) -> Rows:
    noon, long = OPENS + 120 * MINUTE, 40 * MINUTE
    starts = [OPENS + n * (TALK + BREAK) for n in range((CLOSES - OPENS) // (TALK + BREAK))]
    alone = [at for at in starts if not group or at >= noon + long or at + TALK <= noon]
    rows: Rows = [{"starts_at": at, "ends_at": at + TALK, "seats": 1, "title": ""} for at in alone]
    if group:
        rows.append({"starts_at": noon, "ends_at": noon + long, "seats": SEATS, "title": "Kijkje bij ons"})
    return rows
