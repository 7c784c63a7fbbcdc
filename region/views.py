"""The pages on which an organiser tries a list and reads it in."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.pages import add_to_menu
from app.people import me
from region.actions import lists, passwords
from region.forms import ListForm, StartPasswordsForm
from region.models import ORGANISER
from region.people import only
from region.queries import lists as queries
from region.rules.kinds import KINDS, example
from region.rules.sheets import Sheet, faulty_rows
from region.tables import write

CHOICES = [(kind.name, kind.label) for kind in KINDS.values()]
MOST_SHOWN = 200
REFUSED = 409

blueprint = Blueprint("region", __name__, url_prefix="/inlezen")


@blueprint.route("", methods=["GET", "POST"])
@only(ORGANISER)
def imports() -> Any:
    """Choose a kind of list and a file."""
    form = ListForm(CHOICES)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            upload_id = lists.try_list(
                kind=form.kind.data,
                filename=(form.file.data.filename or "")[:100],
                data=form.file.data.read(),
                person_id=me().id,
                now=clock.now(),
            )
            return redirect(url_for(".trial", upload_id=upload_id))
    return render_template("region/imports.html", form=form, kinds=KINDS)


@blueprint.get("/voorbeeld/<any(programmes, employers, students, coordinators):kind>.csv")
@only(ORGANISER)
def template(kind: str) -> Response:
    """An example of a list, to fill in."""
    return _file(_("example-%(kind)s", kind=str(KINDS[kind].label).lower()), *example(KINDS[kind]))


@blueprint.get("/<upload_id>")
@only(ORGANISER)
def trial(upload_id: str) -> Any:
    """What reading in this list would do, or what it did."""
    return _page(upload_id)


def _page(upload_id: str, refusal: str = "") -> str:
    upload = queries.upload(upload_id, me().id, clock.now())
    return render_template(
        "region/trial.html",
        upload=upload,
        trial=queries.trial_of(upload),
        most_shown=MOST_SHOWN,
        list_form=ListForm(CHOICES, kind=upload.kind),
        refusal=refusal,
    )


@blueprint.post("/<upload_id>")
@only(ORGANISER)
def read_in(upload_id: str) -> Any:
    """Read in the list that was tried."""
    try:
        lists.read_in(upload_id=upload_id, person_id=me().id, now=clock.now())
    except Refused as refusal:
        return _page(upload_id, str(refusal)), REFUSED
    return redirect(url_for(".trial", upload_id=upload_id))


@blueprint.get("/<upload_id>/fouten.csv")
@only(ORGANISER)
def faults(upload_id: str) -> Response:
    """Only the rows with a fault, to put right and try again."""
    upload = queries.upload(upload_id, me().id, clock.now())
    return _file(_("rows-with-faults"), *faulty_rows(Sheet(**upload.sheet), queries.trial_of(upload).faults))


@blueprint.post("/<upload_id>/startwachtwoorden")
@only(ORGANISER)
def start_passwords(upload_id: str) -> Any:
    """A file with start passwords: this answer is the only place where they stand."""
    form = StartPasswordsForm()
    try:
        given = passwords.start_passwords_for(
            upload_id=upload_id, person_id=me().id, now=clock.now(), renew=form.renew.data
        )
    except Refused as refusal:
        return _page(upload_id, str(refusal)), REFUSED
    return _file(_("start-passwords"), *passwords.as_table(given))


def _file(name: str, header: list[str], rows: Iterable[Iterable[Any]]) -> Response:
    disposition = f'attachment; filename="{name}.csv"'
    return Response(write(header, rows), mimetype="text/csv", headers={"Content-Disposition": disposition})


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(blueprint)
    add_to_menu("organiser", 30, "region.imports", _l("Read in lists"), "file-up", also=("region.trial",))
