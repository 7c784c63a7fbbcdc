"""How employers come to a fair: by an invitation, or by asking from their own page."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import login_user

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.limits import limiter
from app.pages import add_to_menu
from app.people import current_person, hash_chosen_password, me, security
from fair.actions import invitations as actions
from fair.forms.invitations import AcceptForm, NewcomerForm
from fair.models import Invitation
from fair.queries import booths as booth_queries
from fair.queries import fairs as fair_queries
from fair.queries import invitations as queries
from fair.rules import invitations as rules
from region.models import STAFF
from region.people import only
from region.queries import is_staff

blueprint = Blueprint("signup", __name__)


@blueprint.get("/mijn-beurzen")
@only(STAFF)
def fairs() -> str:
    """The fairs of one's employers: with a booth, invited, or still open to ask for one."""
    now, person_id = clock.now(), me().id
    return render_template(
        "signup/fairs.html",
        booths=booth_queries.own_booths(person_id),
        invitations=queries.own_invitations(person_id, now),
        fairs=fair_queries.fairs_to_join(now),
    )


@blueprint.route("/uitnodiging/<token>", methods=["GET", "POST"])
@limiter.limit("20 per 10 minutes", methods=["POST"], override_defaults=False)
def invitation(token: str) -> Any:
    """What an invitation is about, and accepting it."""
    found = queries.with_fingerprint(rules.fingerprint(token))
    try:
        rules.check_open(found, clock.now())
    except Refused as refusal:
        return render_template("signup/gone.html", invitation=found, why=str(refusal)), 410
    return _accept(found, token) if current_person() else _join(found, token)


def _accept(found: Invitation, token: str) -> Any:
    """Somebody who is signed in."""
    employed = is_staff(me().id, found.organisation_id) if found.organisation_id else False
    if not rules.may_use(found, me().email, employed):
        return render_template("signup/other_account.html", invitation=found), 403
    form = AcceptForm()
    form.suit(found)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            booth_id = actions.accept_invitation(
                token=token, person_id=me().id, now=clock.now(), **form.details()
            )
            return _to_booth(booth_id)
    return render_template("signup/invitation.html", invitation=found, token=token, form=form)


def _join(found: Invitation, token: str) -> Any:
    """Somebody who is not signed in, and may have no account yet."""
    form = NewcomerForm(email=found.email)
    form.suit(found)
    if form.validate_on_submit():
        password_hash = hash_chosen_password(form.password.data)
        with refusals_shown_in(form):
            booth_id = actions.join_by_invitation(
                token=token,
                password_hash=password_hash,
                now=clock.now(),
                **form.person(),
                **form.details(),
            )
            made = security.datastore.find_user(email=form.email.data)
            login_user(made)  # type: ignore[arg-type]  # it is there: it was made just now
            return _to_booth(booth_id)
    return render_template("signup/invitation.html", invitation=found, token=token, form=form)


def _to_booth(booth_id: int) -> Any:
    flash(_("You asked for a booth. The organisers answer here."), "success")
    return redirect(url_for("stand.edit", booth_id=booth_id))


def init_app(app: Flask) -> None:
    """The fairs of an employer in its menu."""
    add_to_menu("employer", 60, "signup.fairs", _l("Fairs"), "map", also=("roster.request_booth",))
