"""What happened to a placement of the demo world, step by step and in office hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import repeat
from random import Random

from app import clock
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
    PROPOSED,
    SCHOOL,
    SIGNING,
    STUDENT,
    SYSTEM,
    TERMINATED_EARLY,
    WITHDRAWN,
    Placement,
    PlacementStep,
    Signature,
)
from register.rules.moves import DAYS as DAYS_TO_ANSWER

# The way to each state.
TALKED = (PROPOSED, ACCEPTED, IN_REVIEW)
SIGNED = (*TALKED, APPROVED, SIGNING, AGREED)
WAYS = {
    PROPOSED: (PROPOSED,),
    ACCEPTED: (PROPOSED, ACCEPTED),
    IN_REVIEW: TALKED,
    APPROVED: (*TALKED, APPROVED),
    SIGNING: (*TALKED, APPROVED, SIGNING),
    AGREED: SIGNED,
    ACTIVE: (*SIGNED, ACTIVE),
    COMPLETED: (*SIGNED, ACTIVE, COMPLETED),
    TERMINATED_EARLY: (*SIGNED, ACTIVE, TERMINATED_EARLY),
    CANCELLED: (*SIGNED, CANCELLED),
    DECLINED: (PROPOSED, DECLINED),
    WITHDRAWN: (*TALKED, WITHDRAWN),
    EXPIRED: (PROPOSED, EXPIRED),
    "sent back": (*TALKED, PROPOSED),
}

# Whose step it is, and how many days at most it takes after the one before.
BY = {
    PROPOSED: EMPLOYER,
    ACCEPTED: STUDENT,
    IN_REVIEW: SYSTEM,
    APPROVED: SCHOOL,
    SIGNING: SYSTEM,
    AGREED: SYSTEM,
    ACTIVE: SYSTEM,
    COMPLETED: SCHOOL,
    TERMINATED_EARLY: SCHOOL,
    CANCELLED: EMPLOYER,
    DECLINED: STUDENT,
    WITHDRAWN: STUDENT,
    EXPIRED: SYSTEM,
}
TAKES = {ACCEPTED: 4, APPROVED: 6, AGREED: 7, CANCELLED: 12, DECLINED: 3, WITHDRAWN: 4, PROPOSED: 4}

REASONS = {
    DECLINED: (
        "De reis duurt voor mij te lang.",
        "Ik heb al ja gezegd tegen een andere plek.",
        "De dagen passen niet bij mijn lessen.",
        "Ik wil liever met een andere groep werken.",
    ),
    WITHDRAWN: (
        "Ik ga verhuizen.",
        "Ik doe eerst een jaar langer school.",
        "Ik heb een plek dichter bij huis gevonden.",
    ),
    CANCELLED: (
        "Onze begeleider is langdurig ziek.",
        "De afdeling gaat verhuizen, begeleiden lukt dan niet.",
        "De opdracht gaat niet door.",
    ),
    TERMINATED_EARLY: (
        "De student is overgestapt naar een andere opleiding.",
        "De begeleiding kwam niet op gang. Wij zoeken een nieuwe plek.",
        "De student werd ziek en begint volgende periode opnieuw.",
    ),
    PROPOSED: ("De uren zijn te veel naast de lessen. Maak er 24 van.",),
}


@dataclass(frozen=True)
class Parties:
    """Who acts for whom; the school has nobody when no coordinator is known."""

    student: int
    employer: int
    school: int | None

    def acting(self, role: str) -> int | None:
        """The person who acts in a role; the system is nobody."""
        return {STUDENT: self.student, EMPLOYER: self.employer, SCHOOL: self.school}.get(role)


def office_hour(day: date, number: int, rng: Random) -> datetime:
    """A moment on a day, later for each next number; at weekends the Friday before."""
    day -= timedelta(days=max(day.weekday() - 4, 0))
    minutes = 40 * number + rng.randint(0, 35)
    return clock.from_local(datetime.combine(day, time(9)) + timedelta(minutes=minutes))


def write_history(
    placement: Placement, way: str, parties: Parties, last: date, rng: Random, signed: Sequence[str]
) -> None:
    """Give a placement the steps of a way; the last step that people take is on the day `last`.

    `signed` says who has signed, for those that wait for signatures.
    """
    states = WAYS[way]
    moments = _moments(placement, states, last, rng)
    reasons = [rng.choice(REASONS.get(state, ("",))) if number else "" for number, state in enumerate(states)]
    write_steps(placement, states, moments, parties, reasons)
    _sign(placement, states, moments, parties, signed)


def write_steps(
    placement: Placement,
    states: Sequence[str],
    moments: Sequence[datetime],
    parties: Parties,
    reasons: Iterable[str] = repeat(""),
) -> None:
    """Let a placement go from state to state at these moments."""
    before = None
    for state, at, reason in zip(states, moments, reasons, strict=False):
        role = SCHOOL if (before, state) == (IN_REVIEW, PROPOSED) else BY[state]
        placement.steps.append(
            PlacementStep(
                from_state=before,
                to_state=state,
                actor_id=parties.acting(role),
                role=role,
                at=at,
                reason=reason,
            )
        )
        before = state
    placement.state = states[-1]
    placement.expires_at = _deadline(placement.state, moments[-1])


def _moments(placement: Placement, states: tuple[str, ...], last: date, rng: Random) -> list[datetime]:
    """When each step was taken: backwards from the last, then what the calendar does by itself."""
    ours = [state for state in states if state not in (ACTIVE, COMPLETED, TERMINATED_EARLY, EXPIRED)]
    days = [last]
    for state in reversed(ours[1:]):
        days.append(days[-1] - timedelta(days=rng.randint(1, TAKES[state]) if state in TAKES else 0))
    moments = [office_hour(day, number, rng) for number, day in enumerate(reversed(days))]
    if ACTIVE in states:
        moments.append(clock.from_local(datetime.combine(placement.starts_on, time(6))))
    if COMPLETED in states:
        moments.append(_weekday_after(placement.ends_on + timedelta(days=rng.randint(1, 9))))
    if TERMINATED_EARLY in states:
        moments.append(_weekday_after(placement.starts_on + timedelta(days=rng.randint(20, 80))))
    if EXPIRED in states:
        moments.append(_midnight_after(moments[-1], DAYS_TO_ANSWER[PROPOSED]))
    return moments


def _deadline(state: str, since: datetime) -> datetime | None:
    return _midnight_after(since, DAYS_TO_ANSWER[state]) if state in DAYS_TO_ANSWER else None


def _midnight_after(moment: datetime, working_days: int) -> datetime:
    day = clock.local(clock.working_days_after(moment, working_days)).date()
    return clock.from_local(datetime.combine(day + timedelta(days=1), time()))


def _weekday_after(day: date) -> datetime:
    day += timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
    return clock.from_local(datetime.combine(day, time(15, 30)))


def _sign(
    placement: Placement,
    states: Sequence[str],
    moments: Sequence[datetime],
    parties: Parties,
    signed: Sequence[str],
) -> None:
    """Signatures between the call to sign and the agreement, which comes with the last of them."""
    if SIGNING not in states:
        return
    called = moments[states.index(SIGNING)]
    agreed = moments[states.index(AGREED)] if AGREED in states else called + timedelta(minutes=90)
    placement.agreed_at = agreed if AGREED in states else None
    for number, party in enumerate(signed, start=1):
        placement.signatures.append(
            Signature(
                version=placement.version,
                party=party,
                person_id=parties.acting(party),
                at=called + (agreed - called) * number / len(signed),
            )
        )
