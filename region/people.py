"""Roles by membership: who may enter which door."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, abort, g
from flask_babel import lazy_gettext as _l

from app import pages
from app.people import current_person, me, signed_in
from region import queries
from region.models import COORDINATOR, ORGANISER, STAFF

P = ParamSpec("P")

ROLE_NAMES = {STAFF: "employer", COORDINATOR: "coordinator", ORGANISER: "organiser"}
ROLE_LABELS = {
    "visitor": _l("visitor"),
    "guest": _l("guest"),
    "student": _l("student"),
    "employer": _l("employer"),
    "coordinator": _l("internship coordinator"),
    "organiser": _l("organiser"),
}


def current_roles() -> set[str]:
    """All roles of the current person, read once per request."""
    if "roles" not in g:
        person = current_person()
        g.roles = queries.roles(person.id) if person else set()
    return g.roles


def menu_role() -> str:
    """The role whose menu a person gets; who has several gets the busiest, and who has none is a guest."""
    roles = current_roles()
    busiest_first = (ORGANISER, COORDINATOR, STAFF, "student")
    return next((ROLE_NAMES.get(role, role) for role in busiest_first if role in roles), "guest")


def only(role: str) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """A view for one role: strangers see that there is nothing, visitors sign in first."""

    def guard(view: Callable[P, Any]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            me()
            if role not in current_roles():
                abort(404)
            return view(*args, **kwargs)

        return signed_in(guarded)

    return guard


def init_app(app: Flask) -> None:
    """Tell the shell which menu to show."""
    pages.role_comes_from(menu_role)
    app.jinja_env.globals["role_labels"] = ROLE_LABELS
