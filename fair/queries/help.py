"""What is read of calls for help."""

from sqlalchemy import select

from app.db import db
from app.errors import NotFound
from fair.models import Booth
from fair.models.help import HelpCall
from fair.queries import queue
from fair.queries.desk import works_at
from fair.queries.fairs import check_organiser


def open_call(booth_id: int) -> HelpCall | None:
    """The call of a booth that is open, if there is one."""
    found = select(HelpCall).where(HelpCall.booth_id == booth_id, HelpCall.closed_at.is_(None))
    return db.session.scalar(found)


def open_calls(fair_id: int) -> dict[int, HelpCall]:
    """The open calls of a fair, by booth."""
    found = select(HelpCall).join(HelpCall.booth)
    calls = db.session.scalars(found.where(Booth.fair_id == fair_id, HelpCall.closed_at.is_(None)))
    return {call.booth_id: call for call in calls}


def organised_call(call_id: int, person_id: int) -> HelpCall:
    """A call, for those who organise; its booth is held."""
    check_organiser(person_id)
    return _held(call_id)


def own_call(call_id: int, person_id: int) -> HelpCall:
    """A call, for those who work at its booth; the booth is held."""
    call = _held(call_id)
    if not works_at(call.booth_id, person_id):
        raise NotFound
    return call


def _held(call_id: int) -> HelpCall:
    call = db.session.get(HelpCall, call_id)
    if call is None:
        raise NotFound
    queue.booth(call.booth_id, lock=True)
    db.session.refresh(call)
    return call
