"""The page on which staff write what students see of a booth, and the files of booths."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, send_file, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app import clock, files
from app.config import MEGABYTE
from app.forms import refusals_shown_in
from app.pages import YEAR, add_to_menu
from app.people import current_person, me, signed_in
from fair.actions import stand as actions
from fair.forms.fairs import ConfirmForm
from fair.forms.stand import StandForm
from fair.models.stand import DOWNLOAD, PICTURE
from fair.queries import roster
from fair.queries import stand as queries
from fair.queries.booths import own_booth
from fair.rules import stand as rules
from fair.views.roster import to_own_booth

blueprint = Blueprint("stand", __name__)

# A logo, five downloads and some photos together, sent in one go.
MOST_AT_ONCE = 36 * MEGABYTE


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _values: object) -> None:
    """Who is signed in may send more here than elsewhere; said before anything reads the form."""
    if endpoint == "stand.edit" and "sign_in" in cookie:
        request.max_content_length = MOST_AT_ONCE


@blueprint.get("/mijn-stand", defaults={"booth_id": None})
@blueprint.route("/stands/<int:booth_id>/bewerken", methods=["GET", "POST"])
@signed_in
def edit(booth_id: int | None) -> Any:
    """What students see of a booth; without a number one's own."""
    if booth_id is None:
        return to_own_booth("stand.edit")
    booth = own_booth(booth_id, me().id)
    form = StandForm.of(queries.newest(booth), booth.fair)
    if form.validate_on_submit() and form.do.data != "preview":
        with refusals_shown_in(form):
            _save(booth_id, form)
            return redirect(url_for(".edit", booth_id=booth_id))
        form.seen.raw_data = [str(queries.newest(booth).version)]  # saving again is done knowingly
    return render_template(
        "stand/edit.html",
        booth=booth,
        form=form,
        draft=queries.draft(booth_id),
        published=queries.published(booth_id),
        said=rules.with_files(form.content(), []),
        checks=queries.readiness(booth),
        staff=roster.people_of(booth),
        files_lost=any(form.uploads()),
    )


def _save(booth_id: int, form: StandForm) -> None:
    publish = form.do.data == "publish"
    actions.save(
        booth_id=booth_id,
        content=form.content(),
        received=actions.receive(form.uploads()),
        seen=form.seen.data or 0,
        publish=publish,
        person_id=me().id,
        now=clock.now(),
    )
    flash(_("Published. This is what students see.") if publish else _("The draft is saved."), "success")


@blueprint.route("/stands/<int:booth_id>/weggooien", methods=["GET", "POST"])
@signed_in
def discard(booth_id: int) -> Any:
    """Confirm that the draft goes."""
    booth, form = own_booth(booth_id, me().id), ConfirmForm()
    if form.validate_on_submit():
        actions.discard(booth_id=booth_id, person_id=me().id, now=clock.now())
        flash(_("The changes are thrown away."), "success")
        return redirect(url_for(".edit", booth_id=booth_id))
    return render_template("stand/discard.html", booth=booth, form=form, draft=queries.draft(booth_id))


@blueprint.get("/stands/<int:booth_id>/beeld/<digest>.webp")
def picture(booth_id: int, digest: str) -> Response:
    """A logo or a photo; its name says what is in it, so browsers may keep it."""
    found, public = queries.file(booth_id, PICTURE, digest, _person_id())
    response = send_file(files.path_of(found.stored), mimetype="image/webp", max_age=YEAR)
    response.headers["Cache-Control"] = f"{'public' if public else 'private'}, max-age={YEAR}, immutable"
    response.headers["Content-Security-Policy"] = files.ALONE
    return response


@blueprint.get("/stands/<int:booth_id>/bestanden/<digest>")
def download(booth_id: int, digest: str) -> Response:
    """A PDF to download; never opened inside the site."""
    found, _public = queries.file(booth_id, DOWNLOAD, digest, _person_id())
    return files.download(found.stored, queries.title_of(booth_id, digest))


def _person_id() -> int | None:
    person = current_person()
    return person.id if person else None


def init_app(app: Flask) -> None:
    """The place of staff in the menu."""
    add_to_menu("employer", 30, "stand.edit", _l("My booth"), "store", also=("stand.discard",))
