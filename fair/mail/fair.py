"""That there is a fair: to students who can book there, and to employers who can ask for a booth."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock, mail
from app.db import db, with_commit
from app.mail import Draft, Words, moment
from app.wording import day, time
from fair.facts import FairAnnounced, FairChanged
from fair.models import DRAFT, Fair
from fair.models.fair import HYBRID
from fair.queries import letters as queries

FAIRS = mail.topic("fairs", _l("A new fair"))
# So many leave at once: who books meanwhile need not wait for thousands of letters to go first.
BATCH, PAUSE = 200, timedelta(minutes=1)


@with_commit(FairAnnounced)
def tell_fair(fact: FairAnnounced) -> None:
    """Everybody whom a fair is for reads of it once; one statement for each batch."""
    fair, now = db.session.get_one(Fair, fact.fair_id), clock.now()
    readers = [("fair-takes-booths", each) for each in queries.employers_for(fair)]
    readers += [("fair-announced", each) for each in queries.students_for(fair)]
    for start in range(0, len(readers), BATCH):
        draft = partial(_draft, fair, now + start // BATCH * PAUSE)
        mail.write(now, *(draft(*each) for each in readers[start : start + BATCH]))


@with_commit(FairChanged)
def forget_fair(fact: FairChanged) -> None:
    """A fair that is a draft again is no news to who did not get it yet."""
    if db.session.get_one(Fair, fact.fair_id).state == DRAFT:
        mail.forget(_about(fact.fair_id))


def _draft(fair: Fair, due_at: datetime, kind: str, person_id: int) -> Draft:
    said = {
        "fair_id": fair.id,
        "title": fair.title,
        "starts_at": fair.starts_at.isoformat(),
        "ends_at": fair.ends_at.isoformat(),
        "opens_at": fair.booking_opens_at.isoformat(),
        "place": fair.location if fair.mode == HYBRID else "",
    }
    return Draft(
        kind=kind,
        person_id=person_id,
        said=said,
        about=_about(fair.id),
        # A fair that was taken back and comes on another day is told anew.
        key=f"fair:{fair.id}:{fair.starts_at:%Y%m%d%H%M}:{person_id}",
        due_at=due_at,
        until=fair.ends_at,
    )


def _about(fair_id: int) -> str:
    return f"fair:{fair_id}"


@mail.wording("fair-announced", topic=FAIRS)
def announced(said: dict[str, Any]) -> Words:
    """To a student: there is a fair, and from when you can book."""
    opens = moment(said["opens_at"])
    return _words(
        said,
        _(
            "You can book talks with employers, from %(day)s at %(time)s.",
            day=day(opens),
            time=time(opens),
        ),
    )


@mail.wording("fair-takes-booths", topic=FAIRS)
def takes_booths(said: dict[str, Any]) -> Words:
    """To staff of an employer without a booth: ask for one."""
    line = _("You can ask for a booth, and meet students of many schools.")
    return _words(said, line, link=url_for("signup.fairs"), label=_("Ask for a booth"))


def _words(said: dict[str, Any], line: str, link: str = "", label: str = "") -> Words:
    start, end = moment(said["starts_at"]), moment(said["ends_at"])
    hours = _("%(day)s, %(start)s to %(end)s", day=day(start).capitalize(), start=time(start), end=time(end))
    place = _("%(place)s, and online", place=said["place"]) if said["place"] else _("Online")
    return Words(
        _("There is a fair: %(fair)s", fair=said["title"]),
        (line,),
        ((_("When"), hours), (_("Where"), place)),
        link or url_for("fair.lobby", fair_id=said["fair_id"]),
        label or _("To the fair"),
    )
