"""The region on the map: which towns and schools belong to it."""

from app.db import action, db
from app.errors import NotFound
from region.models import Area
from region.queries import areas as queries
from region.queries import is_organiser
from region.queries.lists import areas
from region.rules.fields import folded


@action
def draw_region(*, name: str, towns: list[str], school_ids: list[int], person_id: int) -> int:
    """An organiser says which towns and schools belong to the region; returns the id of its area.

    Addresses that were read in before find their town now; later ones find it as they are read in.
    """
    if not is_organiser(person_id):
        raise NotFound
    region = queries.area_of_name(name) or Area()
    region.name = name
    db.session.add(region)
    db.session.flush()
    _draw_towns(region, towns)
    _place_schools(region, school_ids)
    _place_addresses()
    return region.id


def _draw_towns(region: Area, names: list[str]) -> None:
    """Exactly these towns are in the region; a town that carries its name is the region itself."""
    known, wanted = areas(), {folded(name): name for name in names}
    for town in queries.towns_in(region.id):
        if folded(town.name) not in wanted:
            town.parent_id = None
    for key in wanted.keys() - {folded(region.name)}:
        town = known.get(key) or Area(name=wanted[key])
        town.parent_id = region.id
        db.session.add(town)
    db.session.flush()


def _place_schools(region: Area, school_ids: list[int]) -> None:
    inside = {school.id for school in queries.schools_in(region.id)}
    for school in queries.schools():
        if school.id in inside and school.id not in school_ids:
            school.area_id = None
        elif school.id in school_ids and school.id not in inside:
            school.area_id = region.id


def _place_addresses() -> None:
    known = areas()
    for address in queries.addresses():
        address.area = known.get(folded(address.town), address.area)
