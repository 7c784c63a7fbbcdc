"""Invitations for one person, to go along with a letter: made, changed and taken back under one uid."""

from dataclasses import dataclass, replace
from datetime import datetime

from icalendar import vCalAddress

from app.ical.calendars import filled
from app.ical.entries import Entry
from app.ical.text import is_whole, plain


@dataclass(frozen=True)
class Guest:
    """Who is invited; an invitation names nobody else, so that addresses stay with their owners."""

    email: str
    name: str


@dataclass(frozen=True)
class Invitation:
    """The text of an invitation and its method, which the MIME part that carries it must name too."""

    body: bytes
    method: str


def invite(
    entry: Entry, guest: Guest, *, sender: str, maker: str, now: datetime, rsvp: bool = False
) -> Invitation:
    """Ask a guest to come, or tell what became otherwise: the same uid and a higher sequence.

    `sender` is the address that the letter comes from. With `rsvp` it asks for a reply, which somebody must
    read then.
    """
    return _message("REQUEST", entry, guest, sender, maker, now, rsvp)


def cancel(entry: Entry, guest: Guest, *, sender: str, maker: str, now: datetime) -> Invitation:
    """Take an invitation back; the time stays in it, and the sequence is higher than that of the last."""
    return _message("CANCEL", replace(entry, cancelled=True), guest, sender, maker, now, rsvp=False)


def _message(
    method: str, entry: Entry, guest: Guest, sender: str, maker: str, now: datetime, rsvp: bool
) -> Invitation:
    made = filled([entry], maker)
    made.add("method", method)
    [event] = made.events
    event.DTSTAMP = now  # when this message was made; LAST-MODIFIED says when the entry changed
    event["ORGANIZER"] = _party(sender, CN=plain(maker))
    event["ATTENDEE"] = _party(
        guest.email,
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT="NEEDS-ACTION",
        RSVP="TRUE" if rsvp else "FALSE",
        CN=" ".join(plain(guest.name).split()),
    )
    return Invitation(made.to_ical(), method)


def _party(email: str, **said: str) -> vCalAddress:
    """An address and nothing else: with a name in it Gmail does not change what it has."""
    if not is_whole(email) or email.count("@") != 1 or any(sign in email for sign in ',;:<>"'):
        raise ValueError("not an address")
    party = vCalAddress(f"mailto:{email}")
    party.params.update(said)
    return party
