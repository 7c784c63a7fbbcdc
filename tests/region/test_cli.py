"""`flask import`: the same trial and the same all-or-nothing as on the page."""

import csv
import io
import stat
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.people import Person
from tests.factories import World
from tests.region.test_lists import FILES, STUDENTS, counted, everything

TWENTY = FILES / "employers-twenty-faults.csv"


@pytest.fixture
def students(tmp_path: Path) -> Path:
    file = tmp_path / "students.csv"
    file.write_text(STUDENTS)
    return file


def run(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, words)])


def test_a_trial_of_a_file_with_twenty_faults_lists_all_twenty(app: Flask, world: World) -> None:
    before = everything()
    result = run(app, "employers", TWENTY, "--dry-run")
    faults = [line for line in result.output.splitlines() if line.startswith(("Rij ", "Row "))]
    assert result.exit_code == 1
    assert [int(line.split()[1].strip(",:")) for line in faults] == list(range(3, 23))
    assert len({line.split(":", 1)[1] for line in faults}) == 20
    assert "123456782" not in result.output
    assert "Opmerking" in result.output
    assert everything() == before


def test_faulty_rows_keep_everything_out(app: Flask, world: World) -> None:
    before = everything()
    assert run(app, "employers", TWENTY).exit_code == 1
    assert everything() == before


def test_a_dry_run_changes_nothing(app: Flask, world: World, students: Path) -> None:
    before = everything()
    result = run(app, "students", students, "--dry-run")
    assert result.exit_code == 0
    assert everything() == before


def test_a_list_is_read_in_and_the_second_time_nothing_changes(
    app: Flask, world: World, students: Path
) -> None:
    assert run(app, "students", students).exit_code == 0
    before = everything()
    assert any(row[1] == "bo@school.example" for row in before["person"])
    assert run(app, "students", students).exit_code == 0
    assert everything() == before


def test_changes_are_shown_with_what_was_there(app: Flask, world: World, students: Path) -> None:
    run(app, "students", students)
    students.write_text(STUDENTS.replace("Kaya", "Demir"))
    output = run(app, "students", students, "--dry-run").output
    assert "Kaya → Demir" in output


def test_new_schools_and_secret_columns_are_named(app: Flask, world: World, tmp_path: Path) -> None:
    file = tmp_path / "programmes.csv"
    file.write_text("school;opleiding;niveau;crebo;sector;nummer\nNieuw;Kok;mbo2;25180;zorg;123456782\n")
    output = run(app, "programmes", file).output
    assert "Nieuw" in output
    assert "nummer" in output.split("Nieuw")[0]
    assert "123456782" not in output


def test_start_passwords_go_to_a_file_that_only_the_operator_reads(
    app: Flask, world: World, students: Path, tmp_path: Path
) -> None:
    file = tmp_path / "passwords.csv"
    assert run(app, "students", students, "--passwords", file).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["bo@school.example", "cem@school.example"]
    kept = set(db.session.scalars(select(Person.password).where(Person.email.like("%@school.example"))))
    assert None not in kept


def test_an_existing_file_is_never_written_over(
    app: Flask, world: World, students: Path, tmp_path: Path
) -> None:
    before = counted(Person)
    assert run(app, "students", students, "--passwords", students).exit_code == 1
    assert students.read_text() == STUDENTS
    assert counted(Person) == before


def test_a_file_that_is_no_list_is_refused_in_a_sentence(app: Flask, world: World, tmp_path: Path) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x00\x01\x02")
    result = run(app, "students", file)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
