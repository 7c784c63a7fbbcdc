"""What is due: one loop that does the work nobody waits for."""

import time
from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock

log = structlog.get_logger()

SECONDS_BETWEEN_ROUNDS = 15

_jobs: list[Callable[[datetime], int]] = []


def due(job: Callable[[datetime], int]) -> Callable[[datetime], int]:
    """Have the worker do this each round; it gets the time and returns how much it did."""
    _jobs.append(job)
    return job


def do_what_is_due(now: datetime) -> int:
    """One round over all jobs; returns how much was done."""
    return sum(job(now) for job in _jobs)


def work_forever(app: Flask) -> None:
    """Keep doing rounds; a round that fails is logged and the next one tries again."""
    while True:
        with app.app_context():
            try:
                do_what_is_due(clock.now())
            except SQLAlchemyError:
                log.exception("round failed")
        time.sleep(SECONDS_BETWEEN_ROUNDS)
