"""Coming to a session without an account: asking, confirming, and coming back by a letter."""

from typing import Any

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from flask_security import login_user, logout_user
from werkzeug.wrappers import Response

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.limits import limiter
from app.pages import add_to_menu, is_here
from app.people import Person, current_person
from sessions.actions import guest as actions
from sessions.forms.guest import GuestForm, YesForm, small
from sessions.queries import guest as queries
from sessions.queries import programme
from sessions.rules import guest as rules
from sessions.rules import words
from sessions.views.programme import blueprint

GONE = 410


def address() -> str:
    """For how often one address gets a letter, whoever asks."""
    return small(request.form.get("email"))


@blueprint.route("/sessies/<int:session_id>/gast", methods=["GET", "POST"])
@limiter.limit("6 per hour", key_func=address, methods=["POST"], override_defaults=False)
@limiter.limit("100 per hour", key_func=get_remote_address, methods=["POST"], override_defaults=False)
def as_guest(session_id: int) -> Any:
    """Ask to come without an account."""
    row, now = programme.row(session_id), clock.now()
    if current_person() or not rules.welcomes_guests(row.session, now):
        return redirect(url_for(".show", session_id=session_id))
    form = GuestForm()
    if form.validate_on_submit():
        said = {"name": form.name.data, "email": form.email.data, "language": str(get_locale())}
        with refusals_shown_in(form):
            actions.ask(session_id=session_id, now=now, **said)
            return redirect(url_for(".guest_asked", session_id=session_id))
    return render_template("sessions/guest/ask.html", form=form, row=row, now=now, words=words)


@blueprint.get("/sessies/<int:session_id>/gast/post")
def guest_asked(session_id: int) -> str:
    """Look in your mail: the same words for every address."""
    return render_template("sessions/guest/asked.html", session=programme.row(session_id).session)


@blueprint.route("/sessies/bevestig/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Any:
    """Confirm one's address, and take a seat or wait for one."""
    found, form = queries.request_with(token), YesForm()
    try:
        rules.check_open(found, clock.now())
        if form.validate_on_submit():
            return _confirmed(token, found.session_id)
    except Refused as refusal:
        return render_template("sessions/guest/gone.html", session=found.session, why=str(refusal)), GONE
    row = programme.row(found.session_id)
    return render_template(
        "sessions/guest/confirm.html", form=form, row=row, wish=found, now=clock.now(), words=words
    )


def _confirmed(token: str, session_id: int) -> Response:
    person_id, state = actions.confirm(token=token, now=clock.now())
    _let_in(queries.person(person_id))
    flash(rules.state_words(state), "ok")
    return redirect(url_for(".show", session_id=session_id))


@blueprint.route("/gast/<token>", methods=["GET", "POST"])
def way_in(token: str) -> Any:
    """Where the links in a guest's letters lead: she says that it is her, and is at her sessions."""
    person = queries.opened_by(token, current_app.config["SECRET_KEY"])
    asked, form = request.args.get("naar", ""), YesForm()
    there = asked if is_here(asked) else url_for(".mine")
    if current_person() == person:
        return redirect(there)
    if form.validate_on_submit():
        _let_in(person)
        return redirect(there)
    return render_template("sessions/guest/way_in.html", form=form, person=person)


def _let_in(person: Person) -> None:
    """Sign a guest in; who was signed in at this browser is out."""
    if current_person():
        logout_user()
    login_user(person)


def init_app(app: Flask) -> None:
    """The guests' own sessions in their menu."""
    add_to_menu("guest", 20, "sessions.mine", _l("My sessions"), "calendar-check")
