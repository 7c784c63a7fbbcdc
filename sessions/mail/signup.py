"""Letters to one person about her place in a session: signed up, waiting, a seat held, signed off."""

from functools import partial
from typing import Any

from flask_babel import gettext as _

from app import clock, mail
from app.db import with_commit
from app.mail import Draft, Words, moment
from app.wording import day, time
from sessions.facts import OfferLapsed, SeatOffered, SignedOff, SignedUp, WaitJoined
from sessions.mail.words import about, entry, letter, said_of
from sessions.models.registration import Registration
from sessions.queries import letters as queries


@with_commit(SignedUp)
def tell_signed_up(fact: SignedUp) -> None:
    """She comes, and has it in her calendar."""
    _tell("session-signed-up", fact, into_calendar=True, seen=True)


@with_commit(WaitJoined)
def tell_waiting(fact: WaitJoined) -> None:
    """She waits."""
    _tell("session-waiting", fact, seen=True)


@with_commit(SeatOffered)
def tell_offered(fact: SeatOffered) -> None:
    """A seat is held for her; after its end the letter is worth nothing."""
    _tell("session-offered", fact)


@with_commit(OfferLapsed)
def tell_lapsed(fact: OfferLapsed) -> None:
    """It is held for her no longer."""
    _tell("session-lapsed", fact)


@with_commit(SignedOff)
def tell_signed_off(fact: SignedOff) -> None:
    """She comes no more, and it leaves her calendar; who waited or let go has nothing there."""
    if fact.came:
        _tell("session-signed-off", fact, into_calendar=True, seen=True)
    else:
        mail.overtake(about(fact.session_id), [fact.person_id])


def _tell(kind: str, fact: Any, into_calendar: bool = False, **more: Any) -> None:
    """Say how things are with her now, instead of what she did not get yet."""
    own, now = queries.own(fact.session_id, fact.person_id), clock.now()
    mail.overtake(about(fact.session_id), [own.person_id])
    part = mail.for_calendar(own.person, partial(entry, own), now) if into_calendar else {}
    mail.write(now, draft(kind, own, **part, **more))


def draft(kind: str, own: Registration, **more: Any) -> Draft:
    """A letter about the place of one person."""
    until = own.offered_until
    return Draft(
        kind=kind,
        person_id=own.person_id,
        said=said_of(own.session) | ({"offered_until": until.isoformat()} if until else {}),
        about=about(own.session_id),
        until=until,
        **more,
    )


@mail.wording("session-signed-up")
def signed_up(said: dict[str, Any]) -> Words:
    """To who comes: you are in."""
    subject = _("You have signed up: %(title)s", title=said["title"])
    return letter(subject, said, _("Can you not come? Sign off, so that somebody else can."))


@mail.wording("session-waiting")
def waiting(said: dict[str, Any]) -> Words:
    """To who waits: you get a letter."""
    subject = _("You are on the waiting list: %(title)s", title=said["title"])
    return letter(subject, said, _("When a seat is held for you, you get a letter. Then you say yes or no."))


@mail.wording("session-offered")
def offered(said: dict[str, Any]) -> Words:
    """To who waits: a seat is held for you, and until when."""
    subject = _("A seat is free for you: %(title)s", title=said["title"])
    until = moment(said["offered_until"])
    held = _("%(day)s at %(time)s", day=day(until), time=time(until))
    return letter(
        subject,
        said,
        _("We hold this seat for you until %(moment)s. After that it goes to the next.", moment=held),
        _("Do you want it? Sign up on the page of the session."),
    )


@mail.wording("session-lapsed")
def lapsed(said: dict[str, Any]) -> Words:
    """To who did not answer: the seat went on."""
    subject = _("The seat is no longer held for you: %(title)s", title=said["title"])
    return letter(
        subject, said, _("You did not answer in time, so the seat goes to the next. You can wait again.")
    )


@mail.wording("session-signed-off")
def signed_off(said: dict[str, Any]) -> Words:
    """To who came: you signed off."""
    subject = _("You have signed off: %(title)s", title=said["title"])
    return letter(subject, said, _("Your seat is free for somebody else. You can sign up again."))
