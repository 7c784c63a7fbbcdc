"""What staff fill in about their stand: one form, with files, as a draft or to be shown."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileSize, MultipleFileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from app.config import MEGABYTE
from app.forms import plain, without_tags
from region.forms import each_once
from region.sectors import LEVELS, SECTORS

LINKS = QUESTIONS = DOWNLOADS = 5
PEOPLE = 6
LARGEST = 5 * MEGABYTE

# The colours of the square that stand out on paper and in the dark; the empty one is that of the sector.
COLOURS = {
    "": _l("As the sector"),
    "petrol": _l("Petrol"),
    "red": _l("Red"),
    "blue": _l("Blue"),
    "green": _l("Green"),
    "teal": _l("Sea green"),
    "orange": _l("Orange"),
    "purple": _l("Purple"),
    "olive": _l("Olive green"),
}

TOO_LARGE = _l("This file is too large. Choose one of at most 5 MB.")
NO_SLOGAN = _l("Write one sentence. Students see it on the square.")
NO_LEVELS = _l("Choose at least one level.")
NO_LINK = _l("Fill in a link that starts with https://, or leave it empty.")
HTTPS = r"^(https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?)?$"
DIGEST = re.compile(r"[0-9a-f]{64}")


def _text(label: Any, longest: int) -> StringField:
    return StringField(label, [Length(max=longest)], [plain])


def _link(label: Any) -> StringField:
    return StringField(label, [Regexp(HTTPS, message=NO_LINK), Length(max=500)], [plain])


def _picture(label: Any) -> FileField:
    return FileField(label, [FileSize(LARGEST, message=TOO_LARGE)])


def _digest(name: str | None) -> str:
    return name if name and DIGEST.fullmatch(name) else ""


def _kept() -> HiddenField:
    """The file that is there already, by the name that its content gives it."""
    return HiddenField(filters=[_digest])


class StandForm(FlaskForm):
    """All that a stand says; `do` is save, publish or preview. The door offers levels and sectors."""

    do = StringField()
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    booth_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    slogan = _text(_l("One sentence for the card"), 84)
    about = TextAreaField(_l("Who are you?"), [Length(max=4000)], [plain, without_tags])
    sector = SelectField(
        _l("Sector"), choices=[SelectChoice(key, each.label) for key, each in SECTORS.items()]
    )
    levels = SelectMultipleField(
        _l("Which levels are welcome?"),
        filters=[each_once],
        choices=[SelectChoice(*level) for level in LEVELS.items()],
    )
    colour = RadioField(
        _l("Colour of the awning"),
        choices=[SelectChoice(*colour) for colour in COLOURS.items()],
        default="",
    )
    logo = _picture(_l("Logo"))
    logo_kept = _kept()
    logo_off = BooleanField(_l("Take the logo away"))
    logo_alt = _text(_l("What is on the logo?"), 120)
    video = _link(_l("Link to a video"))
    downloads = MultipleFileField(_l("Add PDF files"), [FileSize(LARGEST, message=TOO_LARGE)])

    @classmethod
    def of(cls, stand: Any, fair: Any, **rest: Any) -> "StandForm":
        """The form filled in with what a stand says."""
        same = ("slogan", "about", "sector", "levels", "colour", "logo_alt", "video")
        values: dict[str, Any] = {name: getattr(stand, name) for name in same}
        values |= {"logo_kept": stand.logo, "seen": stand.version, "booth_id": stand.booth_id}
        for kind, rows in (("link", stand.links), ("person", stand.people), ("file", stand.downloads)):
            for number, row in enumerate(rows):
                values |= {f"{kind}_{name}_{number}": said for name, said in row.items()}
        values |= {f"question_{number}": said for number, said in enumerate(stand.questions)}
        form = cls(data=values, **rest)
        form.offer(fair.levels, fair.sectors)
        return form

    def offer(self, levels: Iterable[str], sectors: Iterable[str]) -> None:
        """Offer only the levels and sectors that take part in the fair."""
        self.levels.choices = [SelectChoice(*each) for each in LEVELS.items() if each[0] in levels]
        self.sector.choices = [SelectChoice(key, SECTORS[key].label) for key in SECTORS if key in sectors]

    def __iter__(self) -> Iterator[Any]:
        """The fields in the order of the page, so that a list of faults goes from top to bottom."""
        return iter(sorted(super().__iter__(), key=_place))

    def validate_slogan(self, field: StringField) -> None:
        """What students are to see begins with a sentence."""
        if self.do.data == "publish" and not field.data:
            raise ValidationError(NO_SLOGAN)

    def validate_levels(self, field: SelectMultipleField) -> None:
        """What students are to see says for whom it is."""
        if self.do.data == "publish" and not field.data:
            raise ValidationError(NO_LEVELS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also: a link has an address, and whoever has a role or a photo has a name."""
        good = super().validate(extra_validators)
        for row in self.rows("link"):
            if row["label"].data and not row["url"].data:
                row["url"].errors = [*row["url"].errors, _("Fill in a link that starts with https://.")]
                good = False
        for row in self.rows("person"):
            if not row["name"].data and (row["role"].data or row["photo_new"].data):
                row["name"].errors = [*row["name"].errors, _("Fill in a name.")]
                good = False
        return good

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The fields of all links, people or files: a row each, by the name of the part."""
        most, parts = ROWS[kind]
        return [{part: self[f"{kind}_{part}_{number}"] for part in parts} for number in range(most)]

    def open_rows(self, kind: str) -> int:
        """How many rows to show at once: those that say something, and an empty one."""
        said = [any(field.data or field.errors for field in row.values()) for row in self.rows(kind)]
        return max((number for number, says in enumerate(said, start=1) if says), default=0) + 1

    def content(self) -> dict[str, Any]:
        """What the stand says, row by row as on the page, with the files that are there already."""
        same = ("slogan", "about", "colour", "logo_alt", "video")
        return {
            **{name: self[name].data or "" for name in same},
            "sector": self.sector.data or "",
            "levels": self.levels.data or [],
            "logo": "" if self.logo_off.data else self.logo_kept.data,
            "links": [{name: row[name].data for name in ("label", "url")} for row in self.rows("link")],
            "people": [_person(row) for row in self.rows("person")],
            "questions": [self[f"question_{number}"].data for number in range(QUESTIONS)],
            "downloads": [
                {"digest": row["digest"].data, "title": row["title"].data}
                for row in self.rows("file")
                if row["digest"].data and not row["off"].data
            ],
        }

    def uploads(self) -> Iterator[tuple[str, Any]]:
        """The new files and where they belong: logo, photo:2 or download."""
        if self.logo.data:
            yield "logo", self.logo.data
        for number, row in enumerate(self.rows("person")):
            if row["photo_new"].data:
                yield f"photo:{number}", row["photo_new"].data
        for file in self.downloads.data or []:
            yield "download", file


def _place(field: Any) -> int:
    part = field.name.split("_")[0]
    return ON_THE_PAGE.index(part) if part in ON_THE_PAGE else -1


def _person(row: dict[str, Any]) -> dict[str, str]:
    photo = "" if row["photo_off"].data else row["photo"].data
    return {"name": row["name"].data, "role": row["role"].data, "photo": photo}


ROWS: dict[str, tuple[int, tuple[str, ...]]] = {
    "link": (LINKS, ("label", "url")),
    "person": (PEOPLE, ("name", "role", "photo", "photo_new", "photo_off")),
    "file": (DOWNLOADS, ("digest", "title", "off")),
}

# By the first word of their names; what is not here is not to be seen.
ON_THE_PAGE = (
    *("sector", "slogan", "about", "levels", "logo", "colour"),
    *("person", "question", "video", "link", "file", "downloads"),
)

# Rows as plain fields, so that each has its own name, error and link in the summary.
for row in range(1, LINKS + 1):
    at = row - 1
    setattr(StandForm, f"link_label_{at}", _text(_l("Text of link %(row)d", row=row), 60))
    setattr(StandForm, f"link_url_{at}", _link(_l("Address of link %(row)d", row=row)))
for row in range(1, PEOPLE + 1):
    at = row - 1
    setattr(StandForm, f"person_name_{at}", _text(_l("Name of person %(row)d", row=row), 60))
    setattr(StandForm, f"person_role_{at}", _text(_l("What does person %(row)d do?", row=row), 60))
    setattr(StandForm, f"person_photo_{at}", _kept())
    setattr(StandForm, f"person_photo_new_{at}", _picture(_l("Photo of person %(row)d", row=row)))
    off = BooleanField(_l("Take the photo of person %(row)d away", row=row))
    setattr(StandForm, f"person_photo_off_{at}", off)
for row in range(1, QUESTIONS + 1):
    setattr(StandForm, f"question_{row - 1}", _text(_l("Question %(row)d", row=row), 160))
for row in range(1, DOWNLOADS + 1):
    at = row - 1
    setattr(StandForm, f"file_digest_{at}", _kept())
    setattr(StandForm, f"file_title_{at}", _text(_l("Name of file %(row)d", row=row), 80))
    setattr(StandForm, f"file_off_{at}", BooleanField(_l("Take file %(row)d away", row=row)))


class PreviewForm(StandForm):
    """The same while somebody types: what is not right yet is left out instead of refused."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Empty every field that is not right yet, so that the rest can be drawn."""
        super().validate(extra_validators)
        for field in self:
            if field.errors:
                field.data, field.errors = type(field.data)() if field.data else "", ()
        return not self.booth_id.errors and bool(self.booth_id.data)
