"""What is asked of the register, one module per noun."""

from register.queries.figures import current_target, forget_tallies, tally, target_ahead, target_exists
from register.queries.placements import (
    coordinators_of,
    drawn_sheet,
    for_update,
    is_busy,
    is_waiting,
    lapsed,
    may_see,
    parties,
    place_for_update,
    placements_at,
    placements_of,
    seats_taken,
    sheet,
    starting,
)
from register.queries.work import changes, students_without_place, work

__all__ = [
    "changes",
    "coordinators_of",
    "current_target",
    "drawn_sheet",
    "for_update",
    "forget_tallies",
    "is_busy",
    "is_waiting",
    "lapsed",
    "may_see",
    "parties",
    "place_for_update",
    "placements_at",
    "placements_of",
    "seats_taken",
    "sheet",
    "starting",
    "students_without_place",
    "tally",
    "target_ahead",
    "target_exists",
    "work",
]
