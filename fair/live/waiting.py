"""Waiting over the line: the commands, and what is drawn for whom when a time is offered."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import offers as offer_actions
from fair.actions import waiting as actions
from fair.facts import OfferClosed, SlotOffered, StandbyChanged, WaitingChanged
from fair.forms.waiting import EntryForm, JoinForm, OfferForm, ReleaseForm, StandbyForm, StopForm
from fair.live import desk
from fair.live.booking import draw_slot, squares
from fair.queries import booking, fairs, lobby, offers, standby, viewer
from fair.queries import slot as slot_queries
from fair.queries import waiting as queries
from fair.rules import booking as booking_rules
from fair.rules import offers as offer_rules
from fair.rules import waiting as rules

Said = dict[str, Any]


@live.command("waiting:join", JoinForm)
def join(person_id: int, form: JoinForm) -> Said:
    """Wait for a time at a booth."""
    booth_id, slot_id = form.booth_id.data, form.slot_id.data
    once_by(form, actions.join_waiting_list, person_id, booth_id=booth_id, slot_id=slot_id)
    there = url_for("fair.booth", booth_id=booth_id, _anchor=f"waiting-{booth_id}")
    return {"notice": rules.joined_words(), "go": there}


@live.command("waiting:leave", EntryForm)
def leave(person_id: int, form: EntryForm) -> Said:
    """No longer wait."""
    once_by(form, actions.leave_waiting_list, person_id, entry_id=form.entry_id.data)
    return {"notice": rules.left_words()}


@live.command("offer:accept", OfferForm)
def accept(person_id: int, form: OfferForm) -> Said:
    """Take the time that is held."""
    booking_id = once_by(form, actions.accept_offer, person_id, offer_id=form.offer_id.data)
    booth_id, slot_id, starts_at, staff = booking.ticket(booking_id)
    there = url_for("fair.booth", booth_id=booth_id, tijd=slot_id, _anchor="sheet")
    return {"notice": booking_rules.booked_words(starts_at, staff, clock.now()), "go": there}


@live.command("offer:let-go", OfferForm)
def let_go(person_id: int, form: OfferForm) -> Said:
    """Let the time go that is held."""
    once_by(form, offer_actions.let_go, person_id, offer_id=form.offer_id.data)
    return {"notice": offer_rules.let_go_words()}


@live.command("waiting:release", ReleaseForm)
def release(person_id: int, form: ReleaseForm) -> Said:
    """Let a free time go to the first who waits."""
    once_by(form, actions.release_slot, person_id, slot_id=form.slot_id.data)
    return {"notice": rules.released_words()}


@live.command("standby:start", StandbyForm)
def stand_by(person_id: int, form: StandbyForm) -> Said:
    """Stand by."""
    once_by(form, actions.stand_by, person_id, **form.said())
    return {"notice": _("You stand by."), "go": url_for("waiting.standby", fair_id=form.fair_id.data)}


@live.command("standby:stop", StopForm)
def stop(person_id: int, form: StopForm) -> Said:
    """No longer stand by."""
    fair_id = once_by(form, actions.stop_standing_by, person_id, standby_id=form.standby_id.data)
    there = url_for("waiting.standby", fair_id=fair_id)
    return {"notice": _("You no longer stand by."), "go": there}


@live.admits("waiting")
def who_waits_there(booth_id: int, person_id: int | None) -> bool:
    """The places in line at a booth: numbers only, for those who wait."""
    return person_id is not None and queries.entry_at(booth_id, person_id) is not None


@live.admits("standby")
def who_stands_by_there(fair_id: int, person_id: int | None) -> bool:
    """The places of those who stand by at a fair: numbers only, for themselves."""
    return person_id is not None and standby.own(fair_id, person_id) is not None


@after_commit(SlotOffered)
def show_offered(fact: SlotOffered) -> None:
    """A time is held: yellow for her, with a notice wherever she is; taken for everybody else."""
    _show_slot(fact)
    offer = offers.offer(fact.offer_id)
    live.patch(f"person:{fact.person_id}", "waiting/_notice.html", offer=offer, now=clock.now())


@after_commit(OfferClosed)
def show_closed(fact: OfferClosed) -> None:
    """What was held is taken, free, or somebody else's."""
    _show_slot(fact)
    live.patch(f"person:{fact.person_id}", "waiting/_no_notice.html", offer_id=fact.offer_id)


@after_commit(WaitingChanged)
def show_places(fact: WaitingChanged) -> None:
    """Who came or left sees it at once, the others within a second: a popular booth changes often."""
    _show_person(fact.person_id, fact.booth_id)
    lines.add(fact.booth_id)


def tell_lines(booth_ids: set[int]) -> None:
    """All who wait at these booths see how many come before them, in one message; the desk how many wait."""
    for booth_id in booth_ids:
        look = partial(queries.places, booth_id)
        live.patch(f"waiting:{booth_id}", "waiting/_places.html", look=look, kind="entry")
        desk.show_all_times(booth_id)


lines = live.Gathered(tell_lines)


@after_commit(StandbyChanged)
def show_standby(fact: StandbyChanged) -> None:
    """Who came or stopped sees it at once, the others within a second."""
    _show_standing(fact.fair_id, fact.person_id)
    standbys.add(fact.fair_id)


def tell_standbys(fair_ids: set[int]) -> None:
    """All who stand by at these fairs see how many come before them, in one message."""
    for fair_id in fair_ids:
        look = partial(standby.places, fair_id, clock.now())
        live.patch(f"standby:{fair_id}", "waiting/_places.html", look=look, kind="standby")


standbys = live.Gathered(tell_standbys)


def _show_standing(fair_id: int, person_id: int) -> None:
    now = clock.now()
    look = partial(queries.standing, fair_id, person_id, now)
    live.patch(f"person:{person_id}", "waiting/_standby.html", look=look, now=now)


def _show_slot(fact: SlotOffered | OfferClosed) -> None:
    slot, now = slot_queries.slot(fact.slot_id), clock.now()
    taken = len(slot_queries.holders(slot.id))
    draw_slot(f"booth:{slot.booth_id}", slot, booking_rules.slot_state(slot, taken, now), taken)
    held = offers.live_offer(fact.person_id, now, slot.booth_id)
    if held and held.slot_id == slot.id:
        draw_slot(f"person:{fact.person_id}", slot, "offered", taken)
    _show_person(fact.person_id, fact.booth_id)
    squares.add(fact.booth_id)


def _show_person(person_id: int, booth_id: int) -> None:
    room, now = f"person:{person_id}", clock.now()
    live.patch(room, "waiting/_booth.html", look=partial(viewer.waits_at, booth_id, person_id, now), now=now)
    for part in ("waiting/_mine.html", "waiting/_wishes.html"):
        live.patch(room, part, look=partial(_mine, person_id, now), now=now)
    fair_id = fairs.fair_of_booth(booth_id)
    _show_standing(fair_id, person_id)


def _mine(person_id: int, now: datetime) -> queries.Mine:
    return queries.mine(person_id, lobby.current_fair(now), now)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
