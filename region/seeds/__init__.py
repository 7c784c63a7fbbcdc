"""The region's part of the demo world: schools, employers with places, and people."""

from datetime import datetime
from random import Random

from app import cli, clock
from region.seeds.cast import CAST, PASSWORD
from region.seeds.employers import plant_employers
from region.seeds.people import plant_people
from region.seeds.schools import plant_schools

SEED = 71  # the same day gives the same world


@cli.seeds("schools and employers")
def plant_region(now: datetime) -> None:
    """Schools with programmes, employers with places."""
    plant_schools()
    plant_employers(clock.local(now).date(), Random(SEED))


@cli.seeds("people")
def plant_everybody(now: datetime) -> None:
    """Students, staff, coordinators and organisers."""
    plant_people(now, Random(SEED))


@cli.seeds_tell
def how_to_sign_in() -> str:
    """With what one can sign in."""
    return f"E-mail: {CAST[0].email} (or any other demo person)\nPassword: {PASSWORD}"
