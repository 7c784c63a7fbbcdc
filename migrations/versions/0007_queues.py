"""the queue of a booth, and pausing a stall"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LIVE = "state IN ('waiting', 'called')"
CALLED_ANEW = "OLD.state = 'called' AND NEW.state = 'called' AND OLD.staff_id <> NEW.staff_id"


def upgrade() -> None:
    """Booths get a queue and pauses; the database calls nobody twice and holds no two walk-ins at once."""
    _add_pauses()
    _create_visits()
    op.execute(f"CREATE UNIQUE INDEX one_live_visit ON visit (booth_id, person_id) WHERE {LIVE}")
    op.execute("CREATE UNIQUE INDEX one_call_per_staff ON visit (staff_id) WHERE state = 'called'")
    _guard_postgresql() if op.get_bind().dialect.name == "postgresql" else _guard_sqlite()


def _add_pauses() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("booth", sa.Column("paused_at", moment, nullable=True))
    # In the column itself: SQLite adds no constraint to a table that is there.
    kind = moment.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE booth ADD COLUMN paused_until {kind} CONSTRAINT ck_booth_pause_ends_after_start "
        "CHECK (paused_until IS NULL OR paused_until > paused_at)"
    )
    op.add_column("booth", sa.Column("pause_reason", sa.String(), nullable=False, server_default=""))


def _create_visits() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("come_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'called') = (come_by IS NOT NULL)", name=op.f("ck_visit_called_has_a_time")
        ),
        sa.CheckConstraint(
            "state <> 'called' OR staff_id IS NOT NULL", name=op.f("ck_visit_called_by_somebody")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_visit_booth_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name=op.f("fk_visit_staff_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_visit_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_booth_id"), "visit", ["booth_id"])
    op.create_index(op.f("ix_visit_person_id"), "visit", ["person_id"])


def _guard_postgresql() -> None:
    op.execute(
        "ALTER TABLE slot ADD CONSTRAINT no_overlapping_walk_ins EXCLUDE USING gist "
        "(staff_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'walk_in')"
    )
    op.execute(
        "CREATE FUNCTION place_is_called_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'place_is_called_once' USING ERRCODE = '23000'; END $$"
    )
    op.execute(
        "CREATE TRIGGER place_is_called_once BEFORE UPDATE ON visit FOR EACH ROW "
        f"WHEN ({CALLED_ANEW}) EXECUTE FUNCTION place_is_called_once()"
    )


def _guard_sqlite() -> None:
    for verb in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER no_overlapping_walk_ins_{verb.lower()} BEFORE {verb} ON slot "
            "WHEN NEW.state = 'walk_in' AND EXISTS (SELECT 1 FROM slot AS other "
            "WHERE other.staff_id = NEW.staff_id AND other.state = 'walk_in' "
            "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at "
            "AND other.id IS NOT NEW.id) BEGIN SELECT RAISE(ABORT, 'no_overlapping_walk_ins'); END"
        )
    op.execute(
        "CREATE TRIGGER place_is_called_once BEFORE UPDATE ON visit "
        f"WHEN {CALLED_ANEW} BEGIN SELECT RAISE(ABORT, 'place_is_called_once'); END"
    )
