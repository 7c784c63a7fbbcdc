"""Letters to guests: the one that confirms an address, and the links with which guests come back."""

from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for
from flask_babel import gettext as _

from app import clock, mail
from app.db import with_commit
from app.mail import Draft, Words, moment
from app.people import Person
from app.wording import day, time
from sessions.facts import GuestAsked, GuestCame
from sessions.queries import guest as queries
from sessions.rules import guest as rules


@with_commit(GuestAsked)
def tell_guest(fact: GuestAsked) -> None:
    """The address gets the link that confirms it; one that has an account is led to signing in."""
    request = queries.request_with(fact.token)
    known = queries.has_account(request.email)
    session = request.session
    where: dict[str, Any]
    if known:
        kind, where = "guest-has-account", {"session": session.id}
    else:
        kind, where = "guest-asked", {"token": fact.token, "until": request.expires_at.isoformat()}
    mail.write(
        clock.now(),
        Draft(
            kind=kind,
            said={"title": session.title, "starts": session.starts_at.isoformat()} | where,
            address=request.email,
            language=request.language,
            until=request.expires_at,
        ),
    )


@with_commit(GuestCame)
def tell_way_in(fact: GuestCame) -> None:
    """A letter to keep: with its link she comes back."""
    mail.write(clock.now(), Draft(kind="guest-way-in", person_id=fact.person_id, said={}, seen=True))


@mail.wording("guest-way-in")
def own_link(_said: dict[str, Any]) -> Words:
    """To a guest: keep this."""
    return Words(
        _("Your link to your sessions"),
        (
            _("Keep this letter. With the link you come to your sessions, without a password."),
            _("There you go in when a session begins, and sign off when you cannot come."),
            _("The link is yours alone. It works until thirty days after your last session."),
        ),
        link=url_for("sessions.mine"),
        link_label=_("To my sessions"),
    )


@mail.wording("guest-asked")
def asked(said: dict[str, Any]) -> Words:
    """To an address: was it you?"""
    until = moment(said["until"])
    return Words(
        _("Confirm that you come to “%(title)s”", title=said["title"]),
        (
            _("Somebody signed up for this session with your e-mail address. Was it you? Then confirm it."),
            _(
                "The link works once, until %(day)s, %(time)s. Until you confirm, no seat is kept for you.",
                day=day(until),
                time=time(until),
            ),
            _("Was it not you? Then do nothing. We forget your address after a day."),
        ),
        _rows(said),
        link=url_for("sessions.confirm", token=said["token"]),
        link_label=_("Confirm"),
    )


@mail.wording("guest-has-account")
def has_account(said: dict[str, Any]) -> Words:
    """To the address of an account: sign in instead."""
    session = url_for("sessions.show", session_id=said["session"])
    return Words(
        _("Sign in to come to “%(title)s”", title=said["title"]),
        (
            _("Somebody signed up for this session with your e-mail address, as a guest."),
            _("You have an account here. Was it you? Then sign in, and sign up on the page of the session."),
            _("Was it not you? Then do nothing."),
        ),
        _rows(said),
        link=url_for("security.login", next=session),
        link_label=_("Sign in"),
    )


def _rows(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    starts = moment(said["starts"])
    when = _("%(day)s, %(time)s", day=day(starts), time=time(starts))
    return (_("Session"), said["title"]), (_("When"), when)


@mail.leads
def by_the_way_in(person: Person, path: str) -> str:
    """Guests have no password: the links in their letters lead through a door of their own."""
    guest = None if person.password else queries.guest(person.id)
    if guest is None:
        return path
    token = rules.way_in(person.id, guest.salt, current_app.config["SECRET_KEY"])
    return f"{url_for('sessions.way_in', token=token)}?{urlencode({'naar': path})}"
