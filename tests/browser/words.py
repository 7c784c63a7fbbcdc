"""The words of the screens: tests name them in English, browsers show them in Dutch."""

from functools import cache
from typing import Any

from babel.support import Translations

from app.config import ROOT


@cache
def dutch() -> Translations:
    """The compiled Dutch catalogue."""
    return Translations.load(ROOT / "translations", ["nl"])


def _(message: str, **values: Any) -> str:
    """What stands on a Dutch screen for these English words."""
    said = dutch().gettext(message)
    return said % values if values else said
