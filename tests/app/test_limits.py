"""How often one may ask: a person, and everybody behind one address."""

import pytest

from app import limits


def ask(visitor, times):
    return {visitor.get("/taal/nl").status_code for _time in range(times)}


@pytest.fixture(autouse=True)
def modest(monkeypatch):
    """The same limits, a hundredth of the waiting."""
    monkeypatch.setattr(limits, "FOR_ONE", "3 per minute")
    monkeypatch.setattr(limits, "FOR_MANY", "30 per minute")


def test_a_robot_stops_nobody_else_behind_its_address(visit, world):
    robot, yara = visit(world.milan), visit(world.yara)
    assert ask(robot, 4) == {302, 429}
    assert ask(yara, 1) == {302}
    assert ask(visit(), 1) == {302}


def test_the_page_says_to_wait(visit, world):
    robot = visit(world.milan)
    ask(robot, 3)
    answer = robot.get("/taal/nl")
    assert answer.status_code == 429
    assert "Dat ging te snel" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 61


def test_an_address_may_ask_more_than_a_person(visit, app):
    assert ask(visit(), 30) == {302}
    assert ask(visit(), 1) == {429}


def test_guessing_at_many_accounts_is_slowed_down_too(visit, app):
    robot = visit()
    tries = [robot.post("/inloggen", {"email": f"a{n}@x.example", "password": "x"}) for n in range(31)]
    assert [answer.status_code for answer in tries] == [200] * 30 + [429]
