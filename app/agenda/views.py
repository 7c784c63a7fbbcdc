"""The page on one's own calendar, and the feeds that calendars read."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock, ical
from app.agenda import sources, subscriptions
from app.agenda.addresses import Address, addresses, public_address
from app.errors import NotFound, Refused
from app.people import Person, me, signed_in

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/agenda")
@signed_in
def show() -> str:
    """How one's calendar comes along: by a subscription, or once as a file."""
    subscription = subscriptions.of_person(me().id)
    own = sources.sources_for(me().id)
    return render_template(
        "agenda/show.html",
        subscription=subscription,
        own=own,
        addresses=_own_addresses(subscription, own),
        shared=[public_address(each.slug, each.label) for each in sources.public_sources()],
    )


def _own_addresses(
    subscription: subscriptions.Subscription | None, own: list[sources.Source]
) -> list[Address]:
    """The addresses to subscribe to: everything in one, and each apart when there are several."""
    token = subscription.token(current_app.config["SECRET_KEY"]) if subscription else None
    if token is None:
        return []
    parts = [(source.slug, source.label) for source in own] if len(own) > 1 else []
    return addresses(token, [(sources.ALL, _("Everything of mine")), *parts])


@blueprint.post("/agenda/adres")
@signed_in
def renew() -> Response:
    """Make an address, or another one in its place."""
    try:
        subscriptions.renew(person_id=me().id, secret=current_app.config["SECRET_KEY"], now=clock.now())
    except Refused as refusal:
        flash(str(refusal), "danger")
    else:
        flash(_("Your address is made. Put it in your calendar."), "ok")
    return redirect(url_for(".show", _anchor="subscription"))


@blueprint.post("/agenda/stoppen")
@signed_in
def stop() -> Response:
    """Take the address away."""
    subscriptions.stop(person_id=me().id)
    flash(_("Your address leads nowhere any more."), "ok")
    return redirect(url_for(".show"))


@blueprint.get("/agenda/mijn/<which>.<any(ics, json):form>")
@signed_in
def own_file(which: str, form: str) -> Any:
    """One's own calendar as it is now, to take along."""
    answer = _personal_feed(which, form, me())
    answer.headers["Content-Disposition"] = f'attachment; filename="{which}.{form}"'
    return answer


@blueprint.get("/agenda/<token>/<which>.<any(ics, json):form>")
def subscribed(token: str, which: str, form: str) -> Any:
    """The calendar of whoever has this address; a token that is no longer one leads nowhere."""
    subscription = subscriptions.with_token(token)
    if subscription is None:
        raise NotFound
    answer = _personal_feed(which, form, subscription.person)
    subscriptions.note_use(subscription, clock.now())
    return answer


def _personal_feed(which: str, form: str, person: Person) -> Response:
    chosen = sources.personal_sources(which)
    if not chosen:
        raise NotFound
    with force_locale(person.language):
        found = [entry for source in chosen for entry in source.entries(person.id, clock.now())]
        site = current_app.config["SITE_NAME"]
        name = site if which == sources.ALL else f"{site}: {chosen[0].label}"
        return ical.feed_answer(ical.Feed(name, found), site, form)


@blueprint.get("/agenda/<which>.<any(ics, json):form>")
def shared(which: str, form: str) -> Any:
    """A calendar for everybody."""
    source = sources.public_source(which)
    if source is None:
        raise NotFound
    site = current_app.config["SITE_NAME"]
    return ical.feed_answer(ical.Feed(f"{site}: {source.label}", source.entries(clock.now())), site, form)
