"""What is asked for lists: the list that somebody tried, and what its rows would meet."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.db import db
from app.errors import NotFound
from app.people import Person, SignIn
from region import queries
from region.models import (
    COORDINATOR,
    STAFF,
    Area,
    Establishment,
    Institution,
    Membership,
    Organisation,
    Programme,
    StudentProfile,
    Upload,
)
from region.rules.compare import compare, read_rows
from region.rules.fields import folded
from region.rules.kinds import KINDS, Kind
from region.rules.sheets import Fault, Row, Sheet
from region.rules.trial import Key, Known, School, SchoolProgramme, Trial
from region.tables import politely

UPLOADS_LAST = timedelta(days=1)
AT_A_TIME = 500


def upload(upload_id: str, person_id: int, now: datetime) -> Upload:
    """A list that this organiser tried not longer than a day ago."""
    found = select(Upload).where(
        Upload.id == upload_id, Upload.person_id == person_id, Upload.uploaded_at > now - UPLOADS_LAST
    )
    row = db.session.scalar(found)
    if not row or not queries.is_organiser(person_id):
        raise NotFound
    return row


def trial_of(upload: Upload) -> Trial:
    """What reading in a list that was tried would do now."""
    sheet = Sheet(**upload.sheet)
    return trial(sheet, *read_rows(sheet, politely))


def trial(sheet: Sheet, rows: list[Row], faults: list[Fault]) -> Trial:
    """What reading in a sheet would do now; `rows` and `faults` are what `read_rows` made of it."""
    return compare(sheet, rows, faults, known(KINDS[sheet.kind], rows))


def institutions() -> dict[str, Institution]:
    """All schools by their name without capitals."""
    return {folded(school.name): school for school in db.session.scalars(select(Institution))}


def areas() -> dict[str, Area]:
    """All areas by their name without capitals."""
    return {folded(area.name): area for area in db.session.scalars(select(Area))}


def programmes() -> list[Programme]:
    """All programmes."""
    return list(db.session.scalars(select(Programme).order_by(Programme.id)))


def people(emails: Iterable[str]) -> dict[str, Person]:
    """Persons by their e-mail address in small letters."""
    return {
        person.email.lower(): person
        for some in _some(emails)
        for person in db.session.scalars(select(Person).where(func.lower(Person.email).in_(some)))
    }


def students(emails: Iterable[str]) -> dict[str, StudentProfile]:
    """Profiles of students by their e-mail address in small letters."""
    found = select(func.lower(Person.email), StudentProfile).join(StudentProfile.person)
    return {
        email: profile
        for some in _some(emails)
        for email, profile in db.session.execute(found.where(func.lower(Person.email).in_(some)))
    }


def memberships(emails: Iterable[str], role: str) -> list[tuple[str, Membership]]:
    """What persons with these e-mail addresses are or were in a role."""
    found = select(func.lower(Person.email), Membership).join(Membership.person)
    return [
        (email, membership)
        for some in _some(emails)
        for email, membership in db.session.execute(
            found.where(func.lower(Person.email).in_(some), Membership.role == role)
        )
    ]


def organisations(kvk_numbers: Iterable[str]) -> dict[str, Organisation]:
    """Employers with their establishments, by KvK number."""
    found = select(Organisation).options(selectinload(Organisation.establishments))
    return {
        organisation.kvk_number or "": organisation
        for some in _some(kvk_numbers)
        for organisation in db.session.scalars(found.where(Organisation.kvk_number.in_(some)))
    }


def without_start(emails: Iterable[str], renew: bool) -> list[Person]:
    """Who of these persons has no password; with `renew` also who has one but never signed in with it."""
    never_here = ~select(SignIn.id).where(SignIn.person_id == Person.id).exists()
    needing = never_here if renew else Person.password.is_(None)
    return [
        person
        for some in _some(emails)
        for person in db.session.scalars(select(Person).where(func.lower(Person.email).in_(some), needing))
    ]


def known(kind: Kind, rows: list[Row]) -> Known:
    """What is there already, as far as rows of a list touch it; a handful of queries for any number."""
    return _KNOWN[kind.name]([row.values for row in rows])


def _known_programmes(_rows: list[dict[str, Any]]) -> Known:
    schools = institutions()
    names = {school.id: name for name, school in schools.items()}
    current: dict[Key, dict[str, Any]] = {
        (names[each.institution_id], each.code, each.level): {"programme": each.name, "sector": each.sector}
        for each in programmes()
    }
    return Known(current, schools={name: School(each.id, each.name) for name, each in schools.items()})


def _known_employers(rows: list[dict[str, Any]]) -> Known:
    there = organisations(row["kvk_number"] for row in rows)
    staff = {
        (membership.organisation_id, email)
        for email, membership in memberships((row["contact_email"] for row in rows), STAFF)
    }
    contacts = {(row["kvk_number"], row.get("number", "")): row["contact_email"] for row in rows}
    result = Known(establishments=_establishments(row["number"] for row in rows if "number" in row))
    for kvk, organisation in there.items():
        shared = {name: getattr(organisation, name) for name in ("name", "sector", "about")}
        result.owners[kvk] = shared
        for address in organisation.establishments:
            fields = ("address", "postcode", "town", "contact_name", "contact_email", "contact_phone")
            values = {name: getattr(address, name) for name in fields}
            key = (kvk, address.number or "")
            contact = contacts.get(key, "")
            values["staff"] = contact if (organisation.id, contact) in staff else ""
            result.current.setdefault(key, shared | values)
    return result


def _establishments(numbers: Iterable[str]) -> dict[str, str]:
    """Whose establishments these are: KvK numbers by establishment number."""
    found = select(Establishment.number, Organisation.kvk_number).join(Establishment.organisation)
    return {
        number or "": kvk or ""
        for some in _some(numbers)
        for number, kvk in db.session.execute(found.where(Establishment.number.in_(some)))
    }


def _known_students(rows: list[dict[str, Any]]) -> Known:
    result = _known_schools()
    by_id = {programme.id: programme for programme in result.programmes}
    emails = [row["email"] for row in rows]
    profiles = students(emails)
    for email, person in people(emails).items():
        profile = profiles.get(email)
        result.current[(email,)] = {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "programme": by_id[profile.programme_id] if profile else None,
            "year": profile.year if profile else None,
            "urgent": profile.urgent if profile else False,
        }
    return result


def _known_coordinators(rows: list[dict[str, Any]]) -> Known:
    result = _known_schools()
    emails = [row["email"] for row in rows]
    for email, person in people(emails).items():
        result.owners[email] = {"first_name": person.first_name, "last_name": person.last_name}
    for email, member in memberships(emails, COORDINATOR):
        if member.ended_at is None:
            result.current[(email, member.institution_id, member.programme_id)] = result.owners[email]
    return result


def _known_schools() -> Known:
    offered = [
        SchoolProgramme(each.id, each.institution_id, each.name, each.level, each.code)
        for each in programmes()
    ]
    schools = {name: School(school.id, school.name) for name, school in institutions().items()}
    return Known(schools=schools, programmes=offered)


_KNOWN = {
    "programmes": _known_programmes,
    "employers": _known_employers,
    "students": _known_students,
    "coordinators": _known_coordinators,
}


def _some(values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Values a few hundred at a time: databases take no query with thousands of them."""
    values = sorted(set(values))
    for start in range(0, len(values), AT_A_TIME):
        yield tuple(values[start : start + AT_A_TIME])
