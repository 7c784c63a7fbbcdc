"""Being built."""

from flask import Blueprint, Flask

blueprint = Blueprint("reactions", __name__)


def init_app(app: Flask) -> None:
    """Plug in."""
