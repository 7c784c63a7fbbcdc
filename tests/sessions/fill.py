"""More rows for races: `python -m tests.sessions.fill SESSIONS CAPACITY` adds sessions; prints their ids."""

import json
import sys
from datetime import timedelta

from app import clock, create_app
from tests.sessions.sessions import make_session


def main(number: int, capacity: int) -> None:
    """So many sessions with so many seats, a week ahead."""
    with create_app().app_context():
        print(
            json.dumps(
                [make_session(clock.now(), timedelta(days=7), capacity=capacity) for _ in range(number)]
            )
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
