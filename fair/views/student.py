"""Being built."""

from flask import Blueprint, Flask

blueprint = Blueprint("fair", __name__)


def init_app(app: Flask) -> None:
    """Plug in."""
