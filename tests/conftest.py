"""What every test stands on: a real database with real commits, a fixed clock, visitors with cookies."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import clock, create_app, limits, live
from app.cli import migrate_to_newest
from app.db import db, transaction
from register.queries import forget_tallies
from tests.factories import World, build_world
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
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate_to_newest(app)
    with app.app_context():
        if kind == "sqlite":
            event.listen(db.engine, "connect", do_not_wait_for_the_disk)
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
            shutil.copy(folder / "test.sqlite", folder / "empty.sqlite")
    return app


def do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    """What tests keep need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def app(test_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with empty tables, standing still at NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    limits.limiter.reset()
    live.links.clear()
    forget_tallies()  # databases of tests look alike, so the counter must be counted anew
    with test_app.app_context():
        empty_tables(test_app)
        yield test_app
        db.session.remove()


def empty_tables(app: Flask) -> None:
    """Start over without rows."""
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        folder = Path(app.config["DATA"])
        for leftover in folder.glob("test.sqlite-*"):
            leftover.unlink()
        shutil.copy(folder / "empty.sqlite", folder / "test.sqlite")
        return
    tables = ", ".join(table.name for table in db.metadata.sorted_tables)
    with db.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture
def now() -> datetime:
    """The moment at which the tests play."""
    return NOW


@pytest.fixture
def world(app: Flask) -> World:
    """The fixed cast at an open fair."""
    with transaction():
        return build_world(NOW)


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
