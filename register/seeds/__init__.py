"""The register's part of the demo world: a target, pledges, and placements in every state."""

from datetime import datetime
from random import Random

from app import cli, clock
from region.seeds import SEED
from register.seeds.placements import plant_placements
from register.seeds.promises import plant_promises


@cli.seeds("pledges and placements")
def plant_register(now: datetime) -> None:
    """What was promised, and what came of it so far."""
    today = clock.local(now).date()
    plant_promises(today, Random(SEED))
    plant_placements(today, Random(SEED))
