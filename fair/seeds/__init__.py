"""The fair's part of the demo world: a fair that is open now, one to come and two that are over."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from app import cli
from app.db import db
from fair.models import OPEN, Fair
from fair.seeds.afterwards import plant_afterwords
from fair.seeds.board import plant_board
from fair.seeds.chat import plant_chat
from fair.seeds.invitations import plant_invitations
from fair.seeds.letters import plant_letters
from fair.seeds.preparing import plant_preparing
from fair.seeds.queues import plant_queues
from fair.seeds.reports import plant_reports
from fair.seeds.square import plant_square
from fair.seeds.stands import plant_stands
from fair.seeds.talks import plant_talks
from fair.seeds.waiting import plant_waiting
from fair.seeds.waits import plant_waits
from region.seeds import SEED

STILL_OPEN = timedelta(hours=1)


@cli.seeds("fairs and booths")
def plant_fairs(now: datetime) -> None:
    """Fairs, booths, the times at which staff hold talks, and who is invited."""
    plant_square(now, Random(SEED))
    plant_invitations(now, Random(SEED))


@cli.seeds("stands")
def plant_what_stands_say(now: datetime) -> None:
    """What some employers tell about themselves."""
    plant_stands(now, Random(SEED))


@cli.seeds("talks")
def plant_bookings(now: datetime) -> None:
    """Who talks with whom, and what came of it."""
    plant_talks(now, Random(SEED))
    plant_waiting(now)


@cli.seeds("what students said")
def plant_words(now: datetime) -> None:
    """What some students said after their talk."""
    plant_afterwords(now)


@cli.seeds("how students prepare")
def plant_preparations(now: datetime) -> None:
    """What students look for, whom they like, what they let a booth read, and what they say."""
    plant_preparing(now)
    plant_reports(now)
    plant_chat(now)


@cli.seeds("queues")
def plant_visits(now: datetime) -> None:
    """Who walked in and waits, and which stall has a pause."""
    plant_queues(now, Random(SEED))
    plant_waits(now, Random(SEED))


@cli.seeds("what organisers have on their hands")
def plant_calls(now: datetime) -> None:
    """Which booth asks for help, and what is announced."""
    plant_board(now)


@cli.seeds("letters")
def plant_notices(now: datetime) -> None:
    """What some people have to read."""
    plant_letters(now)


@cli.seeds_are_current
def fair_is_open(now: datetime) -> bool:
    """Whether a fair stays open for another hour."""
    still_open = select(Fair.id).where(Fair.state == OPEN, Fair.ends_at > now + STILL_OPEN)
    return db.session.scalar(still_open.limit(1)) is not None
