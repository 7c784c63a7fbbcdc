"""The time between the talks of one student: never two at once, and a while to catch one's breath."""

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _

from app.wording import time
from fair.models import Booking, Slot
from fair.rules.windows import OtherTime


def check_overlap(slot: Slot, talks: Iterable[Booking]) -> None:
    """Refuse a slot that falls together with another talk of this person, and name that talk."""
    talk = _within(slot, talks, timedelta())
    if talk:
        raise OtherTime(
            _(
                "At %(time)s you already have a talk with %(name)s. Choose another time.",
                time=time(talk.starts_at),
                name=talk.booth.organisation.name,
            )
        )


def check_gap(slot: Slot, talks: Iterable[Booking]) -> None:
    """Refuse a slot that leaves too little time before or after another talk at this fair."""
    talk = _too_near(slot, talks)
    if talk:
        raise OtherTime(
            _(
                "Keep %(minutes)d minutes between two talks. At %(time)s you have one with %(name)s.",
                minutes=slot.booth.fair.gap_minutes,
                time=time(talk.starts_at),
                name=talk.booth.organisation.name,
            )
        )


def is_clear(slot: Slot, talks: list[Booking]) -> bool:
    """Whether a slot fits between these talks."""
    return not _within(slot, talks, timedelta()) and not _too_near(slot, talks)


def _too_near(slot: Slot, talks: Iterable[Booking]) -> Booking | None:
    """The talk that leaves too little time; in group talks nobody has to recover, so they do not count."""
    if slot.is_group:
        return None
    fair = slot.booth.fair
    others = [talk for talk in talks if talk.fair_id == fair.id and not talk.slot.is_group]
    return _within(slot, others, timedelta(minutes=fair.gap_minutes))


def _within(slot: Slot, talks: Iterable[Booking], margin: timedelta) -> Booking | None:
    near = (t for t in talks if t.starts_at < slot.ends_at + margin and slot.starts_at < t.ends_at + margin)
    return next(near, None)
