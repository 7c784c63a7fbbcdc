"""Who takes part in the region and what is on offer: schools, programmes, employers, students, places."""

from flask import Flask

from region import cli, mail, people, sectors, seeds, views  # mail and seeds plug in by being imported

__all__ = ["init_app", "mail", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the region: roles, labels, importing lists."""
    views.init_app(app)
    cli.init_app(app)
    people.init_app(app)
    sectors.init_app(app)
