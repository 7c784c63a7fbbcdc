"""What people see when the database does not answer, or cannot keep what was sent."""

from typing import Any

import structlog
from flask import Flask, g
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, TimeoutError
from werkzeug.exceptions import BadRequest, ServiceUnavailable

from app.db import db
from app.errors import show_http_error

log = structlog.get_logger()

TRY_AGAIN_AFTER = 10  # seconds


def show_outage(error: Exception) -> Any:
    """The database does not answer, so nobody is recognised: the page is drawn as for a visitor."""
    log.error("database does not answer", exc_info=error)
    g.sign_in = None
    return show_http_error(ServiceUnavailable(retry_after=TRY_AGAIN_AFTER))


def show_unkept(_error: DataError) -> Any:
    """Something was sent that no database can hold, such as a sign without a code."""
    db.session.rollback()
    return show_http_error(BadRequest())


def init_app(app: Flask) -> None:
    """Answer what the database refuses to do with a page."""
    for outage in (OperationalError, InterfaceError, TimeoutError):
        app.register_error_handler(outage, show_outage)
    app.register_error_handler(DataError, show_unkept)
