"""What happens in the register, as letters to the parties that it matters to; who did it gets none."""

from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock, mail, worker
from app.db import action, with_commit
from app.mail import Draft, Words, moment
from app.wording import full_date
from register import queries
from register.facts import PlacementMoved
from register.models import (
    ACCEPTED,
    AGREED,
    APPROVED,
    CANCELLED,
    DECLINED,
    EMPLOYER,
    EXPIRED,
    IN_REVIEW,
    PARTIES,
    PROPOSED,
    SCHOOL,
    SIGNING,
    STUDENT,
    TERMINATED_EARLY,
    WITHDRAWN,
)
from register.queries import signing
from register.queries.placements import Sheet

STOPPED = (WITHDRAWN, CANCELLED, TERMINATED_EARLY)
SIGN_REMINDERS = (timedelta(days=3), timedelta(days=7))
CATCHES_UP = timedelta(days=1)  # a worker that stood still this long forgets no reminder

REMINDER = "sign-reminder"
TO_SIGN = mail.topic(REMINDER, _l("A signature that is still wanted from me"))


@with_commit(PlacementMoved)
def tell_move(fact: PlacementMoved) -> None:
    """A step is told to who must do something now, or had better know."""
    if (fact.from_state, fact.to_state) == (IN_REVIEW, APPROVED):
        return  # signing opens in the same moment, and that letter says it
    sheet = queries.drawn_sheet(fact.placement_id, clock.today())
    kind, sides = _kind_and_sides(fact, sheet)
    if kind:
        done_by = sheet.placement.steps[-1].actor_id if sheet.placement.steps else None
        readers = [each for each in people_on(sheet, *sides) if each != done_by]
        mail.write(clock.now(), *(_draft(kind, sheet, person_id) for person_id in readers))


def _kind_and_sides(fact: PlacementMoved, sheet: Sheet) -> tuple[str, tuple[str, ...]]:
    """Which letter a step needs, and who gets it."""
    proposed_by = sheet.placement.proposed_by
    asked = EMPLOYER if proposed_by == STUDENT else STUDENT
    if fact.to_state == PROPOSED:
        first: dict[str | None, tuple[str, tuple[str, ...]]] = {
            None: ("placement-proposed", (asked,)),
            PROPOSED: ("placement-changed", (STUDENT,)),
        }
        return first.get(fact.from_state, ("placement-sent-back", (EMPLOYER, STUDENT)))
    letters: dict[str, tuple[str, tuple[str, ...]]] = {
        ACCEPTED: ("placement-accepted", (proposed_by,)),
        IN_REVIEW: ("placement-to-review", (SCHOOL,)),
        DECLINED: ("placement-declined", (proposed_by,)),
        EXPIRED: ("placement-expired", (STUDENT, EMPLOYER)),
        SIGNING: ("placement-to-sign", PARTIES),
        AGREED: ("placement-agreed", PARTIES),
    }
    if fact.to_state in STOPPED:
        return "placement-stopped", PARTIES
    return letters.get(fact.to_state, ("", ()))


def people_on(sheet: Sheet, *sides: str) -> list[int]:
    """Who reads letters for these sides, each once: of an employer who proposed it, or else all staff."""
    proposer_id = sheet.placement.proposer_id
    people = {
        STUDENT: [sheet.placement.person_id],
        EMPLOYER: [proposer_id] if proposer_id else [each.id for each in sheet.staff],
        SCHOOL: [each.id for each in sheet.coordinators],
    }
    return list(dict.fromkeys(person_id for side in sides for person_id in people[side]))


def _draft(kind: str, sheet: Sheet, person_id: int, key: str | None = None) -> Draft:
    placement = sheet.placement
    said = {
        "placement_id": placement.id,
        "place": placement.place.title,
        "employer": sheet.names[EMPLOYER],
        "starts_on": placement.starts_on.isoformat(),
        "ends_on": placement.ends_on.isoformat(),
        "until": placement.expires_at.isoformat() if placement.expires_at else None,
        "reason": placement.steps[-1].reason if placement.steps else "",
    }
    return Draft(kind=kind, person_id=person_id, said=said, about=f"placement:{placement.id}", key=key)


@worker.due
def remind_to_sign(now: datetime) -> int:
    """Who has not signed after some days is asked again."""
    return sum(_remind_of(after, now) for after in SIGN_REMINDERS)


@action
def _remind_of(after: timedelta, now: datetime) -> int:
    since = now - CATCHES_UP
    numbers = signing.to_remind(REMINDER, since - after, now - after, reminded_since=since)
    drafts = [draft for number in numbers for draft in _to_signers(number, after.days, now)]
    mail.write(now, *drafts)
    return len(drafts)


def _to_signers(placement_id: int, days: int, now: datetime) -> list[Draft]:
    sheet = queries.drawn_sheet(placement_id, clock.local(now).date())
    missing = [side for side in PARTIES if side not in sheet.placement.signed]
    start = f"sign:{placement_id}:{sheet.placement.version}:{days}"
    return [_draft(REMINDER, sheet, each, f"{start}:{each}") for each in people_on(sheet, *missing)]


def _words(subject: str, said: dict[str, Any], *lines: str) -> Words:
    period = (
        _("Period"),
        _(
            "%(first)s until %(last)s",
            first=full_date(moment(said["starts_on"])),
            last=full_date(moment(said["ends_on"])),
        ),
    )
    rows = ((_("Internship"), said["place"]), (_("Employer"), said["employer"]), period)
    link = url_for("register.placement", placement_id=said["placement_id"])
    return Words(subject, lines, rows, link, _("To the internship"))


def _answer_by(said: dict[str, Any]) -> str:
    """The last day on which an answer counts: a deadline is the midnight after it."""
    last = full_date(moment(said["until"]) - timedelta(minutes=1)) if said["until"] else ""
    return _("Answer before the end of %(day)s.", day=last) if last else ""


@mail.wording("placement-proposed")
def proposed(said: dict[str, Any]) -> Words:
    """To who is asked: yes or no?"""
    subject = _("A proposal for an internship at %(name)s", name=said["employer"])
    return _words(subject, said, _answer_by(said))


@mail.wording("placement-changed")
def changed(said: dict[str, Any]) -> Words:
    """To the student: other terms."""
    subject = _("The proposal of %(name)s has changed", name=said["employer"])
    return _words(subject, said, _answer_by(said))


@mail.wording("placement-sent-back")
def sent_back(said: dict[str, Any]) -> Words:
    """To employer and student: the programme asks for other terms."""
    subject = _("The programme asks for a change: internship at %(name)s", name=said["employer"])
    return _words(subject, said, _reason(said))


@mail.wording("placement-accepted")
def accepted(said: dict[str, Any]) -> Words:
    """To who proposed: yes."""
    subject = _("The answer is yes: internship at %(name)s", name=said["employer"])
    return _words(subject, said, _("The seat is held. The programme looks at the place now."))


@mail.wording("placement-to-review")
def to_review(said: dict[str, Any]) -> Words:
    """To coordinators: please look."""
    subject = _("Please look at an internship at %(name)s", name=said["employer"])
    return _words(subject, said, _answer_by(said))


@mail.wording("placement-declined")
def declined(said: dict[str, Any]) -> Words:
    """To who proposed: no."""
    return _words(_("The answer is no: internship at %(name)s", name=said["employer"]), said, _reason(said))


@mail.wording("placement-expired")
def expired(said: dict[str, Any]) -> Words:
    """To both sides: nobody answered."""
    subject = _("The proposal has lapsed: internship at %(name)s", name=said["employer"])
    return _words(subject, said, _("There was no answer in time."))


@mail.wording("placement-to-sign")
def to_sign(said: dict[str, Any]) -> Words:
    """To all: approved, so sign."""
    subject = _("Approved: please sign for the internship at %(name)s", name=said["employer"])
    return _words(subject, said, _("When all three have signed, it is agreed."))


@mail.wording(REMINDER, topic=TO_SIGN)
def sign_again(said: dict[str, Any]) -> Words:
    """To who did not sign yet."""
    subject = _("Your signature is still wanted: internship at %(name)s", name=said["employer"])
    return _words(subject, said, _("When all three have signed, it is agreed."))


@mail.wording("placement-agreed")
def agreed(said: dict[str, Any]) -> Words:
    """To all: it is agreed."""
    return _words(_("Agreed: the internship at %(name)s", name=said["employer"]), said)


@mail.wording("placement-stopped")
def stopped(said: dict[str, Any]) -> Words:
    """To the others: it does not go on."""
    subject = _("The internship at %(name)s does not go on", name=said["employer"])
    return _words(subject, said, _reason(said))


def _reason(said: dict[str, Any]) -> str:
    return _("Reason: %(reason)s", reason=said["reason"]) if said["reason"] else ""
