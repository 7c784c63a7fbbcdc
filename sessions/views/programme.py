"""The programme of sessions, and the page of each."""

from calendar import Calendar
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Flask, current_app, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app import clock
from app.pages import add_to_menu, whole_address
from app.people import current_person
from region.people import current_roles
from sessions import linked_data
from sessions.forms.signup import WishForm, month_of
from sessions.kinds import AUDIENCES, DEEDS, MODES, REASONS, TONGUES
from sessions.queries import afterwards, material, question, signup
from sessions.queries import programme as queries
from sessions.queries.programme import Row, Wish
from sessions.queries.room import is_appointed
from sessions.rules import afterwards as afterwards_rules
from sessions.rules import signup as rules
from sessions.rules import words
from sessions.rules.room import has_come_in
from sessions.views.stage import page_with_stage

DAY = timedelta(days=1)

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/sessies")
def index() -> str:
    """What is on and still to come, and what was."""
    form, now = WishForm(request.args), clock.now()
    wish = Wish(form.voor.data, form.thema.data, form.taal.data) if form.validate() else Wish()
    rows = queries.coming(now)
    return render_template(
        "sessions/index.html",
        rows=[row for row in rows if wish.fits(row.session)],
        earlier=queries.earlier(now),
        tags=queries.tags(rows),
        form=form,
        wish=wish,
        now=now,
        rules=rules,
        words=words,
    )


@blueprint.get("/sessies/maand")
def month() -> str:
    """A month of sessions, day by day."""
    first = month_of(request.args.get("maand", ""), clock.today())
    days = list(Calendar().itermonthdates(first.year, first.month))
    start, end = (clock.from_local(datetime.combine(day, time())) for day in (days[0], days[-1] + DAY))
    found: dict[Any, list[Row]] = {day: [] for day in days}
    for row in queries.between(start, end):
        found[clock.local(row.session.starts_at).date()].append(row)
    return render_template(
        "sessions/month.html",
        first=first,
        before=_reached((first - DAY).replace(day=1)),
        after=_reached((first + 31 * DAY).replace(day=1)),
        days=found,
        today=clock.today(),
    )


def _reached(month: date) -> date | None:
    """A month to go on to: one between the first session of all and the last, or this month."""
    begun = [clock.today(), *(clock.local(moment).date() for moment in queries.span() or ())]
    return month if min(begun).replace(day=1) <= month <= max(begun) else None


@blueprint.get("/sessies/<int:session_id>")
def show(session_id: int) -> Any:
    """One session: what, when, with whom, and whether one comes."""
    person = current_person()
    person_id = person.id if person else None
    own, now = signup.standing(session_id, person_id) if person_id else None, clock.now()
    row = own.row if own else queries.row(session_id)
    return page_with_stage(
        "sessions/show.html",
        row.session,
        came=bool(own and has_come_in(own.own)),
        now=now,
        here=url_for("sessions.show", session_id=session_id),
        row=row,
        look=lambda: own,
        standing=own,
        event=_event(row),
        answers=question.answers(session_id),
        organises="organiser" in current_roles(),
        materials=material.shown(row.session, now),
        after=own and afterwards.of(row.session, own.own, now),
        afterwards=afterwards_rules,
        directs=bool(person_id and is_appointed(session_id, person_id)),
    )


def _event(row: Row) -> dict[str, Any]:
    return linked_data.event(
        row.session,
        row.left,
        page=whole_address("sessions.show", session_id=row.session.id),
        organiser=current_app.config["SITE_NAME"],
        home=whole_address("sessions.index"),
    )


def init_app(app: Flask) -> None:
    """The programme in everybody's menu, and its words for templates."""
    app.jinja_env.globals.update(session_audiences=AUDIENCES, session_tongues=TONGUES, session_modes=MODES)
    app.jinja_env.globals.update(question_reasons=REASONS, session_deeds=DEEDS)
    more = ("show", "month", "calendar", "calendars", "room", "questions")
    behind = tuple(f"sessions.{name}" for name in more)
    add_to_menu("guest", 10, "sessions.index", _l("Sessions"), "presentation", also=behind)
    places = {"visitor": 30, "student": 20, "employer": 38, "coordinator": 20}
    for role, order in places.items():
        also = (*behind, "sessions.mine", "sessions.desk", "sessions.feedback")
        add_to_menu(role, order, "sessions.index", _l("Sessions"), "presentation", also=also)
