"""What the desk may record about a talk, and what staff read when it may not."""

from collections.abc import Container, Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import day, full_date, time
from fair.models import NO_FIT, ONWARD, OTHER, Booking
from register.models import DECLINED, PROPOSED

EARLY = timedelta(minutes=10)
WORDS_AT_LEAST = 10


class NoteClash(Refused):
    """A colleague saved another text since this one was begun."""


def check_marking(booking: Booking, now: datetime) -> None:
    """Refuse to say who came: too early, or when it has been settled already."""
    check_still_on(booking)
    _check_time(booking, now)
    if booking.outcome:
        raise Refused(_("The outcome of this talk is already recorded. Change the outcome instead."))


def check_outcome(
    booking: Booking,
    outcome: str,
    *,
    reason: str,
    text: str,
    place_id: int | None,
    places: Container[int | None],
    now: datetime,
) -> None:
    """Refuse an outcome that is too early, too late or not complete; `places` are those on offer."""
    check_still_on(booking)
    _check_time(booking, now)
    asked = is_asked(booking)
    if booking.placement_id and not asked:
        raise Refused(_("The proposal has been sent. The outcome can no longer change."))
    if outcome == NO_FIT:
        check_reason(reason, text)
    if outcome == ONWARD and not asked and place_id not in places:
        raise Refused(_("Choose an internship place with a free seat."))


def is_asked(booking: Booking) -> bool:
    """Whether the student of a talk asked for a place and waits for the answer of the booth."""
    return booking.placement is not None and booking.placement.asks_employer


def check_reason(reason: str, text: str) -> None:
    """Refuse a no without a reason that has to do with the requirements."""
    if not reason:
        raise Refused(_("Choose the reason why it does not fit."))
    if reason == OTHER and len(text) < WORDS_AT_LEAST:
        raise Refused(_("Write the other reason in at least %(number)d characters.", number=WORDS_AT_LEAST))


def reason_words(reason: str, text: str, labels: Mapping[str, object]) -> str:
    """The reason as the student reads it."""
    return text if reason == OTHER else str(labels.get(reason, ""))


def kept_reason(outcome: str, reason: str, text: str) -> tuple[str, str]:
    """The reason and the words that belong to an outcome; what was left in other fields is not kept."""
    if outcome != NO_FIT:
        return "", ""
    return reason, text if reason == OTHER else ""


def outcome_words(placement_state: str | None) -> str:
    """What staff read when an outcome is recorded; the state is that of the placement it was about."""
    if placement_state in (None, DECLINED):
        return _("The outcome is recorded.")
    if placement_state == PROPOSED:
        return _("The proposal has been sent.")
    return _("You both want to go on. The programme looks at the place now.")


def check_note(booking: Booking, seen: int, person_id: int) -> None:
    """Refuse to write over a text of a colleague that this person has not seen."""
    check_still_on(booking)
    if booking.note_version > seen and booking.note_by_id != person_id:
        assert booking.note_by is not None
        assert booking.note_saved_at is not None
        raise NoteClash(
            _(
                "%(name)s saved another note at %(time)s. Yours is not saved yet.",
                name=booking.note_by.first_name,
                time=time(booking.note_saved_at),
            )
        )


def check_still_on(booking: Booking) -> None:
    """Refuse when the talk was cancelled."""
    if not booking.is_live:
        raise Refused(_("This talk has been cancelled."))


def can_record(starts_at: datetime, now: datetime) -> bool:
    """Whether it is time to say who came and what came of it."""
    return now >= starts_at - EARLY


def too_early(starts_at: datetime, now: datetime) -> str:
    """What staff read when it is not."""
    if full_date(starts_at) == full_date(now):
        return _("This talk does not start until %(time)s.", time=time(starts_at))
    return _("This talk does not start until %(day)s, %(time)s.", day=day(starts_at), time=time(starts_at))


def _check_time(booking: Booking, now: datetime) -> None:
    if not can_record(booking.starts_at, now):
        raise Refused(too_early(booking.starts_at, now))
