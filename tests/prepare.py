"""Fill a database: `python -m tests.prepare [students] [minutes]`; prints ids and cookies as JSON."""

import json
import sys
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app import clock, create_app
from app.cli import migrate_to_newest
from app.db import db, transaction
from app.people import Person, SignIn
from region.models import Place, StudentProfile
from register.models import Target
from tests.factories import World, build_world, hashed_password

CAST = ("yara", "milan", "noor", "sanne", "omar", "daan", "fatima", "bram")


def cookie_for(app: Flask, token: str, uniquifier: str = "") -> str:
    """The cookie of a browser in which somebody is signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer
    return serializer.dumps({"sign_in": token, "_user_id": uniquifier})


def cookies_for(app: Flask, person_ids: list[int]) -> list[str]:
    """Sign people in without their passwords; returns a cookie for each."""
    with transaction() as work:
        sign_ins = [SignIn(person_id=person_id, began_at=clock.now()) for person_id in person_ids]
        work.add_all(sign_ins)
        work.flush()
        return [cookie_for(app, sign_in.token, sign_in.person.fs_uniquifier) for sign_in in sign_ins]


def more_students(number: int, world: World, first: int = 0) -> list[int]:
    """As many students as a test wants, all of one programme; their names count on from `first`."""
    with transaction() as work:
        people = [
            Person(email=f"s{n}@stagepact.example", first_name=f"Student{n}", password=hashed_password())
            for n in range(first, first + number)
        ]
        work.add_all(people)
        work.flush()
        work.add_all(
            StudentProfile(person_id=person.id, programme_id=world.programme_mbo3) for person in people
        )
        return [person.id for person in people]


def move_dates(world: World, today: date) -> None:
    """Places and the target lie around the fixed day of the tests; here they lie around today."""
    with transaction() as work:
        place, target = work.get_one(Place, world.place), work.get_one(Target, world.target)
        place.starts_on, place.ends_on = today + timedelta(days=60), today + timedelta(days=200)
        target.starts_on, target.ends_on = today - timedelta(days=100), today + timedelta(days=250)


def fill(app: Flask, students: int, minutes: int) -> dict[str, Any]:
    """The cast and more students at a fair that is open now, with their ids and cookies."""
    migrate_to_newest(app)
    with app.app_context():
        now = clock.now()
        world = build_world(now, first=now.replace(second=0, microsecond=0) + timedelta(minutes=minutes))
        move_dates(world, clock.today())
        ids = more_students(students, world)
        cast = [getattr(world, name) for name in CAST]
        cookies = cookies_for(app, cast + ids)
        emails = [db.session.get_one(Person, person_id).email for person_id in cast]
    return {
        "world": asdict(world),
        "cookies": dict(zip(CAST, cookies, strict=False)),
        "emails": dict(zip(CAST, emails, strict=True)),
        "students": [
            {"id": person_id, "cookie": cookie}
            for person_id, cookie in zip(ids, cookies[len(CAST) :], strict=True)
        ],
    }


def main(students: int = 0, minutes: int = 60) -> None:
    """Build the cast; the first slots begin in so many minutes."""
    print(json.dumps(fill(create_app(), students, minutes)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
