"""Calling a talk off: until when without a reason, and which reasons there are."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from fair.forms.booking import CANCEL_REASONS
from fair.models import OTHER, Booking
from fair.rules.tickets import can_change

WORDS_AT_LEAST = 5


def needs_reason(booking: Booking, now: datetime) -> bool:
    """Whether it is so late that the employer hears why."""
    return booking.starts_at - timedelta(minutes=booking.fair.cancel_free_minutes) < now


def check_reason(booking: Booking, reason: str, words: str, now: datetime) -> None:
    """Refuse to call a talk off late without saying why."""
    if not needs_reason(booking, now):
        return
    if reason not in CANCEL_REASONS:
        raise Refused(_("Say why you cancel. The employer counted on you."), field="reason")
    if reason == OTHER and len(words) < WORDS_AT_LEAST:
        raise Refused(_("Write in your own words why you cancel."), field="words")


def kept_reason(booking: Booking, reason: str, words: str, now: datetime) -> tuple[str, str]:
    """What is kept of a reason: nothing when none was needed, words only where the list has none."""
    if not needs_reason(booking, now):
        return "", ""
    return reason, words if reason == OTHER else ""


def reason_words(cancel_reason: str, words: str) -> str:
    """Why a talk is off, for whoever was in it."""
    return words or str(CANCEL_REASONS.get(cancel_reason, ""))


def free_until(booking: Booking, now: datetime) -> datetime | None:
    """Until when one may call a talk off without a reason; None when that is past or it is too late."""
    if not can_change(booking, now) or needs_reason(booking, now):
        return None
    return booking.starts_at - timedelta(minutes=booking.fair.cancel_free_minutes)
