"""Being built."""

from flask import Blueprint, Flask

blueprint = Blueprint("desk", __name__)


def init_app(app: Flask) -> None:
    """Plug in."""
