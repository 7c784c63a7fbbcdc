"""What who keeps order does, over the line; the pages use the same table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app import clock, live
from app.db import after_commit
from sessions.actions import moderation as actions
from sessions.facts import ModeratorRelieved
from sessions.forms.question import (
    AnswerForm,
    DismissForm,
    FirstLookForm,
    MergeForm,
    PinForm,
    QuestionForm,
)


@dataclass(frozen=True)
class Verb:
    """Something that who keeps order does: the form, what it does, and what is said then."""

    form: type[FlaskForm]
    run: Callable[..., None]
    told: Any

    def __call__(self, person_id: int, form: FlaskForm) -> dict[str, Any]:
        """Do what a form asks."""
        said = {name: value for name, value in form.data.items() if name != "csrf_token"}
        self.run(person_id=person_id, now=clock.now(), **said)
        return {"notice": str(self.told)}


# By the word in the address of the form; the command is `question:` with the same word.
VERBS = {
    "show": Verb(QuestionForm, actions.let_through, _l("Everybody sees the question.")),
    "pin": Verb(PinForm, actions.pin, _l("Everybody sees what is answered now.")),
    "answer": Verb(AnswerForm, actions.answer, _l("The question is answered.")),
    "dismiss": Verb(DismissForm, actions.dismiss, _l("The question is not taken. Who asked it reads why.")),
    "merge": Verb(MergeForm, actions.merge, _l("The questions are one now.")),
}
FIRST_LOOK = Verb(FirstLookForm, actions.look_first, _l("The changes are saved."))

for word, verb in VERBS.items():
    live.command(f"question:{word}", verb.form)(verb)
live.command("room:first-look", FirstLookForm)(FIRST_LOOK)


@after_commit(ModeratorRelieved)
def hang_up(fact: ModeratorRelieved) -> None:
    """Who keeps order no longer hears no more of what waits."""
    live.dismiss(fact.person_id)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
