"""Signing up over the line: the commands, and what is drawn for whom when seats change hands."""

from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.errors import NotFound
from app.once import once_by
from sessions.actions import signup as actions
from sessions.facts import (
    CameIn,
    NameShown,
    OfferLapsed,
    SeatOffered,
    SessionCancelled,
    SessionChanged,
    SessionPublished,
    SignedOff,
    SignedUp,
    WaitJoined,
)
from sessions.forms.signup import NameForm, SessionForm
from sessions.queries import programme
from sessions.queries import signup as queries
from sessions.rules import signup as rules
from sessions.rules import words

Said = dict[str, Any]


@live.admits("session")
def whoever_may_read_it(number: int, person_id: int | None) -> bool:
    """How full a session is: for who can read about it."""
    try:
        return bool(programme.row(number, person_id))
    except NotFound:
        return False


@live.admits("sessions")
def everybody(number: int, person_id: int | None) -> bool:
    """How full the sessions of the programme are; there is one programme, so its number is 1."""
    return number == 1


@live.command("session:sign-up", SessionForm)
def sign_up(person_id: int, form: SessionForm) -> Said:
    """Come to a session."""
    once_by(form, actions.sign_up, person_id, session_id=form.session_id.data)
    return {"notice": _("You have signed up.")}


@live.command("session:wait", SessionForm)
def wait(person_id: int, form: SessionForm) -> Said:
    """Wait for a seat."""
    once_by(form, actions.wait, person_id, session_id=form.session_id.data)
    return {"notice": _("You are on the waiting list. As soon as a seat is held for you, you see it here.")}


@live.command("session:sign-off", SessionForm)
def sign_off(person_id: int, form: SessionForm) -> Said:
    """Come no more."""
    once_by(form, actions.sign_off, person_id, session_id=form.session_id.data)
    return {"notice": _("You have signed off. Your seat is free for somebody else.")}


@live.command("session:name", NameForm)
def show_name(person_id: int, form: NameForm) -> Said:
    """Let others read one's name, or no longer."""
    once_by(form, actions.show_name, person_id, session_id=form.session_id.data, shown=form.shown.data)
    shown = _("Others who come can read your name."), _("Nobody who comes can read your name.")
    return {"notice": shown[0] if form.shown.data else shown[1]}


@live.command("session:come-in", SessionForm)
def come_in(person_id: int, form: SessionForm) -> Said:
    """Be there."""
    once_by(form, actions.come_in, person_id, session_id=form.session_id.data)
    return {
        "notice": _("You are in. Ask what you want to know."),
        "go": url_for("sessions.room", session_id=form.session_id.data),
    }


@after_commit(SignedUp)
def show_signed_up(fact: SignedUp) -> None:
    """She comes."""
    _show_person(fact.session_id, fact.person_id)


@after_commit(WaitJoined)
def show_waiting(fact: WaitJoined) -> None:
    """She waits."""
    _show_person(fact.session_id, fact.person_id)


@after_commit(SeatOffered)
def show_offered(fact: SeatOffered) -> None:
    """A seat is held for her."""
    _show_person(fact.session_id, fact.person_id)


@after_commit(OfferLapsed)
def show_lapsed(fact: OfferLapsed) -> None:
    """It is held no more."""
    _show_person(fact.session_id, fact.person_id)


@after_commit(SignedOff)
def show_signed_off(fact: SignedOff) -> None:
    """She does not come; who waits sees how many are before them."""
    _show_person(fact.session_id, fact.person_id)
    for entry in queries.waiting(fact.session_id):
        _show_own(fact.session_id, entry.person_id)


@after_commit(NameShown)
def show_own_name(fact: NameShown) -> None:
    """Whether others read her name."""
    _show_own(fact.session_id, fact.person_id)


@after_commit(CameIn)
def show_way_in(fact: CameIn) -> None:
    """The way to the video."""
    _show_own(fact.session_id, fact.person_id)


@after_commit(SessionPublished)
def show_published(fact: SessionPublished) -> None:
    """A new session: who looks at the programme sees it at the next load."""
    left.add(fact.session_id)


@after_commit(SessionChanged)
def show_changed(fact: SessionChanged) -> None:
    """Other texts, hours or seats."""
    _show_facts(fact.session_id)


@after_commit(SessionCancelled)
def show_cancelled(fact: SessionCancelled) -> None:
    """Called off: for everybody who has the page open."""
    _show_facts(fact.session_id)


def _show_person(session_id: int, person_id: int) -> None:
    """Her own part of the page, and how full it is for everybody."""
    _show_own(session_id, person_id)
    _show_seats(session_id)


def _show_own(session_id: int, person_id: int) -> None:
    look = partial(queries.standing, session_id, person_id)
    context = {"session_id": session_id, "look": look, "now": clock.now(), "rules": rules, "words": words}
    live.patch(f"person:{person_id}", "sessions/_joining.html", **context)


def _show_seats(session_id: int) -> None:
    row = programme.row(session_id)
    live.patch(f"session:{session_id}", "sessions/_seats.html", row=row, now=clock.now(), rules=rules)
    left.add(session_id)


def _show_facts(session_id: int) -> None:
    context = {"row": programme.row(session_id), "now": clock.now(), "rules": rules, "words": words}
    live.patch(f"session:{session_id}", "sessions/_head.html", **context)
    _show_seats(session_id)


def tell_programme(session_ids: set[int]) -> None:
    """Everybody in the programme sees how many seats these sessions have left; one message for all."""
    live.patch("sessions:1", "sessions/_left.html", rows=programme.rows_of(session_ids))


left = live.Gathered(tell_programme)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
