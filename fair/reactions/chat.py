"""What was said in chats is not kept for ever."""

from datetime import datetime

from app import worker
from fair.actions.chat import forget_chats


@worker.due
def let_chats_go(now: datetime) -> int:
    """What was said in the chats of a fair is gone four weeks after it."""
    return forget_chats(now=now)
