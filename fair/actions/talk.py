"""The desk says who came, keeps notes, and records what came of a talk."""

from datetime import date, datetime

from app.db import action, announce
from fair.facts import AttendanceMarked, NoteSaved, OutcomeRecorded
from fair.forms.desk import REASONS
from fair.models import ATTENDED, NO_FIT, NO_SHOW, ONWARD, Booking
from fair.queries import desk as queries
from fair.rules import talk as rules
from register.actions import answer_proposal, propose_placement


@action
def mark_attendance(*, booking_id: int, state: str, person_id: int, now: datetime) -> None:
    """Say for a booth that a student came or did not, or take that back: attended, no_show or booked."""
    booking = queries.talk_for_update(booking_id, person_id)
    rules.check_marking(booking, now)
    booking.state = state
    announce(AttendanceMarked(booking_id))


@action
def save_note(*, booking_id: int, note: str, seen: int, person_id: int, now: datetime) -> None:
    """Keep the team's note; `seen` is the version of the text that this person started from."""
    booking = queries.talk_for_update(booking_id, person_id)
    rules.check_note(booking, seen, person_id)
    booking.note, booking.note_by_id, booking.note_saved_at = note, person_id, now
    booking.note_version += 1
    announce(NoteSaved(booking_id))


@action
def record_outcome(
    *,
    booking_id: int,
    outcome: str,
    reason: str = "",
    text: str = "",
    place_id: int | None = None,
    starts_on: date | None = None,
    person_id: int,
    now: datetime,
) -> int | None:
    """Record what came of a talk; returns the id of the placement that was proposed or answered thereby."""
    booking = queries.talk_for_update(booking_id, person_id)
    places = {place.id: place for place in queries.places_on_offer(booking.booth.organisation_id)}
    rules.check_outcome(booking, outcome, reason=reason, text=text, place_id=place_id, places=places, now=now)
    decided = booking.placement_id if outcome in (ONWARD, NO_FIT) else None
    if rules.is_asked(booking):
        _answer(booking, outcome, rules.reason_words(reason, text, REASONS), person_id, now)
    elif outcome == ONWARD and place_id:
        starts_on = starts_on or places[place_id].starts_on
        decided = booking.placement_id = propose_placement(
            place_id=place_id, student_id=booking.person_id, person_id=person_id, starts_on=starts_on, now=now
        )
    _close(booking, outcome, reason, text, now)
    announce(OutcomeRecorded(booking_id))
    return decided


def _answer(booking: Booking, outcome: str, reason: str, person_id: int, now: datetime) -> None:
    """What the student asked for gets its yes or no; any other outcome leaves the question open."""
    asked = booking.placement
    if asked and outcome in (ONWARD, NO_FIT):
        answer_proposal(
            placement_id=asked.id,
            person_id=person_id,
            accepts=outcome == ONWARD,
            version=asked.version,
            reason=reason,
            now=now,
        )


def _close(booking: Booking, outcome: str, reason: str, text: str, now: datetime) -> None:
    booking.state = NO_SHOW if outcome == NO_SHOW else ATTENDED
    booking.outcome, booking.outcome_at = outcome, now
    booking.outcome_reason, booking.outcome_text = rules.kept_reason(outcome, reason, text)
