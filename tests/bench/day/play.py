"""The day itself: minute after minute everybody acts, what is due is done, and everything is proved."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from flask import Flask

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from tests.bench.day import organiser, proof, turns
from tests.bench.day.glance import Eyes, Glance
from tests.bench.day.proof import Violation
from tests.bench.day.staff import Host
from tests.bench.day.students import Student
from tests.bench.day.world import BOOKING_OPENS, CLOSES, MINUTE, OPENS, World, build

FIRST, RUSH = 20, 60  # minutes of the evening before in which some may book, and everybody
EARLY, LATE = 30, 10  # minutes around the fair
INSTANT = timedelta(milliseconds=3)


@dataclass(frozen=True)
class Size:
    """How large a day is, and which: the same seed is the same day."""

    booths: int = 100
    students: int = 1000
    seed: int = 1


class Faults(logging.Handler):
    """What went wrong behind everybody's back: a listener or a job that failed is only logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


class Day:
    """One day on an empty database; `standby`: students may stand by."""

    def __init__(self, app: Flask, size: Size, standby: bool) -> None:
        self.app, self.size, self.standby = app, size, standby
        self.now = BOOKING_OPENS - (FIRST + 1) * MINUTE
        self.refusals: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.waits: dict[tuple[int, int], datetime] = {}
        self.last_offer = 0
        self.faults, self.eyes = Faults(), Eyes()
        with app.app_context(), transaction() as work:
            self.world: World = build(work, size.booths, size.students, Random(size.seed))
        pupils = enumerate(self.world.pupils)
        self.students = [Student(pupil, self.world, Random(f"{size.seed} {n}")) for n, pupil in pupils]
        self.hosts = [
            Host(each, stall, Random(f"{size.seed} staff {each}"))
            for stall in self.world.stalls
            for each in stall.staff
        ]

        self._by_id = {student.id: student for student in self.students}

    def student(self, person_id: int) -> Student:
        """Somebody in person."""
        return self._by_id[person_id]

    @property
    def minutes(self) -> list[datetime]:
        """Every minute that is played; the night is skipped."""
        evening = [BOOKING_OPENS + n * MINUTE for n in range(-FIRST, RUSH)]
        fair = range(-EARLY, (CLOSES - OPENS) // MINUTE + LATE)
        return evening + [OPENS + n * MINUTE for n in fair]

    def play(self) -> Iterator[int]:
        """Play the day; yields how many minutes are over. Stops with a Violation at the first one."""
        with jumping_clock(lambda: self.now), noticing(self.faults):
            organiser.say_who_goes_first(self)
            for number, minute in enumerate(self.minutes, 1):
                self.now = minute
                self._minute()
                yield number

    def do(self, verb: Callable[..., Any], **details: Any) -> Any:
        """One action of somebody, an instant after the last; a refusal is counted, and gives nothing."""
        self.now += INSTANT
        with self.app.app_context():
            try:
                given = verb(**details, now=self.now)
            except Refused as refusal:
                self.refusals[sentence(str(refusal))] += 1
            except NotFound:
                self.refusals["(gone, or not theirs)"] += 1
            else:
                self.done[verb.__name__] += 1
                return given
        return None

    def _minute(self) -> None:
        with self.app.app_context():
            worker.do_what_is_due(self.now)
            with db.engine.connect() as connection:
                seen = self.eyes.look(connection, self.now)
        self._act(seen)
        self._prove()

    def _act(self, seen: Glance) -> None:
        order = [*self.hosts, *self.students]
        Random(f"{self.size.seed} {seen.now}").shuffle(order)
        for somebody in order:
            somebody.act(self, seen)

    def _prove(self) -> None:
        with self.app.app_context(), db.engine.connect() as connection:
            try:
                proof.check(connection)
                self.last_offer = turns.check(connection, self.last_offer)
            except Violation as violation:
                raise Violation(f"{clock.local(self.now):%A %H.%M}: {violation}") from None
        if self.faults.lines:
            raise Violation(f"{clock.local(self.now):%A %H.%M}: in the log: {self.faults.lines[0]}")


def sentence(said: str) -> str:
    """A refusal without the times, names and numbers in it, so that equal ones can be counted."""
    return re.sub(r"\d+([.:]\d+)*", "…", said)


@contextmanager
def jumping_clock(now: Callable[[], datetime]) -> Iterator[None]:
    """Let the site believe what time it is."""
    real, clock.now = clock.now, now
    try:
        yield
    finally:
        clock.now = real


@contextmanager
def noticing(faults: Faults) -> Iterator[None]:
    """Hear what is only logged."""
    logging.getLogger().addHandler(faults)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(faults)
