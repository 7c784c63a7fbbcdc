"""A stall that has a pause: the awning rolls up wherever the stall is shown."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import stall as actions
from fair.facts import StallPaused, StallResumed
from fair.forms.stall import PauseForm, StallForm
from fair.live.booking import squares
from fair.live.organiser import booth_changed
from fair.queries import queue as queries


@live.command("stall:pause", PauseForm)
def pause(person_id: int, form: PauseForm) -> dict[str, Any]:
    """Take a pause."""
    said = {"reason": form.reason.data, "until": form.until.data}
    booth_id = _once(form, actions.pause_stall, person_id, **said)
    return {"notice": _("Your booth has a pause."), "go": url_for("desk.show", booth_id=booth_id)}


@live.command("stall:resume", StallForm)
def resume(person_id: int, form: StallForm) -> dict[str, Any]:
    """Open the stall again."""
    _once(form, actions.resume_stall, person_id)
    return {"notice": _("Your booth is open again.")}


def _once(form: StallForm, verb: Any, person_id: int, **rest: Any) -> int:
    rest["booth_id"] = form.booth_id.data
    return once_by(form, verb, person_id, **rest)


def show_stall(fact: Any) -> None:
    """The awning goes up or down at the booth, on the desk, on the square and for the organisers."""
    booth, now = queries.booth(fact.booth_id), clock.now()
    for room, big in ((f"booth:{booth.id}", True), (f"booth-desk:{booth.id}", False)):
        live.patch(room, "queue/_awning.html", booth=booth, big=big, now=now)
    live.patch(f"booth:{booth.id}", "queue/_paused.html", booth=booth, now=now)
    live.patch(f"booth-desk:{booth.id}", "queue/_standing.html", booth=booth, now=now)
    squares.add(booth.id)
    booth_changed(fact)


for kind in (StallPaused, StallResumed):
    after_commit(kind)(show_stall)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the commands and the listener are in place."""
