"""Commands for operators: `flask seed`, `flask check`."""

import os
from collections.abc import Callable
from datetime import datetime

import click
from flask import Flask, current_app, url_for
from flask_migrate import upgrade
from sqlalchemy import literal, select, text
from sqlalchemy.orm import Session

from app import clock
from app.config import ROOT
from app.db import db, transaction
from app.people import Person

Step = tuple[str, Callable[[datetime], None]]

_steps: list[Step] = []
_is_current: list[Callable[[datetime], bool]] = []
_tell: list[Callable[[], str]] = []


def seeds(label: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Let a package add its part of the demo world; parts run in the order of the floors."""
    return lambda plant: _steps.append((label, plant)) or plant


def seeds_are_current(ask: Callable[[datetime], bool]) -> Callable[[datetime], bool]:
    """Let a package say whether the demo world still fits today."""
    _is_current.append(ask)
    return ask


def seeds_tell(say: Callable[[], str]) -> Callable[[], str]:
    """Let a package say what somebody who enters the demo world must know, such as a password."""
    _tell.append(say)
    return say


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
        raise click.ClickException(
            "This database holds data from outside the demo, and seeding takes all rows away. "
            "Choose another database."
        )
    else:
        plant(clock.now())
        _say_how_to_enter()


def seed_when_needed() -> None:
    """Renew a demo world that no longer fits today; a database with other data in it is left alone."""
    now = clock.now()
    if _holds_strangers():
        return
    if not all(ask(now) for ask in _is_current):
        plant(now)
    _say_how_to_enter()


def _holds_strangers() -> bool:
    """True when somebody's address is not of the demo, or when there are rows that belong to nobody yet.

    The addresses of the demo all end in .example.
    """
    people, strangers = select(Person.id), select(Person.id).where(Person.email.not_like("%.example"))
    if db.session.scalar(people.limit(1)):
        return db.session.scalar(strangers.limit(1)) is not None
    rows = (db.session.scalar(select(literal(1)).select_from(t).limit(1)) for t in db.metadata.sorted_tables)
    return any(rows)


def plant(now: datetime) -> None:
    """Take everything away and build the demo world, showing which part is being planted: all or nothing."""
    with (
        transaction() as work,
        click.progressbar(_steps, label="Demo world", item_show_func=lambda s: s[0] if s else "") as bar,
    ):
        _empty(work)
        for _label, plant_part in bar:
            plant_part(now)
            work.flush()
            work.expunge_all()  # the next part reads what is in the database


def _empty(work: Session) -> None:
    """Take all rows away, and on PostgreSQL start counting anew as SQLite does by itself."""
    tables = db.metadata.sorted_tables
    if db.engine.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        work.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        return
    for table in reversed(tables):
        work.execute(table.delete())


def _say_how_to_enter() -> None:
    """Print where and with what one can sign in."""
    here = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"] or here):
        click.echo(f"Sign in: {url_for('security.login', _external=True)}")
    for say in _tell:
        click.echo(say())


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
    for command in (seed, check):
        app.cli.add_command(command)
