"""organisers call a booth and close one; what is over of a pause or a closure is kept"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# What cannot begin at a booth that is closed: a talk, and a place in its queue.
BEGINS = {"booking": "NEW.state IN ('booked', 'attended')", "visit": "NEW.state IN ('waiting', 'called')"}
IS_CLOSED = "EXISTS (SELECT 1 FROM booth WHERE booth.id = NEW.booth_id AND booth.closed_at IS NOT NULL)"


def upgrade() -> None:
    """Calls go both ways; a booth can be closed, and then the database lets nobody in."""
    _let_calls_go_both_ways()
    _let_booths_close()
    _create_away()
    _guard_postgresql() if op.get_bind().dialect.name == "postgresql" else _guard_sqlite()


def _let_calls_go_both_ways() -> None:
    op.add_column("help_call", sa.Column("to_booth", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("DROP INDEX one_open_help_call")
    op.execute(
        "CREATE UNIQUE INDEX one_open_help_call ON help_call (booth_id, to_booth) WHERE closed_at IS NULL"
    )


def _let_booths_close() -> None:
    op.add_column("booth", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    # In the column itself: SQLite adds no constraint to a table that is there.
    op.execute(
        "ALTER TABLE booth ADD COLUMN close_reason VARCHAR DEFAULT '' NOT NULL "
        "CONSTRAINT ck_booth_closed_for_a_reason CHECK ((closed_at IS NULL) = (close_reason = ''))"
    )


def _create_away() -> None:
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_away_ends_after_start")),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_away_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    op.create_index(op.f("ix_away_booth_id"), "away", ["booth_id"])


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION booth_is_closed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {IS_CLOSED} THEN RAISE EXCEPTION 'booth_is_closed' USING ERRCODE = '23000'; "
        "END IF; RETURN NEW; END $$"
    )
    for table, begins in BEGINS.items():
        op.execute(
            f"CREATE TRIGGER booth_is_closed BEFORE INSERT ON {table} FOR EACH ROW "
            f"WHEN ({begins}) EXECUTE FUNCTION booth_is_closed()"
        )


def _guard_sqlite() -> None:
    for table, begins in BEGINS.items():
        op.execute(
            f"CREATE TRIGGER booth_is_closed_{table} BEFORE INSERT ON {table} "
            f"WHEN {begins} AND {IS_CLOSED} BEGIN SELECT RAISE(ABORT, 'booth_is_closed'); END"
        )
