"""What is due: one loop that does the work nobody waits for."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from flask import Flask

from app import clock
from app.log import surviving

SECONDS_BETWEEN_ROUNDS = 15

Job = Callable[[datetime], int]

_jobs: list[Job] = []
_jobs_elsewhere: list[Job] = []
_ending = threading.Event()


def due(job: Job) -> Job:
    """Have the worker do this each round; it gets the time and returns how much it did."""
    _jobs.append(job)
    return job


def due_elsewhere(job: Job) -> Job:
    """The same for work with other servers, such as mail: it has a loop of its own, so it holds up nobody."""
    _jobs_elsewhere.append(job)
    return job


def at_most_every(pause: timedelta) -> Callable[[Job], Job]:
    """Have a job rest for so long after it began, in this process."""

    def slow(job: Job) -> Job:
        began: list[datetime] = []

        @wraps(job)
        def run(now: datetime) -> int:
            if began and began[0] <= now < began[0] + pause:
                return 0
            began[:] = [now]
            return job(now)

        return run

    return slow


def do_what_is_due(now: datetime) -> int:
    """One round over all jobs, returns how much was done; a job that fails holds up no other."""
    return _round(_jobs, now)


def do_what_is_due_elsewhere(now: datetime) -> int:
    """The same for the work with other servers."""
    return _round(_jobs_elsewhere, now)


def _round(jobs: list[Job], now: datetime) -> int:
    done = 0
    for job in jobs:
        with surviving("job failed", job=job.__qualname__):
            done += job(now)
    return done


def work_forever(app: Flask, do_round: Job = do_what_is_due) -> None:
    """Keep doing rounds until the process stops."""
    while not is_ending():
        with app.app_context():
            do_round(clock.now())
        _ending.wait(SECONDS_BETWEEN_ROUNDS)


def end() -> None:
    """Let the loops end as soon as what they are doing is done: the process stops."""
    _ending.set()


def is_ending() -> bool:
    """Whether a long round should leave the rest to whoever works next."""
    return _ending.is_set()
