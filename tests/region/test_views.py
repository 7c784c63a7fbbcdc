"""The page: choose a file, check the trial, read in, hand out start passwords."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.people import Person
from region.models import Upload
from tests.factories import World, make_member
from tests.region.test_lists import EMPLOYERS, FILES, PROGRAMMES, STUDENTS, counted, everything
from tests.visitor import Visitor

TWENTY = (FILES / "employers-twenty-faults.csv").read_bytes()


@pytest.fixture
def bram(world: World, visit: Callable) -> Visitor:
    """The organiser, reading English."""
    visitor = visit(world.bram)
    visitor.http.set_cookie("lang", "en")
    return visitor


def bring(visitor: Visitor, kind: str, data: str | bytes, filename: str = "lijst.csv") -> Any:
    """Choose a file and send it; returns the page that follows."""
    content = io.BytesIO(data.encode() if isinstance(data, str) else data)
    form = {"kind": kind, "file": (content, filename)}
    return visitor.post("/inlezen", form, content_type="multipart/form-data")


def rows(answer: Any) -> list[list[str]]:
    """The cells of a file that was sent."""
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_the_page_says_what_should_be_in_each_list(bram: Visitor) -> None:
    page = bram.get("/inlezen").text
    for kind in ("programmes", "employers", "students", "coordinators"):
        assert f'value="{kind}"' in page
        example = bram.get(f"/inlezen/voorbeeld/{kind}.csv")
        assert example.headers["Content-Disposition"].startswith("attachment")
        assert len(rows(example)) == 2
    assert bram.get("/inlezen/voorbeeld/iets.csv").status_code == 404


@pytest.mark.parametrize("form", [{}, {"kind": "students"}, {"kind": "iets"}])
def test_without_a_file_nothing_is_tried(bram: Visitor, form: dict[str, str]) -> None:
    page = bram.post("/inlezen", form)
    assert 'class="errsum' in page.text
    assert counted(Upload) == 0


def test_what_is_no_list_is_refused_on_the_page(bram: Visitor) -> None:
    page = bring(bram, "students", b"\x00\x01")
    assert "This is not a list." in page.text
    assert counted(Upload) == 0


def test_a_trial_shows_numbers_and_changes_nothing(bram: Visitor) -> None:
    people = counted(Person)
    page = bring(bram, "students", STUDENTS)
    assert page.request.path.startswith("/inlezen/")
    assert "Nothing has changed" in page.text
    assert "Read in the 2 rows" in page.text
    assert counted(Person) == people


def test_what_was_tried_is_read_in_and_the_second_time_changes_nothing(bram: Visitor) -> None:
    path = bring(bram, "students", STUDENTS).request.path
    page = bram.post(path)
    assert "The list is read in." in page.text
    assert 'name="renew"' in page.text
    before = everything()["person"]
    assert "Everything is there already" in bring(bram, "students", STUDENTS).text
    assert bram.post(path).status_code == 404  # a new trial took its place
    assert everything()["person"] == before


def test_faulty_rows_are_shown_and_keep_everything_out(bram: Visitor) -> None:
    page = bring(bram, "employers", TWENTY)
    found = re.findall(r'<span class="wide-only">(\d+)</span>', page.text)
    assert [int(row) for row in found] == list(range(3, 23))
    assert "123456782" not in page.text
    assert "Opmerking" in page.text
    assert "Read in the" not in page.text
    before = everything()["organisation"]
    assert "Not all rows are right yet" in bram.post(page.request.path).text
    assert everything()["organisation"] == before


def test_only_the_faulty_rows_can_be_downloaded(bram: Visitor) -> None:
    path = bring(bram, "employers", TWENTY).request.path
    answer = bram.get(f"{path}/fouten.csv")
    header, *faulty = rows(answer)
    assert header[:2] == ["Werkgever", "KvK-nummer"]
    assert header[-2:] == ["row", "what is wrong"]
    assert [int(row[-2]) for row in faulty] == list(range(3, 23))
    assert "123456782" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_long_list_of_faults_is_cut(bram: Visitor) -> None:
    data = "e-mail;voornaam;achternaam;school;crebo\n" + "x;Bo;Vos;School;25491\n" * 250
    page = bring(bram, "students", data)
    assert page.text.count('<th scope="row">') == 200
    assert "first 200 of 250 faults" in page.text


def test_changes_are_shown_with_what_was_there(bram: Visitor) -> None:
    bram.post(bring(bram, "students", STUDENTS).request.path)
    page = bring(bram, "students", STUDENTS.replace("Kaya", "<b>Demir"))
    assert "A name of a person has no digits" in page.text
    page = bring(bram, "students", STUDENTS.replace("Kaya", "Demir"))
    assert "<s>Kaya</s>" in page.text
    assert "<b>Demir</b>" in page.text


def test_names_of_files_and_columns_are_only_text(bram: Visitor) -> None:
    data = STUDENTS.replace("leerjaar", "<script>x")
    page = bring(bram, "students", data, "../<script>.csv").text
    assert "<script>x" not in page
    assert "<script>." not in page


def test_new_schools_are_named_and_programmes_have_no_passwords(bram: Visitor) -> None:
    page = bring(bram, "programmes", PROGRAMMES)
    assert "Nieuwe School" in page.text
    assert 'name="renew"' not in bram.post(page.request.path).text


def test_columns_with_secrets_are_warned_about(bram: Visitor) -> None:
    page = bring(bram, "students", STUDENTS.replace("leerjaar", "nummer").replace(";2\n", ";123456782\n"))
    assert "There may be citizen service numbers" in page.text
    assert "123456782" not in page.text


def test_start_passwords_come_once_and_open_the_door(bram: Visitor, app: Flask, visit: Callable) -> None:
    path = bring(bram, "employers", EMPLOYERS).request.path
    bram.post(path)
    answer = bram.post(f"{path}/startwachtwoorden")
    assert answer.headers["Cache-Control"] == "no-store"
    header, row = rows(answer)
    assert (header, row[0]) == (["e-mail", "start password"], "sanne@singel.example")
    assert row[1] not in str(everything()["upload"])
    assert "has a password already" in bram.post(f"{path}/startwachtwoorden").text
    renewed = rows(bram.post(f"{path}/startwachtwoorden", {"renew": "y"}))[1]
    assert renewed[1] != row[1]


def test_strangers_find_nothing_there(bram: Visitor, world: World, visit: Callable) -> None:
    path = bring(bram, "students", STUDENTS).request.path
    assert bram.get(path).status_code == 200
    for stranger in (world.yara, world.sanne, world.fatima, make_member("Olga", "organiser")):
        visitor = visit(stranger)
        assert visitor.get(path).status_code == 404
        assert visitor.get(f"{path}/fouten.csv").status_code == 404
        assert visitor.post(path).status_code == 404
        assert visitor.post(f"{path}/startwachtwoorden").status_code == 404
    for stranger in (world.yara, world.sanne, world.fatima):
        assert visit(stranger).get("/inlezen").status_code == 404
        assert visit(stranger).get("/inlezen/voorbeeld/students.csv").status_code == 404
        assert bring(visit(stranger), "students", STUDENTS).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Upload)) == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    bram: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.config["MAX_CONTENT_LENGTH"] == 5 * 1024 * 1024
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    assert bring(bram, "students", b"x" * 1001).status_code == 413
