"""The addresses at which a calendar is read, in the forms that programs know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from app.pages import whole_address

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"


@dataclass(frozen=True)
class Address:
    """Where one calendar is read: to copy, to open in a program, and to add at Google or Outlook."""

    slug: str
    label: str
    copied: str

    @property
    def webcal(self) -> str:
        """The address that opens the calendar program of a computer or telephone."""
        return "webcal://" + self.copied.split("://", 1)[1]

    @property
    def google(self) -> str:
        """The page of Google Calendar that subscribes to it."""
        return f"{GOOGLE}?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """The page of Outlook.com that subscribes to it."""
        return f"{OUTLOOK}?{urlencode({'url': self.copied, 'name': self.label})}"


def addresses(token: str, wanted: Iterable[tuple[str, Any]]) -> list[Address]:
    """The addresses of these calendars of the owner of a token."""
    return [
        Address(slug, str(label), whole_address("agenda.subscribed", token=token, which=slug, form="ics"))
        for slug, label in wanted
    ]


def public_address(slug: str, label: Any) -> Address:
    """The address of a calendar for everybody."""
    return Address(slug, str(label), whole_address("agenda.shared", which=slug, form="ics"))
