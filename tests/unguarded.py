"""A server whose guards are off, to prove that the race tests would see a double: never for use."""

import re
import time
from contextlib import nullcontext

from sqlalchemy import event, text

import wsgi  # first: it makes the standard library cooperative
from app import db as floor
from app.cli import migrate_to_newest
from fair.actions import booking
from fair.queries import turns
from fair.rules import booking as rules
from fair.rules import handover, offers, queue, waiting
from fair.rules import help as help_rules
from register.rules import moves
from sessions.rules import poll, signup

PAUSE = 0.02
# SQLite drops no constraint from a table, so the table is made anew without it.
REGISTRATION = (
    "DROP TRIGGER seat_beyond_capacity_insert",
    "DROP TRIGGER seat_beyond_capacity_update",
    "DROP TRIGGER seats_are_taken_update",
    "ALTER TABLE registration RENAME TO guarded",
    "CREATE TABLE registration (id INTEGER PRIMARY KEY, session_id, person_id, state, seat, show_name,"
    " asked_at, offered_until, came_at, sequence)",
    "DROP TABLE guarded",
)
VOTES = (
    "ALTER TABLE session_vote RENAME TO guarded_vote",
    "CREATE TABLE session_vote (poll_id, person_id, choice, voted_at)",
    "DROP TABLE guarded_vote",
)
SQLITE = (
    "DROP TRIGGER no_overlapping_placements_insert",
    "DROP TRIGGER no_overlapping_placements_update",
    "DROP TRIGGER no_overlapping_talks_insert",
    "DROP TRIGGER no_overlapping_talks_update",
    "DROP INDEX one_live_booking_per_slot",
    "DROP TRIGGER place_is_called_once",
    "DROP TRIGGER held_for_another_insert",
    "DROP TRIGGER held_for_another_update",
    "DROP TRIGGER seat_is_booked_insert",
    "DROP TRIGGER seat_is_booked_update",
    "DROP TRIGGER booth_is_closed_booking",
    "DROP TRIGGER booth_is_closed_visit",
    "DROP INDEX one_offer_per_seat",
    "DROP INDEX one_offer_per_person",
    *REGISTRATION,
    *VOTES,
)
POSTGRESQL = (
    "ALTER TABLE placement DROP CONSTRAINT no_overlapping_placements",
    "ALTER TABLE booking DROP CONSTRAINT no_overlapping_talks",
    "ALTER TABLE answer DROP CONSTRAINT pk_answer",
    "DROP INDEX one_live_booking_per_slot",
    "DROP TRIGGER place_is_called_once ON visit",
    "DROP TRIGGER held_for_another ON booking",
    "DROP TRIGGER seat_is_booked ON slot_offer",
    "DROP TRIGGER booth_is_closed ON booking",
    "DROP TRIGGER booth_is_closed ON visit",
    "DROP INDEX one_offer_per_seat",
    "DROP INDEX one_offer_per_person",
    "DROP TRIGGER seat_beyond_capacity ON registration",
    "ALTER TABLE registration DROP CONSTRAINT uq_registration_session_id_seat",
    "ALTER TABLE session_vote DROP CONSTRAINT pk_session_vote",
)


def without_locks(_connection, _cursor, statement, parameters, _context, _many):
    """Take the row locks out of a statement, however they came into it."""
    return re.sub(r"\bFOR (NO KEY )?(UPDATE|SHARE)\b[^)]*", "", statement), parameters


def dawdling(check):
    """A check that takes a moment, in which somebody else may come between."""

    def check_and_dawdle(*args, **kwargs):
        found = check(*args, **kwargs)
        time.sleep(PAUSE)
        return found

    return check_and_dawdle


def take_guards_off() -> None:
    """No lock, no transaction, no constraint, and a moment between looking and writing."""
    floor._one_writer = nullcontext()
    floor.BEGIN_WRITING = "SELECT 1"
    rules.check_slot = dawdling(rules.check_slot)
    handover.check_unchanged = dawdling(handover.check_unchanged)
    queue.check_call, queue.check_join = dawdling(queue.check_call), dawdling(queue.check_join)
    help_rules.check_answer = dawdling(help_rules.check_answer)
    booking.held_for_others = lambda *_asked: {}
    offers.check_accept = dawdling(offers.check_accept)
    waiting.check_join = dawdling(waiting.check_join)
    turns.candidates = dawdling(turns.candidates)
    signup.check_sign_up = dawdling(signup.check_sign_up)
    signup.check_wait = dawdling(signup.check_wait)
    poll.check_vote = dawdling(poll.check_vote)
    moves.check_seat, moves.check_time = dawdling(moves.check_seat), dawdling(moves.check_time)
    with wsgi.app.app_context(), floor.db.engine.begin() as connection:
        event.listen(floor.db.engine, "before_cursor_execute", without_locks, retval=True)
        for guard in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
            connection.execute(text(guard))


if __name__ == "__main__":
    migrate_to_newest(wsgi.app)
    assert booking.rules is rules
    take_guards_off()
    wsgi.serve()
