"""What one may do with questions in the live room, and who keeps order with them."""

from datetime import timedelta

from flask_babel import gettext as _

from app.errors import Refused
from region.rules.profile import check_no_bsn
from sessions.kinds import (
    ANSWER,
    ANSWERED,
    ASKED,
    DISMISS,
    DISMISSED,
    LET_THROUGH,
    MERGE,
    PIN,
    REASONS,
    UNPIN,
    WAITING,
)
from sessions.models.question import Question

MOST_A_MINUTE = 3
MOST_WAITING = 5
MINUTE = timedelta(minutes=1)
# From which states who keeps order may do what: also what brings a question back.
MAY = {
    LET_THROUGH: (WAITING, DISMISSED, ANSWERED),
    PIN: (WAITING, ASKED),
    UNPIN: (ASKED,),
    ANSWER: (WAITING, ASKED, ANSWERED),
    DISMISS: (WAITING, ASKED),
    MERGE: (WAITING, ASKED),
}


def check_takes_part(takes_part: bool) -> None:
    """Refuse who only reads."""
    if not takes_part:
        raise Refused(_("This is possible as long as the session is on."))


def check_ask(text: str, lately: int, waiting: int) -> None:
    """Refuse who asks too fast or has too many waiting, and secret numbers."""
    if lately >= MOST_A_MINUTE:
        raise Refused(_("That went too fast. Wait a minute and try again."), "text")
    if waiting >= MOST_WAITING:
        raise Refused(_("Some questions of yours still wait. Let the moderator look at those first."), "text")
    check_no_bsn("text", text)


def check_want(question: Question, person_id: int) -> None:
    """Refuse a vote on what is answered or gone, and taking back the vote for one's own question."""
    if question.state != ASKED:
        raise Refused(_("This question is closed. You cannot vote on it any more."))
    if question.person_id == person_id:
        raise Refused(_("This is your own question. You can withdraw it."))


def check_withdraw(question: Question) -> None:
    """Refuse to take back what is answered or gone."""
    if question.state not in (WAITING, ASKED):
        raise Refused(_("This question is closed. You cannot withdraw it any more."))


def check_deed(verb: str, question: Question) -> None:
    """Refuse what somebody else has done something about meanwhile."""
    if question.state not in MAY[verb]:
        raise Refused(_("Somebody has just done something with this question. Look at what it is now."))


def check_merge(question: Question, into: Question) -> None:
    """Refuse to merge a question into itself, or into one that nobody sees."""
    check_deed(MERGE, question)
    if into.id == question.id or into.state not in (ASKED, ANSWERED):
        raise Refused(_("Choose another question that everybody sees."))


def reason_words(reason: str) -> str:
    """Why a question was not taken, in the reader's language where it is one of the usual reasons."""
    return str(REASONS.get(reason, reason))
