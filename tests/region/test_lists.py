"""Reading lists into the tables: all rows or none, and the same file twice changes nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from openpyxl import Workbook
from sqlalchemy import event, func, select, text, update

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from app.worker import do_what_is_due
from region.actions import lists
from region.models import (
    COORDINATOR,
    ORGANISER,
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
from region.queries import lists as queries
from region.rules.compare import read_rows
from region.rules.trial import Trial
from tests.factories import World, make_member, make_student, save

FILES = Path(__file__).parent / "files"

PROGRAMMES = "school;opleiding;niveau;crebo;sector\nNieuwe School;Kok;mbo 2;25180;Horeca en toerisme\n"
EMPLOYERS = (
    "werkgever;kvk;vestigingsnummer;sector;adres;postcode;plaats;contactpersoon;e-mail;telefoon;over\n"
    "De Singel;69599084;000012345678;zorg;Rijnkade 12;2312 AB;leiden;Sanne de Boer;sanne@singel.example;"
    "0715165000;Wij zorgen\n"
    "De Singel;69599084;000012345679;zorg;;;Katwijk;Sanne de Boer;sanne@singel.example;;\n"
)
STUDENTS = (
    "e-mail;voornaam;tussenvoegsel;achternaam;school;opleiding;leerjaar\n"
    "bo@school.example;Bo;van der;Meij;oefenschool leiden;Verzorgende IG;2\n"
    "cem@school.example;Cem;;Kaya;Oefenschool Leiden;Helpende Zorg en Welzijn;\n"
)
COORDINATORS = (
    "e-mail;voornaam;achternaam;school;opleiding\n"
    "ida@school.example;Ida;Vos;Oefenschool Leiden;\n"
    "ida@school.example;Ida;Vos;Oefenschool Leiden;Verzorgende IG\n"
)


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    """So that the sentences are those of the code."""
    with force_locale("en"):
        yield


def try_out(kind: str, data: str | bytes) -> Trial:
    """What a list would do now."""
    sheet = lists.open_list(kind, data.encode() if isinstance(data, str) else data)
    return queries.trial(sheet, *read_rows(sheet))


def read_in(kind: str, data: str | bytes) -> Trial:
    """Read in a list as the command does."""
    trial = try_out(kind, data)
    lists.write(trial)
    return trial


def everything() -> dict[str, Any]:
    """All rows of all tables."""
    with db.engine.connect() as connection:
        names = [table.name for table in db.metadata.sorted_tables]
        found = {name: connection.execute(text(f"SELECT * FROM {name} ORDER BY 1")) for name in names}
        return {name: [tuple(row) for row in rows] for name, rows in found.items()}


def counted(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def person(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def test_programmes_come_in_with_their_school(world: World) -> None:
    trial = read_in("programmes", PROGRAMMES)
    assert trial.new_schools == ["Nieuwe School"]
    programme = db.session.scalars(select(Programme).where(Programme.code == "25180")).one()
    assert (programme.name, programme.level, programme.sector) == ("Kok", "mbo2", "gastvrij")
    assert programme.institution.name == "Nieuwe School"


def test_a_programme_gets_another_name(world: World) -> None:
    read_in("programmes", PROGRAMMES)
    changed = PROGRAMMES.replace("Kok", "Chef-kok").replace("Nieuwe School", "NIEUWE school")
    trial = read_in("programmes", changed)
    assert [(c.was, c.becomes) for c in trial.lines[0].changes] == [("Kok", "Chef-kok")]
    assert db.session.scalars(select(Programme.name).where(Programme.code == "25180")).all() == ["Chef-kok"]
    assert counted(Institution) == 2


def test_employers_come_in_with_establishments_and_a_contact_on_the_team(world: World) -> None:
    read_in("employers", EMPLOYERS)
    employer = db.session.scalars(select(Organisation).where(Organisation.kvk_number == "69599084")).one()
    first, second = employer.establishments
    assert (employer.name, employer.sector, employer.about) == ("De Singel", "zorg", "Wij zorgen")
    assert (first.number, first.address, first.postcode) == ("000012345678", "Rijnkade 12", "2312AB")
    assert (first.contact_phone, first.area.name if first.area else "") == ("+31715165000", "Leiden")
    assert (second.number, second.address, second.area) == ("000012345679", "", None)
    sanne = person("sanne@singel.example")
    assert (sanne.first_name, sanne.last_name, sanne.password) == ("Sanne", "de Boer", None)
    found = db.session.scalars(select(Membership).where(Membership.person_id == sanne.id)).all()
    assert [(each.role, each.organisation_id) for each in found] == [(STAFF, employer.id)]


def test_an_employer_that_is_there_gets_changes_and_keeps_the_rest(world: World) -> None:
    read_in("employers", EMPLOYERS)
    save(Area(name="Katwijk"))
    trial = read_in(
        "employers",
        "werkgever;kvk;vestigingsnummer;sector;plaats;contactpersoon;e-mail\n"
        "Singelzorg;69599084;000012345678;zorg;Katwijk;Omar Said;omar@singel.example\n",
    )
    assert [(str(c.column), c.was, c.becomes) for c in trial.lines[0].changes] == [
        ("employer", "De Singel", "Singelzorg"),
        ("town", "leiden", "Katwijk"),
        ("contact", "Sanne de Boer", "Omar Said"),
        ("e-mail", "sanne@singel.example", "omar@singel.example"),
        ("booth team", "–", "omar@singel.example"),
    ]
    address = db.session.scalars(select(Establishment).where(Establishment.number == "000012345678")).one()
    assert (address.organisation.name, address.address) == ("Singelzorg", "Rijnkade 12")
    assert address.area
    assert address.area.name == "Katwijk"
    assert counted(Organisation) == 3


def test_an_employer_without_establishment_numbers_is_recognised_too(world: World) -> None:
    without = "werkgever;kvk;sector;contactpersoon;e-mail\nDe Kade;68750110;ict;Noé Jansen;noe@kade.example\n"
    assert read_in("employers", without).count("new") == 1
    assert try_out("employers", without).changes_nothing


def test_a_contact_who_left_the_team_does_not_come_back_by_itself(world: World, now: datetime) -> None:
    read_in("employers", EMPLOYERS)
    with transaction() as work:
        of_sanne = select(Membership).join(Membership.person).where(Person.last_name == "de Boer")
        work.scalars(of_sanne).one().ended_at = now
    assert read_in("employers", EMPLOYERS).changes_nothing


def test_an_establishment_of_another_employer_is_refused(world: World) -> None:
    read_in("employers", EMPLOYERS)
    trial = try_out("employers", EMPLOYERS.replace("69599084", "68750110"))
    assert [fault.column for fault in trial.faults] == ["vestigingsnummer", "vestigingsnummer"]


def test_students_come_in_with_their_programme(world: World) -> None:
    read_in("students", STUDENTS)
    bo = person("bo@school.example")
    profile = db.session.get(StudentProfile, bo.id)
    assert profile
    assert (bo.name, bo.password) == ("Bo van der Meij", None)
    assert (profile.programme_id, profile.year) == (world.programme_mbo3, 2)
    assert not profile.urgent


def test_a_school_says_for_whom_it_is_urgent_and_takes_it_back(world: World) -> None:
    head, *rest = STUDENTS.splitlines()
    for said, urgent in (("ja", True), ("", True), ("nee", False)):
        read_in("students", "\n".join([f"{head};dringend", *(f"{line};{said}" for line in rest)]))
        profile = db.session.get(StudentProfile, person("bo@school.example").id, populate_existing=True)
        assert profile
        assert profile.urgent is urgent


def test_a_workbook_and_a_csv_of_windows_are_the_same_list(world: World) -> None:
    data = STUDENTS.replace("Bo;", "Zoë;")
    read_in("students", data.encode("cp1252"))
    assert person("bo@school.example").first_name == "Zoë"
    book = Workbook()
    for line in data.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    file = BytesIO()
    book.save(file)
    assert try_out("students", file.getvalue()).changes_nothing


def test_a_student_who_is_there_changes_programme(world: World) -> None:
    student = make_student("Bo", world.programme_hbo, last_name="Oud", email="Bo@School.example")
    trial = read_in("students", STUDENTS)
    assert trial.lines[0].status == "changed"
    assert [(c.was, c.becomes) for c in trial.lines[0].changes] == [
        ("Oud", "van der Meij"),
        ("Opleiding tot Verpleegkundige (hbo)", "Verzorgende IG (mbo 3)"),
    ]
    db.session.expire_all()
    profile = db.session.get(StudentProfile, student)
    assert profile
    assert profile.programme_id == world.programme_mbo3


def test_a_person_without_a_programme_becomes_a_student(world: World) -> None:
    make_member("Cem", STAFF, organisation_id=world.care)
    with transaction() as work:
        work.scalars(select(Person).where(Person.first_name == "Cem")).one().email = "cem@school.example"
    trial = read_in("students", STUDENTS)
    assert ("–", "Helpende Zorg en Welzijn (mbo 2)") in [(c.was, c.becomes) for c in trial.lines[1].changes]
    assert db.session.get(StudentProfile, person("cem@school.example").id)


def test_coordinators_come_in_for_a_programme_and_for_a_school(world: World) -> None:
    read_in("coordinators", COORDINATORS)
    ida = person("ida@school.example")
    found = select(Membership).where(Membership.person_id == ida.id).order_by(Membership.id)
    assert [(each.role, each.institution_id, each.programme_id) for each in db.session.scalars(found)] == [
        (COORDINATOR, world.institution, None),
        (COORDINATOR, world.institution, world.programme_mbo3),
    ]


def test_a_coordinator_gets_another_name_and_no_second_role(world: World) -> None:
    read_in("coordinators", COORDINATORS)
    trial = read_in("coordinators", COORDINATORS.replace("Vos", "de Vos"))
    assert trial.count("changed") == 2
    assert person("ida@school.example").last_name == "de Vos"
    assert counted(Membership) == 7


def test_a_coordinator_who_stopped_may_come_back(world: World, now: datetime) -> None:
    read_in("coordinators", COORDINATORS)
    with transaction() as work:
        ended = update(Membership).where(Membership.programme_id.is_not(None)).values(ended_at=now)
        work.execute(ended)
    assert read_in("coordinators", COORDINATORS).count("new") == 1


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("programmes", PROGRAMMES),
        ("employers", EMPLOYERS),
        ("students", STUDENTS),
        ("coordinators", COORDINATORS),
    ],
)
def test_the_same_file_twice_changes_nothing(world: World, kind: str, data: str) -> None:
    assert not read_in(kind, data).changes_nothing
    before = everything()
    trial = read_in(kind, data)
    assert trial.changes_nothing
    assert trial.count("same") == trial.total
    assert everything() == before


@pytest.mark.parametrize(
    ("kind", "data", "bad"),
    [
        ("programmes", PROGRAMMES, "School;Kok;mbo 9;25180;zorg"),
        ("employers", EMPLOYERS, "X;1;;;;;;;;;"),
        ("students", STUDENTS, "x;;;;;;"),
        ("coordinators", COORDINATORS, "x;;;;"),
    ],
)
def test_nothing_is_read_in_when_one_row_is_faulty(world: World, kind: str, data: str, bad: str) -> None:
    trial = try_out(kind, data + bad)
    assert trial.count("new") > 0
    before = everything()
    with pytest.raises(Refused):
        lists.write(trial)
    assert everything() == before


def test_twenty_different_faults_are_all_found(world: World) -> None:
    trial = try_out("employers", (FILES / "employers-twenty-faults.csv").read_bytes())
    assert [fault.row for fault in trial.faults] == list(range(3, 23))
    assert len({(fault.column, fault.reason) for fault in trial.faults}) == 20
    assert (trial.total, trial.count("new")) == (21, 1)


@pytest.fixture
def statements(app: Any) -> Iterator[list[str]]:
    """Every query from here on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("kind", ["programmes", "employers", "students", "coordinators"])
def test_trying_costs_the_same_queries_for_one_row_and_for_many(
    world: World, statements: list[str], kind: str
) -> None:
    header, row = {
        "programmes": PROGRAMMES.splitlines()[:2],
        "employers": EMPLOYERS.splitlines()[:2],
        "students": STUDENTS.splitlines()[:2],
        "coordinators": COORDINATORS.splitlines()[:2],
    }[kind]
    many = [
        row.replace("25180", f"2518{n}").replace("@", f"{n}@").replace("000012345678", f"00001234567{n}")
        for n in range(9)
    ]
    read_in(kind, "\n".join([header, *many]))
    statements.clear()
    try_out(kind, f"{header}\n{many[0]}")
    for_one = len(statements)
    statements.clear()
    assert try_out(kind, "\n".join([header, *many])).changes_nothing
    assert len(statements) == for_one


def keep(world: World, now: datetime, data: str = STUDENTS, kind: str = "students") -> str:
    return lists.try_list(kind=kind, filename="lijst.csv", data=data.encode(), person_id=world.bram, now=now)


def test_exactly_what_was_tried_is_read_in(world: World, now: datetime) -> None:
    upload_id = keep(world, now)
    assert counted(StudentProfile) == 3
    lists.read_in(upload_id=upload_id, person_id=world.bram, now=now)
    assert counted(StudentProfile) == 5
    assert queries.upload(upload_id, world.bram, now).result == {"new": 2, "changed": 0, "same": 0}


def test_a_list_that_does_not_fit_any_more_is_not_read_in(world: World, now: datetime) -> None:
    upload_id = keep(world, now)
    with transaction() as work:
        work.execute(text("UPDATE programme SET name = 'Anders' WHERE level = 'mbo2'"))
    with pytest.raises(Refused):
        lists.read_in(upload_id=upload_id, person_id=world.bram, now=now)
    assert counted(StudentProfile) == 3
    assert queries.upload(upload_id, world.bram, now).result is None


def test_only_who_brought_a_list_sees_it_and_only_for_a_day(world: World, now: datetime) -> None:
    upload_id = keep(world, now)
    other = make_member("Olga", "organiser")
    assert queries.upload(upload_id, world.bram, now)
    for person_id, moment in ((other, now), (world.fatima, now), (world.bram, now + timedelta(days=1))):
        with pytest.raises(NotFound):
            queries.upload(upload_id, person_id, moment)


def test_who_is_no_organiser_any_more_sees_nothing(world: World, now: datetime) -> None:
    upload_id = keep(world, now)
    with transaction() as work:
        work.execute(update(Membership).where(Membership.role == ORGANISER).values(ended_at=now))
    with pytest.raises(NotFound):
        lists.read_in(upload_id=upload_id, person_id=world.bram, now=now)


def test_a_new_list_of_the_same_kind_takes_the_place_of_the_old(world: World, now: datetime) -> None:
    keep(world, now)
    keep(world, now, PROGRAMMES, "programmes")
    keep(world, now)
    assert sorted(db.session.scalars(select(Upload.kind))) == ["programmes", "students"]


def test_lists_are_forgotten_after_a_day(world: World, now: datetime) -> None:
    keep(world, now)
    do_what_is_due(now + timedelta(hours=23))
    assert counted(Upload) == 1
    do_what_is_due(now + timedelta(hours=24))
    assert counted(Upload) == 0


def test_no_citizen_service_number_and_no_unused_column_is_kept(world: World, now: datetime) -> None:
    data = (
        "e-mail;voornaam;achternaam;school;crebo;bsn\n"
        "bo@school.example;Bo;Meij;Oefenschool Leiden;123456782;111222333\n"
    )
    keep(world, now, data)
    assert "bo@school.example" in str(everything()["upload"])
    assert "123456782" not in str(everything())
    assert "111222333" not in str(everything())


def test_who_came_in_meanwhile_by_another_list_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = try_out("students", STUDENTS)
    make_student("Bo", world.programme_mbo2, email="bo@school.example")
    # As when the other list is read in between our look and our writing.
    monkeypatch.setattr(queries, "people", lambda emails: {})
    with pytest.raises(Refused):
        lists.write(trial)
