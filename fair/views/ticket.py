"""One talk of a student: its page, and what she says afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import afterwards as actions
from fair.forms.afterwards import SaidForm, WordForm
from fair.models import Booking
from fair.models.afterword import Afterword
from fair.queries import afterwards as queries
from fair.queries import booking as booking_queries
from fair.queries import prepare
from fair.rules import afterwards as rules
from fair.rules import booking as booking_rules
from fair.views.my_day import blueprint, filled
from region.people import only


@dataclass(frozen=True)
class After:
    """What was said after a talk, what can still be said, and the forms for it."""

    said: Afterword | None
    can_say_outcome: bool
    can_say_word: bool
    form: SaidForm
    word_form: WordForm


def after_of(talk: Booking, now: datetime, failed: SaidForm | WordForm | None = None) -> After | None:
    """What there is to say after a talk; nothing while it has not been held."""
    if not rules.is_over(talk, now):
        return None
    said, may_say = queries.afterword(talk.id), rules.can_say_outcome(talk, now)
    form = failed if isinstance(failed, SaidForm) else SaidForm(formdata=None)
    form.offer(queries.places_for(talk) if may_say else [])
    word_form = failed if isinstance(failed, WordForm) else WordForm(formdata=None)
    return After(said, may_say, rules.can_say_word(talk, said, now), form, word_form)


@blueprint.get("/afspraken/<int:booking_id>")
@only("student")
def booking(booking_id: int) -> str:
    """One talk: when, with whom, about what; and afterwards what came of it."""
    return _show(booking_id)


@blueprint.post("/afspraken/<int:booking_id>/uitkomst")
@only("student")
def say_outcome(booking_id: int) -> Any:
    """Say what came of a talk."""
    form = filled(SaidForm, booking_id=booking_id)
    return _carry_out(booking_id, form, actions.say_outcome, _("Thank you. We have kept what you said."))


@blueprint.post("/afspraken/<int:booking_id>/bericht")
@only("student")
def say_word(booking_id: int) -> Any:
    """Thank the booth, or ask one more question."""
    form = filled(WordForm, booking_id=booking_id)
    return _carry_out(booking_id, form, actions.say_word, _("Your message is at the booth."))


def _carry_out(booking_id: int, form: SaidForm | WordForm, verb: Any, words: str) -> Any:
    queries.own_talk(booking_id, me().id)
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, verb, me().id, **form.said())
            flash(words, "ok")
            return redirect(url_for("fair.booking", booking_id=booking_id, _anchor="after"))
    return _show(booking_id, form), 422


def _show(booking_id: int, failed: SaidForm | WordForm | None = None) -> str:
    talk, now = booking_queries.own_booking(booking_id, me().id), clock.now()
    return render_template(
        "fair/booking.html",
        booking=talk,
        after=after_of(talk, now, failed),
        sharing=prepare.sharing(booking_id, me().id),
        failed=failed,
        now=now,
        rules=booking_rules,
    )


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
