"""The programme of sessions, and the page of each."""

from calendar import Calendar
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, render_template, request
from flask_babel import lazy_gettext as _l

from app import clock
from app.pages import CONTENT_SECURITY_POLICY, add_to_menu, whole_address
from app.people import current_person
from region.people import current_roles
from sessions import linked_data
from sessions.forms.signup import WishForm, month_of
from sessions.kinds import AUDIENCES, MODES, TONGUES
from sessions.models.session import InspirationSession
from sessions.queries import programme as queries
from sessions.queries import signup
from sessions.queries.programme import Row, Wish
from sessions.rules import signup as rules
from sessions.rules import words

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
    stage = "podium" in request.args
    person = current_person()
    person_id = person.id if person else None
    row, now = queries.row(session_id, person_id), clock.now()
    own = signup.standing(session_id, person_id) if person_id else None
    may_look = _may_look(row.session, own, now)
    response = Response(
        render_template(
            "sessions/show.html",
            row=row,
            session=row.session,
            look=lambda: own,
            standing=own,
            may_look=may_look,
            stage=stage and may_look,
            stage_host=urlsplit(row.session.stage).hostname,
            event=_event(row),
            organises="organiser" in current_roles(),
            now=now,
            rules=rules,
            words=words,
        )
    )
    if stage and may_look:
        response.headers["Content-Security-Policy"] = _with_frame(row.session.stage)
    return response


def _may_look(session: InspirationSession, own: signup.Standing | None, now: datetime) -> bool:
    """Whether the picture from elsewhere may stand on this page: for who came in, while the door is open."""
    came = bool(own and own.own and own.own.came_at)
    return bool(session.stage) and came and rules.door_is_open(session, now)


def _with_frame(link: str) -> str:
    """The policy of all pages, and one other site of which a picture may be shown."""
    return f"{CONTENT_SECURITY_POLICY}; frame-src https://{urlsplit(link).netloc}"


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
    behind = ("sessions.show", "sessions.month", "sessions.calendar", "sessions.calendars")
    add_to_menu("guest", 10, "sessions.index", _l("Sessions"), "presentation", also=behind)
    places = {"visitor": 30, "student": 20, "employer": 38, "coordinator": 20}
    for role, order in places.items():
        also = (*behind, "sessions.mine")
        add_to_menu(role, order, "sessions.index", _l("Sessions"), "presentation", also=also)
