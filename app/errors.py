"""What goes wrong, in words for people."""

import secrets
from typing import Any

import structlog
from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

log = structlog.get_logger()


class Refused(Exception):
    """A rule says no; the text is shown to the person as it is, at the field that it is about if any."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


class NotFound(Exception):
    """Not there, or not yours: the same answer for both."""


def init_app(app: Flask) -> None:
    """Give every error a page of its own."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(NotFound, show_not_found)
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(InternalServerError, show_bug)


def page(status: int, title: str, text: str, **context: Any) -> tuple[str, int]:
    """Draw the error page."""
    return render_template("errors/page.html", status=status, title=title, text=text, **context), status


def show_http_error(error: HTTPException) -> Any:
    """Translate the framework's errors; redirects and the like pass."""
    words = {
        400: (_("This did not work"), _("We could not read what you sent. Go back and try again.")),
        403: (_("This is not for you"), _("You may not see this page.")),
        404: (_("We cannot find this page"), _("The page is gone, or it is not yours to see.")),
        405: (_("This did not work"), _("Go back and use the button on the page.")),
        413: (_("This file is too large"), _("Choose a file of at most 5 MB.")),
        429: (_("That went too fast"), _("Wait a moment and try again.")),
        503: (_("We cannot be reached"), _("Try again in a minute. What you booked is safe.")),
    }
    if error.code not in words:
        return error
    shown, status = page(error.code, *words[error.code])
    headers = [pair for pair in error.get_headers() if pair[0] in ("Retry-After", "Allow")]
    return shown, status, headers


def show_expired_form(_error: CSRFError) -> Any:
    """The form's token is missing or old, for example after signing out in another tab."""
    return page(400, _("This page was open too long"), _("Load the page again and send it once more."))


def show_not_found(_error: NotFound) -> Any:
    """Not there, or not yours."""
    return page(404, _("We cannot find this page"), _("The page is gone, or it is not yours to see."))


def show_refusal(refusal: Refused) -> Any:
    """A rule said no where no form was there to show it."""
    return page(409, _("This cannot be done"), str(refusal))


def show_bug(_error: InternalServerError) -> Any:
    """A bug: a reference that is in the log too."""
    reference = secrets.token_hex(4)
    log.error("page failed", reference=reference, path=request.path, method=request.method)
    text = _("The fault is ours. Try again. Does it stay? Give us this reference.")
    return page(500, _("Something went wrong"), text, reference=reference)
