"""The four lists that people bring: which columns they have, and how those may be called."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from region.rules import fields


@dataclass(frozen=True)
class Column:
    """A column: how it may be called, and how its cells are read."""

    name: str
    label: Any
    read: Callable[[str], Any]
    also: tuple[str, ...]
    example: str
    may_hold_long_numbers: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of list. Of `needs` each row fills one of every group; `mark` is what tells rows apart.

    Rows with the same `owner` are about one employer or person, so they agree on what is `shared`.
    """

    name: str
    label: Any
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    mark: str
    owner: str = ""
    shared: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def requires(self, name: str) -> bool:
        """Whether the file cannot do without this column, or one that says the same."""
        return any(name in group for group in self.needs)


_EMAIL = Column(
    "email",
    _l("e-mail"),
    fields.email,
    ("e-mailadres", "emailadres", "mail", "mailadres", "e-mail address", "school e-mail"),
    "yara@school.example",
    may_hold_long_numbers=True,
)
_FIRST_NAME = Column(
    "first_name", _l("first name"), fields.person_name, ("voornaam", "roepnaam", "firstname"), "Yara"
)
_LAST_NAME = Column(
    "last_name", _l("last name"), fields.person_name, ("achternaam", "surname", "lastname"), "Wit"
)
_SCHOOL = Column(
    "school",
    _l("school"),
    fields.name,
    ("onderwijsinstelling", "instelling", "institution", "naam school"),
    "Oefenschool Leiden",
)
_PROGRAMME = Column(
    "programme",
    _l("programme"),
    fields.name,
    ("opleiding", "program", "naam opleiding", "opleidingsnaam"),
    "Verzorgende IG",
)
_CODE = Column(
    "code",
    _l("programme code"),
    fields.programme_code,
    (
        "opleidingscode",
        "crebo",
        "crebocode",
        "crebonummer",
        "croho",
        "crohocode",
        "isatcode",
        "programme code",
    ),
    "25491",
)
_LEVEL = Column(
    "level",
    _l("level"),
    fields.level,
    ("niveau", "onderwijsniveau", "mbo-niveau", "education level"),
    "mbo 3",
)
_SECTOR = Column("sector", _l("sector"), fields.sector, ("branche",), "Zorg en welzijn")

PROGRAMMES = Kind(
    "programmes",
    _l("Programmes"),
    (_SCHOOL, _PROGRAMME, _LEVEL, _CODE, _SECTOR),
    needs=(("school",), ("programme",), ("level",), ("code",), ("sector",)),
    mark="code",
)
EMPLOYERS = Kind(
    "employers",
    _l("Employers"),
    (
        Column(
            "name",
            _l("employer"),
            fields.name,
            (
                "werkgever",
                "bedrijf",
                "bedrijfsnaam",
                "organisatie",
                "employer",
                "organisation",
                "company",
                "naam",
            ),
            "Zorggroep De Singel",
        ),
        Column("kvk_number", _l("KvK number"), fields.kvk_number, ("kvk", "kvknummer", "kvknr"), "69599084"),
        Column(
            "number",
            _l("establishment number"),
            fields.establishment_number,
            ("vestiging", "vestigingsnummer", "vestigingsnr", "establishment number"),
            "000012345678",
        ),
        _SECTOR,
        Column("address", _l("address"), fields.line, ("adres", "straat", "street"), "Rijnkade 12"),
        Column("postcode", _l("postcode"), fields.postcode, ("postal code", "zip"), "2312 AB"),
        Column(
            "town", _l("town"), fields.name, ("plaats", "woonplaats", "vestigingsplaats", "city"), "Leiden"
        ),
        Column(
            "contact_name",
            _l("contact"),
            fields.full_name,
            ("contactpersoon", "naam contactpersoon", "contact", "contact person"),
            "Sanne Bakker",
        ),
        Column(
            "contact_email",
            _l("e-mail"),
            fields.email,
            ("email", *_EMAIL.also, "e-mail contact"),
            "sanne@werkgever.example",
            True,
        ),
        Column(
            "contact_phone",
            _l("telephone"),
            fields.phone,
            ("telefoon", "telefoonnummer", "tel", "phone", "telephone", "phone number", "mobiel"),
            "071 516 50 00",
        ),
        Column(
            "about",
            _l("about the employer"),
            fields.paragraph,
            ("over", "over de werkgever", "omschrijving", "about the employer", "description"),
            "Wij zorgen voor mensen thuis.",
            may_hold_long_numbers=True,
        ),
    ),
    needs=(("name",), ("kvk_number",), ("sector",), ("contact_name",), ("contact_email",)),
    mark="kvk_number",
    owner="kvk_number",
    shared=("name", "sector", "about"),
)
STUDENTS = Kind(
    "students",
    _l("Students"),
    (
        _EMAIL,
        _FIRST_NAME,
        Column("infix", _l("infix"), fields.line, ("tussenvoegsel", "tussenvoegsels", "voorvoegsel"), "de"),
        _LAST_NAME,
        _SCHOOL,
        _PROGRAMME,
        _CODE,
        _LEVEL,
        Column("year", _l("year of study"), fields.year, ("leerjaar", "jaar", "year of study"), "2"),
        Column("urgent", _l("urgent"), fields.yes_or_no, ("dringend", "urgent", "spoed"), "nee"),
    ),
    needs=(("email",), ("first_name",), ("last_name",), ("school",), ("programme", "code")),
    mark="email",
)
COORDINATORS = Kind(
    "coordinators",
    _l("Internship coordinators"),
    (
        replace(_EMAIL, example="fatima@school.example"),
        replace(_FIRST_NAME, example="Fatima"),
        replace(STUDENTS.column("infix"), example=""),
        replace(_LAST_NAME, example="Amrani"),
        *STUDENTS.columns[4:8],
    ),
    needs=(("email",), ("first_name",), ("last_name",), ("school",)),
    mark="email",
    owner="email",
    shared=("first_name", "last_name"),
)
KINDS = {kind.name: kind for kind in (PROGRAMMES, EMPLOYERS, STUDENTS, COORDINATORS)}


def example(kind: Kind) -> tuple[list[str], list[list[str]]]:
    """A list to start from: its columns, and one row."""
    return [str(column.label) for column in kind.columns], [[column.example for column in kind.columns]]
