"""Places that were proposed at the fair of today, right after a talk."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from fair.models import Booking
from fair.seeds.diary import Diary
from region.models import Place
from register.models import ACCEPTED, IN_REVIEW, LIVE, PROPOSED, Placement
from register.seeds.histories import Parties, write_steps
from register.seeds.placements import PartiesOf, new_placement

ANSWERS_AFTER = timedelta(minutes=11)
MOST = 26


class Proposals:
    """Proposes places with a free seat to students without another proposal."""

    def __init__(self, work: Session, now: datetime, rng: Random) -> None:
        self.work, self.now, self.rng = work, now, rng
        self.coordinators = PartiesOf(work)
        asked = select(Placement).where(Placement.state.in_((*LIVE, PROPOSED)))
        found = list(work.scalars(asked))
        self.taken = Counter(each.place_id for each in found)
        self.asked = {each.person_id for each in found}
        self.number = 0

    def make(self, booking: Booking, diary: Diary, answered: bool | None = None) -> bool:
        """Propose a place of this booth when one fits; some students say yes within minutes."""
        place = self._place(booking, diary)
        if place is None:
            return False
        student = diary.students[booking.person_id]
        parties = Parties(student.person_id, diary.staff[booking.slot_id], self.coordinators.school(student))
        placement = new_placement(place, student, parties)
        asked_at = booking.outcome_at or booking.ends_at
        yes_at = asked_at + ANSWERS_AFTER
        says_yes = self.number % 3 == 2 if answered is None else answered
        if says_yes and parties.school and yes_at <= self.now:
            write_steps(placement, (PROPOSED, ACCEPTED, IN_REVIEW), (asked_at, yes_at, yes_at), parties)
        else:
            write_steps(placement, (PROPOSED,), (asked_at,), parties)
        booking.placement = placement
        self.number += 1
        self.taken[place.id] += 1
        self.asked.add(student.person_id)
        return True

    def _place(self, booking: Booking, diary: Diary) -> Place | None:
        if booking.person_id in self.asked or self.number >= MOST:
            return None
        code = diary.students[booking.person_id].programme.code
        places = diary.places[booking.booth_id]
        return next(
            (
                each
                for each in places
                if each.published and each.programme_code == code and self.taken[each.id] < each.seats
            ),
            None,
        )
