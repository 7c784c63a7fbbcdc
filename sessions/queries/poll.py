"""The polls of a session: with their results, and with what one person chose."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Result, Select, and_, case, func, select

from app.db import db
from app.errors import NotFound
from sessions.kinds import DRAFT
from sessions.models.poll import CLOSED, OPEN, Idea, IdeaSupport, Poll, PollVote
from sessions.queries import room
from sessions.queries.room import Hall
from sessions.rules import poll as rules

SUPPORTED = (Idea, func.count(IdeaSupport.person_id))


@dataclass(frozen=True)
class SeenIdea:
    """An idea, how many find it good, and whether one does oneself."""

    idea: Idea
    supports: int
    mine: bool


@dataclass
class Seen:
    """A poll with what was voted or handed in; `own` is what one person chose, if she did."""

    poll: Poll
    counts: dict[int, int] = field(default_factory=dict)
    own: int | None = None
    ideas: list[SeenIdea] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many voted."""
        return sum(self.counts.values())

    @property
    def bars(self) -> list[rules.Bar]:
        """The results, in the order of the answers."""
        return rules.bars(self.poll, self.counts)

    @property
    def is_shown(self) -> bool:
        """Whether this person sees the results."""
        return rules.sees_results(self.poll, self.own is not None)


def in_room(session_id: int, person_id: int) -> list[Seen]:
    """The polls that people in the room see, those that are open first and the newest first."""
    found = _seen(Poll.session_id == session_id, person_id)
    shown = [each for each in found if each.poll.state != DRAFT]
    return sorted(shown, key=lambda each: (each.poll.state != OPEN, -each.poll.id))


def at_desk(session_id: int) -> list[Seen]:
    """All polls of a session, for who keeps order: those that are over last."""
    found = _seen(Poll.session_id == session_id, 0)
    return sorted(found, key=lambda each: (each.poll.state == CLOSED, each.poll.id))


def one(poll_id: int, person_id: int = 0) -> Seen:
    """A poll as one person sees it, or nobody in particular."""
    found = _seen(Poll.id == poll_id, person_id)
    if not found:
        raise NotFound
    return found[0]


def _seen(which: ColumnElement[bool], person_id: int) -> list[Seen]:
    """Polls with their votes and ideas in one question: no poll has both."""
    found: dict[int, Seen] = {}
    asked = (
        select(Poll, PollVote.choice, func.count(PollVote.person_id), _is_of(person_id, PollVote), *SUPPORTED)
        .add_columns(_is_of(person_id, IdeaSupport))
        .outerjoin(PollVote, PollVote.poll_id == Poll.id)
        .outerjoin(Idea, and_(Idea.poll_id == Poll.id, Idea.removed_at.is_(None)))
        .outerjoin(IdeaSupport, IdeaSupport.idea_id == Idea.id)
        .where(which)
        .group_by(Poll.id, PollVote.choice, Idea.id)
        .order_by(Poll.id, Idea.id)
    )
    for poll, choice, votes, own, idea, supports, mine in _fresh(asked):
        seen = found.setdefault(poll.id, Seen(poll))
        if choice is not None:
            seen.counts[choice] = votes
            seen.own = choice if own else seen.own
        if idea:
            seen.ideas.append(SeenIdea(idea, supports, bool(mine)))
    return list(found.values())


def _is_of(person_id: int, kind: type[PollVote] | type[IdeaSupport]) -> ColumnElement[int]:
    return func.max(case((kind.person_id == person_id, 1), else_=0))


def _fresh(asked: Select) -> Result:
    return db.session.execute(asked.execution_options(populate_existing=True))


def an_idea(idea_id: int, person_id: int = 0) -> SeenIdea:
    """An idea as one person sees it."""
    asked = select(*SUPPORTED, _is_of(person_id, IdeaSupport)).where(Idea.id == idea_id).group_by(Idea.id)
    supported = asked.outerjoin(IdeaSupport, IdeaSupport.idea_id == Idea.id)
    idea, supports, mine = _fresh(supported).one()
    return SeenIdea(idea, supports, bool(mine))


def entered(poll_id: int, person_id: int, now: datetime) -> tuple[Hall, Poll]:
    """A poll for who is in the room; the session is held until the unit of work ends."""
    hall = room.hall(_poll(poll_id).session_id, person_id, now, lock=True)
    return hall, _poll(poll_id)


def moderated(poll_id: int, person_id: int, now: datetime) -> tuple[Hall, Poll]:
    """A poll for who keeps order; the session is held until the unit of work ends."""
    hall = room.desk(_poll(poll_id).session_id, person_id, now, lock=True)
    return hall, _poll(poll_id)


def _poll(poll_id: int) -> Poll:
    found = db.session.get(Poll, poll_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def idea(idea_id: int) -> Idea:
    """An idea, also one that was removed."""
    found = db.session.get(Idea, idea_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def number(session_id: int) -> int:
    """How many polls a session has."""
    return db.session.scalar(select(func.count(Poll.id)).where(Poll.session_id == session_id)) or 0


def vote(poll_id: int, person_id: int) -> PollVote | None:
    """What a person voted."""
    return db.session.get(PollVote, (poll_id, person_id), populate_existing=True)


def voters(poll_id: int) -> list[PollVote]:
    """Everybody's vote."""
    return list(db.session.scalars(select(PollVote).where(PollVote.poll_id == poll_id)))


def support(idea_id: int, person_id: int) -> IdeaSupport | None:
    """Whether a person finds an idea good."""
    return db.session.get(IdeaSupport, (idea_id, person_id), populate_existing=True)


def handed_in(poll_id: int, person_id: int) -> int:
    """How many ideas a person handed in."""
    own = select(func.count(Idea.id)).where(Idea.poll_id == poll_id, Idea.person_id == person_id)
    return db.session.scalar(own) or 0


def supports(poll_id: int) -> list[IdeaSupport]:
    """Who finds which idea of a poll good."""
    found = select(IdeaSupport).join(Idea, Idea.id == IdeaSupport.idea_id)
    return list(db.session.scalars(found.where(Idea.poll_id == poll_id, Idea.removed_at.is_(None))))
