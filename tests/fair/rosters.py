"""Talks that staff and student change at once: `python -m tests.fair.rosters ROUNDS` prints them as JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

from flask import Flask

from app import clock, create_app
from app.cli import migrate_to_newest
from app.db import db
from fair.actions.booking import book_slot
from fair.models import Fair
from tests.factories import build_world, make_member, make_slots
from tests.prepare import cookies_for, more_students

BOTH = 2  # a round has two times: one with a talk, one that is free


def fill(app: Flask, rounds: int) -> dict[str, Any]:
    """A talk of its own for each round, and three members of staff who are free at all other times."""
    now = clock.now()
    world = build_world(now)
    students = more_students(rounds, world)
    fair = db.session.get_one(Fair, world.fair)
    first = now.replace(second=0, microsecond=0) + timedelta(minutes=30)
    assert fair.ends_at > first
    staff = [make_member(name, "staff", organisation_id=world.care) for name in ("Els", "Kim", "Ad")]
    slots = [make_slots(world.care_booth, person, first, rounds * BOTH, minutes=5) for person in staff]
    talks = [
        book_slot(slot_id=slots[0][n * BOTH], person_id=students[n], question="", now=now)
        for n in range(rounds)
    ]
    db.session.rollback()
    return {
        "booth": world.care_booth,
        "staff": [{"id": p, "cookie": c} for p, c in zip(staff, cookies_for(app, staff), strict=True)],
        "rounds": [
            {"talk": talk, "student": cookie, "free": slots[0][n * BOTH + 1]}
            for n, (talk, cookie) in enumerate(zip(talks, cookies_for(app, students), strict=True))
        ],
    }


if __name__ == "__main__":
    made = create_app()
    migrate_to_newest(made)
    with made.app_context():
        print(json.dumps(fill(made, int(sys.argv[1]))))
