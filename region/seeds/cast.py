"""The eight people as whom a visitor of the demo may look around."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from region.models import COORDINATOR, ORGANISER, STAFF

STUDENT = "student"
PASSWORD = "zonnebloem-rijn-071"  # of everybody in the demo world; demo mode never runs in production


@dataclass(frozen=True)
class CastMember:
    """Somebody of the cast.

    `what` and `does` stand on the button, `tone` colours the picture, `where` is the endpoint to land on;
    `home` is the code of a student's programme or the name of the organisation.
    """

    slug: str
    first_name: str
    last_name: str
    email: str
    role: str
    home: str
    what: Any
    does: Any
    initials: str
    tone: str
    where: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


CAST = (
    CastMember(
        "student-mbo3",
        "Yara",
        "Bakker",
        "yara.bakker@student.mborijnland.example",
        STUDENT,
        "25656",
        _l("student, mbo 3"),
        _l("Looks for an internship in care"),
        "YB",
        "sun",
        "fair.my_day",
    ),
    CastMember(
        "student-mbo2",
        "Milan",
        "de Groot",
        "milan.degroot@student.mborijnland.example",
        STUDENT,
        "25498",
        _l("student, mbo 2"),
        _l("Wants to learn by doing"),
        "MG",
        "a-groen",
        "fair.my_day",
    ),
    CastMember(
        "student-hbo",
        "Noor",
        "Haddad",
        "noor.haddad@student.hsleiden.example",
        STUDENT,
        "34560",
        _l("student, hbo"),
        _l("Looks for a research internship"),
        "NH",
        "a-ict",
        "fair.current",
    ),
    CastMember(
        "standhouder",
        "Sanne",
        "Vermeer",
        "sanne.vermeer@rijnoever.example",
        STAFF,
        "Zorggroep Rijnoever",
        _l("booth Zorggroep Rijnoever"),
        _l("Is having talks now"),
        "SV",
        "a-zorg",
        "desk.index",
    ),
    CastMember(
        "standhouder-collega",
        "Omar",
        "Çelik",
        "omar.celik@rijnoever.example",
        STAFF,
        "Zorggroep Rijnoever",
        _l("booth Zorggroep Rijnoever"),
        _l("Shares the booth with Sanne"),
        "OÇ",
        "a-zorg",
        "desk.index",
    ),
    CastMember(
        "standhouder-elders",
        "Daan",
        "Kuipers",
        "daan.kuipers@vanduintechniek.example",
        STAFF,
        "Van Duin Techniek",
        _l("booth Van Duin Techniek"),
        _l("Looks for fitters who like to learn"),
        "DK",
        "a-techniek",
        "desk.index",
    ),
    CastMember(
        "coordinator",
        "Fatima",
        "El Idrissi",
        "fatima.elidrissi@mborijnland.example",
        COORDINATOR,
        "mboRijnland",
        _l("internship coordinator"),
        _l("Approves placements"),
        "FI",
        "a-overheid",
        "register.work",
    ),
    CastMember(
        "organisator",
        "Bram",
        "de Wit",
        "bram.dewit@stagepact.example",
        ORGANISER,
        "",
        _l("organiser"),
        _l("Keeps an eye on the fair"),
        "BW",
        "a-gastvrij",
        "organiser.index",
    ),
)


def member(slug: str) -> CastMember | None:
    """The one behind a button, or None when there is no such button."""
    return next((each for each in CAST if each.slug == slug), None)
