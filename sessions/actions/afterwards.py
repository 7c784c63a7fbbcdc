"""What who was there does: say what she thought of it, share her contact, or take that back."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.db import action, announce, db, refuse_as, with_commit
from app.worker import due
from sessions.facts import ContactShared, SignedOff
from sessions.models.contact import ContactShare
from sessions.models.feedback import Feedback
from sessions.queries import afterwards as queries
from sessions.queries import signup
from sessions.rules import afterwards as rules

refuse_as(
    _l("You have just said this already. Load the page again."),
    "pk_session_feedback",
    "session_feedback.registration_id",
)


@action
def say_feedback(
    *, session_id: int, liked: int, useful: int, text: str, person_id: int, now: datetime
) -> None:
    """Say what one thought of a session, or say it anew."""
    session, own = signup.held(session_id), signup.own(session_id, person_id)
    rules.check_feedback(session, own, now)
    assert own  # checked just now
    said = queries.feedback_of(own.id) or Feedback(registration_id=own.id)
    said.liked, said.useful, said.text = liked, useful, text
    db.session.add(said)


@action
def share_contact(*, session_id: int, shared: bool, organisation: str, person_id: int, now: datetime) -> int:
    """Share one's contact with others who share theirs, or no longer; returns the id of the session."""
    session, own = signup.held(session_id), signup.own(session_id, person_id)
    if shared:
        rules.check_share(session, own, now)
        assert own  # checked just now
        share = queries.share_of(own.id) or ContactShare(registration_id=own.id)
        share.organisation = organisation
        db.session.add(share)
    elif own:
        db.session.execute(delete(ContactShare).where(ContactShare.registration_id == own.id))
    announce(ContactShared(session_id, person_id))
    return session_id


@with_commit(SignedOff)
def forget_share(fact: SignedOff) -> None:
    """Who does not come shares nothing; when she signs up again, she chooses again."""
    own = signup.own(fact.session_id, fact.person_id)
    assert own  # she has just signed off
    db.session.execute(delete(ContactShare).where(ContactShare.registration_id == own.id))


@due
@action
def forget_contacts(now: datetime) -> int:
    """Throw contacts away a month after the session."""
    ids = queries.to_forget(now)
    db.session.execute(delete(ContactShare).where(ContactShare.registration_id.in_(ids)))
    return len(ids)
