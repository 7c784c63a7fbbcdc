"""Rows, units of work and facts.

`transaction()` is the only place that commits. Facts announced inside reach `@with_commit` listeners in
the same transaction and `@after_commit` listeners once it is kept.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar

from flask import Flask
from flask.globals import app_ctx
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from app.errors import Refused
from app.log import surviving

DatabaseFailure = SQLAlchemyError
"""For loops that carry on when the database is away."""

P = ParamSpec("P")
R = TypeVar("R")
Fact = TypeVar("Fact")
Listener = Callable[[Fact], None]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC in Python, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table of the application."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime(), list[str]: JSON()}


@dataclass
class _Unit:
    facts: list[object] = field(default_factory=list)


_unit: ContextVar[_Unit | None] = ContextVar("unit", default=None)


def _scope() -> tuple[int, int]:
    """One session for reading per application context, and one of its own for each unit of work."""
    return id(app_ctx._get_current_object()), id(_unit.get())  # type: ignore[attr-defined]


db = SQLAlchemy(metadata=Base.metadata, session_options={"scopefunc": _scope, "expire_on_commit": False})
migrate = Migrate()

# Under gevent a second writer would block the whole process inside SQLite for the busy timeout,
# so writers of one process queue here first. PostgreSQL locks rows and needs no such queue.
_one_writer = threading.Lock()

_with_commit: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_after_commit: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_sentences: dict[str, Any] = {}

BEGIN_WRITING = "BEGIN IMMEDIATE"
RETRIES = 3
_RETRYABLE = {"40001", "40P01"}  # serialization failure, deadlock


def with_commit(kind: type[Fact]) -> Callable[[Listener[Fact]], Listener[Fact]]:
    """Listen to a fact inside its unit of work: if the listener fails, nothing is kept."""
    return lambda listener: _with_commit[kind].append(listener) or listener


def after_commit(kind: type[Fact]) -> Callable[[Listener[Fact]], Listener[Fact]]:
    """Listen to a fact once it is kept: if the listener fails, that is logged and the work stays."""
    return lambda listener: _after_commit[kind].append(listener) or listener


def refuse_as(sentence: Any, *names: str) -> None:
    """Say what people read when the database refuses by one of these constraint names."""
    _sentences.update(dict.fromkeys(names, sentence))


def announce(fact: object) -> None:
    """Say inside a unit of work that something has happened."""
    unit = _unit.get()
    if unit is None:
        raise RuntimeError("facts are announced inside transaction()")
    unit.facts.append(fact)


@contextmanager
def transaction() -> Iterator[Session]:
    """Keep all of the block or nothing; an inner block joins the outer one."""
    if _unit.get() is not None:
        yield db.session()
        return
    db.session.rollback()  # hand the reading connection back before queueing for the right to write
    unit = _Unit()
    token = _unit.set(unit)
    try:
        with _one_writer if db.engine.dialect.name == "sqlite" else nullcontext():
            try:
                yield db.session()
                _tell_within(unit)
                db.session.commit()
            finally:
                db.session.remove()
    finally:
        _unit.reset(token)
    db.session.expire_all()
    _tell_after(unit)


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a function one unit of work: retried when the database asks, refusals in words."""

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _unit.get() is not None:
            return verb(*args, **kwargs)
        for _attempt in range(RETRIES):
            try:
                with transaction():
                    return verb(*args, **kwargs)
            except IntegrityError as error:
                raise _refusal(error) from error
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _RETRYABLE:
                    raise
                lost = error
        raise lost

    return run


def _refusal(error: IntegrityError) -> Exception:
    said = str(error.orig)
    return next((Refused(str(text)) for name, text in _sentences.items() if name in said), error)


def _tell_within(unit: _Unit) -> None:
    # Listeners may announce more facts, so the list grows while it is read.
    for fact in unit.facts:
        for listener in _with_commit[type(fact)]:
            listener(fact)


def _tell_after(unit: _Unit) -> None:
    for fact in unit.facts:
        for listener in _after_commit[type(fact)]:
            with surviving("listener failed", listener=listener.__qualname__, fact=repr(fact)):
                listener(fact)


def init_app(app: Flask) -> None:
    """Connect the database and prepare it for many writers."""
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    sqlite = url.startswith("sqlite")
    if sqlite:
        app.config["DATA"].mkdir(parents=True, exist_ok=True)
    app.config.setdefault(
        "SQLALCHEMY_ENGINE_OPTIONS",
        {"pool_size": 40, "max_overflow": 20} | ({} if sqlite else {"pool_pre_ping": True}),
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config.get("MIGRATIONS", "migrations")))
    with app.app_context():
        if sqlite:
            _prepare_sqlite(db.engine)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself, `begin` below does
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # Readers need no transaction; a writer takes its lock before it reads, or it reads stale rows.
        if _unit.get() is not None:
            connection.exec_driver_sql(BEGIN_WRITING)
