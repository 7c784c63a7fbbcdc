"""The desk of a booth: now, next and the day, for the people who work there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app import clock
from app.forms import refusals_shown_in
from app.once import once
from app.pages import add_to_menu
from app.people import me
from fair.actions import afterwards
from fair.actions import talk as actions
from fair.forms.afterwards import OUTCOMES as STUDENT_OUTCOMES
from fair.forms.afterwards import WordForm
from fair.forms.desk import OUTCOMES, REASONS, MarkForm, NoteForm, OutcomeForm, TalkForm
from fair.queries import desk as queries
from fair.queries.booths import own_booths
from fair.queries.help import open_at as open_calls_at
from fair.queries.line import line as line_of
from fair.queries.prepare import shared_card
from fair.rules import desk as rules
from fair.rules.booking import phase
from fair.rules.cancelling import reason_words
from fair.rules.talk import outcome_words
from region.models import STAFF
from region.people import only
from register.rules.moves import STATES

blueprint = Blueprint("desk", __name__)


@blueprint.get("/balie")
@only(STAFF)
def index() -> Any:
    """One's own desk at the fair that is open, or next, or last; a choice when there are several."""
    booths = rules.booths_now(own_booths(me().id), clock.now())
    if len(booths) == 1:
        return redirect(url_for(".show", booth_id=booths[0].id))
    return render_template("desk/index.html", booths=booths)


@blueprint.get("/balie/<int:booth_id>")
@blueprint.get("/balie/<int:booth_id>/<int:staff_id>")
@only(STAFF)
def show(booth_id: int, staff_id: int | None = None) -> str:
    """The desk, of everybody or of one member of staff, with one talk open."""
    return _page(booth_id, staff_id=staff_id)


@blueprint.route("/balie/<int:booth_id>/aanwezig", methods=["GET", "POST"])
@only(STAFF)
def mark(booth_id: int) -> Any:
    """Say whether a student came."""
    return _carry_out(booth_id, MarkForm(), actions.mark_attendance)


@blueprint.route("/balie/<int:booth_id>/notitie", methods=["GET", "POST"])
@only(STAFF)
def note(booth_id: int) -> Any:
    """Keep the team's note."""
    return _carry_out(booth_id, NoteForm(), actions.save_note)


@blueprint.route("/balie/<int:booth_id>/uitkomst", methods=["GET", "POST"])
@only(STAFF)
def outcome(booth_id: int) -> Any:
    """Record what came of a talk."""
    form = OutcomeForm()

    def record(**said: Any) -> None:
        decided = once(form.key.data, actions.record_outcome, **said)
        flash(outcome_words(queries.state_of(decided)), "ok")

    return _carry_out(booth_id, form, record)


@blueprint.route("/balie/<int:booth_id>/antwoord", methods=["GET", "POST"])
@only(STAFF)
def reply(booth_id: int) -> Any:
    """Answer what a student wrote after a talk."""
    form = WordForm()

    def send(**said: Any) -> None:
        once(form.key.data, afterwards.reply, **said)

    return _carry_out(booth_id, form, send)


def _carry_out(booth_id: int, form: TalkForm | WordForm, verb: Callable[..., Any]) -> Any:
    queries.booth(booth_id, me().id)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            verb(person_id=me().id, now=clock.now(), **form.said())
            return _to_talk(booth_id, form.booking_id.data)
    if request.method == "GET":
        return _to_talk(booth_id, _asked())
    return _page(booth_id, form), 422


def _to_talk(booth_id: int, booking_id: int | None) -> Any:
    anchor = f"open-{booking_id}" if booking_id else None
    return redirect(url_for(".show", booth_id=booth_id, gesprek=booking_id, _anchor=anchor))


def _asked() -> int | None:
    return request.args.get("gesprek", type=int)


def _page(booth_id: int, failed: TalkForm | WordForm | None = None, staff_id: int | None = None) -> str:
    now = clock.now()
    booth = queries.booth(booth_id, me().id)
    day = queries.day(booth_id, now)
    call, called = open_calls_at(booth_id)
    talk = day.opened(failed.booking_id.data if failed else _asked(), me().id)
    return render_template(
        "desk/show.html",
        booth=booth,
        phase=phase(booth.fair, now),
        day=day,
        line=line_of(booth, now),
        call=call,
        called=called,
        now=now,
        called_off=partial(queries.called_off, booth_id),
        reason_words=reason_words,
        talk=talk,
        card=shared_card(talk.id) if talk else None,
        chosen=staff_id if staff_id in day.staff else None,
        failed=failed,
        form=_outcome_form(failed, booth.organisation_id, talk),
        note=failed if isinstance(failed, NoteForm) else None,
        reply=failed if isinstance(failed, WordForm) else None,
    )


def _outcome_form(
    failed: TalkForm | WordForm | None, organisation_id: int, talk: rules.Talk | None
) -> OutcomeForm:
    form = failed if isinstance(failed, OutcomeForm) else OutcomeForm(formdata=None)
    if talk:
        form.offer(queries.places_on_offer(organisation_id), talk)
    return form


def init_app(app: Flask) -> None:
    """The place of the desk in the menu, and the words for what came of a talk."""
    add_to_menu("employer", 10, "desk.index", _l("Desk"), "monitor", also=("desk.show", "room.show"))
    app.jinja_env.globals.update(
        talk_outcomes=OUTCOMES,
        talk_reasons=REASONS,
        student_outcomes=STUDENT_OUTCOMES,
        placement_states=STATES,
    )
