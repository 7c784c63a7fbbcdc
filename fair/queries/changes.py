"""What a change of a block would do: which talks it touches, and what can become of them."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.people import Person
from fair.models import Booking, Shift, Slot
from fair.queries import handover
from fair.queries.roster import slots_of_shift, walk_ins_of
from fair.rules.cutting import Plan, Span, Window, plan, span
from fair.rules.handover import can_come
from region.models import StudentProfile


@dataclass(frozen=True)
class Time:
    """A time to which a talk can move: when, and with whom."""

    starts_at: datetime
    ends_at: datetime
    staff: Person


@dataclass(frozen=True)
class Touched:
    """A talk that a change touches, and what can become of it besides calling it off."""

    booking: Booking
    profile: StudentProfile | None
    may_keep: bool
    colleagues: list[Person]
    times: list[Time]


@dataclass(frozen=True)
class Review:
    """What a change would do; `seen` is another text as soon as something else would be done."""

    shift: Shift
    old: Window
    new: Window | None
    slots: list[Slot]
    busy: list[Span]
    touched: list[Touched]
    seen: str
    now: datetime

    def plan(self, keep: Collection[int] = ()) -> Plan:
        """What becomes of the slots when the talks in these keep their time."""
        return plan(self.old, self.new, self.slots, keep, self.now, self.busy)


def review(shift: Shift, old: Window, new: Window | None, now: datetime) -> Review:
    """Look at what a change of a block would do."""
    slots, busy = slots_of_shift(shift.id), walk_ins_of(shift.staff_id, now)
    ahead = plan(old, new, slots, (), now, busy)
    talks = handover.talks_in(ahead.go)
    if not talks:
        return Review(shift, old, new, slots, busy, [], "", now)
    times = _times(shift, slots, ahead, now)
    touched = list(_touched(shift, new, talks, times))
    return Review(shift, old, new, slots, busy, touched, _fingerprint(old, new, talks), now)


def _times(shift: Shift, slots: list[Slot], ahead: Plan, now: datetime) -> list[Time]:
    """The free times of the booth as they will be: those that stay and those that come."""
    gone = {slot.id for slot in ahead.go}
    stay = [slot for slot in handover.free_slots(shift.booth_id, now) if slot.id not in gone]
    found = [Time(slot.starts_at, slot.ends_at, slot.staff) for slot in stay]
    found += [Time(first, last, shift.staff) for first, last in ahead.come]
    return sorted(found, key=lambda time: (time.starts_at, time.staff.first_name, time.staff.id))


def _touched(shift: Shift, new: Window | None, talks: list[Booking], times: list[Time]) -> Iterable[Touched]:
    students = {talk.person_id for talk in talks}
    profiles, others = handover.profiles(students), handover.other_talks(students)
    whole = (talks[0].starts_at, max(talk.ends_at for talk in talks))
    agendas = handover.agendas(shift.booth, whole, but=shift.staff_id)
    kept = [span(talk.slot) for talk in talks if new and new.holds(talk.slot)]
    for talk in talks:
        when: Span = (talk.starts_at, talk.ends_at)
        yield Touched(
            talk,
            profiles.get(talk.person_id),
            may_keep=when in kept,
            colleagues=[each.person for each in agendas if each.is_free(when, shift.booth_id)],
            times=[
                time
                for time in times
                if can_come((time.starts_at, time.ends_at), others[talk.person_id], talk)
            ],
        )


def _fingerprint(old: Window, new: Window | None, talks: list[Booking]) -> str:
    said = repr((old, new, [(talk.id, talk.sequence, talk.slot_id) for talk in talks]))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
