"""Which calendar of sessions an address names: everything, or only for some, or only on a theme."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from sessions.kinds import EMPLOYERS, INSTITUTIONS, STUDENTS

ALL = "sessies"
FOR = {"": "", "-studenten": STUDENTS, "-werkgevers": EMPLOYERS, "-scholen": INSTITUTIONS}
ADDRESS = re.compile(rf"{ALL}(?P<audience>{'|'.join(FOR)})(?:-thema-(?P<tag>.+))?", re.DOTALL)


def slug(audience: str, tag: str) -> str:
    """The name in the address of a calendar."""
    part = next(part for part, each in FOR.items() if each == audience)
    return f"{ALL}{part}" + (f"-thema-{_in_address(tag)}" if tag else "")


def named_by(slug: str, tags: Iterable[str]) -> tuple[str, str] | None:
    """The audience and the theme that an address names, if the theme is one that is known."""
    found = ADDRESS.fullmatch(slug)
    if not found:
        return None
    if found["tag"] is None:
        return FOR[found["audience"]], ""
    tag = next((tag for tag in tags if _in_address(tag) == found["tag"]), None)
    return (FOR[found["audience"]], tag) if tag else None


def label(audience: str, tag: str) -> str:
    """How a calendar is called."""
    names = {
        "": _("Sessions"),
        STUDENTS: _("Sessions for students"),
        EMPLOYERS: _("Sessions for employers"),
        INSTITUTIONS: _("Sessions for schools"),
    }
    return _("%(sessions)s, theme %(tag)s", sessions=names[audience], tag=tag) if tag else names[audience]


def _in_address(tag: str) -> str:
    """A theme as one piece of an address."""
    return re.sub(r"[\s/]+", "-", tag)
