"""Who waited in the demo world and waits no more, so that the reports can tell how long that took."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from fair.models import APPROVED, CLOSED, FREE, OPEN, Booth, Slot
from fair.models.queue import LEFT, TALKED, Visit
from fair.models.waiting import LAPSED, TAKEN, WAITING, PastWait, SlotOffer
from fair.seeds.diary import Diary, fairs
from region.seeds.cast import CAST

MOST_IN_A_QUEUE = 16
EVERY = 3  # one booth in so many was so full that people waited on its list
ON_THE_LIST = 12


def plant_waits(now: datetime, rng: Random) -> None:
    """Queues and waiting lists of the fair that is over, and of this morning."""
    with transaction() as work:
        for state, fair in fairs(work).items():
            if state in (CLOSED, OPEN):
                _plant(Diary(work, fair, now, rng), min(now, fair.ends_at))


def _plant(diary: Diary, until: datetime) -> None:
    cast = {each.email for each in CAST}
    strangers = [each for each in diary.students.values() if each.person.email not in cast]
    levels = {each.person_id: each.programme.level for each in strangers}
    for number, booth in enumerate(sorted(diary.fair.booths, key=lambda booth: booth.id)):
        pool = [each for each in dict.fromkeys(diary.wanted[booth.id]) if each in levels]
        if booth.state == APPROVED and pool:
            _stood(diary, booth, pool[: diary.rng.randint(0, MOST_IN_A_QUEUE)], until)
            if number % EVERY == 0:
                _listed(diary, booth, [(each, levels[each]) for each in pool[:ON_THE_LIST]])


def _stood(diary: Diary, booth: Booth, people: list[int], until: datetime) -> None:
    rng, minutes = diary.rng, max(1, (until - diary.fair.starts_at) // timedelta(minutes=1) - 30)
    for place, person_id in enumerate(people, 1):
        joined_at = diary.fair.starts_at + timedelta(minutes=rng.randint(0, minutes))
        ended_at = min(until, joined_at + timedelta(minutes=rng.choice((1, 2, 3, 4, 5, 6, 8, 9, 12, 17, 26))))
        called = rng.random() < 0.8
        diary.work.add(
            Visit(
                booth_id=booth.id,
                person_id=person_id,
                place=place - len(people),  # before all who wait now
                state=TALKED if called else LEFT,
                joined_at=joined_at,
                called_at=ended_at if called else None,
                ended_at=ended_at,
            )
        )


def _listed(diary: Diary, booth: Booth, people: list[tuple[int, str]]) -> None:
    rng, slot = diary.rng, _last_slot(diary.work, booth)
    for person_id, level in people:
        offered = slot is not None and rng.random() < 0.7
        minutes = rng.randint(40, 4000) if offered else None
        diary.work.add(PastWait(booth_id=booth.id, level=level, minutes=minutes))
        if slot and offered:
            offered_at = diary.fair.booking_opens_at + timedelta(minutes=rng.randint(100, 5000))
            taken = rng.random() < 0.75
            diary.work.add(
                SlotOffer(
                    booth_id=booth.id,
                    slot_id=slot.id,
                    person_id=person_id,
                    kind=WAITING,
                    state=TAKEN if taken else LAPSED,
                    offered_at=offered_at,
                    expires_at=offered_at + timedelta(hours=24),
                    closed_at=offered_at + timedelta(hours=3 if taken else 24),
                )
            )


def _last_slot(work: Session, booth: Booth) -> Slot | None:
    found = select(Slot).where(Slot.booth_id == booth.id, Slot.state == FREE)
    return work.scalar(found.order_by(Slot.starts_at.desc(), Slot.id).limit(1))
