"""Changing a block of the roster: which talks it touches comes first, and nothing happens before that."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.people import me, signed_in
from fair.actions import roster as actions
from fair.forms.fairs import ConfirmForm
from fair.forms.handover import DecisionsForm, decisions_form, moment_of
from fair.forms.roster import PauseForm, RemoveForm, ShiftForm
from fair.models import Shift
from fair.queries import changes, roster
from fair.rules.cutting import Window
from fair.rules.handover import HAND, MOVE, OFF, Decision, LookAgain
from fair.rules.roster import window_of
from fair.views.roster import blueprint
from region.queries import is_staff

UNCLEAR = 422


@dataclass(frozen=True)
class Change:
    """What staff want of a block: how it will be cut, the action with its words, and what is said after."""

    shift: Shift
    new: Window | None
    verb: Callable[..., Any]
    wish: dict[str, Any]
    seen: str
    words: str


@blueprint.route("/blokken/<int:shift_id>", methods=["GET", "POST"])
@signed_in
def shift(shift_id: int) -> Any:
    """Make a block shorter or longer, move it, give it another rhythm, or talk elsewhere."""
    found = roster.own_shift(shift_id, me().id)
    form = ShiftForm.of(found)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            wish = form.said()
            changed = {
                name: minutes for name, minutes in wish.items() if name not in ("meeting_link", "phone")
            }
            new = replace(window_of(found), **changed)
            words = _("The roster has changed.")
            return carry_out(Change(found, new, actions.change_shift, wish, form.seen.data or "", words))
    return _page("roster/shift.html", shift_id, form)


@blueprint.route("/blokken/<int:shift_id>/verwijderen", methods=["GET", "POST"])
@signed_in
def remove(shift_id: int) -> Any:
    """Take a block off the roster."""
    found, form = roster.own_shift(shift_id, me().id), RemoveForm()
    change = Change(
        found, None, actions.remove_shift, {}, form.seen.data or "", _("The block is off the roster.")
    )
    if form.validate_on_submit():
        return carry_out(change)
    review = _review(change)
    if review.touched:
        return _ask(change, review, _form(review, review.seen, None))
    return _page("roster/remove.html", shift_id, form)


@blueprint.route("/blokken/<int:shift_id>/blokkeren", methods=["GET", "POST"])
@signed_in
def block(shift_id: int) -> Any:
    """Block a time inside a block, for lunch or something else."""
    found = roster.own_shift(shift_id, me().id)
    form = PauseForm(found.booth.fair)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            wish, old = form.said(), window_of(found)
            new = replace(old, pauses=(*old.pauses, (wish["starts_at"], wish["ends_at"])))
            words = _("This time is blocked.")
            return carry_out(Change(found, new, actions.add_pause, wish, form.seen.data or "", words))
    return _page("roster/block.html", shift_id, form)


@blueprint.post("/geblokkeerd/<int:pause_id>/vrijgeven")
@signed_in
def unblock(pause_id: int) -> Any:
    """Unblock a time: students can book it again."""
    if not ConfirmForm().validate():
        return _("Go back and try again."), UNCLEAR
    shift_id = actions.remove_pause(pause_id=pause_id, person_id=me().id, now=clock.now())
    flash(_("This time is free again."), "success")
    return redirect(url_for(".shift", shift_id=shift_id))


def carry_out(change: Change) -> Any:
    """Do a change; while it touches talks that nobody decided about, ask first."""
    typed = request.form if change.seen else None
    review = _review(change)
    form = _form(review, change.seen, typed)
    if change.seen and not form.validate():
        return _ask(change, review, _form(review, review.seen, typed, checked=True)), UNCLEAR
    try:
        said = {
            "shift_id": change.shift.id,
            "seen": change.seen,
            "decisions": _decisions(form),
            **change.wish,
        }
        change.verb(person_id=me().id, now=clock.now(), **said)
    except Refused as refusal:
        if not change.seen and not isinstance(refusal, LookAgain):
            raise
        return _ask_anew(change, refusal, typed)
    flash(change.words, "success")
    return redirect(url_for(".show", booth_id=change.shift.booth_id))


def _ask_anew(change: Change, refusal: Refused, typed: Any) -> Any:
    """The page with the talks as they are now; the first time there is nothing to refuse yet."""
    review = _review(change)
    form = _form(review, review.seen, typed)
    if not change.seen:
        return _ask(change, review, form)
    if refusal.field in form:
        form[refusal.field].errors = [str(refusal)]
    else:
        form.form_errors.append(str(refusal))
    return _ask(change, review, form), UNCLEAR


def _review(change: Change) -> changes.Review:
    found = roster.own_shift(change.shift.id, me().id)
    return changes.review(found, window_of(found), change.new, clock.now())


def _form(review: changes.Review, seen: str, typed: Any, checked: bool = False) -> DecisionsForm:
    return decisions_form(review.touched, seen, typed, names=_sees_names(review), checked=checked)


def _sees_names(review: changes.Review) -> bool:
    return is_staff(me().id, review.shift.booth.organisation_id)


def _decisions(form: DecisionsForm) -> dict[int, Decision]:
    found = {}
    for field in form:
        if field.name.startswith("choice_"):
            number = field.name.removeprefix("choice_")
            found[int(number)] = _decision(field.data or "", form[f"words_{number}"].data)
    return found


def _decision(choice: str, words: str) -> Decision:
    verb, *rest = choice.split(":")
    if verb == HAND:
        return Decision(verb, staff_id=int(rest[0]))
    if verb == MOVE:
        return Decision(verb, staff_id=int(rest[0]), starts_at=moment_of(rest[1]))
    return Decision(verb, reason=rest[0], words=words) if verb == OFF else Decision(verb)


def _ask(change: Change, review: changes.Review, form: FlaskForm) -> str:
    """Which talks a change touches, with the question what becomes of each."""
    own = ("csrf_token", "seen", *form._fields)
    return render_template(
        "roster/change.html",
        booth=review.shift.booth,
        shift=review.shift,
        review=review,
        plan=review.plan(),
        form=form,
        kept=[(name, value) for name, value in request.form.items() if name not in own],
        names=_sees_names(review),
    )


def _page(template: str, shift_id: int, form: FlaskForm) -> str:
    found = roster.own_shift(shift_id, me().id)
    return render_template(
        template, shift=found, booth=found.booth, form=form, now=clock.now(), confirm=ConfirmForm()
    )


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are on the roster's blueprint."""
