"""Letters of the region: a colleague is asked to join a team."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import clock, mail
from app.db import db, with_commit
from app.mail import Draft, Words, moment
from app.wording import day
from region.facts import ColleagueInvited
from region.models import TeamInvitation


@with_commit(ColleagueInvited)
def tell_colleague(fact: ColleagueInvited) -> None:
    """The address gets the link with which one joins."""
    invitation = db.session.get_one(TeamInvitation, fact.invitation_id)
    inviter = invitation.invited_by
    said = {
        "token": fact.token,
        "employer": invitation.organisation.name,
        "inviter": inviter.name if inviter else "",
        "until": invitation.expires_at.isoformat(),
    }
    mail.write(clock.now(), Draft(kind="colleague-invited", address=invitation.email, said=said))


@mail.wording("colleague-invited")
def invited(said: dict[str, Any]) -> Words:
    """To an address: join us."""
    return Words(
        _("Join the team of %(name)s", name=said["employer"]),
        (
            _("%(name)s asks you to join the team, to look after the booth together.", name=said["inviter"]),
            _("The link works once, until %(day)s.", day=day(moment(said["until"]))),
        ),
        link=url_for("team.join", token=said["token"]),
        link_label=_("Join the team"),
    )
