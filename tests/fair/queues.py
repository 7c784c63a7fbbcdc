"""Fill a database with queues: `python -m tests.fair.queues [rounds]`; prints ids and cookies as JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

from app import clock, create_app
from app.cli import migrate_to_newest
from app.db import transaction
from app.people import Person
from fair.models.queue import Visit
from region.models import STAFF, Membership
from tests.factories import World, build_world, hashed_password, make_booth, make_organisation, make_slots
from tests.prepare import cookies_for, more_students

STAFF_AT_A_BOOTH = 10
WAITING = 12


def queue(world: World, number: int) -> dict[str, Any]:
    """A booth where ten people serve and twelve wait, with cookies for the staff."""
    now = clock.now()
    host = make_organisation(f"Werkgever {number}")
    booth = make_booth(world.fair, host, number=100 + number)
    staff = _staff(host, number)
    for person_id in staff:
        make_slots(booth, person_id, now - timedelta(minutes=1), 4)
    students = more_students(WAITING, world, first=WAITING * number)
    with transaction() as work:
        work.add_all(
            Visit(booth_id=booth, person_id=person_id, place=place, joined_at=now)
            for place, person_id in enumerate(students, 1)
        )
    return {"booth": booth, "students": students, "staff": staff}


def _staff(host: int, number: int) -> list[int]:
    with transaction() as work:
        people = [
            Person(
                email=f"b{number}-{n}@stagepact.example", first_name=f"Staff{n}", password=hashed_password()
            )
            for n in range(STAFF_AT_A_BOOTH)
        ]
        work.add_all(people)
        work.flush()
        work.add_all(Membership(person_id=each.id, role=STAFF, organisation_id=host) for each in people)
        return [each.id for each in people]


def main(rounds: int = 1) -> None:
    """Build so many booths with a queue."""
    app = create_app()
    migrate_to_newest(app)
    with app.app_context():
        world = build_world(clock.now())
        queues = [queue(world, number) for number in range(rounds)]
        for each in queues:
            each["cookies"] = cookies_for(app, each["staff"])
    print(json.dumps(queues))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
