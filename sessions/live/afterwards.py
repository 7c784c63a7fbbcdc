"""Sharing a contact over the line: who shares sees at once who else does."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from sessions.actions import afterwards as actions
from sessions.facts import ContactShared
from sessions.forms.afterwards import ContactForm
from sessions.queries import afterwards as queries
from sessions.queries import programme, signup
from sessions.rules import afterwards as rules


@live.command("session:contact", ContactForm)
def share(person_id: int, form: ContactForm) -> dict[str, Any]:
    """Share one's contact, or no longer."""
    said = {"shared": form.shared.data, "organisation": form.organisation.data}
    once_by(form, actions.share_contact, person_id, session_id=form.session_id.data, **said)
    shared = _("You share your contact."), _("You no longer share your contact.")
    return {"notice": shared[0] if form.shared.data else shared[1]}


@after_commit(ContactShared)
def show_contacts(fact: ContactShared) -> None:
    """The contacts as she and everybody who shares see them now."""
    session, now = programme.row(fact.session_id).session, clock.now()
    for person_id in {fact.person_id, *queries.sharers(fact.session_id)}:
        after = queries.of(session, signup.own(session.id, person_id), now)
        context = {"after": after, "afterwards": rules, "now": now}
        live.patch(f"person:{person_id}", "sessions/_contacts.html", **context)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the command and the listener are in place."""
