"""Who is where at a fair of the demo world: bookings that keep to the rules."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from fair.models import ATTENDED, BOOKED, Booking, Booth, Fair, Slot
from fair.seeds import texts
from region.models import Organisation, StudentProfile
from register.models import AGREED, IN_TALKS, Placement

TRIES = 40


class Diary:
    """Books talks at one fair: one at a time for a person, one at each booth, no more than allowed."""

    def __init__(self, work: Session, fair: Fair, now: datetime, rng: Random) -> None:
        self.work, self.fair, self.now, self.rng = work, fair, now, rng
        self.slots = self._slots()
        self.students = self._students()
        self.wanted = {booth.id: self._interested(booth) for booth in fair.booths}
        self.places = {booth.id: booth.organisation.places for booth in fair.booths}
        self.staff = {slot.id: slot.staff_id for slot in self.slots}
        self.held: set[int] = set()
        self.times: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        self.visits: set[tuple[int, int]] = set()
        self.talks: Counter[int] = Counter()

    def _slots(self) -> list[Slot]:
        at_fair = select(Slot).join(Slot.booth).where(Booth.fair_id == self.fair.id)
        loaded = at_fair.options(
            joinedload(Slot.booth).joinedload(Booth.organisation).selectinload(Organisation.places),
            joinedload(Slot.staff),
        )
        return list(self.work.scalars(loaded.order_by(Slot.starts_at, Slot.id)))

    def _students(self) -> dict[int, StudentProfile]:
        """Everybody who looks for a place: who has none, and who has one that runs already."""
        settled = set(
            self.work.scalars(select(Placement.person_id).where(Placement.state.in_((*IN_TALKS, AGREED))))
        )
        found = select(StudentProfile).options(
            joinedload(StudentProfile.programme), joinedload(StudentProfile.person)
        )
        return {
            each.person_id: each
            for each in self.work.scalars(found.order_by(StudentProfile.person_id))
            if each.person_id not in settled
        }

    def _interested(self, booth: Booth) -> list[int]:
        """Who would talk here: students for whose programme there is a place, and some of the same sector."""
        codes = {place.programme_code for place in booth.organisation.places if place.published}
        drawn = [
            each.person_id
            for each in self.students.values()
            if each.programme.level in booth.levels
            for _ in range(
                4 * (each.programme.code in codes) + (each.programme.sector == booth.organisation.sector)
            )
        ]
        self.rng.shuffle(drawn)
        return drawn

    def can(self, person_id: int, slot: Slot) -> bool:
        """Whether a person may book a slot."""
        gap, times = timedelta(minutes=self.fair.gap_minutes), self.times[person_id]
        return (
            slot.id not in self.held
            and (person_id, slot.booth_id) not in self.visits
            and self.talks[person_id] < self.fair.bookings_per_student
            and all(slot.ends_at + gap <= at or end + gap <= slot.starts_at for at, end in times)
        )

    def book(self, person_id: int, slot: Slot, question: str = "") -> Booking:
        """Book a talk; what has begun was attended."""
        self.held.add(slot.id)
        self.visits.add((person_id, slot.booth_id))
        self.talks[person_id] += 1
        self.times[person_id].append((slot.starts_at, slot.ends_at))
        slot.version += 1
        booking = self.row(person_id, slot, ATTENDED if slot.starts_at <= self.now else BOOKED, question)
        self.work.add(booking)
        return booking

    def row(self, person_id: int, slot: Slot, state: str, question: str = "") -> Booking:
        """A booking, made some time between the opening of the book and now."""
        latest = min(self.now, slot.starts_at)
        minutes = (latest - self.fair.booking_opens_at) // timedelta(minutes=1)
        booked_at = latest - timedelta(minutes=self.rng.randint(3, minutes))
        return Booking(
            uid=self.rng.randbytes(16).hex(),
            fair_id=self.fair.id,
            booth_id=slot.booth_id,
            slot_id=slot.id,
            person_id=person_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            question=question,
            state=state,
            booked_at=booked_at,
            changed_at=booked_at,
        )

    def leave_alone(self, person_id: int) -> None:
        """Nobody books for this person any more."""
        self.wanted = {
            booth: [each for each in pool if each != person_id] for booth, pool in self.wanted.items()
        }

    def write_note(self, booking: Booking, note: str) -> None:
        """What the team wrote during a talk."""
        booking.note, booking.note_version = note, 1
        booking.note_by_id = self.staff[booking.slot_id]
        booking.note_saved_at = booking.ends_at

    def fill(self, slot: Slot) -> Booking | None:
        """Let somebody book a slot who wants to, if there is anybody."""
        pool = self.wanted[slot.booth_id]
        drawn = (self.rng.choice(pool) for _ in range(TRIES if pool else 0))
        person_id = next((each for each in drawn if self.can(each, slot)), None)
        if person_id is None:
            return None
        return self.book(
            person_id, slot, self.rng.choice(texts.QUESTIONS) if self.rng.random() < 0.45 else ""
        )


def fairs(work: Session) -> dict[str, Fair]:
    """The fairs by their state: there is one of each."""
    with_booths = select(Fair).options(selectinload(Fair.booths))
    return {fair.state: fair for fair in work.scalars(with_booths)}
