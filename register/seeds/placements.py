"""Placements of the demo world: one that lives for each student at most, in places that fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.db import transaction
from region.models import COORDINATOR, STAFF, Membership, Place, StudentProfile
from region.seeds import periods
from region.seeds.cast import CAST
from region.seeds.people import CARE
from register.models import (
    ACCEPTED,
    ACTIVE,
    AGREED,
    APPROVED,
    CANCELLED,
    COMPLETED,
    DECLINED,
    EMPLOYER,
    EXPIRED,
    IN_REVIEW,
    LIVE,
    PARTIES,
    PROPOSED,
    SIGNING,
    STUDENT,
    TERMINATED_EARLY,
    WITHDRAWN,
    Placement,
)
from register.seeds.histories import Parties, write_history

ENDED, RUNNING, COMING = "ended", "running", "coming"


@dataclass(frozen=True)
class Batch:
    """So many placements of a kind; `days` since the last step, `codes` of the programmes they come from."""

    way: str
    number: int
    when: str
    days: tuple[int, int]
    codes: tuple[str, ...] = ()
    signed: tuple[str, ...] = PARTIES


# Coordinators have work first: of the care programmes some wait for approval and some for a signature.
BATCHES = (
    Batch(IN_REVIEW, 4, COMING, (1, 6), CARE),
    Batch(SIGNING, 3, COMING, (1, 5), CARE, (EMPLOYER, STUDENT)),
    Batch(ACCEPTED, 2, COMING, (1, 4), ("56034",)),
    Batch(IN_REVIEW, 11, COMING, (1, 9)),
    Batch("sent back", 3, COMING, (1, 2)),
    Batch(APPROVED, 5, COMING, (1, 3)),
    Batch(SIGNING, 5, COMING, (1, 4), (), (EMPLOYER,)),
    Batch(SIGNING, 4, COMING, (1, 6), (), (STUDENT, EMPLOYER)),
    Batch(SIGNING, 3, COMING, (1, 2), (), ()),
    Batch(PROPOSED, 10, COMING, (1, 3)),
    Batch(ACTIVE, 84, RUNNING, (8, 45)),
    Batch(AGREED, 88, COMING, (1, 70)),
    Batch(CANCELLED, 6, COMING, (2, 20)),
    Batch(COMPLETED, 34, ENDED, (8, 45)),
    Batch(TERMINATED_EARLY, 5, ENDED, (8, 45)),
    Batch(DECLINED, 12, COMING, (2, 30)),
    Batch(WITHDRAWN, 8, COMING, (2, 30)),
    Batch(EXPIRED, 9, COMING, (11, 40)),
)


def plant_placements(today: date, rng: Random) -> None:
    """All batches, as far as there are seats and students for them."""
    with transaction() as work:
        hiring = Hiring(work, today, rng)
        for batch in BATCHES:
            work.add_all(hiring.fill(batch))


class Hiring:
    """Who is where: keeps to one live placement per student and to the seats of a place."""

    def __init__(self, work: Session, today: date, rng: Random) -> None:
        self.today, self.rng = today, rng
        self.parties = PartiesOf(work)
        self.places = self._places(work)
        self.students = self._students(work)
        self.taken: Counter[int] = Counter()
        self.busy: set[int] = set()

    def _places(self, work: Session) -> dict[tuple[str, str], list[Place]]:
        """The places of a period for a programme."""
        found: dict[tuple[str, str], list[Place]] = defaultdict(list)
        running = periods.running(self.today).starts_on
        for place in work.scalars(select(Place).order_by(Place.id)):
            when = COMING if place.published else RUNNING if place.starts_on == running else ENDED
            found[when, place.programme_code or ""].append(place)
        return found

    def _students(self, work: Session) -> list[StudentProfile]:
        """Everybody but the cast, whose story begins at the fair."""
        all_students = select(StudentProfile).options(
            joinedload(StudentProfile.programme), joinedload(StudentProfile.person)
        )
        cast = {each.email for each in CAST}
        found = work.scalars(all_students.order_by(StudentProfile.person_id))
        return [each for each in found if each.person.email not in cast]

    def fill(self, batch: Batch) -> Iterable[Placement]:
        """The placements of one batch."""
        self.rng.shuffle(self.students)
        left = batch.number
        for student in self.students:
            if not left:
                return
            place = self._place_for(student, batch)
            if place:
                left -= 1
                yield self._placement(batch, place, student)

    def _place_for(self, student: StudentProfile, batch: Batch) -> Place | None:
        code = student.programme.code
        if student.person_id in self.busy or (batch.codes and code not in batch.codes):
            return None
        if batch.way != ACCEPTED and not self.parties.school(student):
            return None
        free = [each for each in self.places[batch.when, code] if self.taken[each.id] < each.seats]
        return self.rng.choice(free) if free else None

    def _placement(self, batch: Batch, place: Place, student: StudentProfile) -> Placement:
        parties = self.parties.of(place, student)
        placement = new_placement(place, student, parties)
        earliest = place.starts_on if batch.when != COMING else self.today
        last = earliest - timedelta(days=self.rng.randint(*batch.days))
        write_history(placement, batch.way, parties, last, self.rng, batch.signed)
        if placement.state in (*LIVE, PROPOSED):
            self.busy.add(student.person_id)
        if placement.state in (*LIVE, PROPOSED) or batch.when == ENDED:
            self.taken[place.id] += 1
        return placement


def new_placement(place: Place, student: StudentProfile, parties: Parties) -> Placement:
    """A placement without a history yet."""
    return Placement(
        place_id=place.id,
        person_id=student.person_id,
        programme_id=student.programme_id,
        level=student.programme.level,
        form=place.form,
        starts_on=place.starts_on,
        ends_on=place.ends_on,
        hours_per_week=place.hours_per_week,
        allowance=place.allowance,
        version=1,
        proposed_by=EMPLOYER,
        proposer_id=parties.employer,
    )


class PartiesOf:
    """Who acts for an employer, and who for a programme."""

    def __init__(self, work: Session) -> None:
        self.staff: dict[int | None, int] = {}
        self.coordinators: dict[tuple[int | None, int | None], int] = {}
        for each in work.scalars(select(Membership).order_by(Membership.id)):
            if each.role == STAFF:
                self.staff.setdefault(each.organisation_id, each.person_id)
            if each.role == COORDINATOR:
                self.coordinators[each.institution_id, each.programme_id] = each.person_id

    def school(self, student: StudentProfile) -> int | None:
        """The coordinator of a student's programme, or of the whole school."""
        school_id = student.programme.institution_id
        return self.coordinators.get((school_id, student.programme_id)) or self.coordinators.get(
            (school_id, None)
        )

    def of(self, place: Place, student: StudentProfile) -> Parties:
        """The parties of a placement."""
        return Parties(student.person_id, self.staff[place.organisation_id], self.school(student))
