"""The chat of a booth without a line, and the page on which organisers judge reported messages."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app import clock
from app.errors import Refused
from app.once import once_by
from app.pages import add_to_menu
from app.people import me, signed_in
from fair.actions import chat as actions
from fair.forms.chat import SayForm
from fair.queries import chat as queries
from fair.views.my_day import filled
from fair.views.student import show_booth
from region.models import ORGANISER
from region.people import only

blueprint = Blueprint("chat", __name__)


@blueprint.post("/stands/<int:booth_id>/chat")
@signed_in
def say(booth_id: int) -> Any:
    """Write a message, and come back to it; what is refused comes back too."""
    form = filled(SayForm, booth_id=booth_id)
    try:
        if not form.validate():
            raise Refused(" ".join(str(error) for error in form.text.errors))
        said = {"booth_id": booth_id, "text": form.text.data}
        once_by(form, actions.say, me().id, **said)
    except Refused as refusal:
        flash(str(refusal), "danger")
        return show_booth(booth_id, typed=form.text.data or ""), 409
    return redirect(url_for("fair.booth", booth_id=booth_id, _anchor="chat"))


@blueprint.post("/chat/<int:message_id>/weg")
@signed_in
def remove(message_id: int) -> Response:
    """Take a message away."""
    return _change(message_id, actions.remove_message, _("The message is removed."))


@blueprint.post("/chat/<int:message_id>/melden")
@signed_in
def report(message_id: int) -> Response:
    """Ask the organisers to look at a message."""
    return _change(message_id, actions.report_message, _("The organisers look at this message."))


@blueprint.post("/chat/<int:message_id>/dempen")
@signed_in
def mute(message_id: int) -> Response:
    """Let the author of a message write here no more."""
    return _change(message_id, actions.mute_author, _("This person cannot write here any more."))


@blueprint.post("/chat/<int:message_id>/weer-schrijven")
@signed_in
def unmute(message_id: int) -> Response:
    """Let the author of a message write here again."""
    return _change(message_id, actions.unmute_author, _("This person can write here again."))


@blueprint.post("/chat/<int:message_id>/laten-staan")
@signed_in
def keep(message_id: int) -> Response:
    """Let a reported message stand."""
    return _change(message_id, actions.keep_message, _("The message stays."))


def _change(message_id: int, verb: Any, words: str) -> Response:
    try:
        verb(message_id=message_id, person_id=me().id, now=clock.now())
        flash(words, "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    if request.args.get("terug") == "lijst":
        return redirect(url_for(".reported"))
    booth_id = queries.message(message_id).booth_id
    return redirect(url_for("fair.booth", booth_id=booth_id, _anchor="chat"))


@blueprint.get("/organisatie/chat")
@only(ORGANISER)
def reported() -> str:
    """The messages that people reported."""
    messages, verdicts = queries.reported(me().id), queries.decided(me().id)
    return render_template("chat/reported.html", messages=messages, verdicts=verdicts)


def init_app(app: Flask) -> None:
    """Put the page in the menu of organisers."""
    add_to_menu("organiser", 65, "chat.reported", _l("Chat"), "message-circle")
