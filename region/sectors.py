"""The words everybody shares: sectors with their icons, education levels, and languages people speak."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Sector:
    """A sector of the fair: one street of the square."""

    label: Any
    icon: str


SECTORS = {
    "zorg": Sector(_l("Care and welfare"), "heart-pulse"),
    "techniek": Sector(_l("Technology and building"), "wrench"),
    "groen": Sector(_l("Plants and flowers"), "flower-2"),
    "bio": Sector(_l("Life sciences"), "microscope"),
    "gastvrij": Sector(_l("Hospitality and tourism"), "utensils"),
    "ict": Sector(_l("IT and creative"), "code-xml"),
    "overheid": Sector(_l("Government and education"), "landmark"),
}

LEVELS = {
    "mbo1": "mbo 1",
    "mbo2": "mbo 2",
    "mbo3": "mbo 3",
    "mbo4": "mbo 4",
    "hbo": "hbo",
    "wo": "wo",
}

SPOKEN = {
    "nl": _l("Dutch"),
    "en": _l("English"),
    "de": _l("German"),
    "fr": _l("French"),
    "es": _l("Spanish"),
    "pl": _l("Polish"),
    "tr": _l("Turkish"),
    "ar": _l("Arabic"),
    "ti": _l("Tigrinya"),
    "uk": _l("Ukrainian"),
    "zgh": _l("Berber"),
    "pap": _l("Papiamento"),
    "srn": _l("Sranan Tongo"),
    "dse": _l("Dutch Sign Language"),
}
"""Languages that students may tick, by their code."""


def level_label(level: str) -> str:
    """How people write a level."""
    return LEVELS[level]


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(sectors=SECTORS, all_levels=LEVELS, level_label=level_label)
