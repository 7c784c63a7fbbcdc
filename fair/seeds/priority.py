"""Who goes first in the demo world, two group talks, and a student whom her school asks after."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import Person
from fair.groups import MBO12
from fair.models import FREE, NO_SHOW, WITHDRAWN, Booking, PriorityWindow, Shift, Slot
from fair.rules.windows import kept
from fair.seeds.diary import Diary
from region.models import COORDINATOR, Membership
from region.seeds.cast import member

KEPT = ("Installatiebedrijf Stroomkade", "Woonzorg De Lindenkade", "Bouwgroep Oude Rijn")
ASKS_FOR_A_LANGUAGE = ("Begeleid Wonen De Steiger", ["en", "de"])
GROUPS = (
    ("Thuiszorg Het Bruggetje", "Een dag op de fiets door de wijk"),
    ("Kinderhof De Zeester", "Werken met kinderen: wat moet je kunnen?"),
)
SEATS = 20


def open_first(work: Session, diary: Diary) -> None:
    """Mbo 1 and 2 may book a day before the others; care and technology have too few people."""
    fair = diary.fair
    fair.shortage_sectors = ["zorg", "techniek"]
    fair.reserved_until = fair.ends_at - timedelta(hours=1)
    opens_at = fair.booking_opens_at - timedelta(days=1)
    work.add(PriorityWindow(fair_id=fair.id, group=MBO12, opens_at=opens_at))
    for booth in fair.booths:
        name, languages = ASKS_FOR_A_LANGUAGE
        booth.wanted_languages = languages if booth.organisation.name == name else []


def keep_times(diary: Diary) -> None:
    """Every third time that is free at some booths is for mbo 1 and 2."""
    for name in KEPT:
        for slot in kept(_free_at(diary, name), 3):
            slot.reserved_for = MBO12


def plant_groups(work: Session, diary: Diary) -> None:
    """Two talks for many at once, each in the place of two free times, with some who come already."""
    for name, title in GROUPS:
        free = _free_at(diary, name)
        pairs = [(a, b) for a in free for b in free if a.staff_id == b.staff_id and a.ends_at == b.starts_at]
        if pairs:
            _invite(diary, _plan(work, *pairs[-1], title))


def _free_at(diary: Diary, name: str) -> list[Slot]:
    return [
        slot
        for slot in diary.slots
        if slot.booth.organisation.name == name
        and slot.id not in diary.held
        and slot.state == FREE
        and slot.starts_at > diary.now
    ]


def _plan(work: Session, first: Slot, last: Slot, title: str) -> Slot:
    first.state = last.state = WITHDRAWN
    work.flush()
    when = {"staff_id": first.staff_id, "starts_at": first.starts_at, "ends_at": last.ends_at}
    shift = Shift(booth=first.booth, **when, meeting_link=first.shift.meeting_link)
    group = Slot(booth=first.booth, shift=shift, **when, title=title, seats=SEATS)
    work.add(group)
    work.flush()
    return group


def _invite(diary: Diary, group: Slot) -> None:
    """Seven who want to come and can."""
    for seat in range(1, 8):
        booking = diary.fill(group)
        if booking:
            booking.seat = seat
            diary.held.discard(group.id)


def miss_two_talks(work: Session, diary: Diary) -> None:
    """A student whom the coordinator of the cast looks after missed two talks of this fair."""
    programmes = _looked_after(work)
    over: dict[int, list[Booking]] = {}
    found = select(Booking).where(
        Booking.fair_id == diary.fair.id, Booking.ends_at <= diary.now, Booking.placement_id.is_(None)
    )
    for talk in work.scalars(found.order_by(Booking.id)):
        student = diary.students.get(talk.person_id)
        if student and talk.is_live and student.programme_id in programmes:
            over.setdefault(talk.person_id, []).append(talk)
    for talk in next((talks[:2] for talks in over.values() if len(talks) > 1), []):
        talk.state, talk.outcome, talk.outcome_at = NO_SHOW, None, None
        talk.outcome_reason = talk.outcome_text = ""


def _looked_after(work: Session) -> set[int | None]:
    cast = member("coordinator")
    assert cast
    own = select(Membership.programme_id).join(Membership.person).where(Person.email == cast.email)
    return set(work.scalars(own.where(Membership.role == COORDINATOR)))
