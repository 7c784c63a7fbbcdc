"""The pages on which an organiser reads in lists, and staff manage the places they offer."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.pages import add_to_menu
from app.people import me
from region.actions import lists, passwords
from region.actions import places as place_actions
from region.forms import ListForm, PlaceForm, StartPasswordsForm
from region.models import ORGANISER, STAFF, Organisation, Place
from region.people import only
from region.queries import employers_of
from region.queries import lists as queries
from region.queries import places as place_queries
from region.rules import places as place_rules
from region.rules.kinds import KINDS, example
from region.rules.sheets import Sheet, faulty_rows
from region.tables import write

CHOICES = [(kind.name, kind.label) for kind in KINDS.values()]
MOST_SHOWN = 200
REFUSED = 409

blueprint = Blueprint("region", __name__)


@blueprint.route("/inlezen", methods=["GET", "POST"])
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


@blueprint.get("/inlezen/voorbeeld/<any(programmes, employers, students, coordinators):kind>.csv")
@only(ORGANISER)
def template(kind: str) -> Response:
    """An example of a list, to fill in."""
    return _file(_("example-%(kind)s", kind=str(KINDS[kind].label).lower()), *example(KINDS[kind]))


@blueprint.get("/inlezen/<upload_id>")
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


@blueprint.post("/inlezen/<upload_id>")
@only(ORGANISER)
def read_in(upload_id: str) -> Any:
    """Read in the list that was tried."""
    try:
        lists.read_in(upload_id=upload_id, person_id=me().id, now=clock.now())
    except Refused as refusal:
        return _page(upload_id, str(refusal)), REFUSED
    return redirect(url_for(".trial", upload_id=upload_id))


@blueprint.get("/inlezen/<upload_id>/fouten.csv")
@only(ORGANISER)
def faults(upload_id: str) -> Response:
    """Only the rows with a fault, to put right and try again."""
    upload = queries.upload(upload_id, me().id, clock.now())
    return _file(_("rows-with-faults"), *faulty_rows(Sheet(**upload.sheet), queries.trial_of(upload).faults))


@blueprint.post("/inlezen/<upload_id>/startwachtwoorden")
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


@blueprint.get("/stageplekken")
@only(STAFF)
def places() -> Any:
    """What an employer offers, and what it holds back."""
    employer = _asked_employer()
    return render_template(
        "region/places.html",
        employer=employer,
        employers=employers_of(me().id),
        places=place_queries.places_of(employer.id),
        today=clock.today(),
    )


def _asked_employer() -> Organisation:
    return place_queries.own_employer(request.args.get("werkgever", type=int), me().id)


@blueprint.route("/stageplekken/nieuw", methods=["GET", "POST"])
@only(STAFF)
def new_place() -> Any:
    """Add a place."""
    employer = _asked_employer()
    form = PlaceForm(sector=employer.sector)
    form.offer(employer.establishments)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            terms = {"organisation_id": employer.id, **form.terms()}
            add = place_actions.add_place
            place_id = once_by(form, add, me().id, **terms)
            return _saved(form, place_id)
    return render_template("region/place.html", form=form, employer=employer, place=None)


@blueprint.route("/stageplekken/<int:place_id>", methods=["GET", "POST"])
@only(STAFF)
def place(place_id: int) -> Any:
    """Change a place."""
    found = place_queries.own_place(place_id, me().id)
    form = PlaceForm(obj=found)
    form.offer(found.organisation.establishments)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            terms = {"place_id": place_id, **form.terms()}
            place_actions.change_place(person_id=me().id, now=clock.now(), **terms)
            return _saved(form, place_id)
    return _place_page(found, form)


def _saved(form: PlaceForm, place_id: int) -> Any:
    flash(_("The place is saved."), "success")
    for hint in place_rules.hints(form.title.data, form.tasks.data):
        flash(hint, "info")
    return redirect(url_for(".place", place_id=place_id))


def _place_page(found: Place, form: PlaceForm) -> str:
    return render_template("region/place.html", form=form, employer=found.organisation, place=found)


@blueprint.post("/stageplekken/<int:place_id>/publiceren")
@only(STAFF)
def publish(place_id: int) -> Any:
    """Offer a place; when that cannot be, its page says why."""
    found = place_queries.own_place(place_id, me().id)
    form = PlaceForm(formdata=None, obj=found)
    form.offer(found.organisation.establishments)
    with refusals_shown_in(form):
        place_actions.publish_place(place_id=place_id, person_id=me().id, now=clock.now())
        flash(_("The place is published. Students see it at your booth."), "success")
        return redirect(url_for(".place", place_id=place_id))
    return _place_page(found, form), REFUSED


@blueprint.post("/stageplekken/<int:place_id>/terughalen")
@only(STAFF)
def take_back(place_id: int) -> Any:
    """Stop offering a place."""
    place_actions.take_back_place(place_id=place_id, person_id=me().id, now=clock.now())
    flash(_("The place is taken back. Students do not see it any more."), "success")
    return redirect(url_for(".place", place_id=place_id))


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(blueprint)
    add_to_menu("organiser", 30, "region.imports", _l("Read in lists"), "file-up", also=("region.trial",))
    behind = ("region.new_place", "region.place", "region.publish")
    add_to_menu("employer", 35, "region.places", _l("Internships"), "briefcase-business", also=behind)
