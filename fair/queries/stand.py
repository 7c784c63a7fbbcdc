"""What is read of stands: the draft for staff, what students see, and files."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app import files
from app.db import db
from app.errors import NotFound
from fair.models import APPROVED, DRAFT, FREE, Booth, Slot
from fair.models.stand import LISTS, TEXTS, Stand, StandFile
from fair.queries.booths import own_booth
from fair.rules import stand as rules
from region.models import Place


def draft(booth_id: int) -> Stand | None:
    """What staff are writing."""
    return _row(booth_id, published=False)


def published(booth_id: int) -> Stand | None:
    """What students see, once something was published."""
    return _row(booth_id, published=True)


def _row(booth_id: int, published: bool) -> Stand | None:
    found = select(Stand).where(Stand.booth_id == booth_id, Stand.published == published)
    return db.session.scalar(found.options(joinedload(Stand.saved_by)))


def newest(booth: Booth) -> Stand:
    """What staff write on: the draft, else what students see, else what is known of the employer."""
    return draft(booth.id) or published(booth.id) or _first(booth)


def _first(booth: Booth) -> Stand:
    """A stand that nobody has written on yet; it is not kept."""
    employer = booth.organisation
    values: dict[str, Any] = dict.fromkeys(TEXTS, "") | {name: [] for name in LISTS}
    values |= {"slogan": booth.slogan, "levels": booth.levels}
    values |= {"about": employer.about, "sector": employer.sector}
    return Stand(booth_id=booth.id, published=False, version=0, **values)


def readiness(booth: Booth) -> list[rules.Todo]:
    """What a booth needs before students get something out of it."""
    places = select(func.count(Place.id)).where(
        Place.organisation_id == booth.organisation_id, Place.published
    )
    slots = select(func.count(Slot.id)).where(Slot.booth_id == booth.id, Slot.state == FREE)
    return rules.readiness(
        booth,
        newest(booth),
        draft(booth.id) is not None,
        db.session.scalar(places) or 0,
        db.session.scalar(slots) or 0,
    )


def kept_files(booth_id: int) -> dict[tuple[str, str], StandFile]:
    """The files of a booth by kind and digest."""
    found = db.session.scalars(select(StandFile).where(StandFile.booth_id == booth_id))
    return {(file.kind, file.digest): file for file in found}


def file(booth_id: int, kind: str, digest: str, person_id: int | None) -> tuple[StandFile, bool]:
    """A file, and whether everybody may see it; a file of a draft is there for its own staff only."""
    one = select(StandFile).where(
        StandFile.booth_id == booth_id, StandFile.kind == kind, StandFile.digest == digest
    )
    found = db.session.scalar(one.options(joinedload(StandFile.booth).joinedload(Booth.fair)))
    if found is None:
        raise NotFound
    booth, stand = found.booth, published(booth_id)
    if booth.state == APPROVED and booth.fair.state != DRAFT and stand and digest in stand.digests():
        return found, True
    if person_id is None:
        raise NotFound
    own_booth(booth_id, person_id)
    return found, False


def title_of(booth_id: int, digest: str) -> str:
    """What a download is called: as students see it, or as in the draft."""
    stands = db.session.scalars(
        select(Stand).where(Stand.booth_id == booth_id).order_by(Stand.published.desc())
    )
    files = [each for stand in stands for each in stand.downloads]
    return next((each["title"] for each in files if each["digest"] == digest), digest[:8])


def named_digests(booth_id: int) -> set[str]:
    """The files that the draft or the published stand of a booth names."""
    stands = db.session.scalars(select(Stand).where(Stand.booth_id == booth_id))
    return {digest for stand in stands for digest in stand.digests()}


def booths_with_unnamed_files(now: datetime) -> list[int]:
    """Booths with files that nobody needs any more."""
    return list(db.session.scalars(select(StandFile.booth_id).where(_unnamed(now)).distinct()))


def unnamed_files(booth_id: int, now: datetime) -> list[StandFile]:
    """Files of a booth that no stand names and that no form waits for any more."""
    return list(db.session.scalars(select(StandFile).where(StandFile.booth_id == booth_id, _unnamed(now))))


def _unnamed(now: datetime) -> ColumnElement[bool]:
    return ~StandFile.named & (StandFile.kept_at < now - files.UNNAMED)


@files.named_by
def stored_names() -> set[str]:
    """The names under which files of stands are kept."""
    return set(db.session.scalars(select(StandFile.stored)))
