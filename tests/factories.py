"""Real rows for tests, and a fixed cast: Yara, Milan, Noor, Sanne, Omar, Daan, Fatima, Bram."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask_security import hash_password

from app.db import db, transaction
from app.people import Person
from fair.models import APPROVED, OPEN, Booth, Fair, Shift, Slot
from region.models import (
    COORDINATOR,
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
from register.models import Target

PASSWORD = "correct horse battery"
_numbers = count(100)  # past the numbers of the booths of the cast


def save(row: Any) -> Any:
    """Keep a row; returns it with its id."""
    with transaction() as work:
        work.add(row)
        work.flush()
    return row


@cache
def hashed_password() -> str:
    """PASSWORD as the database keeps it."""
    return hash_password(PASSWORD)


def make_person(first_name: str = "Robin", last_name: str = "Tester", **fields: Any) -> int:
    """A person who can sign in with PASSWORD."""
    email = fields.pop("email", f"{first_name.lower()}{next(_numbers)}@stagepact.example")
    person = Person(
        email=email, password=hashed_password(), first_name=first_name, last_name=last_name, **fields
    )
    return save(person).id


def make_student(first_name: str, programme_id: int, **fields: Any) -> int:
    """A student of a programme."""
    person_id = make_person(first_name, **fields)
    save(StudentProfile(person_id=person_id, programme_id=programme_id, year=2))
    return person_id


def make_member(first_name: str, role: str, **fields: Any) -> int:
    """A person with a role; the fields say where."""
    person_id = make_person(first_name)
    save(Membership(person_id=person_id, role=role, **fields))
    return person_id


def make_organisation(name: str = "Testbedrijf", sector: str = "zorg", **fields: Any) -> int:
    """An employer with one establishment in Leiden."""
    organisation = save(Organisation(name=name, sector=sector, **fields))
    save(Establishment(organisation_id=organisation.id, town="Leiden"))
    return organisation.id


def make_place(organisation_id: int, title: str = "Meelopen in de wijk", **fields: Any) -> int:
    """A place with three seats from February to July."""
    establishment = db.session.query(Establishment).filter_by(organisation_id=organisation_id).first()
    assert establishment
    values: dict[str, Any] = {
        "levels": ["mbo3"],
        "sector": "zorg",
        "seats": 3,
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 7, 2),
        "hours_per_week": 24,
        "allowance": "250 euro per maand",
    }
    place = Place(
        organisation_id=organisation_id, establishment_id=establishment.id, title=title, **values | fields
    )
    return save(place).id


def make_fair(now: datetime, **fields: Any) -> int:
    """An open fair around now, in which people may book."""
    values: dict[str, Any] = {
        "title": "Stagebeurs najaar",
        "starts_at": now - timedelta(hours=2),
        "ends_at": now + timedelta(hours=4),
        "booking_opens_at": now - timedelta(days=7),
        "booking_closes_at": now + timedelta(hours=4),
        "slot_minutes": 15,
        "break_minutes": 0,
        "gap_minutes": 0,
        "cancel_free_minutes": 0,
        "levels": ["mbo1", "mbo2", "mbo3", "mbo4", "hbo", "wo"],
        "state": OPEN,
    }
    return save(Fair(**values | fields)).id


def make_booth(fair_id: int, organisation_id: int, **fields: Any) -> int:
    """An approved booth."""
    values = {"number": next(_numbers), "levels": ["mbo2", "mbo3", "hbo"], "state": APPROVED}
    return save(Booth(fair_id=fair_id, organisation_id=organisation_id, **values | fields)).id


def make_slots(booth_id: int, staff_id: int, first: datetime, number: int, minutes: int = 15) -> list[int]:
    """A shift cut into slots of so many minutes; returns the ids of the slots."""
    step = timedelta(minutes=minutes)
    shift = save(Shift(booth_id=booth_id, staff_id=staff_id, starts_at=first, ends_at=first + number * step))
    slots = [
        Slot(
            booth_id=booth_id,
            shift_id=shift.id,
            staff_id=staff_id,
            starts_at=first + index * step,
            ends_at=first + (index + 1) * step,
        )
        for index in range(number)
    ]
    return [save(slot).id for slot in slots]


@dataclass
class World:
    """Ids of the cast and their places."""

    fair: int
    institution: int
    programme_mbo3: int
    programme_mbo2: int
    programme_hbo: int
    yara: int
    milan: int
    noor: int
    sanne: int
    omar: int
    daan: int
    fatima: int
    bram: int
    care: int
    tech: int
    care_booth: int
    tech_booth: int
    place: int
    target: int
    sanne_slots: list[int]
    omar_slots: list[int]
    daan_slots: list[int]


def build_world(now: datetime, first: datetime | None = None) -> World:
    """An open fair: Zorggroep Rijnoever with Sanne and Omar, Van Duin Techniek with Daan.

    All three have four slots of a quarter from `first` (12.00), so slots with the same index overlap.
    """
    area = save(Area(name="Leiden", code="0546")).id
    school = save(Institution(name="Oefenschool Leiden", area_id=area)).id

    def programme(name: str, level: str, code: str) -> int:
        fields = {"name": name, "level": level, "code": code, "sector": "zorg"}
        return save(Programme(institution_id=school, **fields)).id

    mbo3 = programme("Verzorgende IG", "mbo3", "25491")
    mbo2 = programme("Helpende Zorg en Welzijn", "mbo2", "25498")
    hbo = programme("Opleiding tot Verpleegkundige", "hbo", "34560")
    care, tech = make_organisation("Zorggroep Rijnoever"), make_organisation("Van Duin Techniek", "techniek")
    sanne = make_member("Sanne", STAFF, organisation_id=care)
    omar = make_member("Omar", STAFF, organisation_id=care)
    daan = make_member("Daan", STAFF, organisation_id=tech)
    fair = make_fair(now)
    care_booth, tech_booth = make_booth(fair, care, number=12), make_booth(fair, tech, number=7)
    first = first or now.replace(hour=11, minute=0, second=0, microsecond=0)
    target = Target(
        name="1000 extra stageplekken",
        number=1000,
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 7, 31),
        levels=["mbo1", "mbo2", "mbo3", "mbo4", "hbo", "wo"],
        counted_forms=["regular", "alternative"],
        area_id=area,
    )
    return World(
        fair=fair,
        institution=school,
        programme_mbo3=mbo3,
        programme_mbo2=mbo2,
        programme_hbo=hbo,
        yara=make_student("Yara", mbo3),
        milan=make_student("Milan", mbo2),
        noor=make_student("Noor", hbo),
        sanne=sanne,
        omar=omar,
        daan=daan,
        fatima=make_member("Fatima", COORDINATOR, institution_id=school),
        bram=make_member("Bram", ORGANISER),
        care=care,
        tech=tech,
        care_booth=care_booth,
        tech_booth=tech_booth,
        place=make_place(care),
        target=save(target).id,
        sanne_slots=make_slots(care_booth, sanne, first, 4),
        omar_slots=make_slots(care_booth, omar, first, 4),
        daan_slots=make_slots(tech_booth, daan, first, 4),
    )
