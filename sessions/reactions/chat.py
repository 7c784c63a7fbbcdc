"""What was said in a room is not kept for ever."""

from datetime import datetime

from app import worker
from sessions.actions.chat import forget_chats


@worker.due
def let_chats_go(now: datetime) -> int:
    """What was said in a session is gone four weeks after it."""
    return forget_chats(now=now)
