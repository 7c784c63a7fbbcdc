"""What a stand may say, when students may see it, and what it still lacks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.errors import Refused
from app.files import is_pdf
from app.wording import time
from fair.forms.stand import COLOURS, DOWNLOADS, NO_LEVELS, NO_SLOGAN
from fair.models import APPROVED, Booth, Fair
from fair.models.stand import CONTENT, DOWNLOAD, PICTURE, Stand
from fair.rules.fairs import check_levels


@dataclass(frozen=True)
class Todo:
    """Something a booth needs, whether it is there, and where it is done."""

    done: bool
    text: str
    where: str


@dataclass(frozen=True)
class Received:
    """A file that was handed in: where it belongs, its title, and the names it is known and kept by."""

    target: str
    title: str
    digest: str
    stored: str

    @property
    def kind(self) -> str:
        """A picture or a download."""
        return DOWNLOAD if self.target == "download" else PICTURE


def check_pdf(content: bytes) -> None:
    """Refuse a download that is no PDF, whatever it is called."""
    if not is_pdf(content):
        raise Refused(_("Only PDF files can be downloaded at a booth. This is another kind of file."))


def with_files(content: dict[str, Any], received: Iterable[Received]) -> dict[str, Any]:
    """What was typed with the new files in their places, and without empty rows."""
    people = [dict(each) for each in content["people"]]
    downloads = [dict(each) for each in content["downloads"]]
    logo = content["logo"]
    for file in received:
        if file.target == "logo":
            logo = file.digest
        elif file.target == "download":
            downloads.append({"digest": file.digest, "title": file.title})
        else:
            people[int(file.target.removeprefix("photo:"))]["photo"] = file.digest
    return content | {
        "logo": logo,
        "links": [_named(each) for each in content["links"] if each["url"]],
        "people": [each for each in people if each["name"]],
        "questions": [each for each in content["questions"] if each],
        "downloads": list({each["digest"]: _titled(each) for each in downloads}.values()),
    }


def _named(link: dict[str, str]) -> dict[str, str]:
    """A link without words shows where it leads."""
    return {"label": link["label"] or urlsplit(link["url"]).netloc, "url": link["url"]}


def _titled(file: dict[str, str]) -> dict[str, str]:
    return {"digest": file["digest"], "title": file["title"] or _("Document")}


def check_content(content: dict[str, Any], fair: Fair, kept: Collection[tuple[str, str]]) -> None:
    """Refuse what does not fit the fair, colours that are not ours, and files that are not there.

    `kept`: kind and digest of the files of this booth.
    """
    if content["sector"] not in fair.sectors:
        raise Refused(_("Choose a sector that takes part in this fair."), "sector")
    if not set(content["levels"]) <= set(fair.levels):
        raise Refused(_("Choose one or more levels that take part in this fair."), "levels")
    if content["colour"] not in COLOURS:
        raise Refused(_("Choose one of the colours."), "colour")
    if len(content["downloads"]) > DOWNLOADS:
        raise Refused(_("At most five files fit at a booth. Take one away first."), "downloads")
    shown = Stand(**{name: content[name] for name in CONTENT})
    pictures = {(PICTURE, digest) for digest in shown.pictures()}
    downloads = {(DOWNLOAD, each["digest"]) for each in shown.downloads}
    if not pictures | downloads <= set(kept):
        raise Refused(_("A file is gone. Choose it again."))


def check_seen(stand: Stand, seen: int, person_id: int) -> None:
    """Refuse, once, to write over what a colleague has saved since this page was opened."""
    if stand.version > seen and stand.saved_by_id != person_id:
        raise Refused(
            _(
                "Somebody else changed this stand at %(time)s, after you opened this page. "
                "Open it in another tab to see what is new. If you save again, your text replaces it.",
                time=time(stand.saved_at),
            )
        )


def check_publishable(stand: Stand, fair: Fair) -> None:
    """Refuse to show a stand without a sentence for the card, or without levels."""
    if not stand.slogan:
        raise Refused(str(NO_SLOGAN), "slogan")
    if not stand.levels:
        raise Refused(str(NO_LEVELS), "levels")
    check_levels(stand.levels, fair)


def readiness(booth: Booth, stand: Stand, has_draft: bool, places: int, slots: int) -> list[Todo]:
    """What a booth needs before students get something out of it, and where that is done."""
    return [
        Todo(bool(stand.slogan), _("One sentence for the card"), "slogan"),
        Todo(bool(stand.logo), _("A logo"), "logo"),
        Todo(bool(stand.about), _("A text about who you are"), "about"),
        Todo(bool(stand.people), _("Who students meet at the booth"), "person_name_0"),
        Todo(bool(stand.questions), _("Questions that students may expect"), "question_0"),
        Todo(places > 0, _("At least one internship place"), "places"),
        Todo(slots > 0, _("A roster with times to book"), "roster"),
        Todo(not has_draft and stand.version > 0, _("The stand is published"), "publish"),
        Todo(booth.state == APPROVED, _("Approved by the organisers"), "approved"),
    ]
