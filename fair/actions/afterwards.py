"""After a talk: the student says what came of it, writes once more, and later all of it is forgotten."""

from datetime import datetime

from sqlalchemy import delete, update

from app.db import action, announce, db
from app.worker import due
from fair.facts import AfterwordSaid
from fair.models import NO_FIT, ONWARD, Booking
from fair.models.afterword import Afterword
from fair.queries import afterwards as queries
from fair.queries import desk
from fair.rules import afterwards as rules
from register.actions import ask_for_place


@action
def say_outcome(
    *, booking_id: int, outcome: str, reason: str, place_id: int | None, person_id: int, now: datetime
) -> int | None:
    """A student says what came of a talk; going on asks for a place, and returns the placement's id."""
    talk = queries.own_talk(booking_id, person_id, lock=True)
    places = {place.id for place in queries.places_for(talk)} if outcome == ONWARD else set()
    rules.check_outcome(talk, outcome, place_id=place_id, places=places, now=now)
    said = _afterword(booking_id)
    said.outcome, said.outcome_at = outcome, now
    said.reason = reason if outcome == NO_FIT else ""
    if outcome == ONWARD and place_id:
        talk.placement_id = ask_for_place(place_id=place_id, person_id=person_id, now=now)
    announce(AfterwordSaid(booking_id))
    return talk.placement_id


@action
def say_word(*, booking_id: int, word: str, person_id: int, now: datetime) -> None:
    """A student thanks the booth, or asks one more question."""
    talk = queries.own_talk(booking_id, person_id, lock=True)
    said = _afterword(booking_id)
    rules.check_word(talk, said, now)
    said.word, said.word_at = word, now
    announce(AfterwordSaid(booking_id))


@action
def reply(*, booking_id: int, word: str, person_id: int, now: datetime) -> None:
    """Staff answer what a student wrote."""
    talk = desk.talk_for_update(booking_id, person_id)
    said = queries.afterword(booking_id)
    rules.check_reply(said, talk.ends_at, now)
    assert said is not None
    said.reply, said.reply_at, said.reply_by_id = word, now, person_id
    announce(AfterwordSaid(booking_id))


@due
@action
def forget_talks(now: datetime) -> int:
    """Throw away what was said in talks of fairs that ended a month ago; that they were held stays."""
    ids = queries.to_forget(now)
    blank = {"question": "", "note": "", "outcome_text": "", "reason": ""}
    db.session.execute(delete(Afterword).where(Afterword.booking_id.in_(ids)))
    db.session.execute(update(Booking).where(Booking.id.in_(ids)).values(blank))
    return len(ids)


def _afterword(booking_id: int) -> Afterword:
    said = queries.afterword(booking_id)
    if said is None:
        said = Afterword(booking_id=booking_id, word="")
        db.session.add(said)
    return said
