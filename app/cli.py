"""Commands for operators: `flask seed`, `flask worker`, `flask check`."""

from collections.abc import Callable
from datetime import datetime

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import select, text

from app import clock, worker
from app.config import ROOT
from app.db import db
from app.people import Person

Step = tuple[str, Callable[[datetime], None]]

_steps: list[Step] = []
_is_current: list[Callable[[datetime], bool]] = []


def seeds(label: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Let a package add its part of the demo world; parts run in the order of the floors."""
    return lambda plant: _steps.append((label, plant)) or plant


def seeds_are_current(ask: Callable[[datetime], bool]) -> Callable[[datetime], bool]:
    """Let a package say whether the demo world still fits today."""
    _is_current.append(ask)
    return ask


@click.command("seed")
@click.option("--if-needed", is_flag=True, help="Do nothing when the demo world still fits today.")
def seed(if_needed: bool) -> None:
    """Build the demo world, with dates around today."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("Demo data is only for demo mode. Set STAGEPACT_DEMO=1.")
    upgrade(directory=str(ROOT / "migrations"))
    if if_needed:
        seed_when_needed()
    elif _holds_strangers():
        raise click.ClickException("This database holds people from outside the demo. Choose another.")
    else:
        _plant(clock.now())


def seed_when_needed() -> None:
    """Renew a demo world that no longer fits today; a database with other people in it is left alone."""
    now = clock.now()
    if not all(ask(now) for ask in _is_current) and not _holds_strangers():
        _plant(now)


def _holds_strangers() -> bool:
    """True when somebody's address is not of the demo, whose addresses all end in .example."""
    stranger = Person.email.not_like("%.example")
    return db.session.scalar(select(Person.id).where(stranger).limit(1)) is not None


def _plant(now: datetime) -> None:
    _empty()
    with click.progressbar(_steps, label="Demo fair", item_show_func=lambda s: s[0] if s else "") as bar:
        for _label, plant in bar:
            plant(now)


def _empty() -> None:
    """Take all rows away, so that seeding twice gives the same world."""
    with db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


@click.command("worker")
def run_worker() -> None:
    """Do what is due, for installations with more than one process."""
    click.echo("Worker is running. Stop it with Ctrl+C.")
    worker.work_forever(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("check")
def check() -> None:
    """Say whether this installation can serve: settings, database, migrations."""
    with db.engine.connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    click.echo(f"Settings are safe. Database answers ({db.engine.dialect.name}, migration {version}).")


def migrate_to_newest(app: Flask) -> None:
    """Bring the database up to date; quick when it already is."""
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (seed, run_worker, check):
        app.cli.add_command(command)
