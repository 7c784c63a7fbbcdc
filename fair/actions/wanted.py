"""Staff say which students their booth asks for."""

from datetime import datetime

from app.db import action, announce
from fair.facts import BoothChanged
from fair.queries.booths import own_booth


@action
def ask_for(
    *,
    booth_id: int,
    sectors: list[str],
    programmes: list[str],
    languages: list[str],
    person_id: int,
    now: datetime,
) -> None:
    """Keep whom a booth talks with; talks that are booked stay."""
    booth = own_booth(booth_id, person_id, lock=True)
    booth.wanted_sectors, booth.wanted_programmes = sectors, programmes
    booth.wanted_languages = languages
    announce(BoothChanged(booth_id))
