"""Preparing over the line: favourites in order, and menu cards that open and close at a desk."""

from functools import partial
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from fair.actions import prepare as actions
from fair.facts import CardSharingChanged, FavouritesChanged
from fair.forms.prepare import FavouriteForm, MoveFavouriteForm, ShareForm
from fair.queries import booking as bookings
from fair.queries import lobby
from fair.queries import prepare as queries
from region.facts import CardChanged

Said = dict[str, Any]


@live.admits("favourites")
def only_ones_own(number: int, person_id: int | None) -> bool:
    """A student's own list: the whole picture, drawn only while she looks at it."""
    return number == person_id


@live.command("favourite:add", FavouriteForm)
def add(person_id: int, form: FavouriteForm) -> Said:
    """Keep a booth."""
    actions.add_favourite(booth_id=form.booth_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The booth is among your favourites.")}


@live.command("favourite:remove", FavouriteForm)
def remove(person_id: int, form: FavouriteForm) -> Said:
    """Let a booth go."""
    actions.remove_favourite(booth_id=form.booth_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The booth is no favourite any more.")}


@live.command("favourite:move", MoveFavouriteForm)
def move(person_id: int, form: MoveFavouriteForm) -> Said:
    """Put a favourite a place higher or lower."""
    place = actions.move_favourite(
        booth_id=form.booth_id.data, direction=form.direction.data, person_id=person_id, now=clock.now()
    )
    return {"notice": _("Now at place %(number)d.", number=place)}


@live.command("card:share", ShareForm)
def share(person_id: int, form: ShareForm) -> Said:
    """Let the desk of a talk read one's menu card."""
    actions.share_card(booking_id=form.booking_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The booth can read your menu card now.")}


@live.command("card:take-back", ShareForm)
def take_back(person_id: int, form: ShareForm) -> Said:
    """Close one's menu card again for the desk of a talk."""
    actions.take_back_card(booking_id=form.booking_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The booth cannot read your menu card any more.")}


@after_commit(FavouritesChanged)
def show_favourites(fact: FavouritesChanged) -> None:
    """Her star at the booth, and her list; only she sees them."""
    is_kept = fact.booth_id in queries.kept(fact.person_id, fact.fair_id)
    star = {
        "booth_id": fact.booth_id,
        "name": lobby.booth(fact.booth_id).organisation.name,
        "is_kept": is_kept,
    }
    live.patch(f"person:{fact.person_id}", "prepare/_star.html", **star)
    look = partial(queries.choice, fact.person_id, clock.now())
    live.patch(f"favourites:{fact.person_id}", "prepare/_favourites.html", look=look)


@after_commit(CardSharingChanged)
def show_sharing(fact: CardSharingChanged) -> None:
    """The card at the desk, and the button on her own page."""
    booking = bookings.own_booking(fact.booking_id, fact.person_id)
    sharing = queries.sharing(fact.booking_id, fact.person_id)
    live.patch(f"person:{fact.person_id}", "prepare/_share.html", booking=booking, sharing=sharing)
    _show_at_desk(fact.booking_id, booking.booth_id)


@after_commit(CardChanged)
def show_card(fact: CardChanged) -> None:
    """The card as it is now, at each desk that may read it."""
    for booking_id, booth_id in queries.shared_talks(fact.person_id):
        _show_at_desk(booking_id, booth_id)


def _show_at_desk(booking_id: int, booth_id: int) -> None:
    version = int(clock.now().timestamp() * 1000)
    card = queries.shared_card(booking_id)
    live.patch(f"booth-desk:{booth_id}", "desk/_card.html", booking_id=booking_id, card=card, version=version)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guard, the commands and the listeners are in place."""
