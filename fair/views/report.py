"""The report of a fair, as a page and as files: for its organisers, and for each booth beside the average."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.figures import Cell, cell
from app.people import me
from fair.forms.desk import REASONS
from fair.queries import report as queries
from fair.queries.report import Group, Report
from fair.rules import report as rules
from fair.rules.report import Figures
from fair.rules.waits import Waiting, span
from fair.views import desk, organiser
from region import tables
from region.models import ORGANISER, STAFF
from region.people import only
from region.sectors import SECTORS, level_label

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = {
    "seats": _l("Times to book"),
    "booked": _l("Booked"),
    "attended": _l("Came"),
    "no_show": _l("Did not show up"),
    "walk_ins": _l("From the queue"),
    "onward": _l("We want to go on"),
    "again": _l("Another talk"),
    "no_fit": _l("Does not fit"),
    "proposals": _l("Internships proposed"),
    "agreed_30": _l("Agreed after 30 days"),
    "agreed_60": _l("Agreed after 60 days"),
    "agreed_90": _l("Agreed after 90 days"),
    "queue_joined": _l("Joined the queue"),
    "queue_called": _l("Called from the queue"),
    "queue_left": _l("Left the queue before their turn"),
    "list_waited": _l("On the waiting list"),
    "list_offered": _l("Times offered to the waiting list"),
    "list_accepted": _l("Offers taken"),
    "list_lapsed": _l("Offers not answered in time"),
}
SHARES = {"fill_rate": _l("Booked, in percents"), "attendance": _l("Came of who booked, in percents")}
TIMES = {
    "queue_half": _l("Minutes in the queue: half waited less"),
    "queue_most": _l("Minutes in the queue: nine out of ten waited less"),
    "list_half": _l("Minutes to an offer: half waited less"),
    "list_most": _l("Minutes to an offer: nine out of ten waited less"),
}

Rows = Iterator[list[Any]]


@organiser.blueprint.get("/beurzen/<int:fair_id>/verslag")
@only(ORGANISER)
def report(fair_id: int) -> str:
    """What a fair brought."""
    return render_template("report/fair.html", report=_of_fair(fair_id), cell=cell)


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
    return render_template(
        "report/booth.html", line=line, report=whole, beside=whole.beside(line.figures), labels=FIGURES
    )


def _of_fair(fair_id: int) -> Report:
    return queries.of_fair(fair_id, me().id, clock.now())


def _file(found: Report, write: Callable[[list[str], Rows], bytes], kind: str, ending: str) -> Response:
    header = [
        _("Kind"),
        _("Name"),
        *(str(label) for each in (FIGURES, SHARES, TIMES) for label in each.values()),
    ]
    headers = {"Content-Disposition": f"attachment; filename=verslag-{found.fair.id}.{ending}"}
    return Response(write(header, _rows(found)), mimetype=kind, headers=headers)


def _rows(found: Report) -> Rows:
    total = {name: cell(getattr(found.total, name)) for name in rules.ABOUT_PEOPLE}
    yield [_("Fair"), found.fair.title, *_shown(found.total, total, found.waiting)]
    yield [
        _("Average booth"),
        "",
        *(_plain(found.average[name]) for name in FIGURES),
        *_nothing(SHARES, TIMES),
    ]
    for line in found.lines:
        name, shown = line.booth.organisation.name, found.cells[line.booth.id]
        yield [_("Booth"), name, *_shown(line.figures, shown, line.waiting)]
    for group in found.levels:
        yield [_("Level"), level_label(group.name), *_known(group)]
    for group in found.sectors:
        yield [_("Sector"), str(SECTORS[group.name].label), *_known(group)]
    for reason, number in found.reasons.items():
        given = (_plain(number) if name == "no_fit" else "" for name in FIGURES)
        yield [_("Reason"), str(REASONS[reason]), *given, *_nothing(SHARES, TIMES)]


def _known(group: Group) -> Iterator[Any]:
    yield from (_plain(group.cells.get(name, "")) for name in FIGURES)
    yield from _nothing(SHARES)
    yield from _told(group.waiting, TIMES)


def _shown(figures: Figures, cells: dict[str, Cell], waiting: Waiting) -> Iterator[Any]:
    yield from (_plain(cells[name]) if name in cells else getattr(figures, name) for name in FIGURES)
    yield from _told(figures, SHARES)
    yield from _told(waiting, TIMES)


def _told(things: Figures | Waiting, names: Iterable[str]) -> Iterator[Any]:
    """What is known of these, and nothing where that is nothing."""
    known = (getattr(things, name) for name in names)
    return ("" if each is None else each for each in known)


def _nothing(*columns: dict[str, Any]) -> Iterator[str]:
    return ("" for each in columns for _name in each)


def _plain(cell: Any) -> Any:
    if not isinstance(cell, Cell):
        return cell
    return str(cell) if cell.hidden else cell.number


def init_app(app: Flask) -> None:
    """Give the pages the words of the figures."""
    app.jinja_env.globals["report_reasons"] = REASONS
    app.jinja_env.filters["span"] = span
