"""A roster that changes in the middle of the day: first the page says what it touches, then staff decide."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from fair.actions import roster
from fair.models import Shift
from fair.models.pause import LUNCH
from fair.queries import changes
from fair.queries.roster import own_shift
from fair.rules.cutting import Window
from fair.rules.handover import HAND, KEEP, MOVE, OFF, Decision
from fair.rules.roster import window_of
from tests.bench.day.world import CLOSES, MINUTE

if TYPE_CHECKING:
    from tests.bench.day.play import Day

LUNCH_LASTS = 30 * MINUTE
LEAVES_EARLY = 60 * MINUTE


@dataclass(frozen=True)
class Wish:
    """What somebody wants of her block: the action, its words, and how the block is cut then."""

    verb: Callable[..., Any]
    said: dict[str, Any]
    window: Window


def change(day: "Day", shift_id: int, person_id: int, dice: Random) -> None:
    """Leave earlier today, or have lunch soon; every talk that is in the way gets a decision."""
    with day.app.app_context():
        shift = own_shift(shift_id, person_id)
        wish = _leave_early(shift) if dice.random() < 0.4 else _have_lunch(shift, day)
        review = changes.review(shift, window_of(shift), wish.window, day.now)
        decisions = {each.booking.id: _decide(each, dice) for each in review.touched}
    said = {"shift_id": shift_id, "person_id": person_id, "seen": review.seen, "decisions": decisions}
    day.do(wish.verb, **said, **wish.said)


def _leave_early(shift: Shift) -> Wish:
    when = {"starts_at": shift.starts_at, "ends_at": CLOSES - LEAVES_EARLY}
    said = when | {"meeting_link": shift.meeting_link, "phone": shift.phone}
    return Wish(roster.change_shift, said, replace(window_of(shift), **when))


def _have_lunch(shift: Shift, day: "Day") -> Wish:
    starts_at = day.now.replace(second=0, microsecond=0) + 20 * MINUTE
    when = {"starts_at": starts_at, "ends_at": starts_at + LUNCH_LASTS}
    old = window_of(shift)
    new = replace(old, pauses=(*old.pauses, tuple(when.values())))
    return Wish(roster.add_pause, when | {"reason": LUNCH}, new)


def _decide(each: changes.Touched, dice: Random) -> Decision:
    """A colleague takes it, or it moves, or it keeps its time; only what nothing helps is called off."""
    ways = [Decision(HAND, staff_id=colleague.id) for colleague in each.colleagues]
    ways += [Decision(MOVE, staff_id=time.staff.id, starts_at=time.starts_at) for time in each.times[:3]]
    ways += [Decision(KEEP)] if each.may_keep else []
    return dice.choice(ways) if ways else Decision(OFF, reason="illness")
