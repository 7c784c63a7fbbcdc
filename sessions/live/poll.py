"""Polls over the line: the commands, and what is drawn for whom.

Who voted watches the room `poll:<id>` for the results; everybody in the room gets them when they are shown.
"""

from dataclasses import replace
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock, live
from app.db import after_commit
from app.errors import NotFound
from app.once import once_by
from sessions.actions import poll as actions
from sessions.facts import IdeaHandedIn, IdeaRemoved, IdeaSupported, PollChanged, PollMade, Voted
from sessions.forms.poll import IdeaForm, MakeForm, PollForm, RemoveForm, ShowForm, SupportForm, VoteForm
from sessions.live.moderation import Verb
from sessions.models.poll import OPEN
from sessions.queries import poll as queries
from sessions.queries import room
from sessions.rules.signup import door_is_open

Said = dict[str, Any]


@live.admits("poll")
def who_voted(number: int, person_id: int | None) -> bool:
    """The results while they are not shown to all: for who is in the room and voted."""
    try:
        seen = queries.one(number, person_id or 0)
        return seen.own is not None and bool(room.hall(seen.poll.session_id, person_id or 0, clock.now()))
    except NotFound:
        return False


@live.command("poll:make", MakeForm)
def make(person_id: int, form: MakeForm) -> Said:
    """Prepare a poll."""
    once_by(form, actions.make_poll, person_id, session_id=form.session_id.data, **form.said())
    return {"notice": _("The poll is ready. Nobody sees it until you open it.")}


@live.command("idea:hand-in", IdeaForm)
def hand_in(person_id: int, form: IdeaForm) -> Said:
    """Hand in an idea."""
    once_by(form, actions.hand_in, person_id, poll_id=form.poll_id.data, text=form.text.data)
    return {"notice": _("Your idea is there.")}


# By the word in the address of the form; the command is `poll:` or `idea:` with the same word.
POLL_VERBS = {
    "open": Verb(PollForm, actions.open_poll, _l("Everybody in the room sees the poll now.")),
    "close": Verb(PollForm, actions.close_poll, _l("The poll is closed.")),
    "show": Verb(ShowForm, actions.show_results, _l("The changes are saved.")),
    "drop": Verb(PollForm, actions.drop_poll, _l("The poll is gone.")),
    "vote": Verb(VoteForm, actions.vote, _l("Your vote counts.")),
}
IDEA_VERBS = {
    "support": Verb(SupportForm, actions.support, _l("The changes are saved.")),
    "remove": Verb(RemoveForm, actions.remove_idea, _l("The idea is removed.")),
}

for noun, verbs in (("poll", POLL_VERBS), ("idea", IDEA_VERBS)):
    for word, verb in verbs.items():
        live.command(f"{noun}:{word}", verb.form)(verb)


@after_commit(PollMade)
def show_made(fact: PollMade) -> None:
    """Only who keeps order sees what is being prepared."""
    _show_desk(fact.session_id)


@after_commit(PollChanged)
def show_changed(fact: PollChanged) -> None:
    """The poll as nobody in particular sees it, and then to each what is hers."""
    seen = queries.one(fact.poll_id)
    takes_part = door_is_open(seen.poll.session, clock.now())
    live.patch(f"hall:{fact.session_id}", "poll/_opened.html", seen=seen, takes_part=takes_part)
    _show_results(seen)
    for each in queries.voters(fact.poll_id):
        own = replace(seen, own=each.choice)
        live.patch(f"person:{each.person_id}", "poll/_choice.html", seen=own, takes_part=takes_part)
    for support in queries.supports(fact.poll_id) if seen.poll.state == OPEN and takes_part else ():
        _show_support(support.idea_id, support.person_id)
    _show_desk(fact.session_id)


@after_commit(Voted)
def show_voted(fact: Voted) -> None:
    """To her at once, to the others with all votes of this second."""
    seen = queries.one(fact.poll_id, fact.person_id)
    live.patch(f"person:{fact.person_id}", "poll/_voted.html", seen=seen, takes_part=True)
    tally.add(fact.poll_id)


@after_commit(IdeaHandedIn)
def show_idea(fact: IdeaHandedIn) -> None:
    """An idea appears below the others."""
    seen = {"each": queries.an_idea(fact.idea_id), "is_open": True}
    live.patch(f"hall:{fact.session_id}", "poll/_idea.html", **seen)
    _show_desk(fact.session_id)


@after_commit(IdeaSupported)
def show_supported(fact: IdeaSupported) -> None:
    """The count for everybody, the button for her."""
    each = queries.an_idea(fact.idea_id)
    live.patch(f"hall:{fact.session_id}", "poll/_idea_count.html", each=each)
    _show_support(fact.idea_id, fact.person_id)
    _show_desk(fact.session_id)


@after_commit(IdeaRemoved)
def show_removed(fact: IdeaRemoved) -> None:
    """Gone from every screen."""
    live.patch(f"hall:{fact.session_id}", "poll/_idea_gone.html", idea_id=fact.idea_id)
    _show_desk(fact.session_id)


def tell_results(poll_ids: set[int]) -> None:
    """The bars move, for all votes of the last second together."""
    for poll_id in poll_ids:
        seen = queries.one(poll_id)
        _show_results(seen)
        _show_desk(seen.poll.session_id)


tally = live.Gathered(tell_results)


def _show_results(seen: queries.Seen) -> None:
    poll = seen.poll
    to = f"hall:{poll.session_id}" if poll.shows_results else f"poll:{poll.id}"
    live.patch(to, "poll/_results.html", seen=seen, is_shown=True)


def _show_support(idea_id: int, person_id: int) -> None:
    each = queries.an_idea(idea_id, person_id)
    live.patch(f"person:{person_id}", "poll/_idea_support.html", each=each, is_open=True)


def _show_desk(session_id: int) -> None:
    polls = queries.at_desk(session_id)
    live.patch(f"hall-desk:{session_id}", "poll/_list.html", session_id=session_id, polls=polls)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guard, commands and listeners are in place."""
