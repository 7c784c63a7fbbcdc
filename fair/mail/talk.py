"""Letters about talks: to the student at once, to the staff of the booth gathered once an hour.

Letters to the student bring the talk into her calendar, change it there and take it out. Those to staff do
not: several come as one letter, and staff have their roster as a calendar that keeps up by itself.
"""

from datetime import datetime
from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock, mail
from app.db import with_commit
from app.ical import Entry
from app.mail import Draft, Words, moment
from app.wording import day, time
from fair import ical as entries
from fair.facts import BookingCancelled, BookingMoved, SlotBooked, TalkHandedOver, TalkLinkChanged
from fair.forms.handover import EMPLOYER_REASONS
from fair.models import UNDONE, Booking, Slot
from fair.queries import letters as queries
from fair.rules.booking import UNDO_WITHIN

BOOTH = mail.topic("booth", _l("What is booked, moved and cancelled at my booth (at most once an hour)"))


@with_commit(SlotBooked)
def tell_booked(fact: SlotBooked) -> None:
    """She has a talk; nobody hears of it as long as she can undo it."""
    talk, now = queries.talk(fact.booking_id), clock.now()
    told = mail.whole_hour_after(_undoable_until(talk))
    mail.write(
        now,
        _to_student("talk-booked", talk, now, seen=True, due_at=_undoable_until(talk)),
        _to_staff("booth-booked", talk, due_at=told),
    )


@with_commit(BookingMoved)
def tell_moved(fact: BookingMoved) -> None:
    """Her talk is at another time: by herself, or by the employer."""
    talk, now = queries.talk(fact.booking_id), clock.now()
    drafts = [_changed("talk-moved", talk, now, seen=not talk.employer_changed)]
    if not talk.employer_changed:
        drafts.append(_to_staff("booth-moved", talk))
    _write(talk, now, *drafts)


@with_commit(BookingCancelled)
def tell_cancelled(fact: BookingCancelled) -> None:
    """A talk is off; what was undone was never there, unless the letter was just gone."""
    talk, now = queries.talk(fact.booking_id), clock.now()
    own = partial(_to_student, "talk-cancelled", talk, now, seen=True)
    if talk.state == UNDONE:
        gone = mail.may_have_arrived(about(talk.id), talk.person_id)
        mail.forget(about(talk.id))
        mail.write(now, *([own()] if gone else []))
    elif fact.by == "employer":
        _write(talk, now, _to_student("talk-called-off", talk, now))
    else:
        _write(talk, now, own(), _to_staff("booth-cancelled", talk))


@with_commit(TalkHandedOver)
def tell_handed_over(fact: TalkHandedOver) -> None:
    """Somebody else of the employer holds her talk."""
    talk, now = queries.talk(fact.booking_id), clock.now()
    _write(talk, now, _changed("talk-handed-over", talk, now), _to_staff("booth-handed-over", talk))


@with_commit(TalkLinkChanged)
def tell_other_link(fact: TalkLinkChanged) -> None:
    """Her talk is held at another address; who holds it knows, because she changed it."""
    talk, now = queries.talk(fact.booking_id), clock.now()
    _write(talk, now, _changed("talk-link-changed", talk, now))


def about(booking_id: int) -> str:
    """What letters on a talk are about."""
    return f"booking:{booking_id}"


def _write(talk: Booking, now: datetime, *drafts: Draft) -> None:
    """Say how a talk is now, instead of what she did not get yet."""
    mail.overtake(about(talk.id), [talk.person_id])
    mail.write(now, *drafts)


def _undoable_until(talk: Booking) -> datetime:
    return talk.booked_at + UNDO_WITHIN


def _changed(kind: str, talk: Booking, now: datetime, **more: Any) -> Draft:
    """What became otherwise: also that is nothing as long as the talk can be undone."""
    return _to_student(kind, talk, now, due_at=max(now, _undoable_until(talk)), **more)


def _to_student(kind: str, talk: Booking, now: datetime, **more: Any) -> Draft:
    return Draft(
        kind=kind,
        person_id=talk.person_id,
        said=said_of(talk),
        about=about(talk.id),
        **mail.for_calendar(talk.person, partial(_entry, talk), now),
        **more,
    )


def _entry(talk: Booking) -> Entry:
    return entries.talk(talk, mail.site_host(), mail.page_address("room.show", booking_id=talk.id))


def _to_staff(kind: str, talk: Booking, **more: Any) -> Draft:
    return Draft(kind=kind, person_id=talk.slot.staff_id, said=said_of(talk), about=about(talk.id), **more)


def said_of(talk: Booking) -> dict[str, Any]:
    """What letters say about a talk; no names of students."""
    return {"booking_id": talk.id, "reason": talk.reason} | said_of_slot(talk.slot)


def said_of_slot(slot: Slot) -> dict[str, Any]:
    """The same of the time that it takes."""
    return {
        "booth_id": slot.booth_id,
        "employer": slot.booth.organisation.name,
        "number": slot.booth.number,
        "staff": slot.staff.name,
        "starts_at": slot.starts_at.isoformat(),
    }


def when_and_where(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The facts of a talk, one under another."""
    return (
        (_("When"), at(said)),
        (_("Where"), _("Online, booth %(number)d", number=said["number"])),
        (_("With"), f"{said['staff']}, {said['employer']}"),
    )


def at(said: dict[str, Any]) -> str:
    """donderdag 26 november om 12.15 uur."""
    starts_at = moment(said["starts_at"])
    return _("%(day)s at %(time)s", day=day(starts_at), time=time(starts_at))


def for_student(subject: str, said: dict[str, Any], *lines: str) -> Words:
    """A letter that leads a student to her talk."""
    link = url_for("fair.booking", booking_id=said["booking_id"])
    return Words(subject, lines, when_and_where(said), link, _("To your talk"))


@mail.wording("talk-booked")
def booked(said: dict[str, Any]) -> Words:
    """To a student: you have a talk."""
    subject = _("Booked: a talk with %(name)s", name=said["employer"])
    return for_student(
        subject, said, _("Your talk is booked. Can you not come? Cancel it, so that somebody else can.")
    )


@mail.wording("talk-moved")
def moved(said: dict[str, Any]) -> Words:
    """To a student: your talk is at another time."""
    subject = _("Moved: your talk with %(name)s", name=said["employer"])
    return for_student(subject, said, _("Your talk is at another time now. The old time no longer holds."))


@mail.wording("talk-handed-over")
def handed_over(said: dict[str, Any]) -> Words:
    """To a student: somebody else will be there."""
    subject = _("Your talk with %(name)s is with somebody else", name=said["employer"])
    return for_student(subject, said, _("The time stays the same."))


@mail.wording("talk-link-changed")
def link_changed(said: dict[str, Any]) -> Words:
    """To a student: another link."""
    subject = _("Another link: your talk with %(name)s", name=said["employer"])
    return for_student(
        subject, said, _("The time stays the same. The page of your talk has the link that holds now.")
    )


@mail.wording("talk-cancelled")
def cancelled(said: dict[str, Any]) -> Words:
    """To a student: you cancelled."""
    subject = _("Cancelled: your talk with %(name)s", name=said["employer"])
    return _off(subject, said, _("You cancelled this talk."))


@mail.wording("talk-called-off")
def called_off(said: dict[str, Any]) -> Words:
    """To a student: the employer cancelled, and why."""
    subject = _("%(name)s cancelled your talk", name=said["employer"])
    reason = str(EMPLOYER_REASONS.get(said["reason"], said["reason"]))
    lines = [_("Reason: %(reason)s", reason=reason)] if reason else []
    return _off(subject, said, *lines, _("You may choose another time, and you go before the others."))


def _off(subject: str, said: dict[str, Any], *lines: str) -> Words:
    link = url_for("fair.booth", booth_id=said["booth_id"])
    return Words(subject, lines, when_and_where(said), link, _("Choose another time"))


def _for_staff(subject: str, said: dict[str, Any]) -> Words:
    link = url_for("desk.show", booth_id=said["booth_id"], gesprek=said["booking_id"])
    return Words(subject, (), when_and_where(said), link, _("To the desk"))


@mail.wording("booth-booked", topic=BOOTH, gathered=True)
def booth_booked(said: dict[str, Any]) -> Words:
    """To staff: a talk more."""
    return _for_staff(_("New talk: %(when)s", when=at(said)), said)


@mail.wording("booth-moved", topic=BOOTH, gathered=True)
def booth_moved(said: dict[str, Any]) -> Words:
    """To staff: a talk at another time."""
    return _for_staff(_("Talk moved to %(when)s", when=at(said)), said)


@mail.wording("booth-cancelled", topic=BOOTH, gathered=True)
def booth_cancelled(said: dict[str, Any]) -> Words:
    """To staff: a talk less."""
    return _for_staff(_("Talk cancelled: %(when)s", when=at(said)), said)


@mail.wording("booth-handed-over", topic=BOOTH)
def booth_handed_over(said: dict[str, Any]) -> Words:
    """To the colleague who holds the talk now."""
    return _for_staff(_("A talk is yours now: %(when)s", when=at(said)), said)
