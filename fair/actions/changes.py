"""Cutting a block anew: in one unit of work slots change, and every touched talk gets what was decided."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from app.db import announce, db
from fair.actions import handover
from fair.facts import RosterChanged, TalkHandedOver, TalkLinkChanged
from fair.models import BOOKED, FREE, WITHDRAWN, Booking, Shift, Slot
from fair.queries import changes as queries
from fair.queries import handover as talks
from fair.queries.roster import slots_of_shift, withdrawn_slots
from fair.rules import handover as rules
from fair.rules.cutting import Span, Window
from fair.rules.handover import HAND, KEEP, MOVE, Decision

Decisions = Mapping[int, Decision]


def recut(
    shift: Shift, old: Window, new: Window | None, seen: str, decisions: Decisions, now: datetime
) -> list[Slot]:
    """Cut a block anew, or take it away; refuses until every talk that is touched now has a decision.

    Returns the slots that stand afterwards. The caller holds the booth.
    """
    review = queries.review(shift, old, new, now)
    _check_seen(review, seen)
    talks.hold([each.booking.id for each in review.touched])
    decided = {
        each.booking: rules.check_decided(each.booking, decisions.get(each.booking.id), each.may_keep)
        for each in review.touched
    }
    keep = {talk.slot_id for talk, decision in decided.items() if decision.verb == KEEP}
    plan = review.plan(keep)
    _withdraw(plan.go)
    come = _cut(shift, plan.come)
    announce(RosterChanged(shift.booth_id))
    for talk, decision in decided.items():
        _carry_out(talk, decision, now)
    return plan.stay + come


def tell_other_link(shift: Shift, now: datetime) -> None:
    """The talks to come of a block are held at another address; calendars see that by the sequence."""
    ahead = [talk for talk in talks.talks_in(slots_of_shift(shift.id)) if talk.state == BOOKED]
    for talk in ahead:
        # What the student reads about a change of the time or the person still holds.
        talk.employer_sequence += talk.employer_changed
        talk.sequence += 1
        talk.changed_at = now
        announce(TalkLinkChanged(talk.id, talk.booth_id, talk.fair_id))


def _check_seen(review: queries.Review, seen: str) -> None:
    if not review.touched or review.seen == seen:
        return
    if seen:
        raise rules.LookAgain(_("The bookings changed while you were looking. Nothing is saved. Look again."))
    raise rules.LookAgain(_("This change touches booked talks. Nothing has changed yet."))


def _withdraw(slots: list[Slot]) -> None:
    for slot in slots:
        slot.state = WITHDRAWN
        slot.version += 1
    db.session.flush()  # first: one person's slots never overlap, not even for a moment


def _cut(shift: Shift, times: list[Span]) -> list[Slot]:
    """Slots for these times; what was taken back before comes back as it was."""
    before = {(slot.starts_at, slot.ends_at): slot for slot in withdrawn_slots(shift.id)}
    slots = [before.get(time) or _new_slot(shift, time) for time in times]
    for slot in slots:
        slot.state = FREE
        slot.version += 1
    db.session.add_all(slots)
    db.session.flush()
    return slots


def _new_slot(shift: Shift, time: Span) -> Slot:
    ids = {"booth_id": shift.booth_id, "shift_id": shift.id, "staff_id": shift.staff_id}
    return Slot(**ids, starts_at=time[0], ends_at=time[1], version=0)


def _carry_out(talk: Booking, decision: Decision, now: datetime) -> None:
    left_id = talk.slot_id
    if decision.verb == HAND and decision.staff_id:
        handover.pass_on(talk, decision.staff_id, now)
        announce(TalkHandedOver(talk.id, left_id, talk.slot_id, talk.booth_id, talk.fair_id))
    elif decision.verb == MOVE:
        handover.move_to(talk, decision.staff_id, decision.starts_at, now)
    elif decision.verb != KEEP:
        kept = rules.check_reason(decision.reason, decision.words, f"words_{talk.id}")
        handover.drop(talk, kept, now)
