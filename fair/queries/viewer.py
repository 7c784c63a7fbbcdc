"""Who looks at a booth: all that its page asks about one person is read once, and handed to its parts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from app.db import db
from fair.models import APPROVED, LIVE_BOOKING, OPEN, Booking, Booth, Fair, Slot
from fair.models.prepare import Favourite
from fair.models.queue import LIVE_VISIT, Visit
from fair.models.waiting import WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import booking, lobby, prepare, waiting
from fair.queries import slot as slot_queries
from fair.rules import booking as rules
from fair.rules import handover as handover_rules
from fair.rules import prepare as prepare_rules
from fair.rules import queue as queue_rules
from fair.rules import sheet as sheet_rules
from fair.rules.booking import Asker
from fair.rules.line import Line
from fair.rules.prepare import Reason, Seeker
from fair.rules.qualify import Student
from fair.rules.sheet import Sheet
from region.models import Establishment, Place, Programme, Recognition, StudentProfile


@dataclass(frozen=True)
class Viewer:
    """Who looks at a booth: what rules ask of her, and how she stands to this booth.

    `recognised` are the states of the employer's recognitions for her programme, `entry` is her place on
    the waiting list, `queues` in how many queues she stands, `called_off` her talk that the employer did.
    """

    asker: Asker
    seeker: Seeker | None = None
    recognised: list[str] = field(default_factory=list)
    is_kept: bool = False
    entry: WaitlistEntry | None = None
    queues: int = 0
    called_off: Booking | None = None

    @property
    def is_student(self) -> bool:
        """Whether she can book, wait and queue at all."""
        return self.asker.student is not None


@dataclass(frozen=True)
class Own:
    """What a booth page shows to a student only: whether she kept it, and why it fits."""

    is_kept: bool
    reasons: list[Reason]


QUEUES = (
    select(func.count(Visit.id))
    .join(Visit.booth)
    .join(Booth.fair)
    .where(Visit.person_id == StudentProfile.person_id, Visit.state.in_(LIVE_VISIT))
    .where(Booth.state == APPROVED, Fair.state == OPEN, Fair.ends_at > bindparam("now"))
    .correlate(StudentProfile)
    .scalar_subquery()
)
HERE: Any = bindparam("booth_id")
ADDRESSES = select(Establishment.id).where(Establishment.organisation_id == bindparam("organisation_id"))
STUDENT = (
    prepare.SEEKERS.add_columns(
        StudentProfile.urgent,
        StudentProfile.languages,
        Favourite.booth_id.label("kept"),
        WaitlistEntry,
        QUEUES.label("queues"),
        Recognition.state,
    )
    .outerjoin(Favourite, (Favourite.person_id == StudentProfile.person_id) & (Favourite.booth_id == HERE))
    .outerjoin(
        WaitlistEntry,
        (WaitlistEntry.person_id == StudentProfile.person_id) & (WaitlistEntry.booth_id == HERE),
    )
    .outerjoin(
        Recognition,
        (Recognition.programme_code == Programme.code) & Recognition.establishment_id.in_(ADDRESSES),
    )
    .where(StudentProfile.person_id == bindparam("person_id"))
)
# Her live talks at every fair, and whatever became of her talks here.
TALKS = (
    booking.bookings()
    .where(Booking.person_id == bindparam("person_id"))
    .where(or_(Booking.state.in_(LIVE_BOOKING), Booking.booth_id == HERE))
    .order_by(Booking.starts_at)
)


def viewer(booth: Booth, person_id: int | None, is_student: bool, now: datetime) -> Viewer:
    """Who looks at a booth; of a student everything is read, of others there is nothing to know."""
    asked = {"person_id": person_id, "booth_id": booth.id, "organisation_id": booth.organisation_id}
    rows = db.session.execute(STUDENT, asked | {"now": now}).all() if is_student else []
    if not rows:
        return Viewer(asker_queries.asker_with([], booth.fair, person_id, None, now))
    talks = list(db.session.scalars(TALKS, asked))
    known: Any = rows[0]
    student = Student(known.urgent, known.languages, known.level, known.code, known.sector)
    live = [talk for talk in talks if talk.is_live]
    return Viewer(
        asker_queries.asker_with(live, booth.fair, person_id, student, now),
        prepare.as_seeker(known),
        [row.state for row in rows if row.state],
        bool(known.kept),
        known.WaitlistEntry,
        known.queues,
        handover_rules.called_off([talk for talk in talks if talk.booth_id == booth.id]),
    )


def own(booth: Booth, places: list[Place], who: Viewer) -> Own | None:
    """What a student sees of a booth for herself; None for everybody else."""
    if who.seeker is None:
        return None
    offer = prepare.offer(booth, places, who.recognised)
    return Own(who.is_kept, prepare_rules.reasons(who.seeker, offer))


def waits(booth: Booth, slots: list[Slot], who: Viewer, now: datetime) -> waiting.AtBooth:
    """What she sees of waiting at a booth with these times."""
    if not who.is_student:
        return waiting.AtBooth(booth.id)
    return waiting.at_booth(booth, slots, who.asker, who.entry, now)


def waits_at(booth_id: int, person_id: int, now: datetime) -> waiting.AtBooth:
    """What a student sees of waiting at a booth, for drawing it by itself."""
    booth = db.session.get_one(Booth, booth_id)
    return waits(booth, lobby.slots(booth_id), viewer(booth, person_id, True, now), now)


def why_not(booth: Booth, line: Line, who: Viewer) -> str:
    """What she reads instead of an offer to join the queue of a booth."""
    if not who.is_student:
        return ""
    return queue_rules.why_not(
        line, who.asker.person_id, who.asker.talks, who.queues, booth.fair.one_per_employer
    )


def sheet(booth: Booth, slot_id: int, slots: list[Slot], who: Viewer, now: datetime) -> Sheet | None:
    """What she can do with a time of a booth with these times; None for a time of another booth."""
    slot = next((each for each in slots if each.id == slot_id), None) or slot_queries.slot(slot_id)
    if slot.booth_id != booth.id:
        return None
    left = rules.next_free(slot, slots, who.asker, now)
    return sheet_rules.sheet(slot, who.asker, rules.seats_taken(slot, who.asker.person_id), left, now)
