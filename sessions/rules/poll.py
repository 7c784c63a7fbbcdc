"""Polls in the room of a session: what they ask, when one votes, and who sees the results."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.errors import Refused
from region.rules.profile import check_no_bsn
from sessions.kinds import DRAFT, IDEAS
from sessions.models.poll import CLOSED, MOST_ANSWERS, OPEN, Idea, Poll

MOST_POLLS = 12
MOST_IDEAS = 5
LONGEST_ANSWER = 80


@dataclass(frozen=True)
class Bar:
    """An answer, how many chose it, and how large a part that is of all votes."""

    text: str
    votes: int
    percent: int


def bars(poll: Poll, counts: Mapping[int, int]) -> list[Bar]:
    """The results of a poll, in the order of its answers."""
    total = sum(counts.values())
    votes = (counts.get(choice, 0) for choice in range(len(poll.answers)))
    return [
        Bar(text, number, round(100 * number / total) if total else 0)
        for text, number in zip(poll.answers, votes, strict=True)
    ]


def answers_of(kind: str, typed: str) -> list[str]:
    """The answers of a poll as they were typed, one on each line; who asks for ideas gives none."""
    answers = list(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))
    if kind == IDEAS:
        return []
    if not 2 <= len(answers) <= MOST_ANSWERS:
        raise Refused(
            _("Write 2 to %(most)d different answers, each on a line.", most=MOST_ANSWERS), "answers"
        )
    if any(len(answer) > LONGEST_ANSWER for answer in answers):
        raise Refused(_("Keep each answer under %(signs)d characters.", signs=LONGEST_ANSWER), "answers")
    return answers


def check_make(number: int) -> None:
    """Refuse more polls than people can oversee."""
    if number >= MOST_POLLS:
        raise Refused(_("A session has at most %(most)d polls. Throw one away first.", most=MOST_POLLS))


def check_open(poll: Poll, takes_part: bool) -> None:
    """Refuse to open what is open, and to open while nobody can vote."""
    if poll.state == OPEN:
        raise Refused(_("This poll is open already."))
    if not takes_part:
        raise Refused(_("You can open a poll from a quarter before the start until the end."))


def check_close(poll: Poll) -> None:
    """Refuse to close what is not open."""
    if poll.state != OPEN:
        raise Refused(_("This poll is not open."))


def check_show(poll: Poll) -> None:
    """Refuse to show what nobody could vote on yet."""
    if poll.state == DRAFT:
        raise Refused(_("Open the poll first: there are no results yet."))


def check_drop(poll: Poll) -> None:
    """Refuse to throw away what people have seen."""
    if poll.state != DRAFT:
        raise Refused(_("Only a poll that was never open can be thrown away. Close it instead."))


def check_vote(poll: Poll, choice: int, takes_part: bool) -> None:
    """Refuse a vote on what is not open, or for an answer that is not there."""
    _check_is_open(poll, takes_part)
    if choice >= len(poll.answers):
        raise Refused(_("Choose one of the answers."))


def check_hand_in(poll: Poll, text: str, handed_in: int, takes_part: bool) -> None:
    """Refuse an idea when nobody asks for it, more than a few of one person, and a secret number in it."""
    _check_is_open(poll, takes_part)
    if poll.kind != IDEAS:
        raise Refused(_("Choose one of the answers."))
    if handed_in >= MOST_IDEAS:
        raise Refused(_("You handed in %(most)d ideas. Give the others a turn.", most=MOST_IDEAS))
    check_no_bsn("text", text)


def check_support(poll: Poll, idea: Idea, takes_part: bool) -> None:
    """Refuse to support what is gone, or after the end."""
    _check_is_open(poll, takes_part)
    if idea.removed_at:
        raise Refused(_("This idea was removed."))


def _check_is_open(poll: Poll, takes_part: bool) -> None:
    if poll.state == CLOSED or not takes_part:
        raise Refused(_("This poll is closed."))
    if poll.state == DRAFT:
        raise Refused(_("This poll is not open yet."))


def sees_results(poll: Poll, has_voted: bool) -> bool:
    """Whether somebody sees the results: who voted, or everybody when the moderator shows them."""
    return has_voted or (poll.shows_results and poll.state != DRAFT)
