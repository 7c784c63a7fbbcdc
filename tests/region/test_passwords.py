"""Start passwords: for who has none, handed out once, kept as a hash."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from region.actions import lists, passwords
from tests.factories import PASSWORD, World
from tests.region.test_lists import STUDENTS, in_english, keep, person, read_in  # noqa: F401 (a fixture)

EMAILS = ["bo@school.example", "cem@school.example"]


def test_new_people_get_a_start_password_and_can_sign_in_with_it(world: World, visit) -> None:
    read_in("students", STUDENTS)
    given = passwords.give_start_passwords(EMAILS, renew=False)
    assert [email for email, _password in given] == EMAILS
    assert len({password for _email, password in given}) == 2
    page = visit().post("/inloggen", {"email": EMAILS[0], "password": given[0][1]})
    assert page.request.path != "/inloggen"


def test_nobody_loses_a_password_that_is_there(world: World) -> None:
    read_in("students", STUDENTS)
    given = dict(passwords.give_start_passwords(EMAILS, renew=False))
    kept = person(EMAILS[0]).password
    with pytest.raises(Refused):
        passwords.give_start_passwords([*EMAILS, "nobody@x.example"], renew=False)
    db.session.expire_all()
    assert person(EMAILS[0]).password == kept
    assert given


def test_a_lost_file_can_be_made_again_for_who_never_signed_in(world: World, visit) -> None:
    read_in("students", STUDENTS)
    first = dict(passwords.give_start_passwords(EMAILS, renew=False))
    visit().post("/inloggen", {"email": EMAILS[0], "password": first[EMAILS[0]]})
    again = passwords.give_start_passwords(EMAILS, renew=True)
    assert [email for email, _password in again] == [EMAILS[1]]
    assert again[0][1] != first[EMAILS[1]]


def test_who_gets_a_password_elsewhere_meanwhile_keeps_that_one(world: World) -> None:
    read_in("students", STUDENTS)

    def meanwhile(rows):
        with transaction() as work:
            work.scalars(select(Person).where(Person.email == EMAILS[0])).one().password = PASSWORD
        return rows

    given = passwords.give_start_passwords(EMAILS, renew=False, through=meanwhile)
    assert [email for email, _password in given] == [EMAILS[1]]
    db.session.expire_all()
    assert person(EMAILS[0]).password == PASSWORD


def test_only_the_organiser_of_the_list_gets_its_passwords(world: World, now: datetime) -> None:
    upload_id = keep(world, now)
    lists.read_in(upload_id=upload_id, person_id=world.bram, now=now)
    with pytest.raises(NotFound):
        passwords.start_passwords_for(upload_id=upload_id, person_id=world.fatima, now=now, renew=False)
    given = passwords.start_passwords_for(upload_id=upload_id, person_id=world.bram, now=now, renew=False)
    assert passwords.as_table(given) == (["e-mail", "start password"], given)
    assert [email for email, _password in given] == EMAILS


def test_the_hash_is_a_real_one_and_says_nothing_of_the_password() -> None:
    from passlib.hash import argon2

    from app.people import make_start_password

    password = make_start_password()
    assert len(password) == 19
    assert argon2.verify(password, argon2.using(time_cost=1, memory_cost=1024, parallelism=1).hash(password))
