"""One's own calendar at an address of one's own, and the calendars that everybody may read."""

from flask import Flask

from app.agenda import views
from app.agenda.addresses import public_address
from app.agenda.sources import Entries, PublicSource, found_by, personal, public
from app.agenda.ways import ways

__all__ = ["Entries", "PublicSource", "found_by", "init_app", "personal", "public", "public_address", "ways"]


def init_app(app: Flask) -> None:
    """Add the pages and the feeds."""
    app.register_blueprint(views.blueprint)
