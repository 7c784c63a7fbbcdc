"""Sessions in people's calendars: what stands there, and the pages on which one puts them there."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app import agenda, ical
from app.pages import site_host, whole_address
from app.people import current_person
from sessions import ical as entries
from sessions.forms.signup import WishForm
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession
from sessions.queries import calendar as queries
from sessions.queries import programme, signup
from sessions.queries.programme import Wish
from sessions.rules import feeds
from sessions.views.programme import blueprint


def own(person_id: int, now: datetime) -> agenda.Entries:
    """The sessions to which a person comes, with the way in."""
    return [_own_entry(each) for each in queries.of_person(person_id, now)]


def shared(wish: Wish, now: datetime) -> agenda.Entries:
    """The sessions that everybody may know of, as far as somebody follows them."""
    return [_entry(each) for each in queries.for_everybody(wish, now)]


@agenda.found_by
def some(slug: str) -> agenda.PublicSource | None:
    """The sessions for some, or on a theme, by the name in an address."""
    if not slug.startswith(feeds.ALL):
        return None
    named = feeds.named_by(slug, queries.tags())
    return agenda.PublicSource(slug, feeds.label(*named), partial(shared, Wish(*named))) if named else None


@blueprint.get("/sessies/agenda")
def calendars() -> str:
    """The ways to follow all sessions, those for some, or those on a theme."""
    form, tags = WishForm(request.args), queries.tags()
    audience = form.voor.data if form.voor.validate(form) else ""
    tag = form.thema.data if form.thema.data in tags else ""
    chosen = agenda.public_address(feeds.slug(audience, tag), feeds.label(audience, tag))
    return render_template("sessions/calendars.html", form=form, tags=tags, tag=tag, chosen=chosen)


@blueprint.get("/sessies/<int:session_id>/agenda")
def calendar(session_id: int) -> str:
    """The ways to put a session in one's calendar."""
    session, own = _session(session_id)
    shared = agenda.public_address(feeds.slug("", ""), feeds.label("", ""))
    series_id = session.series_id
    return agenda.ways(
        _own_entry(own) if own else _entry(session),
        file=url_for(".file", session_id=session_id),
        back=url_for(".show", session_id=session_id),
        shared=None if own else shared,
        series=url_for(".series_file", series_id=series_id) if series_id else "",
    )


@blueprint.get("/sessies/<int:session_id>.ics")
def file(session_id: int) -> Response:
    """One session for any calendar; who comes gets the link to the video too."""
    session, own = _session(session_id)
    return _file([_own_entry(own) if own else _entry(session)], f"sessie-{session_id}.ics")


@blueprint.get("/sessies/reeks/<int:series_id>.ics")
def series_file(series_id: int) -> Response:
    """A whole series as one thing that comes back, for any calendar."""
    series, sessions = queries.series(series_id)
    made = entries.whole_series(series, sessions, host=site_host(), page=_page)
    return _file([made], f"sessies-reeks-{series_id}.ics")


def _session(session_id: int) -> tuple[InspirationSession, Registration | None]:
    """A session that this person may read about, and her registration if she comes."""
    person = current_person()
    row = programme.row(session_id, person.id if person else None)
    own = signup.own(session_id, person.id) if person else None
    return row.session, own if own and own.state == SIGNED_UP else None


def _entry(session: InspirationSession) -> ical.Entry:
    return entries.entry(session, host=site_host(), page=_page(session.id), way_in=False)


def _own_entry(own: Registration) -> ical.Entry:
    return entries.own_entry(own, host=site_host(), page=_page(own.session_id))


def _page(session_id: int) -> str:
    return whole_address("sessions.show", session_id=session_id)


def _file(made: Any, name: str) -> Response:
    return ical.answer(ical.calendar(made, current_app.config["SITE_NAME"]), name)


def _everybody(_person_id: int) -> bool:
    return True


def init_app(app: Flask) -> None:
    """Fill the calendars of who comes, and of everybody."""
    agenda.personal("sessies", _l("My sessions"), _everybody)(own)
    agenda.public(feeds.ALL, _l("Sessions"))(partial(shared, Wish()))
