"""The sessions' part of the demo world: a programme around today, one that is on now, two that are over."""

from datetime import datetime

from app import cli
from sessions.seeds.afterwards import plant_afterwards
from sessions.seeds.letters import plant_letters
from sessions.seeds.polls import plant_polls
from sessions.seeds.programme import plant_programme
from sessions.seeds.room import plant_room


@cli.seeds("inspiration sessions")
def plant_sessions(now: datetime) -> None:
    """What is planned, who comes, and what they were told of it."""
    plant_programme(now)
    plant_letters(now)


@cli.seeds("the live room of a session")
def plant_live_room(now: datetime) -> None:
    """What is asked and said in the session that goes on."""
    plant_room(now)
    plant_polls(now)


@cli.seeds("what is left of sessions")
def plant_what_is_left(now: datetime) -> None:
    """Hand-outs, opinions and contacts of sessions that are over."""
    plant_afterwards(now)
