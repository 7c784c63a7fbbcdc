"""Inviting employers: making links, and seeing what came of them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.pages import whole_address
from app.people import me
from fair.actions import invitations as actions
from fair.forms.fairs import ConfirmForm
from fair.forms.invitations import InviteForm
from fair.queries import fairs as fair_queries
from fair.queries import invitations as queries
from fair.rules import fairs as fair_rules
from fair.rules import invitations as rules
from fair.views.organiser.blueprint import blueprint
from region.models import ORGANISER
from region.people import only


@blueprint.route("/beurzen/<int:fair_id>/uitnodigingen", methods=["GET", "POST"])
@only(ORGANISER)
def invitations(fair_id: int) -> Any:
    """Who is invited to a fair; making a link shows it once, in the answer itself."""
    fair_queries.organised_fair(fair_id, me().id)
    form = _invite_form(fair_id)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            token = actions.invite(fair_id=fair_id, person_id=me().id, now=clock.now(), **form.asked())
            return _show(fair_id, InviteForm(formdata=None), token)
    return _show(fair_id, form)


@blueprint.post("/uitnodigingen/<int:invitation_id>/nieuwe-link")
@only(ORGANISER)
def new_link(invitation_id: int) -> Any:
    """Make a new link, and show it once."""
    fair_id = queries.organised_invitation(invitation_id, me().id).fair_id
    try:
        token = actions.renew_link(invitation_id=invitation_id, person_id=me().id, now=clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".invitations", fair_id=fair_id))
    return _show(fair_id, InviteForm(formdata=None), token)


@blueprint.route("/uitnodigingen/<int:invitation_id>/intrekken", methods=["GET", "POST"])
@only(ORGANISER)
def revoke(invitation_id: int) -> Any:
    """Confirm that an invitation is taken back."""
    found, form = queries.organised_invitation(invitation_id, me().id), ConfirmForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            actions.revoke_invitation(invitation_id=invitation_id, person_id=me().id, now=clock.now())
            flash(_("The invitation is taken back. Its link opens nothing any more."), "success")
            return redirect(url_for(".invitations", fair_id=found.fair_id))
    return render_template("organiser/revoke.html", invitation=found, fair=found.fair, form=form)


def _invite_form(fair_id: int) -> InviteForm:
    form = InviteForm()
    form.offer(queries.employers_to_invite(fair_queries.fair(fair_id)))
    return form


def _show(fair_id: int, form: InviteForm, token: str = "") -> str:
    fair, now = fair_queries.organised_fair(fair_id, me().id), clock.now()
    form.offer(queries.employers_to_invite(fair))
    return render_template(
        "organiser/invitations.html",
        fair=fair,
        form=form,
        rows=[(each, rules.state(each, now)) for each in queries.invitations(fair_id)],
        fresh=queries.with_fingerprint(rules.fingerprint(token)) if token else None,
        link=whole_address("signup.invitation", token=token) if token else "",
        welcomes=fair_rules.welcomes_booths(fair, now),
    )
