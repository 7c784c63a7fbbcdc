"""Polls: who keeps order asks, people in the room vote once, and hand in ideas."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from sessions.facts import IdeaHandedIn, IdeaRemoved, IdeaSupported, PollChanged, PollMade, Voted
from sessions.models.poll import CLOSED, OPEN, Idea, IdeaSupport, Poll, PollVote
from sessions.queries import poll as queries
from sessions.queries import room
from sessions.rules import poll as rules

refuse_as(
    _l("You have voted already. Load the page again."),
    "pk_session_vote",
    "session_vote.poll_id, session_vote.person_id",
)
refuse_as(
    _l("You support this idea already."),
    "pk_session_support",
    "session_support.idea_id, session_support.person_id",
)


@action
def make_poll(
    *, session_id: int, kind: str, question: str, answers: str, person_id: int, now: datetime
) -> int:
    """Prepare a poll, which nobody sees yet; returns its id."""
    room.desk(session_id, person_id, now, lock=True)
    rules.check_make(queries.number(session_id))
    of = rules.answers_of(kind, answers)
    poll = Poll(session_id=session_id, kind=kind, question=question, answers=of, made_at=now)
    db.session.add(poll)
    db.session.flush()
    announce(PollMade(session_id))
    return poll.id


@action
def open_poll(*, poll_id: int, person_id: int, now: datetime) -> None:
    """Let people vote, for the first time or again."""
    hall, poll = queries.moderated(poll_id, person_id, now)
    rules.check_open(poll, hall.takes_part)
    _change(poll, state=OPEN)


@action
def close_poll(*, poll_id: int, person_id: int, now: datetime) -> None:
    """Let nobody vote any more."""
    _hall, poll = queries.moderated(poll_id, person_id, now)
    rules.check_close(poll)
    _change(poll, state=CLOSED)


@action
def show_results(*, poll_id: int, shown: bool, person_id: int, now: datetime) -> None:
    """Let everybody in the room see the results, or only who voted."""
    _hall, poll = queries.moderated(poll_id, person_id, now)
    rules.check_show(poll)
    _change(poll, shows_results=shown)


def _change(poll: Poll, **values: object) -> None:
    for name, value in values.items():
        setattr(poll, name, value)
    poll.version += 1
    announce(PollChanged(poll.id, poll.session_id))


@action
def drop_poll(*, poll_id: int, person_id: int, now: datetime) -> None:
    """Throw away a poll that nobody has seen."""
    _hall, poll = queries.moderated(poll_id, person_id, now)
    rules.check_drop(poll)
    db.session.delete(poll)
    announce(PollMade(poll.session_id))


@action
def vote(*, poll_id: int, choice: int, person_id: int, now: datetime) -> None:
    """Choose an answer; while the poll is open one may choose another, which takes the place of the first."""
    hall, poll = queries.entered(poll_id, person_id, now)
    own = queries.vote(poll_id, person_id) or PollVote(poll_id=poll_id, person_id=person_id)
    rules.check_vote(poll, choice, hall.takes_part)
    own.choice, own.voted_at = choice, now
    db.session.add(own)
    poll.version += 1
    announce(Voted(poll_id, poll.session_id, person_id))


@action
def hand_in(*, poll_id: int, text: str, person_id: int, now: datetime) -> int:
    """Hand in an idea, without one's name; returns its id."""
    hall, poll = queries.entered(poll_id, person_id, now)
    rules.check_hand_in(poll, text, queries.handed_in(poll_id, person_id), hall.takes_part)
    idea = Idea(poll_id=poll_id, person_id=person_id, text=text, handed_in_at=now)
    db.session.add(idea)
    db.session.flush()
    announce(IdeaHandedIn(idea.id, poll.session_id))
    return idea.id


@action
def support(*, idea_id: int, supported: bool, person_id: int, now: datetime) -> None:
    """Find an idea good, or no longer."""
    hall, poll = queries.entered(queries.idea(idea_id).poll_id, person_id, now)
    idea, own = queries.idea(idea_id), queries.support(idea_id, person_id)
    rules.check_support(poll, idea, hall.takes_part)
    if supported and own is None:
        db.session.add(IdeaSupport(idea_id=idea_id, person_id=person_id))
    elif own and not supported:
        db.session.delete(own)
    idea.version += 1
    announce(IdeaSupported(idea_id, poll.session_id, person_id))


@action
def remove_idea(*, idea_id: int, person_id: int, now: datetime) -> None:
    """Take an idea away that does not belong here."""
    _hall, poll = queries.moderated(queries.idea(idea_id).poll_id, person_id, now)
    idea = queries.idea(idea_id)
    idea.removed_at = idea.removed_at or now
    idea.version += 1
    announce(IdeaRemoved(idea_id, poll.session_id))
