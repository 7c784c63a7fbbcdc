"""The pages on which organisers plan sessions."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.errors import Refused
from app.forms import moment, refusals_shown_in
from app.once import once_by
from app.pages import add_to_menu
from app.people import me
from region.models import ORGANISER
from region.people import only
from sessions.actions import plan as actions
from sessions.forms.plan import CancelForm, ConfirmForm, CopyForm, PlanForm
from sessions.queries import plan as queries
from sessions.queries import signup
from sessions.rules import plan as rules
from sessions.rules import words

blueprint = Blueprint("planning", __name__, url_prefix="/organisatie/sessies")


@blueprint.get("")
@only(ORGANISER)
def index() -> str:
    """All sessions: drafts, shown, called off."""
    now = clock.now()
    coming, over = queries.planned(now)
    return render_template("sessions/planning/index.html", coming=coming, over=over, now=now)


@blueprint.route("/nieuw", methods=["GET", "POST"])
@only(ORGANISER)
def create() -> Any:
    """Plan a session, or a series."""
    form = PlanForm()
    if form.validate_on_submit() and "look" not in request.form:
        with refusals_shown_in(form):
            series = {"repeat": form.repeat.data, "until": form.until.data}
            session_id = once_by(form, actions.plan_session, me().id, **series, **form.settings())
            flash(_("The session is planned. Nobody sees it yet."), "success")
            return redirect(url_for(".show", session_id=session_id))
    return render_template("sessions/planning/form.html", form=form, session=None, clashes=_clashes(form))


@blueprint.get("/<int:session_id>")
@only(ORGANISER)
def show(session_id: int) -> str:
    """A session as its organisers see it: what it needs, who comes, what else goes on then."""
    session, now = queries.organised(session_id, me().id), clock.now()
    return render_template(
        "sessions/planning/show.html",
        session=session,
        checks=rules.readiness(session, now),
        counts=signup.counts(session_id),
        names=signup.names(session_id),
        later=queries.later(session),
        clashes=_at_once(session.starts_at, session.ends_at, session_id),
        now=now,
        words=words,
    )


@blueprint.route("/<int:session_id>/bewerken", methods=["GET", "POST"])
@only(ORGANISER)
def edit(session_id: int) -> Any:
    """Change a session, alone or with what comes after it in its series."""
    session = queries.organised(session_id, me().id)
    form = PlanForm.of(session, rules.look_of(session))
    if form.validate_on_submit() and "look" not in request.form:
        with refusals_shown_in(form):
            said = {"session_id": session_id, "seen": form.seen.data, "later": form.later.data}
            said |= form.settings()
            actions.change_session(person_id=me().id, now=clock.now(), **said)
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".show", session_id=session_id))
    clashes = _clashes(form, session_id)
    return render_template("sessions/planning/form.html", form=form, session=session, clashes=clashes)


@blueprint.post("/<int:session_id>/tonen")
@only(ORGANISER)
def publish(session_id: int) -> Any:
    """Show a session to everybody."""
    try:
        actions.publish_session(session_id=session_id, person_id=me().id, now=clock.now())
        flash(_("Everybody sees the session now, and can sign up."), "success")
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".show", session_id=session_id))


@blueprint.route("/<int:session_id>/kopieren", methods=["GET", "POST"])
@only(ORGANISER)
def copy(session_id: int) -> Any:
    """Choose the day of a new session with the same texts."""
    session, form = queries.organised(session_id, me().id), CopyForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            made = once_by(form, actions.copy_session, me().id, session_id=session_id, day=form.day.data)
            flash(_("The session is copied. Nobody sees it yet."), "success")
            return redirect(url_for(".show", session_id=made))
    return render_template("sessions/planning/copy.html", form=form, session=session)


@blueprint.route("/<int:session_id>/afzeggen", methods=["GET", "POST"])
@only(ORGANISER)
def cancel(session_id: int) -> Any:
    """What it means to call a session off, before it happens."""
    session, form = queries.organised(session_id, me().id), CancelForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"session_id": session_id, "reason": form.reason.data, "later": form.later.data}
            actions.cancel_session(person_id=me().id, now=clock.now(), **said)
            flash(_("The session is called off. Who comes reads why."), "success")
            return redirect(url_for(".show", session_id=session_id))
    counts, later = signup.counts(session_id), queries.later(session)
    return render_template(
        "sessions/planning/cancel.html", form=form, session=session, counts=counts, later=later
    )


@blueprint.route("/<int:session_id>/weggooien", methods=["GET", "POST"])
@only(ORGANISER)
def drop(session_id: int) -> Any:
    """Throw a draft away, after a page that asks."""
    session, form = queries.organised(session_id, me().id), ConfirmForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            actions.drop_session(session_id=session_id, person_id=me().id, now=clock.now())
            flash(_("The draft is gone."), "success")
            return redirect(url_for(".index"))
    return render_template("sessions/planning/drop.html", form=form, session=session)


def _clashes(form: PlanForm, session_id: int | None = None) -> Any:
    """What else goes on at the time that is filled in, once it is."""
    if "look" not in request.form or form.errors or not form.is_submitted():
        return None
    starts_at = moment(form.day.data, form.at.data)
    return _at_once(starts_at, starts_at + timedelta(minutes=form.minutes.data), session_id)


def _at_once(starts_at: Any, ends_at: Any, session_id: int | None) -> list[Any]:
    return [*queries.at_once(starts_at, ends_at, session_id), *queries.beside(starts_at, ends_at)]


def init_app(app: Flask) -> None:
    """Sessions in the organiser's menu."""
    pages = ("create", "show", "edit", "copy", "cancel", "drop", "hand_out", "figures", "all_figures")
    behind = tuple(f"planning.{name}" for name in pages)
    names = ("index", "show", "month", "mine", "calendar", "calendars", "room", "desk", "questions")
    public = tuple(f"sessions.{name}" for name in names)
    add_to_menu("organiser", 25, "planning.index", _l("Sessions"), "presentation", also=(*behind, *public))
