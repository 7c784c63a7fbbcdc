"""Which processes count, and which are thrown away because they fell silent."""

from contextvars import Context
from datetime import timedelta
from threading import Thread

from sqlalchemy import select, update

from app import presence
from app.db import db, transaction
from app.presence import Process, Watcher

ROOM = "chat:1"
SILENT_SINCE = timedelta(seconds=16)


def open_process(seen_at, *people):
    """Another process, on whose lines these people watch."""
    with transaction() as work:
        work.add(Process(id="other", seen_at=seen_at))
        work.flush()
        for person_id in people:
            work.add(Watcher(sid=f"s{person_id}", room=ROOM, process_id="other", person_id=person_id))


def test_each_room_has_its_own_people(world, now):
    presence.keep({("a", ROOM): world.yara, ("b", ROOM): world.yara, ("b", "chat:2"): world.noor}, now)
    open_process(now, world.milan)
    assert presence.people_in((ROOM, "chat:2", "chat:3"), now) == {
        ROOM: {world.yara, world.milan},
        "chat:2": {world.noor},
        "chat:3": set(),
    }


def test_whom_a_silent_process_had_do_not_count_before_it_is_thrown_away(world, now):
    open_process(now - SILENT_SINCE, world.milan)
    assert presence.people_in((ROOM,), now) == {ROOM: set()}
    assert presence.keep({}, now) == {ROOM}
    assert db.session.scalars(select(Watcher.sid)).all() == []


def test_a_process_that_comes_back_is_not_thrown_away(app, now):
    """After an outage all fell silent at once: whoever speaks first waits for nobody."""
    open_process(now - SILENT_SINCE)
    kept = Thread(target=Context().run, args=(keep_nothing, app, now))
    with db.engine.begin() as other:
        if other.dialect.name == "sqlite":
            return  # one process
        other.execute(update(Process).where(Process.id == "other").values(seen_at=now))
        kept.start()
        kept.join(5)
        assert not kept.is_alive()
    kept.join()
    assert set(db.session.scalars(select(Process.id))) == {"other", presence.MINE}


def keep_nothing(app, now):
    with app.app_context():
        presence.keep({}, now)
