"""Letters: rows written with what gives the reason, sent later; each of them is a notice on the site too.

What a letter says is worded by the package that writes it. Text and HTML are drawn from the same words.
"""

from flask import Flask

from app.mail import choices, keeping, notices, outbox, views  # plug in by being imported
from app.mail.letters import Draft, Letter, forget, forget_person, write
from app.mail.words import Words, leads, moment, topic, wording

__all__ = [
    "Draft",
    "Letter",
    "Words",
    "choices",
    "forget",
    "forget_person",
    "keeping",
    "leads",
    "moment",
    "notices",
    "outbox",
    "topic",
    "wording",
    "write",
]


def init_app(app: Flask) -> None:
    """Plug in the pages of notices and letters."""
    views.init_app(app)
