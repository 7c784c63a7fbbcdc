"""Fill a database with booths to call and to close: `python -m tests.fair.boards [rounds]`; prints JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

from app import clock, create_app
from app.cli import migrate_to_newest
from app.db import transaction
from fair.models.help import HelpCall
from region.models import ORGANISER, STAFF
from tests.factories import World, build_world, make_booth, make_member, make_organisation, make_slots
from tests.prepare import cookies_for, more_students

STUDENTS = 16
ORGANISERS = 6


def stall(world: World, number: int) -> dict[str, Any]:
    """A booth that asks for help, with a free time for each of the students who come."""
    now = clock.now()
    host = make_organisation(f"Werkgever {number}")
    booth = make_booth(world.fair, host, number=100 + number)
    staff = make_member("Els", STAFF, organisation_id=host)
    times = make_slots(booth, staff, now + timedelta(minutes=20), STUDENTS, minutes=10)
    make_slots(booth, staff, now - timedelta(minutes=5), 1)
    call = HelpCall(booth_id=booth, words="", asked_at=now, asked_by_id=staff)
    with transaction() as work:
        work.add(call)
        work.flush()
        call_id = call.id
    return {"booth": booth, "call": call_id, "times": times, "staff": staff}


def main(rounds: int = 1) -> None:
    """Build so many booths, with students and organisers for each."""
    app = create_app()
    migrate_to_newest(app)
    with app.app_context():
        world = build_world(clock.now())
        stalls = [stall(world, number) for number in range(rounds)]
        organisers = cookies_for(app, [make_member("Bram", ORGANISER) for _each in range(ORGANISERS)])
        for number, each in enumerate(stalls):
            each["students"] = cookies_for(app, more_students(STUDENTS, world, first=STUDENTS * number))
    print(json.dumps({"stalls": stalls, "organisers": organisers}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
