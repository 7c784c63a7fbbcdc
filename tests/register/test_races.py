"""Two students say yes to the last seat at the same moment: one gets it, the other reads why."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.errors import Refused
from register import actions, queries
from tests.factories import make_place, make_student

pytestmark = pytest.mark.race

STUDENTS = 6


def race(app, proposals, now):
    """All say yes at once; returns the refusals."""
    start = threading.Barrier(len(proposals))

    def say_yes(number, person_id):
        with app.app_context(), app.test_request_context():
            start.wait()
            try:
                actions.answer_proposal(
                    placement_id=number, person_id=person_id, accepts=True, version=1, now=now
                )
            except Refused as refusal:
                return str(refusal)
        return ""

    with ThreadPoolExecutor(len(proposals)) as pool:
        return list(pool.map(say_yes, *zip(*proposals, strict=True)))


def everybody_wants(world, propose, place):
    students = [make_student(f"S{index}", world.programme_mbo3) for index in range(STUDENTS)]
    return [(propose(student_id=student, place_id=place), student) for student in students]


def test_the_last_seat_goes_to_one(app, world, propose, now):
    place = make_place(world.care, "Eén plek", seats=1)
    told = race(app, everybody_wants(world, propose, place), now)
    assert sorted(told) == ["", *["Er is geen plek meer vrij bij deze stageplek."] * (STUDENTS - 1)]
    assert queries.seats_taken(place) == 1


def test_without_the_guard_the_race_shows_too_many(app, world, propose, now, monkeypatch):
    monkeypatch.setattr(actions.moves, "check_seat", lambda seats, taken: None)
    place = make_place(world.care, "Eén plek", seats=1)
    race(app, everybody_wants(world, propose, place), now)
    assert queries.seats_taken(place) == STUDENTS


def test_one_student_says_yes_to_two_places_at_once(app, world, propose, now, monkeypatch):
    monkeypatch.setattr(actions.queries, "is_busy", lambda *_period: False)  # leave it to the database
    places = [make_place(world.care, title) for title in ("Hier", "Daar", "Ginds")]
    proposals = [(propose(place_id=place), world.yara) for place in places]
    told = race(app, proposals, now)
    assert sorted(told) == ["", *["Deze student heeft in die tijd al een stage."] * 2]
