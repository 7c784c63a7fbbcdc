"""A database that does not answer, and things that it cannot hold."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DataError, InterfaceError, OperationalError

from app.db import db


@pytest.fixture
def broken(app):
    """Let every question to the database end in an error of this kind."""
    listeners = []

    def fail_with(kind):
        def fail(*_args):
            raise kind("SELECT 1", {}, Exception("server closed the connection"))

        listeners.append(fail)
        event.listen(db.engine, "before_cursor_execute", fail)

    yield fail_with
    for listener in listeners:
        event.remove(db.engine, "before_cursor_execute", listener)


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize("page", ["/mijn-dag", "/beurs", "/teller"])
def test_while_the_database_is_away_people_are_asked_to_wait(visit, world, broken, caplog, kind, page):
    yara, visitor = visit(world.yara), visit()
    broken(kind)
    for answer in [yara.get(page)] + [visitor.get(page)] * (page != "/mijn-dag"):
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "10"
        assert "Wat je hebt geboekt" in answer.text
    assert "database does not answer" in caplog.text
    caplog.clear()


def test_afterwards_one_is_still_signed_in(visit, world, app, caplog):
    yara = visit(world.yara)

    def fail(*_args):
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))

    event.listen(db.engine, "before_cursor_execute", fail)
    assert yara.get("/mijn-dag").status_code == 503
    event.remove(db.engine, "before_cursor_execute", fail)
    assert yara.get("/mijn-dag").status_code == 200
    caplog.clear()


def test_what_no_database_can_hold_is_not_understood(visit, world):
    bram = visit(world.bram)
    answer = bram.get("/inlezen/%00")
    on_postgresql = db.engine.dialect.name == "postgresql"
    assert answer.status_code == (400 if on_postgresql else 404)


def test_a_value_that_is_refused_is_not_understood(visit, world, broken):
    visitor = visit()
    broken(DataError)
    assert visitor.get("/beurs").status_code == 400
