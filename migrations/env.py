"""Alembic runs this to bring a database up to date, with the application's own engine."""

from alembic import context
from flask import current_app

from app.db import UtcDateTime

database = current_app.extensions["migrate"].db


def plain(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type by its plain name, so that old migrations never import new code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Apply the migrations in one transaction where the database can."""
    with database.engine.connect() as connection:
        # A failed migration leaves nothing behind, and processes that start together take turns.
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "SELECT pg_advisory_xact_lock(71)")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            compare_type=True,
            transactional_ddl=True,
            render_item=plain,
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
