"""Seats that fall free go to who waits."""

from datetime import datetime

from app.db import action, announce
from sessions.facts import OfferLapsed, SeatOffered
from sessions.models.registration import LAPSED, OFFERED
from sessions.models.session import InspirationSession
from sessions.queries import signup as queries
from sessions.rules import signup as rules


def offer_free(session: InspirationSession, now: datetime) -> int:
    """Hold each free seat for the next who waits; the session is held. Returns how many were."""
    until = rules.answer_until(session, now)
    taken, offered = queries.seats(session.id), 0
    for entry in queries.waiting(session.id) if until else ():
        seat = rules.free_seat(taken, session.capacity)
        if seat is None:
            break
        entry.state, entry.seat, entry.offered_until = OFFERED, seat, until
        taken.add(seat)
        offered += 1
        announce(SeatOffered(session.id, entry.person_id))
    return offered


@action
def pass_on(*, session_id: int, now: datetime) -> int:
    """What was not answered in time goes to the next who waits; returns how many lapsed."""
    session = queries.held(session_id)
    over = queries.lapsed(session_id, now)
    for entry in over:
        entry.state, entry.seat, entry.offered_until = LAPSED, None, None
        announce(OfferLapsed(session_id, entry.person_id))
    session.version += bool(over)
    offer_free(session, now)
    return len(over)
