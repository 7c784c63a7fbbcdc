"""People: who they are, and signing in and out so that out really means out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ClassVar, ParamSpec

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask import session as cookie
from flask_login import user_logged_in, user_logged_out
from flask_security import Security, SQLAlchemyUserDatastore, UserMixin, hash_password
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import clock
from app.config import LANGUAGES
from app.db import Base, announce, db, transaction
from app.limits import account_and_address, limiter

SIGN_IN_LASTS = timedelta(days=14)
START_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that look alike

P = ParamSpec("P")

SETTINGS = {
    "SECURITY_LOGIN_URL": "/inloggen",
    "SECURITY_LOGOUT_URL": "/uitloggen",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/welkom",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "start__argon2__time_cost": 1,
        "start__argon2__memory_cost": 1024,
        "start__argon2__parallelism": 1,
    },
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_CACHE_CONTROL": {},  # every page gets its own in app/pages.py
    "SECURITY_ANONYMOUS_USER_DISABLED": True,
    "SECURITY_FRESHNESS": timedelta(minutes=-1),  # no page to prove oneself again: nothing asks for it
}

security = Security()
csrf = CSRFProtect()


class Person(Base, UserMixin):
    """Whoever signs in, in any role."""

    __tablename__ = "person"
    __allow_unmapped__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    first_name: Mapped[str]
    last_name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default=LANGUAGES[0])
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(32))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    roles: ClassVar[list] = []  # type: ignore[misc]  # roles are memberships, a matter of the packages above

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        """Two letters for the picture."""
        return (self.first_name[:1] + self.last_name.split(" ")[-1][:1]).upper()


class SignIn(Base):
    """One browser in which a person is signed in; ended rows open nothing any more."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(32))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)

    person: Mapped[Person] = relationship()


@dataclass(frozen=True)
class SignedOut:
    """These sign-ins have ended."""

    sign_in_ids: frozenset[int]


def current_sign_in() -> SignIn | None:
    """The sign-in behind this request, if it still holds."""
    if "sign_in" not in g:
        g.sign_in = _find_sign_in(cookie.get("sign_in"))
    return g.sign_in


def current_person() -> Person | None:
    """Whoever is signed in on this request."""
    sign_in = current_sign_in()
    return sign_in.person if sign_in else None


def _find_sign_in(token: str | None) -> SignIn | None:
    if not token:
        return None
    found = select(SignIn).where(
        SignIn.token == token,
        SignIn.ended_at.is_(None),
        SignIn.began_at > clock.now() - SIGN_IN_LASTS,
    )
    sign_in = db.session.scalar(found.options(joinedload(SignIn.person).undefer_group("header")))
    return sign_in if sign_in and sign_in.person.active else None


def signed_in(view: Callable[P, Any]) -> Callable[P, Any]:
    """A view for people who are signed in; others sign in first and come back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if current_person():
            return view(*args, **kwargs)
        if request.method == "GET":
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        return redirect(url_for("security.login"))

    return guarded


def me() -> Person:
    """The signed-in person inside a `@signed_in` view."""
    person = current_person()
    if person is None:
        abort(404)
    return person


def end_sign_ins(person_id: int, now: datetime) -> None:
    """Sign a person out everywhere, for example when the account is blocked."""
    with transaction() as work:
        _end(work, SignIn.person_id == person_id, now)


def _end(work: Any, which: Any, now: datetime) -> None:
    ended = work.scalars(
        update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=now).returning(SignIn.id)
    )
    announce(SignedOut(frozenset(ended)))


def recently_ended(since: datetime) -> set[int]:
    """Sign-ins that ended in any process; each process hangs up its own sockets."""
    return set(db.session.scalars(select(SignIn.id).where(SignIn.ended_at >= since)))


def make_start_password() -> str:
    """A random password to begin with (79 bits), in groups that one can read aloud."""
    return "-".join("".join(secrets.choice(START_SIGNS) for _sign in range(4)) for _group in range(4))


def hash_start_password(password: str) -> str:
    """What is kept of a start password: it is random, so a light hash holds, and thousands take seconds."""
    return security.pwd_context.hash(password, category="start")


def hash_chosen_password(password: str) -> str:
    """What is kept of a password that a person thought of; takes a moment, so never inside a transaction."""
    return hash_password(security.password_util.normalize(password))


def _begin_sign_in(_app: Flask, user: Person, **_rest: Any) -> None:
    sign_in = SignIn(person_id=user.id, began_at=clock.now())
    with transaction() as work:
        work.add(sign_in)
    cookie["sign_in"] = sign_in.token
    cookie.permanent = True
    g.pop("sign_in", None)


def _end_sign_in(_app: Flask, **_rest: Any) -> None:
    token = cookie.pop("sign_in", None)
    if token:
        with transaction() as work:
            _end(work, SignIn.token == token, clock.now())
    g.pop("sign_in", None)


def _load_user(uniquifier: str) -> Person | None:
    """For Flask-Login: only a live sign-in counts, an old cookie played again does not."""
    person = current_person()
    return person if person and person.fs_uniquifier == uniquifier else None


def _clear_site_data(response: Response) -> Response:
    if request.endpoint == "security.logout" and request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _forms_only() -> None:
    """The page reads forms; the library behind it would read other things too, and stumble over some."""
    if request.endpoint == "security.login" and request.is_json:
        abort(400)


def init_app(app: Flask) -> None:
    """Sign-in pages, CSRF on every form, limits on guessing passwords."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    app.config.setdefault("SECURITY_PASSWORD_SALT", app.config["SECRET_KEY"])
    csrf.init_app(app)
    security.init_app(app, SQLAlchemyUserDatastore(db, Person, None))  # type: ignore[arg-type]
    app.login_manager.user_loader(_load_user)  # type: ignore[attr-defined]
    guesses = limiter.limit(
        "10 per 3 minutes", key_func=account_and_address, methods=["POST"], override_defaults=False
    )
    app.view_functions["security.login"] = guesses(app.view_functions["security.login"])  # type: ignore
    user_logged_in.connect(_begin_sign_in, app, weak=False)
    user_logged_out.connect(_end_sign_in, app, weak=False)
    app.before_request(_forms_only)
    app.after_request(_clear_site_data)
    app.context_processor(lambda: {"me": current_person()})
