"""What is allowed in the register: how a placement goes from state to state, and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.errors import Refused
from register.models import (
    ACCEPTED,
    ACTIVE,
    AGREED,
    APPROVED,
    CANCELLED,
    COMPLETED,
    DECLINED,
    EMPLOYER,
    EXPIRED,
    IN_REVIEW,
    LINE,
    PARTIES,
    PROPOSED,
    SCHOOL,
    SIGNING,
    STUDENT,
    SYSTEM,
    TERMINATED_EARLY,
    WITHDRAWN,
    Placement,
    PlacementStep,
)

DAYS = {PROPOSED: 5, IN_REVIEW: 10}  # working days in which a state needs its answer
LONGEST = timedelta(days=366 * 2)

STATES = {
    PROPOSED: _l("Proposed"),
    ACCEPTED: _l("Accepted"),
    IN_REVIEW: _l("With the programme"),
    APPROVED: _l("Approved"),
    SIGNING: _l("Signing"),
    AGREED: _l("Agreed"),
    ACTIVE: _l("Running"),
    COMPLETED: _l("Completed"),
    DECLINED: _l("Declined"),
    WITHDRAWN: _l("Withdrawn"),
    EXPIRED: _l("Expired"),
    CANCELLED: _l("Cancelled"),
    TERMINATED_EARLY: _l("Ended early"),
}

OVERLAP = _l("This student already has an internship in that time.")


@dataclass(frozen=True)
class Move:
    """One way to a state: from where, by whom, how the history reads, and whether it needs a reason."""

    since: tuple[str | None, ...]
    to: str
    who: tuple[str, ...]
    said: Any
    reasoned: bool = False


MOVES = {
    "propose": Move((None,), PROPOSED, (EMPLOYER, STUDENT), _l("%(who)s proposed this internship.")),
    "adjust": Move((PROPOSED,), PROPOSED, (EMPLOYER,), _l("%(who)s changed the terms.")),
    "accept": Move((PROPOSED,), ACCEPTED, (STUDENT, EMPLOYER), _l("%(who)s said yes. The seat is held.")),
    "decline": Move((PROPOSED,), DECLINED, (STUDENT, EMPLOYER), _l("%(who)s said no.")),
    "expire": Move((PROPOSED,), EXPIRED, (SYSTEM,), _l("There was no answer in time.")),
    "submit": Move((ACCEPTED,), IN_REVIEW, (SYSTEM,), _l("The programme looks at the place.")),
    "approve": Move((IN_REVIEW,), APPROVED, (SCHOOL,), _l("%(who)s approved the place.")),
    "send_back": Move((IN_REVIEW,), PROPOSED, (SCHOOL,), _l("%(who)s asked for a change."), True),
    "open": Move((APPROVED,), SIGNING, (SYSTEM,), _l("The agreement is ready to be signed.")),
    "agree": Move((SIGNING,), AGREED, (SYSTEM,), _l("All three have signed. It is agreed.")),
    "begin": Move((AGREED,), ACTIVE, (SYSTEM,), _l("The internship has begun.")),
    "complete": Move((ACTIVE,), COMPLETED, (SCHOOL,), _l("%(who)s completed the internship.")),
    "withdraw": Move(
        (PROPOSED, ACCEPTED, IN_REVIEW, APPROVED, SIGNING),
        WITHDRAWN,
        PARTIES,
        _l("%(who)s withdrew the internship."),
        True,
    ),
    "cancel": Move((AGREED,), CANCELLED, PARTIES, _l("%(who)s cancelled before the start."), True),
    "terminate": Move(
        (ACTIVE,), TERMINATED_EARLY, (SCHOOL,), _l("%(who)s ended the internship early."), True
    ),
}


def role_for(verb: str, state: str, parties: Collection[str], reason: str | None = None) -> str:
    """The role in which somebody may make a move now; a reason of None is not looked at yet."""
    move = MOVES[verb]
    role = next((party for party in move.who if party in parties), None)
    if role is None:
        raise Refused(_("Somebody else decides on this."))
    if state not in move.since:
        raise Refused(_("This cannot be done any more. The state is now: %(state)s.", state=STATES[state]))
    if move.reasoned and reason == "":
        raise Refused(_("Give a reason. The others read it."))
    return role


def check_asked(role: str, proposed_by: str) -> None:
    """Yes and no are for the side that was asked, not for the side that proposed."""
    if role == proposed_by:
        raise Refused(_("Somebody else decides on this."))


def check_refusal(role: str, reason: str) -> None:
    """An employer says no with a reason; a student may say no without one."""
    if role == EMPLOYER and not reason:
        raise Refused(_("Say which requirement does not fit. The student reads it."), "reason")


def said(step: PlacementStep) -> Any:
    """How the history tells of a step; `%(who)s` stands for the person."""
    return next(m.said for m in MOVES.values() if m.to == step.to_state and step.from_state in m.since)


def ways_out(state: str, parties: Collection[str]) -> list[str]:
    """The verbs by which somebody may stop a placement now."""
    return [
        verb
        for verb in ("withdraw", "cancel", "terminate")
        if state in MOVES[verb].since and set(MOVES[verb].who) & set(parties)
    ]


def end_of(starts_on: date, place_starts_on: date, place_ends_on: date) -> date:
    """The last day of a placement: the place's own, or after a later start a period as long."""
    if starts_on < place_ends_on:
        return place_ends_on
    return starts_on + min(place_ends_on - place_starts_on, date.max - starts_on)


def check_period(starts_on: date, ends_on: date, today: date) -> None:
    """A placement begins today or later, ends after it began, and lasts two years at most."""
    if starts_on < today:
        raise Refused(_("This start date is over. Choose a later one."))
    if ends_on <= starts_on:
        raise Refused(_("The end date must be after the start date."))
    if ends_on - starts_on > LONGEST or starts_on - today > LONGEST:
        raise Refused(_("This is too far ahead. Choose dates within two years."))


def check_place(published: bool, levels: Collection[str], level: str, level_label: str) -> None:
    """The place is on offer, for the level of this student."""
    if not published:
        raise Refused(_("This place is not on offer any more."))
    if level not in levels:
        raise Refused(_("This place is not for %(level)s.", level=level_label))


def check_seat(seats: int, taken: int) -> None:
    """A seat is free; taken counts the placements that hold one."""
    if taken >= seats:
        raise Refused(_("There is no seat left at this place."))


def check_time(busy: bool, for_student: bool = False) -> None:
    """The student has no other internship in that time."""
    if busy:
        raise Refused(_("You already have an internship in that time.") if for_student else str(OVERLAP))


def check_not_asked(waiting: bool) -> None:
    """The same place is not proposed to the same student twice at once."""
    if waiting:
        raise Refused(_("This place is proposed already and waits for an answer."))


def check_version(seen: int, current: int) -> None:
    """Nobody says yes to terms that are not the ones on the screen."""
    if seen != current:
        raise Refused(_("The terms have just changed. Read them again first."))


def check_answer(placement: Placement, now: datetime) -> None:
    """One says yes in time, and not while the employer still has to change the terms."""
    if placement.was_sent_back:
        raise Refused(_("The employer first changes the terms. After that you can answer."))
    if placement.expires_at and placement.expires_at <= now:
        raise Refused(_("The time to answer is over."))


def check_before_start(starts_on: date, today: date) -> None:
    """What was agreed is cancelled before it begins; later the school ends it."""
    if starts_on <= today:
        raise Refused(_("The internship has begun. The school can end it."))


def check_end(ends_on: date, today: date) -> None:
    """A placement is completed on its last day or later."""
    if ends_on > today:
        raise Refused(_("The end date has not come yet."))


def party_to_sign(placement: Placement, parties: Collection[str], person_id: int) -> str:
    """For whom a person signs the current version: one party, once."""
    if placement.state != SIGNING:
        raise Refused(_("There is nothing to sign now."))
    if any(each.person_id == person_id for each in placement.signed.values()):
        raise Refused(_("You have signed this version."))
    party = next((each for each in PARTIES if each in parties and each not in placement.signed), None)
    if party is None:
        raise Refused(_("Somebody of your side has signed this version."))
    return party


def waiting_for(placement: Placement, today: date) -> tuple[str, ...]:
    """The parties whose turn it is."""
    if placement.state == SIGNING:
        return tuple(party for party in PARTIES if party not in placement.signed)
    if placement.state == PROPOSED:
        return (EMPLOYER if placement.was_sent_back or placement.asks_employer else STUDENT,)
    if placement.state == IN_REVIEW or (placement.state == ACTIVE and placement.ends_on <= today):
        return (SCHOOL,)
    return ()


def asked(placement: Placement) -> set[str]:
    """The side that may say yes or no to a proposal as it stands; nobody while other terms are awaited."""
    if placement.state != PROPOSED or placement.was_sent_back:
        return set()
    return {EMPLOYER if placement.asks_employer else STUDENT}


def checks(placement: Placement, recognition: str | None) -> list[tuple[str, str]]:
    """What a coordinator looks at before approving: yes, no or ask, and what was looked at."""
    place = placement.place
    inside = place.starts_on <= placement.starts_on and placement.ends_on <= place.ends_on
    found = [
        ("yes" if placement.level in place.levels else "no", _("The level suits the place")),
        ("yes" if inside else "ask", _("The dates are within the period of the place")),
    ]
    if placement.level.startswith("mbo"):
        judged = {"valid": "yes", "expired": "no", "withdrawn": "no"}.get(recognition or "", "ask")
        found.append((judged, _("Recognised for this programme")))
    return found


def track(placement: Placement) -> list[tuple[str, str, date | datetime | None]]:
    """The line of steps: state, whether it is done, now or todo, and the day it was or will be."""
    days: dict[str, date | datetime] = {ACTIVE: placement.starts_on, COMPLETED: placement.ends_on}
    days |= {step.to_state: step.at for step in placement.steps}
    if placement.state in LINE:
        passed, ahead = _around(placement.state)
    else:
        passed, ahead = _passed_before_the_end(placement), ()
    now = "done" if placement.state == COMPLETED else "now"
    expected = {ACTIVE: days[ACTIVE], COMPLETED: days[COMPLETED]}
    return [
        *((state, "done", days.get(state)) for state in passed),
        (placement.state, now, days.get(placement.state)),
        *((state, "todo", expected.get(state)) for state in ahead),
    ]


def _around(state: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    here = LINE.index(state)
    return LINE[:here], LINE[here + 1 :]


def _passed_before_the_end(placement: Placement) -> tuple[str, ...]:
    """What was really passed: what was sent back would have to be passed again."""
    left = placement.steps[-1].from_state if placement.steps else None
    return LINE[: LINE.index(left) + 1] if left else ()
