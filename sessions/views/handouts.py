"""The page on which organisers hand things out with a session, and the files for everybody."""

from typing import Any

from flask import Flask, Response, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _

from app import clock, files
from app.config import MEGABYTE
from app.forms import refusals_shown_in
from app.people import current_person, me
from region.models import ORGANISER
from region.people import only
from sessions.actions import material as actions
from sessions.forms.material import BEFORE, LARGEST, LinksForm, MaterialForm
from sessions.queries import material as queries
from sessions.queries import plan
from sessions.views import planning, programme


@planning.blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: object) -> None:
    """Who is signed in may send a file as large as one may be; said before anything reads the form."""
    if endpoint == "planning.hand_out" and "sign_in" in cookie:
        request.max_content_length = LARGEST + MEGABYTE


@planning.blueprint.route("/<int:session_id>/uitdelen", methods=["GET", "POST"])
@only(ORGANISER)
def hand_out(session_id: int) -> Any:
    """What is handed out with a session, and one more."""
    form = MaterialForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            _add(session_id, form)
            flash(_("Added. People find it on the page of the session."), "success")
            return redirect(url_for(".hand_out", session_id=session_id))
    return _page(session_id, form, LinksForm(formdata=None, obj=plan.organised(session_id, me().id)))


def _add(session_id: int, form: MaterialForm) -> None:
    upload = form.file.data
    actions.add_material(
        session_id=session_id,
        title=form.title.data,
        url=form.url.data,
        received=actions.receive(upload.read(), upload.filename or "") if upload else None,
        early=form.since.data == BEFORE,
        person_id=me().id,
        now=clock.now(),
    )


@planning.blueprint.post("/<int:session_id>/uitdelen/<int:material_id>/weghalen")
@only(ORGANISER)
def take_back(session_id: int, material_id: int) -> Any:
    """Hand something out no longer."""
    said = {"session_id": session_id, "material_id": material_id}
    actions.remove_material(person_id=me().id, now=clock.now(), **said)
    flash(_("Taken away. Nobody sees it any more."), "success")
    return redirect(url_for(".hand_out", session_id=session_id))


@planning.blueprint.post("/<int:session_id>/opname")
@only(ORGANISER)
def keep_links(session_id: int) -> Any:
    """Where the recording and the transcript are."""
    form = LinksForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"recording": form.recording.data, "transcript_link": form.transcript_link.data}
            actions.keep_links(session_id=session_id, person_id=me().id, now=clock.now(), **said)
            flash(_("Saved. People find it on the page of the session."), "success")
            return redirect(url_for(".hand_out", session_id=session_id))
    return _page(session_id, MaterialForm(formdata=None), form)


def _page(session_id: int, form: MaterialForm, links: LinksForm) -> str:
    session, now = plan.organised(session_id, me().id), clock.now()
    return render_template(
        "sessions/planning/handouts.html",
        session=session,
        materials=queries.all_of(session_id),
        form=form,
        links=links,
        is_over=session.state == "published" and session.ends_at <= now,
    )


@programme.blueprint.get("/sessies/<int:session_id>/bestanden/<int:material_id>")
def material(session_id: int, material_id: int) -> Response:
    """A file to download."""
    person = current_person()
    found = queries.file(session_id, material_id, person.id if person else None, clock.now())
    return files.download(found.stored, found.title)


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
