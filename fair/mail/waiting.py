"""Letters to who waits: a time is held, and until when."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import clock, mail
from app.db import db, with_commit
from app.mail import Draft, Words, moment
from app.wording import time
from fair.facts import OfferClosed, SlotOffered
from fair.mail.talk import said_of_slot, when_and_where
from fair.models.waiting import SlotOffer


@with_commit(SlotOffered)
def tell_offered(fact: SlotOffered) -> None:
    """A time is held for her; after its end the letter is worth nothing."""
    offer = db.session.get_one(SlotOffer, fact.offer_id)
    said = said_of_slot(offer.slot) | {"slot_id": offer.slot_id, "expires_at": offer.expires_at.isoformat()}
    draft = Draft(
        kind="talk-offered",
        person_id=offer.person_id,
        said=said,
        about=_about(offer.id),
        until=offer.expires_at,
    )
    mail.write(clock.now(), draft)


@with_commit(OfferClosed)
def forget_offer(fact: OfferClosed) -> None:
    """What is no longer held is no news to who did not read it yet."""
    mail.forget(_about(fact.offer_id))


def _about(offer_id: int) -> str:
    return f"offer:{offer_id}"


@mail.wording("talk-offered")
def offered(said: dict[str, Any]) -> Words:
    """To a student: a time is held for you."""
    until = time(moment(said["expires_at"]))
    return Words(
        _("A time is free for you at %(name)s", name=said["employer"]),
        (_("We hold this time for you until %(time)s. After that it goes to the next.", time=until),),
        when_and_where(said),
        url_for("fair.booth", booth_id=said["booth_id"], tijd=said["slot_id"]),
        _("Take this time"),
    )
