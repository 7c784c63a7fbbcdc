"""Who stands in which queue in the demo world, and the one stall that has a pause."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from app.people import Person
from fair.models import APPROVED, LIVE_BOOKING, OPEN, Booking, Booth
from fair.models.queue import Visit
from fair.seeds.diary import Diary, fairs
from fair.seeds.story import CARE_GROUP
from region.seeds.cast import CAST, member

TECHNICIANS = "Van Duin Techniek"
AWAY = "Hotel De Zeeduin"
# How many wait at these booths, besides the cast.
LENGTHS = {CARE_GROUP: 3, TECHNICIANS: 2, "Thuiszorg Het Bruggetje": 2, AWAY: 1}


def plant_queues(now: datetime, rng: Random) -> None:
    """Queues at a few booths of today's fair; Milan of the cast waits at one, Yara at none."""
    with transaction() as work:
        fair = fairs(work)[OPEN]
        diary = Diary(work, fair, now, rng)
        milan = member("student-mbo2")
        assert milan
        taken = set(work.scalars(select(Person.id).where(Person.email.in_([each.email for each in CAST]))))
        for booth in fair.booths:
            name = booth.organisation.name
            if booth.state == APPROVED and name in LENGTHS:
                people = _who(work, diary, booth, taken)[: LENGTHS[name]]
                taken |= set(people)
                if name == TECHNICIANS:
                    people += work.scalars(select(Person.id).where(Person.email == milan.email)).all()
                _stand(work, booth, people, now)
            if name == AWAY:
                booth.paused_at, booth.pause_reason = now - timedelta(minutes=4), "break"
                booth.paused_until = _quarter_after(now + timedelta(minutes=20))


def _who(work: Session, diary: Diary, booth: Booth, taken: set[int]) -> list[int]:
    """Students who would talk here, have not done so, and stand in no other queue."""
    seen = set(
        work.scalars(
            select(Booking.person_id).where(Booking.booth_id == booth.id, Booking.state.in_(LIVE_BOOKING))
        )
    )
    return [each for each in dict.fromkeys(diary.wanted[booth.id]) if each not in seen | taken]


def _stand(work: Session, booth: Booth, people: list[int], now: datetime) -> None:
    work.add_all(
        Visit(
            booth_id=booth.id,
            person_id=person_id,
            place=place,
            joined_at=now - timedelta(minutes=3 * (len(people) - place) + 2),
        )
        for place, person_id in enumerate(people, 1)
    )


def _quarter_after(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=-moment.minute % 15)
