"""What calendars answer to the invitation for a talk: nothing changes by it, its student is asked back."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import mail
from app.mail import Words, replies
from fair.mail.talk import said_of, when_and_where
from fair.models import BOOKED
from fair.queries import letters as queries


@replies.reads("talk")
def talk(uid: str, email: str) -> replies.Invited | None:
    """The talk of a student, by the name that it has in her calendar."""
    found = queries.talk_in_calendar(uid, email)
    if found is None:
        return None
    return replies.Invited(
        person_id=found.person_id,
        sequence=found.sequence,
        is_on=found.state == BOOKED,
        until=found.starts_at,
        said=said_of(found),
    )


@mail.wording("talk-declined")
def declined(said: dict[str, Any]) -> Words:
    """To a student: your calendar says no, do you want to cancel?"""
    subject = _("Do you want to cancel your talk with %(name)s?", name=said["employer"])
    lines = (
        _("Your calendar says that you do not come. Your talk is still booked."),
        _("Can you not come? Cancel it on the site, so that somebody else can."),
        _("Do you come after all, or did you not answer this? Then you need not do anything."),
    )
    link = url_for("fair.ask_cancel", booking_id=said["booking_id"])
    return Words(subject, lines, when_and_where(said), link, _("Cancel the talk"))


@mail.wording("talk-countered")
def countered(said: dict[str, Any]) -> Words:
    """To a student: another time is chosen on the site."""
    subject = _("Your talk with %(name)s was not moved", name=said["employer"])
    lines = (
        _("Your calendar proposed another time. The employer does not see that."),
        _("Do you want another time? Choose it on the site. Until then you keep this one."),
    )
    link = url_for("fair.booth", booth_id=said["booth_id"], _anchor="choose")
    return Words(subject, lines, when_and_where(said), link, _("Choose another time"))
