"""What every test stands on: a real database with real commits, a fixed clock, visitors with cookies."""

import logging
import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import clock, create_app, limits, live
from app.cli import migrate_to_newest
from app.db import db, transaction
from register.queries import forget_tallies
from tests.factories import World, build_world
from tests.mailbox import Mailbox, a_mailbox, settings
from tests.snapshot import Snapshot
from tests.visitor import Visitor

# A Thursday, 11.42 in Leiden.
NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="session")
def test_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on an empty, migrated database of the kind that TEST_DATABASE names."""
    folder = tmp_path_factory.mktemp("data")
    kind = os.environ.get("TEST_DATABASE", "sqlite")
    url = os.environ["TEST_POSTGRES_URL"] if kind == "postgresql" else f"sqlite:///{folder / 'test.sqlite'}"
    app = create_app(
        TESTING=True,
        DATA=folder,
        SECRET_KEY="a key for tests, long enough to be one",
        SQLALCHEMY_DATABASE_URI=url,
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={"argon2__time_cost": 1, "argon2__memory_cost": 64},
        WTF_CSRF_ENABLED=False,
    )
    if kind == "postgresql":
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS empty, cast_at_fair CASCADE"))
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate_to_newest(app)
    if kind == "sqlite":
        with app.app_context():
            event.listen(db.engine, "connect", do_not_wait_for_the_disk)
    return app


@pytest.fixture(scope="session")
def empty(test_app: Flask) -> Snapshot:
    """No rows at all."""
    with test_app.app_context():
        return taken(test_app, "empty")


@pytest.fixture(scope="session")
def cast(test_app: Flask, empty: Snapshot) -> tuple[Snapshot, World]:
    """The fixed cast at an open fair, built once: every test that wants it starts from the same rows."""
    with test_app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        empty.restore()
        with transaction():
            built = build_world(NOW)
        return taken(test_app, "cast_at_fair"), built


def taken(app: Flask, name: str) -> Snapshot:
    """A snapshot of the rows that are there now."""
    snapshot = Snapshot(app, name)
    snapshot.take()
    return snapshot


def do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    """What tests keep need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def app(test_app: Flask, empty: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with empty tables, standing still at NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    limits.limiter.reset()
    live.links.clear()
    forget_tallies()  # databases of tests look alike, so the counter must be counted anew
    with test_app.app_context():
        empty.restore()
        yield test_app
        db.session.remove()


@pytest.fixture
def now() -> datetime:
    """The moment at which the tests play."""
    return NOW


@pytest.fixture
def world(app: Flask, cast: tuple[Snapshot, World]) -> World:
    """The fixed cast at an open fair."""
    snapshot, built = cast
    snapshot.restore()
    return deepcopy(built)


@pytest.fixture
def box(app: Flask) -> Iterator[Mailbox]:
    """A mail server that takes everything, until it is told otherwise."""
    with a_mailbox() as mailbox:
        before = {name: app.config[name] for name in settings(0)}
        app.config.update(settings(mailbox.port))
        yield mailbox
        app.config.update(before)


@pytest.fixture
def visit(app: Flask) -> Iterator[object]:
    """Open the site as somebody: `visit()` or `visit(world.yara)`."""
    visitors: list[Visitor] = []

    def open_site(person_id: int | None = None) -> Visitor:
        visitors.append(Visitor(app, person_id))
        return visitors[-1]

    yield open_site
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Callable[[], object]], int]]:
    """Count what is asked of the database: `count_queries(lambda: yara.get("/beurs"))`."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            sent.append(statement)

    def count(do: Callable[[], object]) -> int:
        sent.clear()
        do()
        return len(sent)

    event.listen(db.engine, "before_cursor_execute", note)
    yield count
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture(autouse=True)
def no_errors_in_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No test may leave an error behind; one that provokes it clears `caplog`."""
    yield
    errors = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, [record.getMessage() for record in errors]
