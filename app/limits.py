"""How often one may ask: against robots, never against a school class behind one address."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, default_limits=["1200 per minute"])


def init_app(app: Flask) -> None:
    """Count in memory, or in Redis when several processes share the work."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", bool(app.config["REDIS_URL"]))
    limiter.init_app(app)
    limiter.request_filter(_is_static)


def _is_static() -> bool:
    return request.endpoint == "static"


def account_and_address() -> str:
    """The key for sign-in attempts: one account from one address, so that nobody locks another out."""
    return f"{request.form.get('email', '').strip().lower()}|{get_remote_address()}"
