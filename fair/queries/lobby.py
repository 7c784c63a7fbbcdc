"""What is read to show fairs, booths and their free times."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Select, bindparam, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.clock import local
from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import (
    APPROVED,
    ARCHIVED,
    DRAFT,
    FREE,
    OPEN,
    Booth,
    Fair,
    Slot,
    Stand,
)
from fair.queries.public import PUBLIC
from fair.rules.slots import has_room
from region.models import Organisation, Place, Programme, StudentProfile

Days = list[tuple[date, list[tuple[str, list[Slot]]]]]


@dataclass(frozen=True)
class Wish:
    """What somebody looks for on the square; empty means everything."""

    levels: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    text: str = ""


def current_fair(now: datetime) -> Fair | None:
    """The fair people mean today: the one that is on, else the next, else the last; none from the archive."""
    over = case((Fair.ends_at > now, 0), else_=1)
    shut = case((Fair.state == OPEN, 0), else_=1)
    away = case((Fair.ends_at > now, Fair.starts_at), else_=None)
    public = select(Fair).where(Fair.state.not_in((DRAFT, ARCHIVED)))
    return db.session.scalar(public.order_by(over, shut, away, Fair.ends_at.desc(), Fair.id).limit(1))


# Asked when a page connects, by thousands at once after an outage.
SHOWN_FAIR = select(Fair.id).where(Fair.id == bindparam("id"), PUBLIC)
SHOWN_BOOTH = (
    select(Booth.id).join(Booth.fair).where(Booth.id == bindparam("id"), Booth.state == APPROVED, PUBLIC)
)


def fair(fair_id: int) -> Fair:
    """A fair, unless it is still a draft."""
    found = db.session.get(Fair, fair_id)
    if found is None or found.state == DRAFT:
        raise NotFound
    return found


def booths(fair_id: int, wish: Wish) -> list[Booth]:
    """The stalls of a fair that fit a wish, in order of their number, with employer and address."""
    at = contains_eager(Booth.organisation).selectinload(Organisation.establishments)
    card = joinedload(Booth.stand).load_only(Stand.version, Stand.logo)
    found = _booths().where(Booth.fair_id == fair_id).options(at, card)
    if wish.sectors:
        found = found.where(Organisation.sector.in_(wish.sectors))
    if wish.text:
        offers = Organisation.places.any(Place.published & Place.title.icontains(wish.text, autoescape=True))
        named = Organisation.name.icontains(wish.text, autoescape=True)
        said = Booth.slogan.icontains(wish.text, autoescape=True)
        found = found.where(or_(named, said, offers))
    rows = db.session.scalars(found.order_by(Booth.number))
    return [booth for booth in rows if not wish.levels or set(wish.levels) & set(booth.levels)]


def booth(booth_id: int) -> Booth:
    """An approved booth of a public fair, with its employer, address and what it says."""
    at = contains_eager(Booth.organisation).joinedload(Organisation.establishments)
    windows = contains_eager(Booth.fair).joinedload(Fair.windows)
    one = _booths().where(Booth.id == booth_id).options(at, windows, joinedload(Booth.stand))
    found = db.session.scalars(one).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def shows_fair(fair_id: int) -> bool:
    """Whether a fair is there for all to see."""
    return db.session.scalar(SHOWN_FAIR, {"id": fair_id}) is not None


def shows_booth(booth_id: int) -> bool:
    """Whether a booth is there for all to see."""
    return db.session.scalar(SHOWN_BOOTH, {"id": booth_id}) is not None


def _booths() -> Select[Booth]:
    return (
        select(Booth)
        .join(Booth.organisation)
        .join(Booth.fair)
        .where(Booth.state == APPROVED, PUBLIC)
        .options(contains_eager(Booth.fair), contains_eager(Booth.organisation))
    )


def by_fair(booth_ids: set[int]) -> dict[int, set[int]]:
    """These booths, put together by fair."""
    found: dict[int, set[int]] = {}
    rows = db.session.execute(select(Booth.fair_id, Booth.id).where(Booth.id.in_(booth_ids)))
    for fair_id, booth_id in rows:
        found.setdefault(fair_id, set()).add(booth_id)
    return found


def booth_ids(fair_id: int) -> list[int]:
    """All booths of a fair."""
    return list(db.session.scalars(select(Booth.id).where(Booth.fair_id == fair_id)))


def counts(fair_id: int) -> tuple[int, int]:
    """How many booths stand on the square, and how many seats their places have together."""
    here = select(Booth.organisation_id).where(Booth.fair_id == fair_id, Booth.state == APPROVED)
    seats = select(func.sum(Place.seats)).where(Place.organisation_id.in_(here), Place.published)
    number = select(func.count()).select_from(here.subquery())
    row = db.session.execute(select(number.scalar_subquery(), seats.scalar_subquery())).one()
    return row[0], row[1] or 0


def places(organisation_id: int) -> list[Place]:
    """The places on offer at an employer, with their addresses."""
    found = select(Place).where(Place.organisation_id == organisation_id, Place.published)
    return list(db.session.scalars(found.options(joinedload(Place.establishment)).order_by(Place.id)))


def slots(booth_id: int) -> list[Slot]:
    """All times of a booth that still stand, each with who has it or is offered it, in order of time."""
    found = (
        select(Slot)
        .where(Slot.booth_id == booth_id, Slot.state == FREE)
        .options(joinedload(Slot.staff, innerjoin=True))
        .options(joinedload(Slot.bookings), joinedload(Slot.offers))
        .order_by(Slot.starts_at, Slot.staff_id)
    )
    return list(db.session.scalars(found).unique())


def staff(booth_id: int) -> list[Person]:
    """Who holds talks at a booth, in order of their first time."""
    return list({slot.staff.id: slot.staff for slot in slots(booth_id)}.values())


def wanted(
    slots: list[Slot], staff_id: int | None, free_only: bool, person_id: int | None, now: datetime
) -> list[Slot]:
    """The times of one member of staff, or the free ones; one's own time is always among them."""

    def fits(slot: Slot) -> bool:
        if any(booking.person_id == person_id for booking in slot.bookings):
            return True
        if any(offer.person_id == person_id for offer in slot.offers):
            return True
        is_free = has_room(slot) and slot.starts_at > now
        return (not staff_id or slot.staff_id == staff_id) and (is_free or not free_only)

    return [slot for slot in slots if fits(slot)]


def by_hour(slots: list[Slot]) -> Days:
    """Slots by day and hour on the wall; the hour that comes twice in October stays two hours."""
    days = groupby(slots, key=lambda slot: local(slot.starts_at).date())
    return [(day, [(hour[:2], list(held)) for hour, held in groupby(rest, key=_hour)]) for day, rest in days]


def _hour(slot: Slot) -> str:
    return local(slot.starts_at).strftime("%H%z")


def level(person_id: int | None) -> str | None:
    """The level of a student's programme."""
    if person_id is None:
        return None
    known = select(Programme.level).join(StudentProfile).where(StudentProfile.person_id == person_id)
    return db.session.scalar(known)
