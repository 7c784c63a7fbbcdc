"""After a talk, live: what a student says reaches the desk, and the answer reaches the student."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import live
from app.db import after_commit
from app.once import once_by
from fair.actions import afterwards as actions
from fair.facts import AfterwordSaid
from fair.forms.afterwards import SaidForm, WordForm
from fair.queries import afterwards as queries


@live.command("booking:outcome", SaidForm)
def say_outcome(person_id: int, form: SaidForm) -> dict[str, Any]:
    """A student says what came of a talk."""
    return _done(form, actions.say_outcome, person_id, _("Thank you. We have kept what you said."))


@live.command("booking:word", WordForm)
def say_word(person_id: int, form: WordForm) -> dict[str, Any]:
    """A student thanks the booth, or asks one more question."""
    return _done(form, actions.say_word, person_id, _("Your message is at the booth."))


def _done(form: SaidForm | WordForm, verb: Any, person_id: int, words: str) -> dict[str, Any]:
    once_by(form, verb, person_id, **form.said())
    back = url_for("fair.booking", booking_id=form.booking_id.data, _anchor="after")
    return {"notice": words, "go": back}


@after_commit(AfterwordSaid)
def show_answer(fact: AfterwordSaid) -> None:
    """The answer of the booth appears with the talk of the student who wrote."""
    said = queries.afterword(fact.booking_id)
    if said and said.reply:
        live.patch(f"person:{queries.student_of(fact.booking_id)}", "afterwards/_reply.html", said=said)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
