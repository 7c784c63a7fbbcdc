"""The desk, live: what students book and what colleagues do is seen at once by all staff of the booth."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from app.wording import time
from fair.actions import afterwards
from fair.actions import talk as actions
from fair.facts import (
    AfterwordSaid,
    AttendanceMarked,
    BookingCancelled,
    BookingMoved,
    NoteSaved,
    OfferClosed,
    OutcomeRecorded,
    RoomChanged,
    RosterChanged,
    SlotBooked,
    SlotOffered,
    TalkExtended,
    TalkHandedOver,
    WalkInBegan,
)
from fair.forms.afterwards import WordForm
from fair.forms.desk import MarkForm, NoteForm, OutcomeForm
from fair.queries import desk as queries
from fair.queries.prepare import shared_card
from fair.rules.cancelling import reason_words
from fair.rules.desk import Day
from fair.rules.talk import NoteClash, outcome_words
from register.facts import PlacementMoved

live.admits("booth-desk")(queries.works_at)


@live.command("talk:mark", MarkForm)
def mark(person_id: int, form: MarkForm) -> None:
    """Say whether a student came."""
    actions.mark_attendance(person_id=person_id, now=clock.now(), **form.said())


@live.command("talk:note", NoteForm)
def save_note(person_id: int, form: NoteForm) -> dict[str, Any]:
    """Keep a note as it is typed; a newer text of a colleague is shown to the one who would lose it."""
    now = clock.now()
    try:
        actions.save_note(person_id=person_id, now=now, **form.said())
    except NoteClash:
        talk = _day_of(form.booking_id.data).talk(form.booking_id.data)
        live.patch(f"person:{person_id}", "desk/_note_clash.html", talk=talk, clash=True)
        raise
    return {"notice": _("Saved at %(time)s", time=time(now))}


@live.command("talk:outcome", OutcomeForm)
def record_outcome(person_id: int, form: OutcomeForm) -> dict[str, Any]:
    """Record what came of a talk."""
    placement_id = once_by(form, actions.record_outcome, person_id, **form.said())
    return {"notice": outcome_words(queries.state_of(placement_id))}


@live.command("talk:reply", WordForm)
def reply(person_id: int, form: WordForm) -> dict[str, Any]:
    """Answer what a student wrote after a talk."""
    once_by(form, afterwards.reply, person_id, **form.said())
    return {"notice": _("The student reads your answer with the talk.")}


@after_commit(SlotBooked)
def show_booked(fact: SlotBooked) -> None:
    """A talk appears in its time."""
    _show_times(fact.booth_id, fact.slot_id)


@after_commit(WalkInBegan)
def show_walk_in(fact: WalkInBegan) -> None:
    """A talk with somebody from the queue stands among the talks of the day."""
    _show_times(fact.booth_id, fact.slot_id)


@after_commit(SlotOffered)
def show_held(fact: SlotOffered) -> None:
    """A free time is held for somebody of the waiting list."""
    _show_times(fact.booth_id, fact.slot_id)


@after_commit(OfferClosed)
def show_no_longer_held(fact: OfferClosed) -> None:
    """A time is taken, free again or held for the next."""
    _show_times(fact.booth_id, fact.slot_id)


@after_commit(BookingMoved)
def show_moved(fact: BookingMoved) -> None:
    """A talk goes from one time to another."""
    _show_times(fact.booth_id, fact.from_slot_id, fact.to_slot_id)
    _show_talk(fact.booking_id)


@after_commit(TalkHandedOver)
def show_handed_over(fact: TalkHandedOver) -> None:
    """A talk goes from one member of staff to another."""
    _show_times(fact.booth_id, fact.from_slot_id, fact.to_slot_id)
    _show_talk(fact.booking_id)


@after_commit(BookingCancelled)
def show_cancelled(fact: BookingCancelled) -> None:
    """A time is free again; who had the talk open reads that it is off, and all why if it was late."""
    _show_times(fact.booth_id, fact.slot_id)
    _show_talk(fact.booking_id)
    if live.is_watched(_room(fact.booth_id)):
        look = partial(queries.called_off, fact.booth_id)
        day, words = _day_of(fact.booking_id), {"called_off": look, "reason_words": reason_words}
        live.patch(_room(fact.booth_id), "desk/_called_off.html", day=day, **words)


@after_commit(RosterChanged)
def show_roster(fact: RosterChanged) -> None:
    """The times of everybody at a booth."""
    show_all_times(fact.booth_id)


@after_commit(TalkExtended)
def show_longer(fact: TalkExtended) -> None:
    """A talk that lasts longer."""
    _show_talk(fact.booking_id)


@after_commit(RoomChanged)
def show_here(fact: RoomChanged) -> None:
    """A talk whose student has come to its room."""
    _show_talk(fact.booking_id)


@after_commit(AttendanceMarked)
def show_came(fact: AttendanceMarked) -> None:
    """A talk with who came."""
    _show_talk(fact.booking_id)


@after_commit(AfterwordSaid)
def show_said(fact: AfterwordSaid) -> None:
    """A talk with what its student said."""
    _show_talk(fact.booking_id)


@after_commit(OutcomeRecorded)
def show_outcome(fact: OutcomeRecorded) -> None:
    """A talk with what came of it."""
    _show_talk(fact.booking_id)


@after_commit(PlacementMoved)
def show_answered(fact: PlacementMoved) -> None:
    """A talk with how the proposal that came of it stands."""
    booking_id = queries.talk_behind(fact.placement_id)
    if booking_id:
        _show_talk(booking_id)


@after_commit(NoteSaved)
def show_note(fact: NoteSaved) -> None:
    """The team's note, and when it was saved."""
    day = _day_of(fact.booking_id)
    talk = day.talk(fact.booking_id)
    if talk:
        live.patch(_room(day.booth_id), "desk/_note.html", talk=talk)


def show_all_times(booth_id: int) -> None:
    """The times of everybody at a booth, free ones with how many wait."""
    if live.is_watched(_room(booth_id)):
        day = queries.day(booth_id, clock.now())
        _show_rosters(day, day.staff)


def _show_times(booth_id: int, *slot_ids: int) -> None:
    if live.is_watched(_room(booth_id)):
        _show_rosters(queries.day(booth_id, clock.now()), queries.staff_of(*slot_ids))


def _show_rosters(day: Day, staff_ids: Iterable[int]) -> None:
    for staff_id in staff_ids:
        live.patch(_room(day.booth_id), "desk/_times.html", day=day, staff_id=staff_id)
        live.patch(_room(day.booth_id), "desk/_next.html", day=day, staff_id=staff_id)
    live.patch(_room(day.booth_id), "desk/_tiles.html", day=day)


def _show_talk(booking_id: int) -> None:
    if not live.is_watched(_room(queries.booth_of(booking_id))):
        return
    day = _day_of(booking_id)
    talk = day.talk(booking_id)
    if talk is None:
        live.patch(_room(day.booth_id), "desk/_off.html", booking_id=booking_id)
        return
    live.patch(_room(day.booth_id), "desk/_row.html", day=day, talk=talk)
    form = OutcomeForm(formdata=None, meta={"csrf": False})
    form.offer(queries.places_on_offer(queries.organisation_of(day.booth_id)), talk)
    card = shared_card(talk.id)
    live.patch(_room(day.booth_id), "desk/_open.html", day=day, talk=talk, form=form, card=card)
    live.patch(_room(day.booth_id), "desk/_tiles.html", day=day)


def _day_of(booking_id: int) -> Day:
    return queries.day(queries.booth_of(booking_id), clock.now())


def _room(booth_id: int) -> str:
    return f"booth-desk:{booth_id}"


def init_app(app: Flask) -> None:
    """Loading this module is enough: guards, commands and listeners are in place."""
