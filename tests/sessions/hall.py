"""Sessions for a browser: `python -m tests.sessions.hall PERSON…`; prints their ids.

In the first, which is on, are these people. The second has one seat and comes in four days.
"""

import sys
from datetime import timedelta

from app import clock, create_app
from tests.sessions.sessions import come_in, make_session


def main(people: list[int]) -> None:
    """A session that began ten minutes ago and goes on for an hour and a half; and a small one to come."""
    with create_app().app_context():
        now = clock.now()
        begins = now - timedelta(minutes=10)
        programme = [[0, "Femke stelt zich voor"], [60, "Jullie vragen"]]
        session_id = make_session(
            now, begins - now, ends_at=begins + timedelta(minutes=100), programme=programme
        )
        come_in(session_id, now, *people)
        print(session_id, make_session(now, timedelta(days=4), capacity=1))


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]])
