"""A student keeps booths, puts them in order, and shares her menu card for a talk."""

from datetime import datetime

from sqlalchemy import delete, insert

from app.db import action, announce, db
from app.errors import NotFound
from fair.facts import CardSharingChanged, FavouritesChanged
from fair.models import Booking
from fair.models.prepare import Favourite, SharedCard
from fair.queries import booking as bookings
from fair.queries import lobby
from fair.queries import prepare as queries
from fair.rules import prepare as rules
from region.queries import hold_student
from region.queries.profile import card


@action
def add_favourite(*, booth_id: int, person_id: int, now: datetime) -> None:
    """Keep a booth, behind the ones that she kept before."""
    fair_id, kept = _held(booth_id, person_id)
    _keep(person_id, fair_id, booth_id, rules.with_booth(kept, booth_id))


@action
def remove_favourite(*, booth_id: int, person_id: int, now: datetime) -> None:
    """Let a booth go; the others move up."""
    fair_id, kept = _held(booth_id, person_id)
    _keep(person_id, fair_id, booth_id, [other for other in kept if other != booth_id])


@action
def move_favourite(*, booth_id: int, direction: str, person_id: int, now: datetime) -> int:
    """Put a favourite a place higher or lower; returns the place that it has now, counted from one."""
    fair_id, kept = _held(booth_id, person_id)
    if booth_id not in kept:
        raise NotFound
    order = rules.moved(kept, booth_id, direction)
    _keep(person_id, fair_id, booth_id, order)
    return order.index(booth_id) + 1


def _held(booth_id: int, person_id: int) -> tuple[int, list[int]]:
    """The fair of a booth and her favourites there; she herself is held until the unit of work ends."""
    fair_id = lobby.booth(booth_id).fair_id
    if not hold_student(person_id):
        raise NotFound
    return fair_id, queries.kept(person_id, fair_id)


def _keep(person_id: int, fair_id: int, booth_id: int, order: list[int]) -> None:
    own = (Favourite.person_id == person_id) & (Favourite.fair_id == fair_id)
    db.session.execute(delete(Favourite).where(own))
    rows = [
        {"person_id": person_id, "fair_id": fair_id, "position": position, "booth_id": booth}
        for position, booth in enumerate(order, 1)
    ]
    if rows:
        db.session.execute(insert(Favourite), rows)
    announce(FavouritesChanged(person_id, booth_id, fair_id))


@action
def share_card(*, booking_id: int, person_id: int, now: datetime) -> None:
    """Let the desk of a talk read her menu card."""
    booking = _held_booking(booking_id, person_id)
    rules.check_sharing(booking.is_live, card(person_id) is not None)
    if db.session.get(SharedCard, booking_id) is None:
        db.session.add(SharedCard(booking_id=booking_id, shared_at=now))
    announce(CardSharingChanged(booking_id, person_id))


@action
def take_back_card(*, booking_id: int, person_id: int, now: datetime) -> None:
    """The desk of a talk does not see her menu card any more."""
    _held_booking(booking_id, person_id)
    db.session.execute(delete(SharedCard).where(SharedCard.booking_id == booking_id))
    announce(CardSharingChanged(booking_id, person_id))


def _held_booking(booking_id: int, person_id: int) -> Booking:
    booking = bookings.own_booking(booking_id, person_id)
    hold_student(person_id)
    db.session.refresh(booking, with_for_update={"of": Booking})
    return booking
