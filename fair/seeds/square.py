"""Four fairs with their booths, rosters and slots: open now, to come, over, and in the archive."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app import clock
from app.db import transaction
from fair.models import (
    APPROVED,
    ARCHIVED,
    CLOSED,
    DRAFT,
    HYBRID,
    OPEN,
    REQUESTED,
    Booth,
    Fair,
    Shift,
    Slot,
)
from fair.rules.cutting import cut
from fair.seeds import hours, texts
from fair.seeds.unhurried import plant_unhurried
from region.models import STAFF, Membership, Organisation
from region.sectors import LEVELS
from region.seeds import sheets

MINUTES = 15
QUARTER = timedelta(minutes=MINUTES)
# Most talk here on the site; a few use a video room of their own, or can be called.
OWN_LINKS = {8, 21}
PHONES = {12: "071 512 34 56", 8: "071 512 87 65"}
WAITING = {"25", "33"}  # these employers still wait for the organisers
ELSEWHERE = 6  # so many employers are at the fair to come and at the last one
LAST_YEAR = 18
UNHURRIED = "L"  # takes more time for a talk, and has lunch


def plant_square(now: datetime, rng: Random) -> None:
    """Fairs, booths, shifts and slots."""
    with transaction() as work:
        staff = _staff(work)
        employers = _employers(work)
        _plant_open(work, now, employers, staff, rng)
        _plant_coming(work, now, employers)
        _plant_past(work, now, employers, staff, rng)
        _plant_archived(work, now, employers)


def _staff(work: Session) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for each in work.scalars(select(Membership).where(Membership.role == STAFF).order_by(Membership.id)):
        found[each.organisation_id or 0].append(each.person_id)
    return found


def _employers(work: Session) -> list[tuple[dict[str, str], Organisation]]:
    """The sheet of employers, each row with what was planted of it."""
    all_of_them = select(Organisation).options(selectinload(Organisation.places))
    by_name = {each.name: each for each in work.scalars(all_of_them)}
    return [(row, by_name[row["name"]]) for row in sheets.rows("employers")]


def _fair(opens: datetime, closes: datetime, state: str, text: str, booking_opens_at: datetime) -> Fair:
    return Fair(
        title=hours.title(opens),
        text=text,
        starts_at=opens,
        ends_at=closes,
        slot_minutes=MINUTES,
        break_minutes=0,
        bookings_per_student=5,
        booking_opens_at=booking_opens_at,
        booking_closes_at=closes,
        levels=list(LEVELS),
        state=state,
    )


def _booth(row: dict[str, str], employer: Organisation, state: str) -> Booth:
    offered = {level for place in employer.places if place.published for level in place.levels}
    return Booth(
        organisation_id=employer.id,
        number=int(row["number"]),
        slogan=row["slogan"],
        levels=[level for level in LEVELS if level in offered],
        state=state,
    )


def _plant_open(
    work: Session, now: datetime, employers: list, staff: dict[int, list[int]], rng: Random
) -> None:
    """The fair of today: everybody has a booth, and staff talk as the sheet says."""
    opens, closes = hours.open_now(now)
    fair = _fair(opens, closes, OPEN, texts.NOW_TEXT, opens - timedelta(days=7))
    work.add(fair)
    for number, (row, employer) in enumerate(employers):
        booth = _booth(row, employer, REQUESTED if row["number"] in WAITING else APPROVED)
        fair.booths.append(booth)
        if booth.state == APPROVED:
            for person_id, pattern in zip(staff[employer.id], row["shifts"], strict=True):
                if pattern == UNHURRIED:
                    plant_unhurried(work, fair, booth, person_id, rng)
                else:
                    _plant_shifts(work, fair, booth, person_id, _blocks(pattern, fair, number), rng)


def _blocks(pattern: str, fair: Fair, number: int) -> Iterator[tuple[datetime, datetime]]:
    """Who talks when: X all day, W all day with half an hour off, A the first half, B the last part."""
    half = (fair.ends_at - fair.starts_at) // 2
    rest = 2 * QUARTER
    pause = fair.starts_at + half + rest * (number % 3 - 1)
    if pattern == "X":
        yield fair.starts_at, fair.ends_at
    if pattern == "W":
        yield fair.starts_at, pause
        yield pause + rest, fair.ends_at
    if pattern == "A":
        yield fair.starts_at, fair.starts_at + half
    if pattern == "B":
        yield fair.starts_at + half + rest, fair.ends_at


def _plant_shifts(
    work: Session, fair: Fair, booth: Booth, person_id: int, blocks: Iterator, rng: Random
) -> None:
    """Blocks of one person, cut into slots."""
    for starts_at, ends_at in blocks:
        shift = Shift(
            booth=booth,
            staff_id=person_id,
            starts_at=starts_at,
            ends_at=ends_at,
            meeting_link=f"https://meet.example/{rng.randbytes(9).hex()}"
            if booth.number in OWN_LINKS
            else "",
            phone=PHONES.get(booth.number, ""),
        )
        work.add_all(
            Slot(booth=booth, shift=shift, staff_id=person_id, starts_at=first, ends_at=last)
            for first, last in cut(starts_at, ends_at, fair.slot_minutes, fair.break_minutes)
        )


def _plant_coming(work: Session, now: datetime, employers: list) -> None:
    """A fair in the making; the first employers have asked for a booth."""
    day = hours.thursday_from(clock.local(now).date() + timedelta(days=100))
    opens, closes = hours.day_of(day)
    fair = _fair(opens, closes, DRAFT, texts.SOON_TEXT, opens - timedelta(days=14))
    fair.booths = [_booth(row, employer, REQUESTED) for row, employer in employers[:ELSEWHERE]]
    fair.mode, fair.location, fair.shortage_sectors = HYBRID, texts.LOCATION, ["zorg", "techniek"]
    fair.limit_until = fair.booking_opens_at + timedelta(days=7)
    work.add(fair)


def _plant_past(
    work: Session, now: datetime, employers: list, staff: dict[int, list[int]], rng: Random
) -> None:
    """A small fair that is over: one person a booth, two hours long."""
    day = hours.thursday_from(clock.local(now).date() - timedelta(days=84))
    opens, _closes = hours.day_of(day)
    fair = _fair(opens, opens + 8 * QUARTER, CLOSED, texts.PAST_TEXT, opens - timedelta(days=7))
    work.add(fair)
    for row, employer in employers[-ELSEWHERE:]:
        booth = _booth(row, employer, APPROVED)
        fair.booths.append(booth)
        block = iter([(fair.starts_at, fair.ends_at)])
        _plant_shifts(work, fair, booth, staff[employer.id][0], block, rng)


def _plant_archived(work: Session, now: datetime, employers: list) -> None:
    """The fair of a year ago: only who was there is left."""
    day = hours.thursday_from(clock.local(now).date() - timedelta(days=364))
    opens, closes = hours.day_of(day)
    fair = _fair(opens, closes, ARCHIVED, texts.ARCHIVED_TEXT, opens - timedelta(days=7))
    fair.title = f"{fair.title} {day.year}"
    fair.booths = [_booth(row, employer, APPROVED) for row, employer in employers[:LAST_YEAR]]
    work.add(fair)
