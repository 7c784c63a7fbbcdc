"""Fictional employers with an address, the places they offer, and for whom they may train."""

from datetime import date, timedelta
from itertools import count
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from region.models import Area, Establishment, Organisation, Place, Programme, Recognition
from region.seeds import periods, sheets
from region.seeds.periods import Period

# In which of the three periods to come a place starts, in tens.
STARTS = (0, 0, 1, 2, 0, 1, 0, 0, 1, 0)


def plant_employers(today: date, rng: Random) -> None:
    """Forty employers in seven sectors, 120 places on offer, and the places of earlier periods."""
    with transaction() as work:
        organisations = {row["number"]: _organisation(row) for row in sheets.rows("employers")}
        areas = dict(work.execute(select(Area.name, Area.id)).all())
        for row in sheets.rows("employers"):
            organisations[row["number"]].establishments = [_establishment(row, areas[row["municipality"]])]
        work.add_all(organisations.values())
        work.flush()
        _plant_places(work, organisations, today)
        work.flush()
        _plant_recognitions(work, today, rng)


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        name=row["name"],
        kvk_number=f"900002{int(row['number']):02}",
        sector=row["sector"],
        about=row["about"],
        places=[],
    )


def _establishment(row: dict[str, str], area_id: int) -> Establishment:
    return Establishment(
        number=f"0000900002{int(row['number']):02}",
        address=row["address"],
        postcode=row["postcode"],
        town=row["town"],
        area_id=area_id,
        contact_name="Stagebureau",
        contact_email=f"stages@{row['host']}.example",
    )


def _plant_places(work: Session, organisations: dict[str, Organisation], today: date) -> None:
    """Every place on offer; of some the edition that runs now, of some the one before that."""
    levels = dict(work.execute(select(Programme.code, Programme.level)).all())
    coming, now, past = periods.upcoming(today), periods.running(today), periods.ended(today)
    numbers = count()
    for row in sheets.rows("places"):
        number, employer, level = next(numbers), organisations[row["employer"]], levels[row["code"]]
        work.add(_place(row, employer, level, coming[STARTS[number % 10]], number))
        if number % 10 < 7:
            work.add(_place(row, employer, level, now, number, published=False))
        if number % 3 == 0:
            work.add(_place(row, employer, level, past, number, published=False))


def _place(
    row: dict[str, str],
    employer: Organisation,
    level: str,
    period: Period,
    number: int,
    published: bool = True,
) -> Place:
    return Place(
        organisation_id=employer.id,
        establishment_id=employer.establishments[0].id,
        title=row["title"],
        tasks=row["tasks"],
        levels=[level],
        sector=employer.sector,
        programme_code=row["code"],
        seats=int(row["seats"]),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        hours_per_week=int(row["hours"]),
        allowance=row["allowance"],
        form="alternative" if number % 17 == 16 else "regular",
        work_mode="hybrid" if level in ("hbo", "wo") and number % 2 else "on_site",
        published=published,
    )


def _plant_recognitions(work: Session, today: date, rng: Random) -> None:
    """An employer may train for the mbo programmes of most of its places; some still wait for it."""
    offered = (
        select(Place.establishment_id, Programme.code)
        .join(Programme, Programme.code == Place.programme_code)
        .where(Programme.level.startswith("mbo"))
        .distinct()
        .order_by(Place.establishment_id, Programme.code)
    )
    for number, (establishment_id, code) in enumerate(work.execute(offered)):
        state = {11: "requested", 29: "expired"}.get(number % 40, "valid")
        checked_on = None if state == "requested" else today - timedelta(days=rng.randint(1, 20))
        work.add(
            Recognition(
                establishment_id=establishment_id, programme_code=code, state=state, checked_on=checked_on
            )
        )
