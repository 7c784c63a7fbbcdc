"""Figures of sessions for their organisers: each of them, all together, and as files."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.people import me
from app.wording import full_date
from region import tables
from region.models import ORGANISER
from region.people import only
from sessions.kinds import AUDIENCES, EMPLOYERS, INSTITUTIONS, STUDENTS
from sessions.queries import plan
from sessions.queries import statistics as queries
from sessions.queries.statistics import OTHERS, Line
from sessions.rules import afterwards
from sessions.rules import statistics as rules
from sessions.views.planning import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROLES = {name: AUDIENCES[name] for name in (STUDENTS, EMPLOYERS, INSTITUTIONS)} | {OTHERS: _l("Others")}
HEADER = (
    *(_l("Session"), _l("Day"), _l("For whom?"), _l("Seats"), _l("Signed up"), _l("Waited in vain")),
    *(
        _l("Came in"),
        _l("Stayed away"),
        _l("Questions"),
        _l("Answers"),
        _l("Average: the session"),
        _l("Average: of use"),
    ),
)

Rows = Iterator[list[Any]]


@blueprint.get("/<int:session_id>/cijfers")
@only(ORGANISER)
def figures(session_id: int) -> str:
    """Who came to a session, and what they thought of it."""
    session, now = plan.organised(session_id, me().id), clock.now()
    return render_template(
        "sessions/planning/figures.html",
        session=session,
        line=queries.of_session(session, now),
        groups=queries.by_role(session_id),
        roles=ROLES,
        rules=afterwards,
        now=now,
    )


@blueprint.get("/cijfers")
@only(ORGANISER)
def all_figures() -> str:
    """All sessions that are over, each of them and by for whom they were."""
    lines = queries.held(clock.now())
    of_each = {name: [line.counts for line in lines if line.session.audience == name] for name in AUDIENCES}
    return render_template(
        "sessions/planning/all_figures.html",
        lines=lines,
        total=rules.total(line.counts for line in lines),
        groups={name: (len(each), rules.total(each)) for name, each in of_each.items() if each},
    )


@blueprint.get("/cijfers.csv")
@only(ORGANISER)
def figures_csv() -> Response:
    """The figures for any spreadsheet."""
    return _file(tables.write, "text/csv", "csv")


@blueprint.get("/cijfers.xlsx")
@only(ORGANISER)
def figures_workbook() -> Response:
    """The figures for Excel."""

    def write(header: list[str], rows: Rows) -> bytes:
        return tables.write_workbook(_("Sessions"), header, rows)

    return _file(write, XLSX, "xlsx")


def _file(write: Callable[[list[str], Rows], bytes], kind: str, ending: str) -> Response:
    rows = (_row(line) for line in queries.held(clock.now()))
    headers = {"Content-Disposition": f"attachment; filename=sessies.{ending}"}
    return Response(write([str(each) for each in HEADER], rows), mimetype=kind, headers=headers)


def _row(line: Line) -> list[Any]:
    session, counts, shown = line.session, line.counts, line.results
    return [
        *(session.title, full_date(session.starts_at), str(AUDIENCES[session.audience]), session.capacity),
        *(counts.signed_up, counts.waited, counts.came, counts.stayed_away, line.asked),
        *((shown.number, shown.liked, shown.useful) if shown else ("", "", "")),
    ]


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
