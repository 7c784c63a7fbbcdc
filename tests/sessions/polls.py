"""Polls for races: `python -m tests.sessions.polls NUMBER PERSON` opens so many in a session that is on.

The person is in the room. Prints the id of the session and those of the polls.
"""

import json
import sys
from datetime import timedelta

from app import clock, create_app
from sessions.kinds import CHOICE
from sessions.models.poll import OPEN, Poll
from tests.factories import save
from tests.sessions.sessions import come_in, make_session


def main(number: int, person_id: int) -> None:
    """So many open polls of two answers."""
    now = clock.now()
    session_id = make_session(now, -timedelta(minutes=10), ends_at=now + timedelta(hours=2))
    come_in(session_id, now, person_id)
    asked = {"kind": CHOICE, "question": "Zie je dit?", "answers": ["Ja", "Nee"], "state": OPEN}
    polls = [save(Poll(session_id=session_id, made_at=now, **asked)).id for _each in range(number)]
    print(json.dumps([session_id, polls]))


if __name__ == "__main__":
    with create_app().app_context():
        main(*map(int, sys.argv[1:]))
