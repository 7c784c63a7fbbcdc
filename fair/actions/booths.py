"""Booths: organisers give, approve and decline them; staff ask for them."""

from datetime import datetime

from app.db import action, announce, db
from fair.facts import BoothAnswered, BoothChanged, InvitationUsed
from fair.models import APPROVED, DECLINED, REQUESTED, Booth, Fair
from fair.queries import booths as queries
from fair.queries import fairs as fair_queries
from fair.queries import invitations as invitation_queries
from fair.queries.queue import in_line
from fair.rules import fairs as rules


@action
def add_booth(*, fair_id: int, organisation_id: int, person_id: int, now: datetime) -> int:
    """An organiser gives an employer a booth, approved at once; returns its id."""
    fair = fair_queries.organised_fair(fair_id, person_id, lock=True)
    booth_id = _place(fair, organisation_id, person_id, now, levels=fair.levels, state=APPROVED)
    announce(BoothAnswered(booth_id))
    return booth_id


@action
def request_booth(
    *, fair_id: int, organisation_id: int, slogan: str, levels: list[str], person_id: int, now: datetime
) -> int:
    """Staff ask for a booth; it stands on the square once an organiser approves. Returns its id."""
    fair = fair_queries.fair(fair_id, lock=True)
    queries.check_staff(person_id, organisation_id)
    rules.check_levels(levels, fair)
    return _place(fair, organisation_id, person_id, now, levels=levels, slogan=slogan, state=REQUESTED)


def _place(fair: Fair, organisation_id: int, person_id: int, now: datetime, **texts: object) -> int:
    # The caller has locked the fair, so two booths never get the same number.
    rules.check_welcomes_booths(fair, now)
    rules.check_sector(queries.sector(organisation_id), fair)
    others = queries.booths_at(fair.id)
    rules.check_only_booth(others, organisation_id)
    number = rules.next_number(booth.number for booth in others)
    booth = Booth(fair_id=fair.id, organisation_id=organisation_id, number=number, **texts)
    db.session.add(booth)
    db.session.flush()
    announce(BoothChanged(booth.id))
    for invitation in invitation_queries.unfinished(fair.id, organisation_id):
        invitation.used_at, invitation.used_by_id = now, person_id
        announce(InvitationUsed(invitation.id, booth.id))
    return booth.id


@action
def approve_booth(*, booth_id: int, person_id: int, now: datetime) -> None:
    """An organiser lets a booth stand on the square."""
    fair = queries.held_fair(booth_id, person_id)
    booth = queries.organised_booth(booth_id, person_id, lock=True)
    rules.check_approval(booth, fair)
    _answer(booth, APPROVED, "")


@action
def decline_booth(*, booth_id: int, reason: str, person_id: int, now: datetime) -> None:
    """An organiser says no, and why; a booth with talks or a queue stays."""
    booth = queries.organised_booth(booth_id, person_id, lock=True)
    rules.check_decline(queries.talks_at(booth_id), in_line(booth_id))
    _answer(booth, DECLINED, reason)


@action
def ask_about_booth(*, booth_id: int, question: str, person_id: int, now: datetime) -> None:
    """An organiser asks the employer something; the booth stays in the state it has."""
    booth = queries.organised_booth(booth_id, person_id, lock=True)
    _answer(booth, booth.state, question)


def _answer(booth: Booth, state: str, remark: str) -> None:
    booth.state, booth.remark = state, remark
    announce(BoothChanged(booth.id))
    announce(BoothAnswered(booth.id))
