"""The first organiser comes from the command line."""

from app.db import db
from app.people import Person
from tests.visitor import Visitor


def test_the_first_organiser_signs_in_with_the_password_shown(app):
    said = app.test_cli_runner().invoke(args=["organiser", "Bram", "de Wit", "Bram@Gemeente.example"])
    assert said.exit_code == 0, said.output
    password = said.output.split()[-1]
    visitor = Visitor(app)
    answer = visitor.http.post("/inloggen", data={"email": "bram@gemeente.example", "password": password})
    assert answer.status_code == 302
    assert visitor.get("/organisatie").status_code == 200


def test_who_has_an_account_keeps_the_password_and_gets_the_role_once(world, app):
    email = db.session.get(Person, world.sanne).email
    for _twice in range(2):
        said = app.test_cli_runner().invoke(args=["organiser", "Sanne", "Vermeer", email])
        assert said.exit_code == 0
        assert "Startwachtwoord" not in said.output
    visitor = Visitor(app, world.sanne)
    assert visitor.get("/organisatie").status_code == 200


def test_a_wrong_address_is_refused(app):
    said = app.test_cli_runner().invoke(args=["organiser", "Bram", "de Wit", "bram"])
    assert said.exit_code == 1
