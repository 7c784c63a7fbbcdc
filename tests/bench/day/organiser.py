"""What the organiser does before the first student may book: she says who goes first."""

from typing import TYPE_CHECKING

from fair.actions import priority
from tests.bench.day.world import FIRST, KEPT_EVERY, KEPT_FOR

if TYPE_CHECKING:
    from tests.bench.day.play import Day


def say_who_goes_first(day: "Day") -> None:
    """Two groups book before everybody, and at each booth some times are kept for one of them."""
    who = {"fair_id": day.world.fair, "person_id": day.world.organiser}
    day.do(priority.set_windows, opens=FIRST, **who)
    day.do(priority.reserve_times, booth_id=0, group=KEPT_FOR, every=KEPT_EVERY, **who)
