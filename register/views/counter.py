"""The public counter, as a page and as a file."""

from flask import Response, render_template
from flask_babel import gettext as _

from app import clock
from app.figures import Cell
from region import tables
from region.sectors import SECTORS, level_label
from register import queries
from register.queries.figures import Tally


def counter() -> str:
    """The public counter."""
    target = queries.current_target(clock.today())
    tally = queries.tally(target) if target else None
    return render_template("register/counter.html", tally=tally, today=clock.today())


def counter_file() -> Response:
    """The figures of the counter as a file that spreadsheets read right."""
    target = queries.current_target(clock.today())
    rows = _rows(queries.tally(target)) if target else []
    header = [_("Kind"), _("Group"), _("Agreed"), _("Promised")]
    headers = {"Content-Disposition": "attachment; filename=teller.csv"}
    return Response(tables.write(header, rows), mimetype="text/csv", headers=headers)


def _rows(tally: Tally) -> list[list[object]]:
    groups = [(_("Level"), level_label(group.name), group) for group in tally.levels]
    groups += [(_("Sector"), SECTORS[group.name].label, group) for group in tally.sectors]
    return [
        [_("Total"), "", tally.agreed, tally.promised],
        *([kind, name, _shown(group.agreed), _shown(group.promised)] for kind, name, group in groups),
        *([_("By the end of"), f"{day:%Y-%m}", cell, ""] for day, cell in tally.months(clock.today())),
    ]


def _shown(cell: Cell | None) -> object:
    return str(cell) if cell else ""
