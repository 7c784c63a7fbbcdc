"""The side door of the demo: look around as somebody of the cast, with one press."""

from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, url_for
from flask_security import login_user, logout_user
from werkzeug.wrappers import Response

from app.people import current_person, security
from region.seeds.cast import CAST, member

blueprint = Blueprint("demo", __name__)


@blueprint.post("/demo/als/<slug>")
def enter(slug: str) -> Response:
    """Sign in as somebody of the cast; there is no such door outside demo mode."""
    cast = member(slug) if current_app.config["DEMO"] else None
    person = security.datastore.find_user(email=cast.email) if cast else None
    if cast is None or person is None:
        abort(404)
    if current_person():
        logout_user()  # hangs up the lines of whom one was before
    login_user(person)
    return redirect(url_for(cast.where))


def _cast() -> dict[str, Any]:
    return {"cast": CAST if current_app.config["DEMO"] else ()}


def init_app(app: Flask) -> None:
    """Give the sign-in page the cast."""
    security.login_context_processor(_cast)
