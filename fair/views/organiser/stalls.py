"""One booth on the day, for organisers: how it stands, calling it, and closing it."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import NotFound
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import closing as actions
from fair.actions.help import call_booth
from fair.forms.booking import OnceForm
from fair.forms.closing import BoothForm, CloseForm
from fair.forms.help import CallBoothForm
from fair.models import APPROVED, Booth
from fair.queries import board, square
from fair.queries import closing as queries
from fair.queries.booths import organised_booth
from fair.views.my_day import filled
from fair.views.organiser.blueprint import blueprint
from region.models import ORGANISER
from region.people import only


@blueprint.route("/stands/<int:booth_id>", methods=["GET", "POST"])
@only(ORGANISER)
def stall(booth_id: int) -> Any:
    """How a booth stands now, whom to ring, and calling its desk."""
    booth, now = _on_the_square(booth_id), clock.now()
    form = filled(CallBoothForm, booth_id=booth_id) if request.method == "POST" else None
    if form and form.validate():
        with refusals_shown_in(form):
            said = {"booth_id": booth_id, "words": form.words.data}
            once_by(form, call_booth, me().id, **said)
            flash(_("The booth sees your call."), "ok")
            return redirect(url_for(".stall", booth_id=booth_id))
    page = render_template(
        "board/stall.html",
        stall=square.today(booth.fair, now).stall(booth_id),
        form=form or CallBoothForm(None, booth_id=booth_id),
        contacts=board.contacts(booth.organisation_id),
        away=queries.away(booth_id),
        now=now,
    )
    return (page, 422) if form else page


@blueprint.route("/stands/<int:booth_id>/sluiten", methods=["GET", "POST"])
@only(ORGANISER)
def close_booth(booth_id: int) -> Any:
    """Confirm that a booth closes; says what it touches."""
    form = filled(CloseForm, booth_id=booth_id)
    told = _("The booth is closed. Everybody whom it touches sees it.")
    return _confirm(booth_id, form, actions.close_booth, told, "board/close.html")


@blueprint.route("/stands/<int:booth_id>/heropenen", methods=["GET", "POST"])
@only(ORGANISER)
def reopen_booth(booth_id: int) -> Any:
    """Confirm that a booth opens again; says what does not come back."""
    form = filled(BoothForm, booth_id=booth_id)
    told = _("The booth is open again.")
    return _confirm(booth_id, form, actions.reopen_booth, told, "board/reopen.html")


def _confirm(booth_id: int, form: OnceForm, verb: Callable[..., int], told: str, page: str) -> Any:
    booth, now = _on_the_square(booth_id), clock.now()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = form.said() if isinstance(form, CloseForm) else {"booth_id": booth_id}
            once_by(form, verb, me().id, **said)
            flash(told, "ok")
            return redirect(url_for(".stall", booth_id=booth_id))
    page = render_template(page, booth=booth, form=form, touched=queries.touched(booth_id, now))
    return (page, 422) if form.errors else page


def _on_the_square(booth_id: int) -> Booth:
    booth = organised_booth(booth_id, me().id)
    if booth.state != APPROVED:
        raise NotFound
    return booth
