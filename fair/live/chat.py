"""The chat of a booth, live: readers and those who keep order each get a drawing of their own."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once
from fair.actions import chat as actions
from fair.facts import ChatChanged, ChatMuted, ChatSaid
from fair.forms.chat import MessageForm, SayForm
from fair.queries import chat as queries

Said = dict[str, Any]
KINDS = ("chat", "chat-desk", "booth-desk")  # who watches one of these is there

live.admits("chat")(queries.reads)
live.admits("chat-desk")(queries.keeps_order)


@live.command("chat:say", SayForm)
def say(person_id: int, form: SayForm) -> Said:
    """Write a message."""
    said = {"booth_id": form.booth_id.data, "text": form.text.data}
    once(form.key.data, actions.say, person_id=person_id, now=clock.now(), **said)
    return {"notice": _("The message is there.")}


@live.command("chat:remove", MessageForm)
def remove(person_id: int, form: MessageForm) -> Said:
    """Take a message away."""
    actions.remove_message(message_id=form.message_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The message is removed.")}


@live.command("chat:report", MessageForm)
def report(person_id: int, form: MessageForm) -> Said:
    """Ask the organisers to look at a message."""
    actions.report_message(message_id=form.message_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("The organisers look at this message.")}


@live.command("chat:mute", MessageForm)
def mute(person_id: int, form: MessageForm) -> Said:
    """Let the author of a message write here no more."""
    actions.mute_author(message_id=form.message_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("This person cannot write here any more.")}


@live.command("chat:unmute", MessageForm)
def unmute(person_id: int, form: MessageForm) -> Said:
    """Let the author of a message write here again."""
    actions.unmute_author(message_id=form.message_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("This person can write here again.")}


@after_commit(ChatSaid)
def show_said(fact: ChatSaid) -> None:
    """A message appears below the others, and nobody hears it read out."""
    _show(fact.message_id, fact.booth_id)


@after_commit(ChatChanged)
def show_changed(fact: ChatChanged) -> None:
    """A message with what became of it."""
    _show(fact.message_id, fact.booth_id)


def _show(message_id: int, booth_id: int) -> None:
    message = queries.message(message_id)
    muted = queries.muted_at(booth_id)
    for room, moderates in (("chat", False), ("chat-desk", True)):
        seen = {"message": message, "moderates": moderates, "muted": muted}
        live.patch(f"{room}:{booth_id}", "chat/_message.html", **seen)


@after_commit(ChatMuted)
def show_muted(fact: ChatMuted) -> None:
    """Who keeps order sees it at each message of this person; the person at the field to write in."""
    muted, messages = queries.muted_at(fact.booth_id), queries.last(fact.booth_id)
    seen: Said = {"booth_id": fact.booth_id, "moderates": True, "muted": muted, "messages": messages}
    live.patch(f"chat-desk:{fact.booth_id}", "chat/_messages.html", **seen)
    writes = fact.person_id not in muted
    live.patch(f"person:{fact.person_id}", "chat/_say.html", booth_id=fact.booth_id, writes=writes)


def tell_who_is_there(booth_ids: set[int]) -> None:
    """How many watch a chat, and who of the booth is there."""
    there = live.people_in(*(f"{kind}:{booth_id}" for kind in KINDS for booth_id in booth_ids))
    for booth_id in booth_ids:
        reading, keeping_order, desk = (there[f"{kind}:{booth_id}"] for kind in KINDS)
        people = reading | keeping_order
        staff = queries.first_names(people | desk, booth_id)
        seen = {"booth_id": booth_id, "number": len(people), "staff": staff}
        for kind in ("chat", "chat-desk"):
            live.patch(f"{kind}:{booth_id}", "chat/_presence.html", **seen)


presence = live.Gathered(tell_who_is_there)


def somebody_came_or_went(booth_id: int) -> None:
    """Told within a second, together with the others who came and went."""
    presence.add(booth_id)


for kind in KINDS:
    live.comings_and_goings(kind)(somebody_came_or_went)


def init_app(app: Flask) -> None:
    """Loading this module is enough: guards, commands and listeners are in place."""
