"""The report of a fair, as a page and as files: for its organisers, and for each booth beside the average."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.people import me
from fair.forms.desk import REASONS
from fair.queries import report as queries
from fair.queries.report import Group, Report
from fair.rules import report as rules
from fair.rules.report import Figures
from fair.views import desk, organiser
from region import tables
from region.models import ORGANISER, STAFF
from region.people import only
from region.sectors import SECTORS, level_label
from register.rules.figures import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = {
    "seats": _l("Times to book"),
    "booked": _l("Booked"),
    "attended": _l("Came"),
    "no_show": _l("Did not show up"),
    "onward": _l("We want to go on"),
    "again": _l("Another talk"),
    "no_fit": _l("Does not fit"),
    "proposals": _l("Internships proposed"),
    "agreed_30": _l("Agreed after 30 days"),
    "agreed_60": _l("Agreed after 60 days"),
    "agreed_90": _l("Agreed after 90 days"),
}
ABOUT_PEOPLE = frozenset(("onward", "again", "no_fit", "proposals", "agreed_30", "agreed_60", "agreed_90"))

Rows = Iterator[list[Any]]


@organiser.blueprint.get("/beurzen/<int:fair_id>/verslag")
@only(ORGANISER)
def report(fair_id: int) -> str:
    """What a fair brought."""
    return render_template("report/fair.html", report=_of_fair(fair_id), cell=rules.cell)


@organiser.blueprint.get("/beurzen/<int:fair_id>/verslag.csv")
@only(ORGANISER)
def report_csv(fair_id: int) -> Response:
    """The figures for any spreadsheet."""
    return _file(_of_fair(fair_id), tables.write, "text/csv", "csv")


@organiser.blueprint.get("/beurzen/<int:fair_id>/verslag.xlsx")
@only(ORGANISER)
def report_workbook(fair_id: int) -> Response:
    """The figures for Excel."""

    def write(header: list[str], rows: Rows) -> bytes:
        return tables.write_workbook(_("Report"), header, rows)

    return _file(_of_fair(fair_id), write, XLSX, "xlsx")


@desk.blueprint.get("/balie/<int:booth_id>/verslag", endpoint="report")
@only(STAFF)
def booth_report(booth_id: int) -> str:
    """What a booth brought, beside the average booth of its fair."""
    line, whole = queries.of_booth(booth_id, me().id, clock.now())
    return render_template("report/booth.html", line=line, report=whole, labels=FIGURES)


def _of_fair(fair_id: int) -> Report:
    return queries.of_fair(fair_id, me().id, clock.now())


def _file(found: Report, write: Callable[[list[str], Rows], bytes], kind: str, ending: str) -> Response:
    header = [_("Kind"), _("Name"), *map(str, FIGURES.values())]
    headers = {"Content-Disposition": f"attachment; filename=verslag-{found.fair.id}.{ending}"}
    return Response(write(header, _rows(found)), mimetype=kind, headers=headers)


def _rows(found: Report) -> Rows:
    yield [_("Fair"), found.fair.title, *_shown(found.total)]
    yield [_("Average booth"), "", *(found.average[name] for name in FIGURES)]
    for line in found.lines:
        yield [_("Booth"), line.booth.organisation.name, *_shown(line.figures)]
    for group in found.levels:
        yield [_("Level"), level_label(group.name), *_known(group)]
    for group in found.sectors:
        yield [_("Sector"), str(SECTORS[group.name].label), *_known(group)]
    for reason, number in found.reasons.items():
        yield [_("Reason"), str(REASONS[reason]), *(_plain(number) if n == "no_fit" else "" for n in FIGURES)]


def _known(group: Group) -> Iterator[Any]:
    known = {"attended": group.talks, "proposals": group.proposals, "agreed_90": group.agreed}
    return (_plain(known.get(name, "")) for name in FIGURES)


def _shown(figures: Figures) -> Iterator[Any]:
    for name in FIGURES:
        number = getattr(figures, name)
        yield _plain(rules.cell(number)) if name in ABOUT_PEOPLE else number


def _plain(cell: Any) -> Any:
    return cell.number if isinstance(cell, Cell) and not cell.hidden else str(cell)


def init_app(app: Flask) -> None:
    """Give the pages the words of the figures."""
    app.jinja_env.globals["report_reasons"] = REASONS
