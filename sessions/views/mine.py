"""Coming to a session by form, and one's own sessions."""

from collections.abc import Callable
from typing import Any

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app import clock
from app.errors import NotFound, Refused
from app.once import once_by
from app.people import me, signed_in
from sessions.actions import signup as actions
from sessions.forms.signup import NameForm, SessionForm
from sessions.queries import programme
from sessions.queries import signup as queries
from sessions.rules import afterwards, words
from sessions.rules import signup as rules
from sessions.views.programme import blueprint


@blueprint.get("/mijn-sessies")
@signed_in
def mine() -> str:
    """Where one comes, waits or has an offer, and where one was."""
    now, entries = clock.now(), list(queries.mine(me().id))
    return render_template(
        "sessions/mine.html",
        coming=[entry for entry in entries if entry.session.ends_at > now],
        been=[entry for entry in reversed(entries) if entry.session.ends_at <= now and entry.seat],
        now=now,
        afterwards=afterwards,
        rules=rules,
        words=words,
    )


@blueprint.post("/sessies/<int:session_id>/aanmelden")
@signed_in
def sign_up(session_id: int) -> Any:
    """Come to a session."""
    return _carry_out(session_id, actions.sign_up, _("You have signed up."))


@blueprint.post("/sessies/<int:session_id>/wachten")
@signed_in
def wait(session_id: int) -> Any:
    """Wait for a seat."""
    told = _("You are on the waiting list. As soon as a seat is held for you, you see it here.")
    return _carry_out(session_id, actions.wait, told)


@blueprint.post("/sessies/<int:session_id>/afmelden")
@signed_in
def sign_off(session_id: int) -> Any:
    """Come no more."""
    told = _("You have signed off. Your seat is free for somebody else.")
    return _carry_out(session_id, actions.sign_off, told)


@blueprint.post("/sessies/<int:session_id>/naam")
@signed_in
def show_name(session_id: int) -> Any:
    """Let others who come read one's name, or no longer."""
    form = NameForm(_typed(session_id))
    shown = _("Others who come can read your name."), _("Nobody who comes can read your name.")
    told = shown[0] if form.shown.data else shown[1]
    return _carry_out(session_id, actions.show_name, told, shown=form.shown.data)


@blueprint.post("/sessies/<int:session_id>/binnen")
@signed_in
def come_in(session_id: int) -> Any:
    """Be there."""
    told = _("You are in. Ask what you want to know.")
    return _carry_out(session_id, actions.come_in, told, there="sessions.room")


def _carry_out(
    session_id: int, verb: Callable[..., Any], told: str, there: str = "sessions.show", **said: Any
) -> Any:
    programme.row(session_id, me().id)
    form = SessionForm(_typed(session_id))
    if not form.validate():
        raise NotFound
    try:
        once_by(form, verb, me().id, session_id=session_id, **said)
        flash(told, "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(there, session_id=session_id))


def _typed(session_id: int) -> MultiDict[str, str]:
    """What was posted, with the session that the address names."""
    typed = MultiDict(request.form)
    typed["session_id"] = str(session_id)
    return typed


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
