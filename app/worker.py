"""What is due: one loop that does the work nobody waits for."""

import time
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from app import clock
from app.log import surviving

SECONDS_BETWEEN_ROUNDS = 15

_jobs: list[Callable[[datetime], int]] = []


def due(job: Callable[[datetime], int]) -> Callable[[datetime], int]:
    """Have the worker do this each round; it gets the time and returns how much it did."""
    _jobs.append(job)
    return job


def do_what_is_due(now: datetime) -> int:
    """One round over all jobs, returns how much was done; a job that fails holds up no other."""
    done = 0
    for job in _jobs:
        with surviving("job failed", job=job.__qualname__):
            done += job(now)
    return done


def work_forever(app: Flask) -> None:
    """Keep doing rounds."""
    while True:
        with app.app_context():
            do_what_is_due(clock.now())
        time.sleep(SECONDS_BETWEEN_ROUNDS)
