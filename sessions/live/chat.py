"""The chat of a session, live: readers and who keeps order each get a drawing of their own."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import live
from app.db import after_commit
from app.once import once_by
from sessions.actions import chat as actions
from sessions.facts import MessageChanged, NameShown, WriterMuted
from sessions.forms.chat import MessageForm, SayForm
from sessions.live.moderation import Verb
from sessions.queries import chat as queries

Said = dict[str, Any]


@live.command("hall:say", SayForm)
def say(person_id: int, form: SayForm) -> Said:
    """Write a message."""
    once_by(form, actions.say, person_id, session_id=form.session_id.data, text=form.text.data)
    return {"notice": _("The message is there.")}


# By the word in the address of the form; the command is `hall:` with the same word.
VERBS = {
    "report": Verb(MessageForm, actions.report_message, _l("The moderator looks at this message.")),
    "remove": Verb(MessageForm, actions.remove_message, _l("The message is removed.")),
    "keep": Verb(MessageForm, actions.keep_message, _l("The message stays.")),
    "mute": Verb(MessageForm, actions.mute_author, _l("This person cannot write here any more.")),
    "unmute": Verb(MessageForm, actions.unmute_author, _l("This person can write here again.")),
}

for word, verb in VERBS.items():
    live.command(f"hall:{word}", verb.form)(verb)


@after_commit(MessageChanged)
def show_message(fact: MessageChanged) -> None:
    """A message below the others, or with what became of it."""
    said = queries.one(fact.message_id)
    live.patch(f"hall:{fact.session_id}", "hall/_message.html", said=said)
    live.patch(f"hall-desk:{fact.session_id}", "hall/_desk_message.html", said=said)


@after_commit(WriterMuted)
def show_muted(fact: WriterMuted) -> None:
    """Who keeps order sees it at each message of this person; the person at the field to write in."""
    _show_desk(fact.session_id)
    is_muted = queries.is_muted(fact.session_id, fact.person_id)
    room = f"person:{fact.person_id}"
    live.patch(room, "hall/_say.html", session_id=fact.session_id, is_muted=is_muted)


@after_commit(NameShown)
def show_names(fact: NameShown) -> None:
    """What somebody wrote carries her name from now on, or no longer."""
    seen = {"session_id": fact.session_id, "messages": queries.last(fact.session_id)}
    live.patch(f"hall:{fact.session_id}", "hall/_messages.html", **seen)
    _show_desk(fact.session_id)


def _show_desk(session_id: int) -> None:
    seen = {"session_id": session_id, "messages": queries.last(session_id)}
    live.patch(f"hall-desk:{session_id}", "hall/_desk_messages.html", **seen)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
