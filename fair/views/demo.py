"""Being built."""

from flask import Blueprint, Flask

blueprint = Blueprint("demo", __name__)


def init_app(app: Flask) -> None:
    """Plug in."""
