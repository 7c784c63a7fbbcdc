"""Announcing: what was said, a page that shows it before it goes out, and taking it back."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import current_person, me
from fair.actions import announcement as actions
from fair.forms.announcement import AUDIENCES, LONGEST_ANNOUNCEMENT, AnnouncementForm, SayForm
from fair.models import Booth, Fair
from fair.models.announcement import Announcement
from fair.queries import announcement as queries
from fair.queries import lobby
from fair.queries.fairs import organised_fair
from fair.rules import announcement as rules
from fair.rules.until import next_moment
from fair.views.my_day import filled
from region.models import ORGANISER, STAFF
from region.people import current_roles, only

blueprint = Blueprint("announcement", __name__, url_prefix="/organisatie")


@dataclass(frozen=True)
class Heard:
    """What somebody reads on a page, and the rooms in which more may come."""

    rooms: list[str]
    rows: list[Announcement]


@blueprint.get("/beurzen/<int:fair_id>/omroepen")
@only(ORGANISER)
def show(fair_id: int) -> str:
    """What was announced at a fair, and a form for more."""
    return _page(organised_fair(fair_id, me().id), SayForm(None, fair_id=fair_id))


@blueprint.get("/beurzen/<int:fair_id>/omroepen/bekijken")
@only(ORGANISER)
def look(fair_id: int) -> Any:
    """What people will read, before they do; nothing is sent yet."""
    fair = organised_fair(fair_id, me().id)
    form = SayForm(request.args, meta={"csrf": False})
    if form.validate():
        with refusals_shown_in(form):
            said, now = form.said(), clock.now()
            rules.check_say(fair, len(queries.running(fair_id, now)), now)
            said["until"] = next_moment(clock.around(said["until"], now), fair.ends_at, now)
            sure = filled(SayForm, fair_id=fair_id)
            return render_template("announcement/look.html", fair=fair, form=form, said=said, sure=sure)
    return _page(fair, form)


@blueprint.post("/beurzen/<int:fair_id>/omroepen")
@only(ORGANISER)
def say(fair_id: int) -> Any:
    """Send it."""
    fair, form = organised_fair(fair_id, me().id), filled(SayForm, fair_id=fair_id)
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.say, me().id, **form.said())
            flash(_("Your announcement is sent."), "ok")
            return redirect(url_for(".show", fair_id=fair_id))
    return _page(fair, form), 422


@blueprint.post("/omroepen/stoppen")
@only(ORGANISER)
def withdraw() -> Response:
    """Take an announcement back."""
    form = AnnouncementForm()
    if not form.validate():
        raise NotFound
    fair_id = queries.announcement(form.announcement_id.data or 0).fair_id
    try:
        said = {"announcement_id": form.announcement_id.data}
        once_by(form, actions.withdraw, me().id, **said)
        flash(_("Nobody reads this announcement any more."), "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(".show", fair_id=fair_id))


def _page(fair: Fair, form: SayForm) -> str:
    now = clock.now()
    return render_template(
        "announcement/show.html",
        fair=fair,
        form=form,
        said=queries.all_of(fair.id),
        is_shown=rules.is_shown,
        can_say=rules.can_say(fair, now),
        now=now,
    )


def heard_here(fair: Fair | None = None, booth: Booth | None = None, at_desk: bool = False) -> Heard:
    """What the person who looks at a page of a fair, or of today's fair, reads there."""
    now, roles = clock.now(), current_roles()
    fair = fair or lobby.current_fair(now)
    if fair is None:
        return Heard([], [])
    is_student, is_staff = "student" in roles, at_desk or (STAFF in roles and _works_at(fair.id))
    rooms = [f"heard:{fair.id}"]
    rooms += [f"heard-students:{fair.id}"] if is_student else []
    rooms += [f"heard-staff:{fair.id}"] if is_staff else []
    rooms += [f"heard-booth:{booth.id}"] if booth else []
    sector = booth.organisation.sector if booth else ""
    running = queries.running(fair.id, now)
    return Heard(
        rooms,
        [
            each
            for each in running
            if rules.is_for(each, is_student=is_student, is_staff=is_staff, sector=sector)
        ],
    )


def _works_at(fair_id: int) -> bool:
    person = current_person()
    return queries.is_staff_at(fair_id, person.id if person else None)


def init_app(app: Flask) -> None:
    """What pages of the fair show above all, and the words for whom it is."""
    app.jinja_env.globals.update(
        heard_here=heard_here, audiences=AUDIENCES, longest_announcement=LONGEST_ANNOUNCEMENT
    )
