"""What was promised in the demo world: a target to the public, and pledges of employers."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from app.db import transaction
from region.models import Area, Organisation
from region.sectors import LEVELS
from region.seeds import periods
from region.seeds.schools import REGION
from register.models import Pledge, Target

# Places an employer pledges at a level: at least and at most. Together about 700.
PLEDGED = {"mbo1": (4, 8), "mbo2": (5, 12), "mbo3": (5, 12), "mbo4": (5, 10), "hbo": (3, 8), "wo": (3, 6)}


def plant_promises(today: date, rng: Random) -> None:
    """One target for this study year, and a pledge of each employer for each level it has places for."""
    first, last = periods.study_year(today)
    with transaction() as work:
        area_id = work.scalars(select(Area.id).where(Area.name == REGION)).one()
        work.add(
            Target(
                name="1000 stageplekken",
                number=1000,
                starts_on=first,
                ends_on=last,
                levels=list(LEVELS),
                counted_forms=["regular", "alternative"],
                area_id=area_id,
            )
        )
        for employer in work.scalars(select(Organisation).order_by(Organisation.id)):
            offered = {level for place in employer.places for level in place.levels}
            work.add_all(_pledge(employer, level, today, rng) for level in LEVELS if level in offered)


def _pledge(employer: Organisation, level: str, today: date, rng: Random) -> Pledge:
    return Pledge(
        organisation_id=employer.id,
        level=level,
        number=rng.randint(*PLEDGED[level]),
        starts_on=rng.choice(periods.in_study_year(today)).starts_on,
        pledged_on=today - timedelta(days=rng.randint(3, 90)),
    )
