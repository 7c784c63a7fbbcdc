"""Students, staff of booths, coordinators and organisers; the cast among them."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from app.people import Person
from region.models import (
    COORDINATOR,
    ORGANISER,
    STAFF,
    Institution,
    Membership,
    Organisation,
    Place,
    Programme,
    StudentProfile,
    TeamInvitation,
)
from region.seeds import schools, sheets
from region.seeds.cast import CAST, PASSWORD, STUDENT, CastMember

STUDENTS = 300

# Who coordinates what: a school and the codes of programmes; no codes is the whole school.
# History at the university has nobody, as happens in September.
CARE = ("25251", "25498", "25656", "25475", "25655")
COORDINATED = (
    (schools.MBO, CARE),
    (schools.MBO, ("25486", "25485", "25489", "25473")),
    (schools.MBO, ("25253", "25024", "25333", "25342", "25332", "25344")),
    (schools.MBO, ("25257", "25254", "25252", "25167", "25180", "25168", "25499")),
    (schools.MBO, ("25150", "25149", "25999", "25152", "25409", "25145", "25998")),
    (schools.MBO, ("25044", "25045", "25046")),
    (schools.INSTRUMENTS, ()),
    (schools.HBO, ("34560", "34116", "34570", "34507", "34609", "34808")),
    (schools.HBO, ("30020", "39215", "34397", "34396")),
    (schools.WO, ("56860", "56978", "56286", "50205")),
    (schools.WO, ("56604", "56627")),
)


class Crowd:
    """Makes people with names that nobody else in the demo world has, all with one password."""

    def __init__(self, now: datetime, rng: Random) -> None:
        self.password = hash_password(PASSWORD)  # slow on purpose, so once for all
        self.joined_at = now - timedelta(days=30)
        self.names = self._shuffled_names(rng)
        self.addresses: Counter[str] = Counter()

    def _shuffled_names(self, rng: Random) -> Iterator[tuple[str, str]]:
        taken = {(each.first_name, each.last_name) for each in CAST}
        first, last = ([row["name"] for row in sheets.rows(f"{which}_names")] for which in ("first", "last"))
        while True:
            name = (rng.choice(first), rng.choice(last))
            if name not in taken:
                taken.add(name)
                yield name

    def known(self, member: CastMember) -> Person:
        """Somebody of the cast."""
        return self._person(member.first_name, member.last_name, member.email)

    def stranger(self, host: str, numbered: bool = False) -> Person:
        """Somebody with an address at a host."""
        first, last = next(self.names)
        local = f"{sheets.plain(first)}.{sheets.plain(last)}"
        if numbered:
            self.addresses[host] += 1
            local += str(self.addresses[host])
        return self._person(first, last, f"{local}@{host}.example")

    def _person(self, first_name: str, last_name: str, email: str) -> Person:
        return Person(
            email=email,
            password=self.password,
            first_name=first_name,
            last_name=last_name,
            created_at=self.joined_at,
        )


def plant_people(now: datetime, rng: Random) -> None:
    """Everybody, with the role and the organisation or the programme they belong to."""
    with transaction() as work:
        crowd = Crowd(now, rng)
        _plant_organisers(work, crowd)
        _plant_staff(work, crowd)
        _plant_coordinators(work, crowd)
        _plant_students(work, crowd, rng)
        _plant_invitation(work, now, rng)


def _cast(role: str, home: str) -> list[CastMember]:
    return [each for each in CAST if (each.role, each.home) == (role, home)]


def _plant_organisers(work: Session, crowd: Crowd) -> None:
    organisers = [crowd.known(each) for each in _cast(ORGANISER, "")] + [crowd.stranger("stagepact")]
    work.add_all(Membership(role=ORGANISER, person=person) for person in organisers)


def _plant_staff(work: Session, crowd: Crowd) -> None:
    """As many people as the sheet has shifts; the cast comes first at its own booth."""
    ids = dict(work.execute(select(Organisation.name, Organisation.id)).all())
    for row in sheets.rows("employers"):
        people = [crowd.known(each) for each in _cast(STAFF, row["name"])]
        people += [crowd.stranger(row["host"]) for _ in row["shifts"][len(people) :]]
        work.add_all(
            Membership(role=STAFF, organisation_id=ids[row["name"]], person=person) for person in people
        )


def _plant_invitation(work: Session, now: datetime, rng: Random) -> None:
    """The care group of the cast waits for one more colleague; nobody knows the link."""
    cast = next(each for each in CAST if each.role == STAFF)
    employer = work.scalars(select(Organisation).where(Organisation.name == cast.home)).one()
    invitation = TeamInvitation(
        organisation_id=employer.id,
        email="h.smit@rijnoever.example",
        token_hash=rng.randbytes(32).hex(),
        invited_at=now - timedelta(hours=20),
        expires_at=now + timedelta(days=6),
    )
    work.add(invitation)


def _plant_coordinators(work: Session, crowd: Crowd) -> None:
    institutions = dict(work.execute(select(Institution.name, Institution.id)).all())
    programmes = dict(work.execute(select(Programme.code, Programme.id)).all())
    for school, codes in COORDINATED:
        cast = _cast(COORDINATOR, school) if codes == CARE else []
        person = crowd.known(cast[0]) if cast else crowd.stranger(schools.HOSTS[school])
        work.add_all(
            Membership(
                role=COORDINATOR,
                person=person,
                institution_id=institutions[school],
                programme_id=programmes[code] if code else None,
            )
            for code in codes or [None]
        )


def _plant_students(work: Session, crowd: Crowd, rng: Random) -> None:
    programmes = {each.code: each for each in work.scalars(select(Programme).order_by(Programme.id))}
    for member in (each for each in CAST if each.role == STUDENT):
        work.add(StudentProfile(person=crowd.known(member), programme=programmes[member.home], year=2))
    classes = set[str]()
    for programme in _spread(work, list(programmes.values()), rng):
        urgent = programme.code not in classes  # one of each class
        classes.add(programme.code)
        host = f"student.{schools.HOSTS[programme.institution.name]}"
        work.add(
            StudentProfile(
                person=crowd.stranger(host, numbered=True),
                programme=programme,
                year=1 if programme.level == "mbo1" else rng.choice([1, 2, 2, 3, 3]),
                urgent=urgent,
                languages=["nl", "en"],
            )
        )


def _spread(work: Session, programmes: list[Programme], rng: Random) -> list[Programme]:
    """A programme for each student: two everywhere, more where employers offer more places."""
    seats = Counter[str]()
    for code, number in work.execute(select(Place.programme_code, Place.seats)):
        seats[code or ""] += number
    weights = [seats[each.code] for each in programmes]
    others = STUDENTS - 2 * len(programmes) - sum(each.role == STUDENT for each in CAST)
    return sorted(
        programmes * 2 + rng.choices(programmes, weights, k=others), key=lambda programme: programme.id
    )
