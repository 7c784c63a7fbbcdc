"""A key makes a command happen one time."""

import pytest
from sqlalchemy import func, select

from app.db import action, db
from app.errors import Refused
from app.once import Answer, once
from region.models import Area


@action
def add_area(*, person_id, now, name):
    area = Area(name=name)
    db.session.add(area)
    db.session.flush()
    return area.id


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_same_key_gets_the_first_answer_and_one_row(world, now):
    before = count(Area)
    answers = [once("k1", add_area, person_id=world.yara, now=now, name="Lisse") for _twice in range(2)]
    assert answers[0] == answers[1]
    assert count(Area) == before + 1


def test_keys_of_two_people_are_apart(world, now):
    once("k1", add_area, person_id=world.yara, now=now, name="Lisse")
    once("k1", add_area, person_id=world.milan, now=now, name="Hillegom")
    assert count(Answer) == 2


def test_a_key_cannot_be_used_for_something_else(world, now):
    once("k1", add_area, person_id=world.yara, now=now, name="Lisse")
    with pytest.raises(Refused):
        once("k1", add_area, person_id=world.yara, now=now, name="Hillegom")


def test_without_a_key_it_is_simply_done(world, now):
    once("", add_area, person_id=world.yara, now=now, name="Lisse")
    assert count(Answer) == 0


def test_a_refusal_is_not_remembered(world, now):
    outcomes = [Refused("not now"), None]

    @action
    def maybe(*, person_id, now):
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome
        return "done"

    with pytest.raises(Refused):
        once("k1", maybe, person_id=world.yara, now=now)
    assert once("k1", maybe, person_id=world.yara, now=now) == "done"


def test_a_sign_that_databases_refuse_is_no_part_of_a_key(world, now):
    once("k\0", add_area, person_id=world.yara, now=now, name="Lisse")
    assert db.session.scalar(select(Answer.key)) == "k"
