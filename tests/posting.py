"""Letters in processes of their own: `python -m tests.posting write NUMBER`, and `send` or `send-unguarded`.

Who sends says so, and begins when it reads a line.
"""

import sys
import time
from datetime import datetime

from sqlalchemy import select

from app import create_app, mail
from app.clock import now
from app.db import db, transaction
from app.mail import Draft, outbox
from app.mail.letters import Letter
from app.people import Person

PAUSE = 0.02


def write(number: int) -> None:
    """One letter to each of so many people; prints how they are named."""
    said = {"booking_id": 1, "employer": "Zorggroep", "number": 12, "staff": "Sanne", "starts_at": str(now())}
    with transaction() as work:
        people = list(work.scalars(select(Person.id).order_by(Person.id).limit(number)))
        before = set(work.scalars(select(Letter.uid)))
        drafts = (Draft(kind="talk-handed-over", person_id=each, said=said, seen=True) for each in people)
        mail.write(now(), *drafts)
        print("\n".join(set(work.scalars(select(Letter.uid))) - before))


def send() -> None:
    """Send what is due, all of it."""
    print("ready", flush=True)
    sys.stdin.readline()
    while outbox.post_due(now()):
        pass


def unguarded(ids: list[int], _now: datetime) -> list[Letter]:
    """What comes of claiming without comparing: everybody may have everything."""
    time.sleep(PAUSE)
    with transaction() as work:
        found = list(work.scalars(select(Letter).where(Letter.id.in_(ids))))
        assert all(letter.to for letter in found)
        return found


def main(what: str, number: str = "0") -> None:
    """Do what the command line asks."""
    with create_app().app_context():
        if what == "write":
            write(int(number))
            return
        if what == "send-unguarded":
            outbox._claimed = unguarded
        send()
        db.session.remove()


if __name__ == "__main__":
    main(*sys.argv[1:])
