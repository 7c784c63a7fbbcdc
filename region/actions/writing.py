"""Lines of a list into the tables: one writer per kind, each with a handful of queries for any number."""

from typing import Any

from app.db import db
from app.people import Person
from region.models import (
    COORDINATOR,
    STAFF,
    Establishment,
    Institution,
    Membership,
    Organisation,
    Programme,
    StudentProfile,
)
from region.queries import lists as queries
from region.rules.compare import Through
from region.rules.fields import folded
from region.rules.trial import NEW, Line


def write_programmes(lines: list[Line], through: Through) -> None:
    """Programmes, and the schools that are not there yet."""
    schools = queries.institutions()
    there = {(folded(each.institution.name), each.code, each.level): each for each in queries.programmes()}
    for line in through(lines):
        values = line.values
        name = folded(values["school"])
        if name not in schools:
            schools[name] = _add(Institution(name=values["school"]))
        programme = there.get((name, values["code"], values["level"])) or _add(
            Programme(institution=schools[name], code=values["code"], level=values["level"])
        )
        programme.name, programme.sector = values["programme"], values["sector"]


def write_employers(lines: list[Line], through: Through) -> None:
    """Employers with their establishments; each contact joins the employer's team."""
    employers = queries.organisations(line.values["kvk_number"] for line in lines)
    addresses = {
        (kvk, address.number or ""): address
        for kvk, employer in employers.items()
        for address in reversed(employer.establishments)
    }
    areas = queries.areas()
    for line in through(lines):
        values, kvk, number = line.values, line.values["kvk_number"], line.values.get("number")
        if kvk not in employers:
            employers[kvk] = _add(Organisation(kvk_number=kvk))
        _set(employers[kvk], values, "name", "sector", "about")
        address = addresses.get((kvk, number or "")) or _add(
            Establishment(organisation=employers[kvk], number=number)
        )
        if values.get("town", address.town) != address.town:
            address.area = areas.get(folded(values["town"]))
        _set(address, values, "address", "postcode", "town", "contact_name", "contact_email", "contact_phone")
    _join_teams(lines, employers)


def _join_teams(lines: list[Line], employers: dict[str, Organisation]) -> None:
    """Each contact becomes staff; who once was and left stays away."""
    db.session.flush()
    emails = [line.values["contact_email"] for line in lines]
    people = queries.people(emails)
    teams = {(member.organisation_id, email) for email, member in queries.memberships(emails, STAFF)}
    for line in lines:
        email, employer = line.values["contact_email"], employers[line.values["kvk_number"]]
        if (employer.id, email) not in teams:
            teams.add((employer.id, email))
            first_name, _space, last_name = line.values["contact_name"].partition(" ")
            person = _person(people, email, first_name, last_name)
            _add(Membership(person=person, role=STAFF, organisation=employer))


def write_students(lines: list[Line], through: Through) -> None:
    """Students with the programme they follow."""
    emails = [line.values["email"] for line in lines]
    people, profiles = queries.people(emails), queries.students(emails)
    for line in through(lines):
        values = line.values
        email = values["email"]
        person = _person(people, email, values["first_name"], values["last_name"])
        _set(person, values, "first_name", "last_name")
        profile = profiles.get(email) or _add(StudentProfile(person=person))
        profile.programme_id = values["programme"].id
        _set(profile, values, "year", "urgent")


def write_coordinators(lines: list[Line], through: Through) -> None:
    """Coordinators of a programme, or of a whole school."""
    people = queries.people(line.values["email"] for line in lines)
    for line in through(lines):
        values = line.values
        person = _person(people, values["email"], values["first_name"], values["last_name"])
        _set(person, values, "first_name", "last_name")
        if line.status == NEW:
            programme = values["programme"]
            _add(
                Membership(
                    person=person,
                    role=COORDINATOR,
                    institution_id=values["school"].id,
                    programme_id=programme.id if programme else None,
                )
            )


WRITERS = {
    "programmes": write_programmes,
    "employers": write_employers,
    "students": write_students,
    "coordinators": write_coordinators,
}


def _person(people: dict[str, Person], email: str, first_name: str, last_name: str) -> Person:
    """The person with this address; somebody new cannot sign in until there is a password."""
    if email not in people:
        people[email] = _add(Person(email=email, first_name=first_name, last_name=last_name))
    return people[email]


def _add(row: Any) -> Any:
    db.session.add(row)
    return row


def _set(row: Any, values: dict[str, Any], *names: str) -> None:
    """Give a row the values that the list has; an empty cell changes nothing."""
    for name in names:
        if name in values:
            setattr(row, name, values[name])
