"""The team of an employer: who is in it, inviting a colleague, joining by a link, and removing somebody."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import login_user
from werkzeug.wrappers import Response

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.people import current_person, me
from fair.actions.team import remove_from_team
from fair.forms.fairs import ConfirmForm
from fair.forms.team import InviteForm, JoinAnewForm
from fair.queries import team as talks
from region.actions import team as actions
from region.models import STAFF
from region.people import only
from region.queries import employers_of
from region.queries import team as queries
from region.queries.places import own_employer
from region.rules import team as rules

blueprint = Blueprint("team", __name__)

GONE, REFUSED = 410, 422


@blueprint.route("/team", methods=["GET", "POST"])
@only(STAFF)
def show() -> Any:
    """Who is in the team; a new invitation's link stands in this answer and nowhere else."""
    employer = own_employer(request.args.get("werkgever", type=int), me().id)
    form, link, invited = InviteForm(), "", ""
    if form.validate_on_submit():
        with refusals_shown_in(form):
            wish = {"organisation_id": employer.id, "email": form.email.data}
            token = actions.invite(person_id=me().id, now=clock.now(), **wish)
            link, form = url_for(".join", token=token, _external=True), InviteForm(formdata=None)
            invited = wish["email"]
    now = clock.now()
    return render_template(
        "roster/team.html",
        employer=employer,
        employers=employers_of(me().id),
        team=queries.team(employer.id),
        ahead=talks.talks_of_team(employer.id, now),
        invitations=queries.invitations(employer.id, now),
        form=form,
        confirm=ConfirmForm(),
        link=link,
        invited=invited,
    )


@blueprint.post("/team/uitnodigingen/<int:invitation_id>/intrekken")
@only(STAFF)
def revoke(invitation_id: int) -> Response:
    """Take an invitation back."""
    try:
        actions.revoke(invitation_id=invitation_id, person_id=me().id, now=clock.now())
        flash(_("The invitation is taken back. Its link no longer works."), "success")
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(".show", werkgever=request.args.get("werkgever", type=int)))


@blueprint.route("/team/<int:membership_id>/verwijderen", methods=["GET", "POST"])
@only(STAFF)
def remove(membership_id: int) -> Any:
    """Confirm that somebody leaves the team; shows the talks that stand in the way."""
    member, form = queries.member(membership_id, me().id), ConfirmForm()
    employer, name = own_employer(member.organisation_id, me().id), member.person.first_name
    if form.validate_on_submit():
        with refusals_shown_in(form):
            remove_from_team(membership_id=membership_id, person_id=me().id, now=clock.now())
            flash(_("%(name)s is no longer in the team.", name=name), "success")
            return redirect(url_for(".show" if member.person_id != me().id else "fair.home"))
    ahead = talks.talks_ahead(employer.id, member.person_id, clock.now())
    return render_template("roster/leave.html", member=member, employer=employer, talks=ahead, form=form)


@blueprint.route("/uitnodiging/team/<token>", methods=["GET", "POST"])
def join(token: str) -> Any:
    """Join a team by the link of an invitation: with the account one has, or with a new one."""
    invitation = queries.invitation(rules.hash_of(token))
    form = ConfirmForm() if current_person() else JoinAnewForm()
    if not rules.is_open(invitation, clock.now()):
        return render_template("roster/join.html", invitation=None, form=form), GONE
    if form.validate_on_submit():
        with refusals_shown_in(form):
            _join(token, form)
            flash(_("Welcome to the team of %(name)s.", name=invitation.organisation.name), "success")
            return redirect(url_for("desk.index"))
    return render_template(
        "roster/join.html",
        invitation=invitation,
        has_account=queries.person_with(invitation.email) is not None,
        fits=bool(current_person()) and me().email.lower() == invitation.email,
        here=request.path,
        form=form,
    )


def _join(token: str, form: ConfirmForm | JoinAnewForm) -> None:
    if current_person():
        return actions.join(token=token, person_id=me().id, now=clock.now())
    names = {name: form[name].data for name in ("first_name", "last_name", "password")}
    person_id = actions.join_anew(token=token, now=clock.now(), **names)
    login_user(queries.person(person_id))
    return None


def init_app(app: Flask) -> None:
    """The way here is from the roster."""
