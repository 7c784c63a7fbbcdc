"""What the tests of the register share: a counter that is counted anew, and placements on their way."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from app.db import db
from register import actions
from register.models import Placement
from tests.factories import World

START = date(2027, 2, 1)


@pytest.fixture
def propose(world: World, now: datetime) -> Callable[..., int]:
    """Sanne proposes the place to Yara."""

    def do(**fields: object) -> int:
        values = {"place_id": world.place, "student_id": world.yara, "person_id": world.sanne}
        return actions.propose_placement(**values | {"starts_on": START, "now": now} | fields)

    return do


@pytest.fixture
def bring(world: World, now: datetime, propose: Callable[..., int]) -> Callable[..., int]:
    """A placement brought to a state by its parties, each in turn."""

    def do(state: str, **fields: object) -> int:
        number = propose(**fields)
        student = fields.get("student_id", world.yara)
        one = {"placement_id": number, "version": 1, "now": now}
        signers = (student, world.sanne, world.fatima)
        steps = {
            "in_review": lambda: actions.answer_proposal(person_id=student, accepts=True, **one),
            "signing": lambda: actions.approve(person_id=world.fatima, **one),
            "agreed": lambda: [actions.sign(person_id=who, **one) for who in signers],
        }
        for reached, step in steps.items():
            if state == "proposed":
                break
            step()
            if reached == state:
                break
        return number

    return do


@pytest.fixture
def placement(app: object) -> Callable[[int], Placement]:
    """A placement as it stands now."""

    def look(number: int) -> Placement:
        db.session.expire_all()
        found = db.session.get(Placement, number)
        assert found
        return found

    return look
