"""A server whose guards are off, to prove that the race tests would see a double: never for use."""

import time
from contextlib import nullcontext

from sqlalchemy import text
from sqlalchemy.dialects.postgresql.base import PGCompiler

import wsgi  # first: it makes the standard library cooperative
from app import db as floor
from app.cli import migrate_to_newest
from fair.actions import booking
from fair.rules import booking as rules

PAUSE = 0.02
SQLITE = (
    "DROP TRIGGER no_overlapping_talks_insert",
    "DROP TRIGGER no_overlapping_talks_update",
    "DROP INDEX one_live_booking_per_slot",
)
POSTGRESQL = (
    "ALTER TABLE booking DROP CONSTRAINT no_overlapping_talks",
    "ALTER TABLE answer DROP CONSTRAINT pk_answer",
    "DROP INDEX one_live_booking_per_slot",
)


def take_guards_off() -> None:
    """No lock, no transaction, no constraint, and a moment between looking and writing."""
    floor._one_writer = nullcontext()
    floor.BEGIN_WRITING = "SELECT 1"
    PGCompiler.for_update_clause = lambda self, select, **_how: ""
    check = rules.check_slot

    def check_and_dawdle(*args, **kwargs):
        check(*args, **kwargs)
        time.sleep(PAUSE)

    rules.check_slot = check_and_dawdle
    with wsgi.app.app_context(), floor.db.engine.begin() as connection:
        for guard in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
            connection.execute(text(guard))


if __name__ == "__main__":
    migrate_to_newest(wsgi.app)
    assert booking.rules is rules
    take_guards_off()
    wsgi.serve()
