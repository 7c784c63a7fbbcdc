"""One day in a process of its own, on a database of its own."""

import gc
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app import create_app
from app.cli import migrate_to_newest
from app.db import db
from tests.bench.day.figures import count
from tests.bench.day.play import Day, Size
from tests.bench.day.proof import Violation
from tests.server import SECRET, a_database


def play_one(line: Connection, size: Size, standby: bool) -> None:
    """In a process of its own: play one day and say how it goes."""
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)) as url:
        app = create_app(
            TESTING=True, DATA=Path(folder), SECRET_KEY=SECRET, SQLALCHEMY_DATABASE_URI=url, REDIS_URL=None
        )
        logging.getLogger().setLevel(logging.ERROR)
        migrate_to_newest(app)
        with app.app_context():
            do_not_wait_for_the_disk()
        day = Day(app, size, standby)
        tune_memory()
        began, used = time.monotonic(), time.process_time()
        try:
            for number in day.play():
                line.send(("over", number / len(day.minutes)))
        except Violation as violation:
            kind = "with" if standby else "without"
            line.send(("stopped", f"Seed {size.seed}, the day {kind} standby. {violation}"))
            return
        with app.app_context(), db.engine.connect() as connection:
            speed = {"seconds": time.monotonic() - began, "of the processor": time.process_time() - used}
            found = {
                "figures": count(connection, day),
                "refusals": dict(day.refusals.most_common()),
                "done": dict(day.done.most_common()),
                "speed": {"actions": day.done.total(), **speed},
            }
        line.send(("done", found))


def tune_memory() -> None:
    """As the server does when it starts: the garbage collector leaves alone what never dies."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """An empty database for one day."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'day.sqlite'}"
        return
    with a_database(url) as made:
        yield made.replace("postgresql://", "postgresql+psycopg://")


def do_not_wait_for_the_disk() -> None:
    """What is thrown away afterwards need not survive a power cut."""
    if db.engine.dialect.name != "sqlite":
        return
    db.engine.dispose()

    @event.listens_for(db.engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")
