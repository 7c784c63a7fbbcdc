"""After a session: what one thought of it, the certificate, and contacts by form."""

from typing import Any

from flask import Flask, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app import clock, files
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me, signed_in
from sessions import certificate as sheet
from sessions.actions import afterwards as actions
from sessions.forms.afterwards import ContactForm, FeedbackForm
from sessions.queries import afterwards as queries
from sessions.queries import programme, signup
from sessions.rules import afterwards as rules
from sessions.views.programme import blueprint


@blueprint.route("/sessies/<int:session_id>/mening", methods=["GET", "POST"])
@signed_in
def feedback(session_id: int) -> Any:
    """Three questions for who was there."""
    after = _of(session_id)
    if not rules.was_there(after.session, after.own, clock.now()):
        raise NotFound
    form = FeedbackForm(obj=after.feedback)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"liked": form.liked.data, "useful": form.useful.data, "text": form.text.data}
            actions.say_feedback(session_id=session_id, person_id=me().id, now=clock.now(), **said)
            flash(_("Thank you. This helps to make the next session better."), "success")
            return redirect(url_for(".show", session_id=session_id))
    return render_template("sessions/feedback.html", after=after, form=form, rules=rules, now=clock.now())


@blueprint.get("/sessies/<int:session_id>/bewijs.pdf")
@signed_in
def certificate(session_id: int) -> Response:
    """The certificate of who was there."""
    after, now = _of(session_id), clock.now()
    if not rules.gives_certificate(after.session, after.own, now):
        raise NotFound
    body = sheet.draw(
        after.session,
        name=me().name,
        email=me().email,
        language=str(get_locale()),
        site=current_app.config["SITE_NAME"],
        now=now,
    )
    headers = {
        "Content-Disposition": f"attachment; filename=bewijs-{session_id}.pdf",
        "Content-Security-Policy": files.ALONE,
    }
    return Response(body, mimetype="application/pdf", headers=headers)


@blueprint.post("/sessies/<int:session_id>/contact")
@signed_in
def share(session_id: int) -> Any:
    """Share one's contact, or no longer."""
    programme.row(session_id, me().id)
    form = ContactForm(MultiDict([*request.form.items(), ("session_id", str(session_id))]))
    if not form.validate():
        flash(_("Nothing is saved: the name of the organisation is too long."), "danger")
        return redirect(url_for(".show", session_id=session_id))
    try:
        said = {"shared": form.shared.data, "organisation": form.organisation.data}
        once_by(form, actions.share_contact, me().id, session_id=session_id, **said)
        shared = _("You share your contact."), _("You no longer share your contact.")
        flash(shared[0] if form.shared.data else shared[1], "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(".show", session_id=session_id, _anchor=f"contacts-{session_id}"))


def _of(session_id: int) -> queries.Afterwards:
    session = programme.row(session_id, me().id).session
    return queries.of(session, signup.own(session_id, me().id), clock.now())


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
