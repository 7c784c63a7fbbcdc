"""Somebody with a rhythm of her own: talks of twenty minutes, ten minutes of rest, and lunch."""

from datetime import timedelta
from random import Random

from sqlalchemy.orm import Session

from fair.models import Booth, Fair, Pause, Shift, Slot
from fair.models.pause import LUNCH
from fair.rules.roster import window_of

TALK, REST = 20, 10
HALF_HOUR = timedelta(minutes=30)


def plant_unhurried(work: Session, fair: Fair, booth: Booth, person_id: int, rng: Random) -> None:
    """A block from an hour after the opening until the end, with half an hour of lunch in the middle."""
    shift = Shift(
        booth=booth,
        staff_id=person_id,
        starts_at=fair.starts_at + 2 * HALF_HOUR,
        ends_at=fair.ends_at,
        slot_minutes=TALK,
        break_minutes=REST,
        meeting_link=f"https://meet.example/{rng.randbytes(9).hex()}",
    )
    noon = shift.starts_at + 4 * HALF_HOUR
    shift.pauses.append(Pause(starts_at=noon, ends_at=noon + HALF_HOUR, reason=LUNCH))
    work.add_all(
        Slot(booth=booth, shift=shift, staff_id=person_id, starts_at=first, ends_at=last)
        for first, last in window_of(shift).grid
    )
