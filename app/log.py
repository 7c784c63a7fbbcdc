"""One line per event, for the operator; never what people typed."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import Flask

# Addresses that open something for whoever has them: a calendar, an invitation, and their like.
SECRET_ADDRESS = re.compile(r"(/[a-z-]+/)[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_-])")


@contextmanager
def surviving(what: str, **details: object) -> Iterator[None]:
    """Log what fails inside and go on: for work whose failure must not stop or undo anything else."""
    try:
        yield
    except Exception:
        structlog.get_logger().exception(what, **details)


def one_line(record: logging.LogRecord) -> bool:
    """Whoever sends rubbish over the line gets one line in the log, not a page."""
    record.exc_info = None
    return True


def without_secrets(text: str) -> str:
    """The text with every secret in an address taken out."""
    return SECRET_ADDRESS.sub(r"\1***", text)


class DiscreetRecord(logging.LogRecord):
    """A line of any logger, also of the server in front, whose addresses tell no secret."""

    def getMessage(self) -> str:
        """The words as every handler writes them."""
        return without_secrets(super().getMessage())


def init_app(app: Flask) -> None:
    """Send structured lines through the standard logger, so that tests and servers see them alike."""
    logging.setLogRecordFactory(DiscreetRecord)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("engineio.server").addFilter(one_line)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if app.config["PRODUCTION"]
            else structlog.processors.LogfmtRenderer(bool_as_flag=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
