"""Who can take over a talk, why staff may call one off, and what must be decided before a roster changes."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.people import Person
from fair.models import CANCELLED_BY_EMPLOYER, OTHER, Booking, Slot
from fair.rules.cutting import Span, overlaps, span

WORDS_AT_LEAST = 10
KEEP, HAND, MOVE, OFF = "keep", "hand", "move", "off"


class LookAgain(Refused):
    """A change touches talks, and it is not decided yet what becomes of those that there are now."""


@dataclass(frozen=True)
class Agenda:
    """What a member of staff has around a moment: slots at all booths, which of them are taken, pauses."""

    person: Person
    slots: list[Slot]
    taken: Container[int]
    pauses: list[Span]

    def same(self, when: Span, booth_id: int) -> Slot | None:
        """The free slot of this booth at exactly this time."""
        own = (slot for slot in self.slots if slot.booth_id == booth_id and slot.seats == 1)
        return next((slot for slot in own if span(slot) == when and slot.id not in self.taken), None)

    def around(self, when: Span) -> list[Slot]:
        """The slots that fall together with this time."""
        return [slot for slot in self.slots if overlaps(span(slot), when)]

    def is_free(self, when: Span, booth_id: int) -> bool:
        """Whether this person has time then: nothing booked, nothing elsewhere, no group, no pause."""
        busy = [
            slot
            for slot in self.around(when)
            if slot.id in self.taken or slot.booth_id != booth_id or slot.seats > 1
        ]
        return not busy and not any(overlaps(pause, when) for pause in self.pauses)


@dataclass(frozen=True)
class Decision:
    """What becomes of a talk: keep its time, hand it over, move it, or call it off with a reason."""

    verb: str
    staff_id: int | None = None
    starts_at: datetime | None = None
    reason: str = ""
    words: str = ""


def check_unchanged(booking: Booking, seen: int) -> None:
    """Refuse what was decided on an older state of a talk; `seen` is the sequence on the page."""
    if booking.sequence != seen:
        raise Refused(_("This talk changed while you were looking. Load the page again."))


def check_can_take(agenda: Agenda | None, booking: Booking) -> Agenda:
    """Refuse a colleague who has no time for this talk."""
    if agenda is None:
        raise Refused(_("Choose a colleague of this booth."), "staff_id")
    if agenda.person.id == booking.slot.staff_id:
        raise Refused(_("%(name)s has this talk already.", name=agenda.person.first_name), "staff_id")
    if not agenda.is_free((booking.starts_at, booking.ends_at), booking.booth_id):
        name = agenda.person.first_name
        raise Refused(_("%(name)s has no time then. Choose somebody else.", name=name), "staff_id")
    return agenda


def check_fits(slot: Slot | None, taken: bool, talks: Iterable[Booking], booking: Booking) -> Slot:
    """Refuse to move a talk to a time that is not free, or at which its student has another talk.

    Staff read no more than that she cannot come.
    """
    if slot is None or taken:
        raise Refused(_("This time is no longer free. Choose another one."))
    if not can_come(span(slot), talks, booking):
        raise Refused(_("The student cannot come at that time. Choose another one."))
    return slot


def can_come(when: Span, talks: Iterable[Booking], booking: Booking) -> bool:
    """Whether the student of a talk has no other talk at a time."""
    others = [talk for talk in talks if talk.id != booking.id]
    return not any(overlaps((talk.starts_at, talk.ends_at), when) for talk in others)


def check_reason(reason: str, words: str, field: str = "words") -> str:
    """The reason that is kept: one of the list, or words of at least ten characters."""
    if reason != OTHER:
        return reason
    if len(words) < WORDS_AT_LEAST:
        raise Refused(_("Write the reason in at least %(number)d characters.", number=WORDS_AT_LEAST), field)
    return words


def check_decided(booking: Booking, decision: Decision | None, may_keep: bool) -> Decision:
    """Every talk that a change touches has a decision; a talk keeps its time only where that can be."""
    if decision is None or (decision.verb == KEEP and not may_keep):
        raise Refused(_("Say for each talk what should become of it. Nothing has changed yet."))
    return decision


def called_off(talks: Iterable[Booking]) -> Booking | None:
    """The talk that the employer called off, of all that a student had at a booth; None when she has one."""
    last = max(talks, key=lambda talk: (talk.is_live, talk.changed_at, talk.id), default=None)
    return last if last and last.state == CANCELLED_BY_EMPLOYER else None
