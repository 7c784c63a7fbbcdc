"""How often one may ask: against robots, never against a school class behind one address."""

import time

from flask import Flask, Response, request
from flask import session as cookie
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# Each kind of page is counted by itself.
FOR_ONE = "300 per minute"  # one person at one browser
FOR_MANY = "3000 per minute"  # an address where three hundred sign in and look around at once


def _asker() -> str:
    """A browser in which somebody is signed in, or an address; the cookie is signed, so none is made up."""
    return cookie.get("sign_in") or get_remote_address()


def _allowance() -> str:
    return FOR_ONE if "sign_in" in cookie else FOR_MANY


limiter = Limiter(_asker, default_limits=[_allowance])


def init_app(app: Flask) -> None:
    """Count in memory, or in Redis when several processes share the work."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", bool(app.config["REDIS_URL"]))
    limiter.init_app(app)
    limiter.request_filter(_is_static)
    app.after_request(_say_when_again)


def _is_static() -> bool:
    return request.endpoint == "static"


def _say_when_again(response: Response) -> Response:
    """Whoever asked too often reads in how many seconds to try again."""
    if response.status_code == 429 and limiter.current_limit:
        wait = limiter.current_limit.reset_at - int(time.time())  # the limiter's own clock
        response.headers["Retry-After"] = str(max(wait, 1))
    return response


def account_and_address() -> str:
    """The key for sign-in attempts: one account from one address, so that nobody locks another out."""
    return f"{request.form.get('email', '').strip().lower()}|{get_remote_address()}"
