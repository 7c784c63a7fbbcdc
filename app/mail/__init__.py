"""Letters: rows written with what gives the reason, sent later; each of them is a notice on the site too.

What a letter says is worded by the package that writes it. Text and HTML are drawn from the same words.
"""

from flask import Flask

from app.mail import choices, inbox, keeping, notices, outbox, replies, views  # plug in by being imported
from app.mail.invited import for_calendar, page_address, site_host
from app.mail.letters import (
    Draft,
    Letter,
    forget,
    forget_person,
    may_have_arrived,
    overtake,
    whole_hour_after,
    write,
)
from app.mail.soon import reminds
from app.mail.words import Words, leads, moment, topic, wording

__all__ = [
    "Draft",
    "Letter",
    "Words",
    "choices",
    "for_calendar",
    "forget",
    "forget_person",
    "inbox",
    "keeping",
    "leads",
    "may_have_arrived",
    "moment",
    "notices",
    "outbox",
    "overtake",
    "page_address",
    "reminds",
    "replies",
    "site_host",
    "topic",
    "whole_hour_after",
    "wording",
    "write",
]


def init_app(app: Flask) -> None:
    """Plug in the pages of notices and letters, and the commands."""
    views.init_app(app)
    app.cli.add_command(inbox.commands)
