"""What a student may say after a talk, until when, and what is left of it later."""

from collections.abc import Container
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import ATTENDED, NO_SHOW, ONWARD, Booking
from fair.models.afterword import Afterword

WORD_WITHIN = timedelta(days=7)
KEPT = timedelta(days=30)  # after the fair nothing of a student stays visible to the booth for longer


def is_over(booking: Booking, now: datetime) -> bool:
    """Whether a talk has been held: it is over, or the desk said that the student was there."""
    began = booking.state == ATTENDED and booking.starts_at <= now
    return booking.is_live and booking.state != NO_SHOW and (began or booking.ends_at <= now)


def can_say_outcome(booking: Booking, now: datetime) -> bool:
    """Whether it is time for a student to say what came of a talk."""
    return is_over(booking, now) and now < booking.ends_at + KEPT and booking.placement_id is None


def check_outcome(
    booking: Booking, outcome: str, *, place_id: int | None, places: Container[int | None], now: datetime
) -> None:
    """Refuse an outcome that comes too early, too late or without a place; `places` suit the student."""
    _check_held(booking, now)
    if booking.placement_id:
        raise Refused(_("There is a proposal already. You find it in your day."))
    if now >= booking.ends_at + KEPT:
        raise Refused(_("This talk is more than a month ago. You can no longer change this."))
    if outcome == ONWARD and place_id not in places:
        raise Refused(_("Choose an internship place with a free seat."))


def can_say_word(booking: Booking, said: Afterword | None, now: datetime) -> bool:
    """Whether a student may still thank, or ask one more question."""
    within = now < booking.ends_at + WORD_WITHIN
    return is_over(booking, now) and within and not (said and said.word)


def check_word(booking: Booking, said: Afterword, now: datetime) -> None:
    """Refuse a second word, or one that comes too early or more than a week later."""
    _check_held(booking, now)
    if now >= booking.ends_at + WORD_WITHIN:
        raise Refused(_("You can write until a week after the talk. That week is over."))
    if said.word:
        raise Refused(_("You have written already. You can do that once."))


def check_reply(said: Afterword | None, ends_at: datetime, now: datetime) -> None:
    """Refuse to answer what nobody asked, to answer twice, or to answer after all was taken away."""
    if said is None or not said.word or now >= ends_at + KEPT:
        raise Refused(_("There is nothing to answer here any more."))
    if said.reply:
        raise Refused(_("A colleague has answered already."))


def shows_student(fair_ends_at: datetime, now: datetime) -> bool:
    """Whether a booth may still see whose talks these were."""
    return now < fair_ends_at + KEPT


def _check_held(booking: Booking, now: datetime) -> None:
    if not is_over(booking, now):
        raise Refused(_("You can do this after the talk."))
