"""What organisers answer about a booth, to the staff of its employer."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import clock, mail
from app.db import db, with_commit
from app.mail import Draft, Words
from fair.facts import BoothAnswered
from fair.models import APPROVED, DECLINED, Booth
from fair.queries import letters as queries


@with_commit(BoothAnswered)
def tell_answer(fact: BoothAnswered) -> None:
    """Yes, no, or a question; the last answer is the one that holds."""
    booth = db.session.get_one(Booth, fact.booth_id)
    kind = "booth-approved" if booth.state == APPROVED else "booth-declined"
    if booth.remark and booth.state != DECLINED:
        kind = "booth-asked"
    said = {"fair": booth.fair.title, "number": booth.number, "remark": booth.remark}
    staff, about = queries.staff_of(booth.organisation_id), f"booth:{booth.id}"
    drafts = [Draft(kind=kind, person_id=each, said=said, about=about) for each in staff]
    mail.overtake(about, staff)
    mail.write(clock.now(), *drafts)


@mail.wording("booth-approved")
def approved(said: dict[str, Any]) -> Words:
    """To staff: you have a booth."""
    line = _("You have booth %(number)d. Make a roster, so that students can book.", number=said["number"])
    return _words(_("You have a booth at %(fair)s", fair=said["fair"]), line)


@mail.wording("booth-declined")
def declined(said: dict[str, Any]) -> Words:
    """To staff: no booth, and why."""
    subject = _("No booth at %(fair)s", fair=said["fair"])
    return _words(subject, _("Reason: %(reason)s", reason=said["remark"]) if said["remark"] else "")


@mail.wording("booth-asked")
def asked(said: dict[str, Any]) -> Words:
    """To staff: the organisers want to know something."""
    return _words(_("A question about your booth at %(fair)s", fair=said["fair"]), said["remark"])


def _words(subject: str, line: str) -> Words:
    return Words(subject, (line,), link=url_for("signup.fairs"), link_label=_("To your fairs"))
