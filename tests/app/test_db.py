"""Units of work: all or nothing, facts at the right moment, refusals in words."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from app import db as floor
from app.db import action, after_commit, announce, db, refuse_as, transaction, with_commit
from app.errors import Refused
from region.models import Area


@dataclass(frozen=True)
class AreaAdded:
    name: str


@pytest.fixture(autouse=True)
def listeners_are_forgotten(monkeypatch):
    for name in ("_with_commit", "_after_commit"):
        kept = {kind: list(all_of) for kind, all_of in getattr(floor, name).items()}
        monkeypatch.setattr(floor, name, floor.defaultdict(list, kept))


@action
def add_area(name, fail=None):
    db.session.add(Area(name=name))
    announce(AreaAdded(name))
    db.session.flush()
    if fail:
        raise fail
    return name


def areas():
    return db.session.scalar(select(func.count()).select_from(Area))


def test_what_fails_leaves_nothing(app):
    with pytest.raises(Refused):
        add_area("Leiden", fail=Refused("no"))
    assert areas() == 0


def test_an_inner_unit_joins_the_outer_one(app):
    def add_two():
        with transaction():
            add_area("Leiden")
            add_area("Lisse", fail=Refused("no"))

    with pytest.raises(Refused):
        add_two()
    assert areas() == 0


def test_a_listener_within_undoes_the_work_when_it_fails(app):
    @with_commit(AreaAdded)
    def refuse(_fact):
        raise Refused("no")

    with pytest.raises(Refused):
        add_area("Leiden")
    assert areas() == 0


def test_a_listener_after_sees_kept_rows_and_cannot_undo_them(app, caplog):
    seen = []

    @after_commit(AreaAdded)
    def count(_fact):
        seen.append(areas())
        raise ZeroDivisionError

    assert add_area("Leiden") == "Leiden"
    assert (seen, areas()) == ([1], 1)
    assert "listener failed" in caplog.text
    caplog.clear()


def test_no_fact_is_told_about_work_that_failed(app):
    told = []
    after_commit(AreaAdded)(told.append)
    with pytest.raises(Refused):
        add_area("Leiden", fail=Refused("no"))
    assert told == []
    add_area("Leiden")
    assert told == [AreaAdded("Leiden")]


def test_facts_belong_to_a_unit(app):
    with pytest.raises(RuntimeError):
        announce(AreaAdded("Leiden"))


def test_the_database_refuses_in_words_where_a_sentence_is_known(app):
    add_area("Leiden")
    with pytest.raises(IntegrityError):
        add_area("Leiden")
    refuse_as("This area is there already.", "area.name", "uq_area_name")
    with pytest.raises(Refused, match="there already"):
        add_area("Leiden")


class Lost(Exception):
    sqlstate = "40001"


def test_a_lost_race_is_tried_again_and_then_given_up(app, monkeypatch):
    tries = []

    @action
    def lose(times):
        tries.append(1)
        if len(tries) <= times:
            raise OperationalError("commit", {}, Lost())
        return "kept"

    assert lose(2) == "kept"
    tries.clear()
    with pytest.raises(OperationalError):
        lose(9)
    assert len(tries) == floor.RETRIES


def test_other_database_errors_are_not_tried_again(app):
    tries = []

    @action
    def fail():
        tries.append(1)
        raise OperationalError("select", {}, Exception("disk is gone"))

    with pytest.raises(OperationalError):
        fail()
    assert len(tries) == 1


def test_moments_need_a_time_zone(app, now):
    with pytest.raises(Exception, match="time zone"):
        floor.UtcDateTime().process_bind_param(now.replace(tzinfo=None), db.engine.dialect)
