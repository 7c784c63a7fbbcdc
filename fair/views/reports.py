"""Reporting discrimination, and the page of those who read the reports."""

from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.errors import NotFound
from app.forms import refusals_shown_in
from app.once import once_by
from app.pages import add_to_menu
from app.people import me, signed_in
from fair.forms.reports import AboutForm, ReportForm, StepForm
from fair.queries import reports as places
from region.actions import reports as actions
from region.models import COORDINATOR, ORGANISER, StudentProfile
from region.people import current_roles, only
from region.queries import reports as queries
from region.queries.profile import own_profile
from region.rules import reports as rules

REFUSED = 409

blueprint = Blueprint("reports", __name__)


@blueprint.route("/meld-stagediscriminatie", methods=["GET", "POST"])
def new() -> Any:
    """Report discrimination; who is no student reads whom to call."""
    if "student" not in current_roles():
        return render_template("reports/outside.html")
    profile = own_profile(me().id)
    readers = _readers(profile)
    if not readers:
        return render_template("reports/outside.html")
    return _report(profile, readers)


def _report(profile: StudentProfile, readers: list[tuple[str, str]]) -> Any:
    came = AboutForm(request.values, meta={"csrf": False})  # it only reads
    if not came.validate():
        raise NotFound
    about = places.about(came.kind.data or "", came.number.data, me().id)
    form = ReportForm(kind=came.kind.data, number=came.number.data)
    form.offer(readers)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            once_by(form, actions.file_report, me().id, **form.said(), **_where(about))
            return redirect(url_for(".sent"))
    page = render_template("reports/new.html", form=form, about=about, school=profile.programme.institution)
    return page, REFUSED if form.is_submitted() else 200


def _where(about: places.About | None) -> dict[str, Any]:
    if about is None:
        return {"about_kind": "", "about_id": None, "organisation_id": None}
    return {"about_kind": about.kind, "about_id": about.id, "organisation_id": about.employer.id}


def _readers(profile: StudentProfile) -> list[tuple[str, str]]:
    school = profile.programme.institution
    labels = {
        rules.SCHOOL: _("My school: %(name)s", name=school.name),
        rules.REGION: _("The regional service"),
    }
    there = queries.readers(school.id)
    return [(reader, label) for reader, label in labels.items() if reader in there]


@blueprint.get("/meld-stagediscriminatie/verstuurd")
@only("student")
def sent() -> str:
    """What happens with a report."""
    return render_template("reports/sent.html")


@blueprint.get("/meldingen")
@signed_in
def index() -> str:
    """Reports for those who were chosen to read them; organisers see numbers."""
    return _index()


@blueprint.post("/meldingen/<int:report_id>/<any(school, region):side>")
@signed_in
def handle(report_id: int, side: str) -> Any:
    """Say for the school, or for the region, what was done with a report."""
    queries.report_of(report_id, side, me().id)
    form = StepForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"report_id": report_id, "side": side, "words": form.words.data}
            once_by(form, actions.handle_report, me().id, **said)
            flash(_("It stands with the report."), "ok")
            return redirect(url_for(".index", _anchor=f"report-{side}-{report_id}"))
    return _index({(side, report_id): form}), REFUSED


def _index(forms: dict[tuple[str, int], StepForm] | None = None) -> str:
    roles = current_roles()
    if not roles & {COORDINATOR, ORGANISER}:
        abort(404)
    return render_template(
        "reports/index.html",
        for_school=queries.for_school(me().id) if COORDINATOR in roles else None,
        for_region=queries.for_region(me().id) if queries.is_confidant(me().id) else None,
        number=_told_number() if ORGANISER in roles else None,
        forms=forms or {},
        empty=StepForm(formdata=None),
    )


def _told_number() -> str:
    since, until = (_midnight(day) for day in rules.study_year(clock.today()))
    return rules.told(queries.number(since, until))


def _midnight(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time.min))


def init_app(app: Flask) -> None:
    """Put the page of readers in their menus."""
    for role in ("coordinator", "organiser"):
        add_to_menu(role, 60, "reports.index", _l("Reports"), "scale")
