"""Turns that nobody took, queues of fairs that are over, and pauses that end by the clock."""

from datetime import datetime

from app import worker
from fair.actions import queue as actions
from fair.actions.stall import end_pause
from fair.queries import queue as queries


@worker.due
def let_turns_pass(now: datetime) -> int:
    """Who was called and did not come goes back one place, and the second time out of the queue."""
    return sum(actions.give_turn_away(visit_id=each, now=now) for each in queries.did_not_come(now))


@worker.due
def empty_queues(now: datetime) -> int:
    """Nobody stands in the queue of a fair that is over."""
    return sum(actions.send_home(visit_id=each, now=now) for each in queries.left_over(now))


@worker.due
def open_stalls_again(now: datetime) -> int:
    """A pause with an end is over when it is."""
    return sum(1 for each in queries.pauses_over(now) if end_pause(booth_id=each, now=now))
