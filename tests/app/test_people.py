"""Signing in and out."""

from datetime import timedelta

import pytest

from app import clock, people
from app.db import db
from app.people import Person
from tests.factories import PASSWORD


def test_signing_in_with_address_and_password(visit, world):
    yara, email = visit(), db.session.get_one(Person, world.yara).email
    assert yara.get("/mijn-dag").status_code == 302
    wrong = yara.post("/inloggen", {"email": email, "password": PASSWORD + "!"})
    assert wrong.status_code == 200
    assert yara.get("/mijn-dag").status_code == 302
    yara.post("/inloggen", {"email": email, "password": PASSWORD})
    assert yara.get("/mijn-dag").status_code == 200


def test_out_means_out_even_for_a_copied_cookie(visit, world):
    yara = visit(world.yara)
    cookie = yara.http.get_cookie("stagepact")
    assert yara.get("/").status_code == 200
    yara.post("/uitloggen")
    thief = visit()
    thief.http.set_cookie("stagepact", cookie.value)
    assert thief.get("/mijn-dag").status_code == 302


def test_signing_out_hangs_up_the_sockets_of_that_browser_only(visit, world):
    phone, laptop = visit(world.yara), visit(world.yara)
    phone.open_line(f"person:{world.yara}")
    laptop.open_line(f"person:{world.yara}")
    phone.post("/uitloggen")
    assert not phone.is_connected
    assert laptop.is_connected


def test_a_sign_in_ends_by_itself(visit, world, now, monkeypatch):
    yara = visit(world.yara)
    monkeypatch.setattr(clock, "now", lambda: now + people.SIGN_IN_LASTS + timedelta(minutes=1))
    assert yara.get("/mijn-dag").status_code == 302


def test_guessing_passwords_is_slowed_down(visit, world):
    visitor = visit()
    answers = [
        visitor.post("/inloggen", {"email": "yara@x.example", "password": "wrong"}) for _try in range(11)
    ]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]


@pytest.mark.parametrize("body", ['"x"', "5", "{}", '{"email": "yara@x.example", "password": "\\ud800"}'])
def test_signing_in_is_done_with_a_form(visit, app, body):
    answer = visit().post("/inloggen", data=body, content_type="application/json")
    assert answer.status_code == 400
