"""What organisers announce, to who is at the fair that day."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock, mail
from app.db import with_commit
from app.mail import Draft, Words
from fair.facts import AnnouncementEnded, AnnouncementSaid
from fair.queries import announcement as queries
from fair.queries import letters

ANNOUNCED = mail.topic("announcements", _l("What organisers announce at the fair"))


@with_commit(AnnouncementSaid)
def tell_announced(fact: AnnouncementSaid) -> None:
    """Everybody of the group who has something to do at the fair reads it."""
    said = queries.announcement(fact.announcement_id)
    words = {"words": said.words, "fair_id": said.fair_id, "title": said.fair.title}
    drafts = [
        Draft(kind="announced", person_id=person_id, said=words, about=_about(said.id), until=said.until)
        for person_id in letters.who_hears(said)
    ]
    mail.write(clock.now(), *drafts)


@with_commit(AnnouncementEnded)
def forget_announced(fact: AnnouncementEnded) -> None:
    """What was taken back is no news to who did not get it yet."""
    mail.forget(_about(fact.announcement_id))


def _about(announcement_id: int) -> str:
    return f"announcement:{announcement_id}"


@mail.wording("announced", topic=ANNOUNCED)
def announced(said: dict[str, Any]) -> Words:
    """To everybody of a group: what the organisers say."""
    return Words(
        _("News from the organisers: %(fair)s", fair=said["title"]),
        (said["words"],),
        link=url_for("fair.lobby", fair_id=said["fair_id"]),
        link_label=_("To the fair"),
    )
