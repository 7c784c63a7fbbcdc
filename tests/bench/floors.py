"""The least a booking can cost here: `python -m tests.bench.floors WORLD` prints it per transaction.

`raw` is the driver alone, `orm` the same rows through our own unit of work. Both insert a booking and the
answer to its key, and raise the version of the slot, each in a transaction of its own, kept on disk.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from app import create_app
from app.db import db, transaction
from app.once import Answer
from fair.models import Booking, Slot
from tests.bench.world import booking, plan

NUMBER, WARM_UP = 1000, 50

INSERT_BOOKING = """
    INSERT INTO booking (uid, fair_id, booth_id, slot_id, person_id, starts_at, ends_at,
        booked_at, changed_at, question, state, sequence, reason, note, note_version,
        outcome_reason, outcome_text)
    VALUES (:uid, :fair_id, :booth_id, :slot_id, :person_id, :starts_at, :ends_at,
        :booked_at, :changed_at, '', 'booked', 0, '', '', 0, '', '')"""
INSERT_ANSWER = """
    INSERT INTO answer (person_id, key, fingerprint, result, at)
    VALUES (:person_id, :uid, 'a fingerprint of sixty-four letters', '1', :booked_at)"""
RAISE_VERSION = "UPDATE slot SET version = version + 1 WHERE id = :slot_id"

Row = dict[str, Any]


def through_the_orm(row: Row) -> None:
    """Three rows in one unit of work of ours."""
    kept = {"person_id": row["person_id"], "key": row["uid"], "at": row["booked_at"], "result": 1}
    with transaction() as work:
        work.get_one(Slot, row["slot_id"]).version += 1
        work.add(Booking(**row))
        work.add(Answer(**kept, fingerprint="a fingerprint of sixty-four letters"))


def through_the_driver() -> Callable[[Row], None]:
    """The same three rows with the driver alone."""
    driver: Any = db.engine.raw_connection().driver_connection
    sqlite = db.engine.dialect.name == "sqlite"
    statements = [INSERT_BOOKING, INSERT_ANSWER, RAISE_VERSION]
    if not sqlite:
        driver.autocommit = True  # the transaction begins and ends by hand, as on SQLite
        statements = [re.sub(r":(\w+)", r"%(\1)s", statement) for statement in statements]

    def transact(row: Row) -> None:
        given = {name: value.isoformat(" ") if name.endswith("_at") else value for name, value in row.items()}
        driver.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
        for statement in statements:
            driver.execute(statement, given)
        driver.execute("COMMIT")

    return transact


def measure(transact: Callable[[Row], None], rows: list[Row]) -> float:
    """CPU of this process per transaction, in milliseconds."""
    for row in rows[:WARM_UP]:
        transact(row)
    began = time.process_time()
    for row in rows[WARM_UP:]:
        transact(row)
    return 1000 * (time.process_time() - began) / (len(rows) - WARM_UP)


def main(file: str) -> None:
    """Measure both, on bookings that do not get in each other's way."""
    world = json.loads(Path(file).read_text())
    rows = [
        booking(world, booth, slot, world["students"][student], number)
        for number, (student, booth, slot) in enumerate(islice(plan(world, 3), 2 * NUMBER))
    ]
    app = create_app()
    with app.app_context():
        raw = measure(through_the_driver(), rows[:NUMBER])
        orm = measure(through_the_orm, rows[NUMBER:])
    print(json.dumps({"raw": raw, "orm": orm}))


if __name__ == "__main__":
    main(*sys.argv[1:])
