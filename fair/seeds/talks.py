"""The talks of the demo world: of the cast first, then of everybody else, and what came of them."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.db import transaction
from fair.models import (
    AGAIN,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    CLOSED,
    NO_FIT,
    NO_SHOW,
    ONWARD,
    OPEN,
    OTHER,
    WITHDRAWN,
    Booking,
    Slot,
)
from fair.seeds import texts
from fair.seeds.diary import Diary, fairs
from fair.seeds.priority import keep_times, miss_two_talks, open_first, plant_groups
from fair.seeds.proposals import Proposals
from fair.seeds.story import CARE_GROUP, play_cast

FULL = "BioNova Labs"  # so that one booth has no times left
CANCELLED = 18


def plant_talks(now: datetime, rng: Random) -> None:
    """All talks of today's fair and of the one that is over."""
    with transaction() as work:
        found = fairs(work)
        past = Diary(work, found[CLOSED], now, rng)
        for slot in past.slots:
            if rng.random() < 0.6:
                _close(past.fill(slot), past, None)
        _plant_today(work, Diary(work, found[OPEN], now, rng), Proposals(work, now, rng))


def _plant_today(work: Session, diary: Diary, proposals: Proposals) -> None:
    open_first(work, diary)
    kept_free = play_cast(diary, proposals)
    for slot in diary.slots:
        if slot.id not in diary.held | kept_free and diary.rng.random() < _chance(slot, diary.now):
            _close(diary.fill(slot), diary, proposals)
    _cancel_some(work, diary, kept_free)
    work.flush()
    miss_two_talks(work, diary)
    plant_groups(work, diary)
    keep_times(diary)


def _chance(slot: Slot, now: datetime) -> float:
    """How likely a slot is to be booked: earlier ones more, and of some booths all."""
    over, name = slot.starts_at <= now, slot.booth.organisation.name
    if name == FULL and not over:
        return 1
    if name == CARE_GROUP:
        return 0.95 if over else 0.5
    return 0.62 if over else 0.34


def _close(booking: Booking | None, diary: Diary, proposals: Proposals | None) -> None:
    """Say what came of a talk that is over; some outcomes still have to be filled in."""
    rng = diary.rng
    if booking is None or booking.ends_at > diary.now:
        return
    drawn = rng.random()
    if drawn < 0.07:
        booking.state = NO_SHOW
        return
    if rng.random() < 0.6:
        diary.write_note(booking, rng.choice(texts.NOTES))
    if drawn < 0.18:
        return
    booking.outcome_at = min(diary.now, booking.ends_at + timedelta(minutes=rng.randint(0, 9)))
    if drawn < 0.5 and proposals and proposals.make(booking, diary):
        booking.outcome = ONWARD
    elif drawn < 0.75:
        _give_no_fit(booking, rng.choice(texts.NO_FIT_REASONS))
    else:
        booking.outcome = AGAIN


def _give_no_fit(booking: Booking, reason: str) -> None:
    """It does not fit, for a reason from the list."""
    booking.outcome, booking.outcome_reason = NO_FIT, reason
    booking.outcome_text = texts.OTHER_REASON if reason == OTHER else ""


def _cancel_some(work: Session, diary: Diary, kept_free: set[int]) -> None:
    """Some talks are off: most by students, and the last few because a colleague fell ill."""
    free = [s for s in diary.slots if s.id not in diary.held | kept_free and s.starts_at > diary.now]
    for number, slot in enumerate(diary.rng.sample(free, min(CANCELLED, len(free)))):
        pool = diary.wanted[slot.booth_id]
        if not pool:
            continue
        ill = number >= CANCELLED - 3
        booking = diary.row(
            diary.rng.choice(pool), slot, CANCELLED_BY_EMPLOYER if ill else CANCELLED_BY_STUDENT
        )
        booking.sequence, slot.version = 1, slot.version + 2
        booking.reason = texts.WITHDRAWN_REASON if ill else ""
        slot.state = WITHDRAWN if ill else slot.state
        work.add(booking)
