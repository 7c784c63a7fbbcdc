"""Invitations of employers: a link to an address, or a letter to who works there already."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import clock, mail
from app.db import db, with_commit
from app.mail import Draft, Words, moment
from app.wording import day
from fair.facts import EmployerInvited
from fair.models import Invitation
from fair.queries import letters as queries


@with_commit(EmployerInvited)
def tell_invited(fact: EmployerInvited) -> None:
    """The address that the organiser wrote down gets the link; people with an account find it on the site."""
    invitation = db.session.get_one(Invitation, fact.invitation_id)
    said = {
        "employer": invitation.employer,
        "fair": invitation.fair.title,
        "starts_at": invitation.fair.starts_at.isoformat(),
        "until": invitation.expires_at.isoformat(),
    }
    about = f"invitation:{invitation.id}"
    mail.forget(about)  # an earlier link opens nothing any more
    if invitation.email and fact.token:
        said |= {"token": fact.token}
        mail.write(
            clock.now(), Draft(kind="employer-invited", address=invitation.email, said=said, about=about)
        )
    else:
        staff = queries.staff_of(invitation.organisation_id)
        drafts = [Draft(kind="employer-asked", person_id=each, said=said, about=about) for each in staff]
        mail.write(clock.now(), *drafts)


def _words(said: dict[str, Any], link: str) -> Words:
    return Words(
        _("Invitation: %(fair)s", fair=said["fair"]),
        (
            _(
                "We invite %(name)s to this internship fair. Ask for a booth with the button below.",
                name=said["employer"],
            ),
            _("You can use this invitation until %(day)s.", day=day(moment(said["until"]))),
        ),
        ((_("When"), day(moment(said["starts_at"]))),),
        link,
        _("Ask for a booth"),
    )


@mail.wording("employer-invited")
def invited(said: dict[str, Any]) -> Words:
    """To an address: the link that works once."""
    return _words(said, url_for("signup.invitation", token=said["token"]))


@mail.wording("employer-asked")
def asked(said: dict[str, Any]) -> Words:
    """To staff with an account: it is on the page with your fairs."""
    return _words(said, url_for("signup.fairs"))
