"""What is asked about whom a booth talks with."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from fair.models import Booth
from fair.rules.qualify import either
from region.models import Programme
from region.sectors import LEVELS, SECTORS, SPOKEN, level_label


def programmes(levels: Iterable[str]) -> dict[str, str]:
    """All programmes of these levels, one name for each code."""
    found = select(Programme).where(Programme.level.in_(list(levels)))
    rows = db.session.scalars(found.order_by(Programme.name, Programme.level, Programme.id))
    named: dict[str, str] = {}
    for row in rows:
        named.setdefault(row.code, f"{row.name} ({level_label(row.level)})")
    return named


def asks(booth: Booth) -> list[str]:
    """Whom a booth talks with beyond a level, in sentences for everybody."""
    said = []
    if booth.wanted_sectors:
        names = either(SECTORS[sector].label for sector in booth.wanted_sectors)
        said.append(_("Sector of the programme: %(names)s.", names=names))
    if booth.wanted_programmes:
        known = programmes(LEVELS)
        names = either(known.get(code, code) for code in booth.wanted_programmes)
        said.append(_("Programme: %(names)s.", names=names))
    if booth.wanted_languages:
        names = either(SPOKEN[language] for language in booth.wanted_languages)
        said.append(_("Speaks: %(names)s.", names=names))
    return said
