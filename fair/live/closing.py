"""A booth that organisers close or open again: wherever the stall is shown, and at its desk why."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import closing as actions
from fair.facts import StallClosed, StallReopened
from fair.forms.closing import BoothForm, CloseForm
from fair.live.stall import show_stall
from fair.queries import queue as queries


@live.command("booth:close", CloseForm)
def close(person_id: int, form: CloseForm) -> dict[str, Any]:
    """Close a booth."""
    once_by(form, actions.close_booth, person_id, **form.said())
    there = url_for("organiser.stall", booth_id=form.booth_id.data)
    return {"notice": _("The booth is closed. Everybody whom it touches sees it."), "go": there}


@live.command("booth:reopen", BoothForm)
def reopen(person_id: int, form: BoothForm) -> dict[str, Any]:
    """Open a booth again."""
    once_by(form, actions.reopen_booth, person_id, booth_id=form.booth_id.data)
    there = url_for("organiser.stall", booth_id=form.booth_id.data)
    return {"notice": _("The booth is open again."), "go": there}


def show_closed(fact: Any) -> None:
    """The awning goes up or down everywhere; the desk reads why."""
    show_stall(fact)
    booth = queries.booth(fact.booth_id)
    live.patch(f"booth-desk:{booth.id}", "board/_shut.html", booth=booth, now=clock.now())


for kind in (StallClosed, StallReopened):
    after_commit(kind)(show_closed)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the commands and the listener are in place."""
