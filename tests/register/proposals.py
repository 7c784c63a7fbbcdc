"""Fill a database with proposals that wait: `python -m tests.register.proposals ROUNDS`; prints JSON.

Each round has a place with one seat that six students are asked for (`seat`), and one student who is asked
for three places in the same months (`time`). Both are lists of (placement id, cookie).
"""

import json
import sys
from datetime import date, timedelta
from typing import Any

from app import clock, create_app
from register.actions import propose_placement
from tests.factories import make_place
from tests.prepare import fill

STUDENTS, PLACES = 6, 3


def propose(world: dict[str, Any], place: int, student: dict[str, Any], starts_on: date) -> tuple[int, str]:
    """Sanne proposes a place to a student."""
    placement_id = propose_placement(
        place_id=place,
        student_id=student["id"],
        person_id=world["sanne"],
        starts_on=starts_on,
        now=clock.now(),
    )
    return placement_id, student["cookie"]


def main(rounds: int) -> None:
    """Make the proposals of each round, for students of its own."""
    app = create_app()
    made = fill(app, rounds * (STUDENTS + 1), 60)
    world, students = made["world"], iter(made["students"])
    starts_on = clock.today() + timedelta(days=60)
    months = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=140)}
    with app.app_context():
        seat, time = [], []
        for _round in range(rounds):
            place = make_place(world["care"], "Eén plek", seats=1, **months)
            seat.append([propose(world, place, next(students), starts_on) for _each in range(STUDENTS)])
            places = [make_place(world["care"], f"Plek {n}", **months) for n in range(PLACES)]
            student = next(students)
            time.append([propose(world, each, student, starts_on) for each in places])
    print(json.dumps({"seat": seat, "time": time}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
