"""Start passwords: shown once to whoever asks for them, and kept only as a hash."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from app.db import action
from app.errors import Refused
from app.people import hash_start_password, make_start_password
from region.queries import lists as queries
from region.rules.compare import Through, emails_in, read_rows
from region.rules.sheets import Sheet
from region.tables import politely


def give_start_passwords(
    emails: Iterable[str], *, renew: bool, through: Through = politely
) -> list[tuple[str, str]]:
    """Give a start password to everybody in a list who has none; returns pairs of e-mail and password.

    With `renew` also to those who never signed in, for when the first file was lost.
    """
    emails = set(emails)
    passwords = {person.email: make_start_password() for person in queries.without_start(emails, renew)}
    # Hashing thousands takes seconds, so it happens before anybody else has to wait for the database.
    hashes = {email: hash_start_password(passwords[email]) for email in through(passwords)}
    given = _keep_hashes(emails, renew, hashes)
    if not given:
        raise Refused(_("Everybody in this list has a password already."))
    return [(email, passwords[email]) for email in given]


def start_passwords_for(
    *, upload_id: str, person_id: int, now: datetime, renew: bool
) -> list[tuple[str, str]]:
    """Start passwords for the people in a list that this organiser tried."""
    upload = queries.upload(upload_id, person_id, now)
    rows, _faults = read_rows(Sheet(**upload.sheet), politely)
    return give_start_passwords(emails_in(rows), renew=renew)


def as_table(given: list[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """The file that is handed out: its columns and its rows."""
    return [_("e-mail"), _("start password")], given


@action
def _keep_hashes(emails: set[str], renew: bool, hashes: dict[str, str]) -> list[str]:
    people = [each for each in queries.without_start(emails, renew) if each.email in hashes]
    for person in people:
        person.password = hashes[person.email]
    return [person.email for person in people]
