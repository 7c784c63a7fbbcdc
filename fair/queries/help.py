"""What is read of calls for help."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.models import Booth
from fair.models.help import HelpCall
from fair.queries import queue
from fair.queries.desk import works_at
from fair.queries.fairs import check_organiser

WITH_WHO = joinedload(HelpCall.answered_by)


def open_at(booth_id: int) -> tuple[HelpCall | None, HelpCall | None]:
    """The open call of a booth, and the open call to it."""
    found = select(HelpCall).where(HelpCall.booth_id == booth_id, HelpCall.closed_at.is_(None))
    calls = {call.to_booth: call for call in db.session.scalars(found.options(WITH_WHO))}
    return calls.get(False), calls.get(True)


def open_calls(fair_id: int) -> dict[tuple[int, bool], HelpCall]:
    """The open calls of a fair, by booth and whether they go to it."""
    found = select(HelpCall).join(HelpCall.booth).options(WITH_WHO)
    calls = db.session.scalars(found.where(Booth.fair_id == fair_id, HelpCall.closed_at.is_(None)))
    return {(call.booth_id, call.to_booth): call for call in calls}


def called_booth(booth_id: int, person_id: int) -> Booth:
    """A booth that stands on the square, for those who organise; held."""
    check_organiser(person_id)
    return queue.booth(booth_id, lock=True)


def organised_call(call_id: int, person_id: int, to_booth: bool = False) -> HelpCall:
    """A call in one of the two directions, for those who organise; its booth is held."""
    check_organiser(person_id)
    return _held(call_id, to_booth)


def own_call(call_id: int, person_id: int, to_booth: bool = False) -> HelpCall:
    """A call in one of the two directions, for those who work at its booth; the booth is held."""
    call = _held(call_id, to_booth)
    if not works_at(call.booth_id, person_id):
        raise NotFound
    return call


def _held(call_id: int, to_booth: bool) -> HelpCall:
    call = db.session.get(HelpCall, call_id)
    if call is None or call.to_booth != to_booth:
        raise NotFound
    queue.booth(call.booth_id, lock=True)
    db.session.refresh(call)
    return call
