"""The desk of who keeps order in the room of a session."""

from typing import Any

from flask import Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me, signed_in
from region.models import ORGANISER
from region.people import current_roles, only
from sessions.actions import moderation as actions
from sessions.forms.poll import MakeForm
from sessions.forms.question import AppointForm
from sessions.live.moderation import FIRST_LOOK, VERBS, Verb
from sessions.live.room import number_here
from sessions.queries import chat, moderation, poll, question, room
from sessions.rules import words
from sessions.rules.question import reason_words
from sessions.views.programme import blueprint
from sessions.views.question import typed


@blueprint.get("/sessies/<int:session_id>/regie")
@signed_in
def desk(session_id: int) -> str:
    """What waits for who keeps order, one tap each."""
    return draw_desk(session_id)


def draw_desk(session_id: int, form: AppointForm | None = None, poll_form: MakeForm | None = None) -> str:
    """The desk, with the form of which something was refused."""
    now = clock.now()
    hall = room.desk(session_id, me().id, now)
    return render_template(
        "sessions/desk.html",
        hall=hall,
        session=hall.session,
        number=number_here(session_id),
        board=question.board(hall.session),
        deeds=moderation.deeds(session_id),
        moderators=moderation.moderators(session_id),
        form=(form or AppointForm(None)) if ORGANISER in current_roles() else None,
        polls=poll.at_desk(session_id),
        poll_form=poll_form or MakeForm(None),
        chat=chat.last(session_id),
        now=now,
        words=words,
        reason_words=reason_words,
    )


@blueprint.post("/sessies/vragen/<int:question_id>/regie/<word>")
@signed_in
def deed(question_id: int, word: str) -> Any:
    """Do something about a question."""
    if word not in VERBS:
        raise NotFound
    session_id = question.session_of(question_id)
    room.desk(session_id, me().id, clock.now())
    carry_out(VERBS[word], question_id=question_id)
    return redirect(url_for("sessions.desk", session_id=session_id, _anchor=f"desk-{session_id}"))


@blueprint.post("/sessies/<int:session_id>/regie/eerst-kijken")
@signed_in
def look_first(session_id: int) -> Any:
    """Let new questions wait until somebody has looked, or show them at once."""
    room.desk(session_id, me().id, clock.now())
    carry_out(FIRST_LOOK, session_id=session_id)
    return redirect(url_for("sessions.desk", session_id=session_id))


def carry_out(verb: Verb, **numbers: int) -> None:
    """Do what a form asks, and say on the next page what became of it."""
    form = verb.form(typed(**numbers))
    if not form.validate():
        for problem in (problem for field in form for problem in field.errors):
            flash(str(problem), "danger")
        return
    try:
        flash(verb(me().id, form)["notice"], "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")


@blueprint.post("/sessies/<int:session_id>/regie/moderatoren")
@only(ORGANISER)
def appoint(session_id: int) -> Any:
    """Let somebody else keep order too."""
    form = AppointForm()
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.appoint, me().id, session_id=session_id, email=form.email.data)
            flash(_("This person can direct the session too."), "ok")
            return redirect(url_for("sessions.desk", session_id=session_id, _anchor="moderators"))
    return draw_desk(session_id, form), 422


@blueprint.post("/sessies/<int:session_id>/regie/moderatoren/<int:moderator_id>/weg")
@only(ORGANISER)
def relieve(session_id: int, moderator_id: int) -> Any:
    """Let somebody keep order no longer."""
    said = {"session_id": session_id, "moderator_id": moderator_id}
    actions.relieve(person_id=me().id, now=clock.now(), **said)
    flash(_("This person does not direct the session any more."), "ok")
    return redirect(url_for("sessions.desk", session_id=session_id, _anchor="moderators"))


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
