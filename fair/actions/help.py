"""The staff of a booth ask for help; organisers answer, and say when it is done."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import HelpChanged
from fair.models.help import HelpCall
from fair.queries import help as queries
from fair.queries.queue import own_booth
from fair.rules import help as rules

refuse_as(
    _l("You have asked for help already. The organisers see it."), "one_open_help_call", "help_call.booth_id"
)


@action
def ask_help(*, booth_id: int, words: str, person_id: int, now: datetime) -> int:
    """Ask the organisers to come; returns the booth."""
    booth = own_booth(booth_id, person_id)
    rules.check_ask(booth, queries.open_call(booth_id), now)
    db.session.add(HelpCall(booth_id=booth_id, words=words, asked_at=now, asked_by_id=person_id))
    announce(HelpChanged(booth_id))
    return booth_id


@action
def answer_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Tell the booth that somebody is on the way; returns the booth."""
    call = queries.organised_call(call_id, person_id)
    rules.check_answer(call)
    call.answered_at, call.answered_by_id = now, person_id
    announce(HelpChanged(call.booth_id))
    return call.booth_id


@action
def close_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Say as an organiser that it is done; returns the booth."""
    return _close(queries.organised_call(call_id, person_id), now)


@action
def withdraw_help(*, call_id: int, person_id: int, now: datetime) -> int:
    """Say at the desk that help is no longer needed; returns the booth."""
    return _close(queries.own_call(call_id, person_id), now)


def _close(call: HelpCall, now: datetime) -> int:
    rules.check_open(call)
    call.closed_at = now
    announce(HelpChanged(call.booth_id))
    return call.booth_id
