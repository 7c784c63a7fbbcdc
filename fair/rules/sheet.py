"""What a person can do with one time that she chose, and what she reads when she cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.errors import Refused
from fair.models import Booking, Slot
from fair.rules import booking as rules
from fair.rules.booking import Asker
from fair.rules.qualify import Student


@dataclass(frozen=True)
class Sheet:
    """What a person can do with one slot: book it, move a talk to it, or read why not.

    `mine` is her talk in this slot, `movable` her talk at this booth at another time, `instead` what helps
    when no other time does: her profile, or other booths. `taken` is how many seats are.
    """

    slot: Slot
    state: str
    student: Student | None
    taken: int = 0
    mine: Booking | None = None
    movable: Booking | None = None
    refusal: str = ""
    next_free: Slot | None = None
    instead: str = ""

    @property
    def is_student(self) -> bool:
        """Whether this is for a student."""
        return self.student is not None


def sheet(slot: Slot, asker: Asker, taken: Mapping[int, int], left: Slot | None, now: datetime) -> Sheet:
    """What this person, or a visitor, can do with a slot.

    `taken` are the seats that others have, or that are held for others; `left` is the next free time.
    """
    state = rules.slot_state(slot, len(taken), now)
    look = partial(Sheet, slot, state, asker.student, len(taken))
    mine = next((talk for talk in asker.talks if talk.slot_id == slot.id), None)
    if mine:
        return look(mine=mine)
    try:
        rules.check_sight(slot, asker, holders=taken.values(), next_free=left, now=now)
    except rules.OtherTime as refusal:
        return look(refusal=str(refusal), next_free=left)
    except rules.FillInFirst as refusal:
        return look(refusal=str(refusal), instead="profile")
    except rules.DoesNotFit as refusal:
        return look(refusal=str(refusal), instead="booths")
    except Refused as refusal:
        here = rules.talk_with(slot.booth_id, asker.talks)
        open_here = state in ("free", "reserved") and here and rules.can_change(here, now)
        return look(refusal=str(refusal), movable=here if open_here else None)
    return look()
