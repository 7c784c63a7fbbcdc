"""What the fair has in people's calendars, and the pages on which one puts a talk or a fair there."""

from datetime import datetime

from flask import Flask, current_app, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app import agenda, ical
from app.pages import site_host, whole_address
from app.people import me
from fair import ical as entries
from fair.models import Booking, Fair
from fair.queries import booking as queries
from fair.queries import calendar as calendars
from fair.queries import lobby
from fair.views.my_day import blueprint
from region.people import only


def day(person_id: int, now: datetime) -> agenda.Entries:
    """The talks of a student."""
    return [_talk(booking) for booking in calendars.talks_of_student(person_id, now)]


def roster(person_id: int, now: datetime) -> agenda.Entries:
    """The blocks of a member of staff, and the talks in them."""
    talks = calendars.talks_of_staff(person_id, now)
    rooms = {booking.id: _room(booking.id) for booking in talks}
    blocks = [entries.block(shift, site_host()) for shift in calendars.blocks_of_staff(person_id, now)]
    return [*blocks, *entries.staff_talks(talks, site_host(), rooms, now)]


def fairs(now: datetime) -> agenda.Entries:
    """The fairs that everybody may know of."""
    return [_fair(each) for each in calendars.public_fairs(now)]


@blueprint.get("/afspraken/<int:booking_id>.ics")
@only("student")
def booking_file(booking_id: int) -> Response:
    """One talk for any calendar; a talk that is off says so."""
    entry = _talk(queries.own_booking(booking_id, me().id))
    return _file(entry, f"gesprek-{booking_id}.ics")


@blueprint.get("/afspraken/<int:booking_id>/agenda")
@only("student")
def booking_calendar(booking_id: int) -> str:
    """The ways to put a talk in one's calendar."""
    booking = queries.own_booking(booking_id, me().id)
    file, back = (url_for(page, booking_id=booking_id) for page in (".booking_file", ".booking"))
    return agenda.ways(_talk(booking), file=file, back=back, shared=None)


@blueprint.get("/beurs/<int:fair_id>.ics")
def fair_file(fair_id: int) -> Response:
    """A fair for any calendar."""
    return _file(_fair(lobby.fair(fair_id)), f"stagebeurs-{fair_id}.ics")


@blueprint.get("/beurs/<int:fair_id>/agenda")
def fair_calendar(fair_id: int) -> str:
    """The ways to put a fair in one's calendar."""
    file, back = (url_for(page, fair_id=fair_id) for page in (".fair_file", ".lobby"))
    shared = agenda.public_address("beurzen", _l("Fairs"))
    return agenda.ways(_fair(lobby.fair(fair_id)), file=file, back=back, shared=shared)


def _file(entry: ical.Entry, name: str) -> Response:
    return ical.answer(ical.calendar([entry], current_app.config["SITE_NAME"]), name)


def _talk(booking: Booking) -> ical.Entry:
    return entries.talk(booking, site_host(), _room(booking.id))


def _room(booking_id: int) -> str:
    return whole_address("room.show", booking_id=booking_id)


def _fair(found: Fair) -> ical.Entry:
    return entries.fair(found, site_host(), whole_address("fair.lobby", fair_id=found.id))


def init_app(app: Flask) -> None:
    """Fill the calendars of students, of staff and of everybody."""
    agenda.personal("dag", _l("My day"), calendars.is_student)(day)
    agenda.personal("rooster", _l("My roster"), calendars.works_for_employer)(roster)
    agenda.public("beurzen", _l("Fairs"))(fairs)
