"""The staff of a booth ask for help and organisers call a booth; the other side answers."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import HelpChanged
from fair.models.help import HelpCall
from fair.queries import help as queries
from fair.queries.queue import own_booth
from fair.rules import help as rules

refuse_as(
    _l("There is a call already. Load the page again."),
    "one_open_help_call",
    "help_call.booth_id, help_call.to_booth",
)


@action
def ask_help(*, booth_id: int, words: str, person_id: int, now: datetime) -> int:
    """Ask the organisers to come; returns the booth."""
    booth = own_booth(booth_id, person_id)
    call, _called = queries.open_at(booth_id)
    rules.check_ask(booth, call, now)
    return _ask(booth_id, words, person_id, now, to_booth=False)


@action
def call_booth(*, booth_id: int, words: str, person_id: int, now: datetime) -> int:
    """Call a booth as an organiser; what its staff have seen before makes room. Returns the booth."""
    booth = queries.called_booth(booth_id, person_id)
    _call, before = queries.open_at(booth_id)
    rules.check_call_booth(booth, before, words, now)
    if before:
        before.closed_at = now
        db.session.flush()
    return _ask(booth_id, words, person_id, now, to_booth=True)


@action
def see_call(*, call_id: int, person_id: int, now: datetime) -> int:
    """Say for the staff of a booth that they have seen a call; returns the booth."""
    call = queries.own_call(call_id, person_id, to_booth=True)
    rules.check_see(call)
    return _answer(call, person_id, now)


@action
def answer_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Tell the booth that somebody is on the way; returns the booth."""
    call = queries.organised_call(call_id, person_id)
    rules.check_answer(call)
    return _answer(call, person_id, now)


@action
def close_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Say as an organiser that it is done; returns the booth."""
    return _close(queries.organised_call(call_id, person_id), now)


@action
def close_call(*, call_id: int, person_id: int, now: datetime) -> int:
    """Take a call to a booth away, read or not; returns the booth."""
    return _close(queries.organised_call(call_id, person_id, to_booth=True), now)


@action
def withdraw_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Say at the desk that help is no longer needed; returns the booth."""
    return _close(queries.own_call(call_id, person_id), now)


def _ask(booth_id: int, words: str, person_id: int, now: datetime, to_booth: bool) -> int:
    said = {"booth_id": booth_id, "words": words, "to_booth": to_booth}
    db.session.add(HelpCall(**said, asked_at=now, asked_by_id=person_id))
    announce(HelpChanged(booth_id))
    return booth_id


def _answer(call: HelpCall, person_id: int, now: datetime) -> int:
    call.answered_at, call.answered_by_id = now, person_id
    announce(HelpChanged(call.booth_id))
    return call.booth_id


def _close(call: HelpCall, now: datetime) -> int:
    rules.check_open(call)
    call.closed_at = now
    announce(HelpChanged(call.booth_id))
    return call.booth_id
