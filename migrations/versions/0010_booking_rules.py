"""priority, reserved times, who fits, reasons, group talks"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Groups may go first, booths may ask for more than a level, cancelling has reasons, talks have titles."""
    op.create_table(
        "priority_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"group\" IN ('urgent', 'mbo12', 'shortage')", name=op.f("ck_priority_window_group")
        ),
        sa.ForeignKeyConstraint(["fair_id"], ["fair.id"], name=op.f("fk_priority_window_fair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_window")),
        sa.UniqueConstraint("fair_id", "group", name=op.f("uq_priority_window_fair_id_group")),
    )
    op.create_index(op.f("ix_priority_window_fair_id"), "priority_window", ["fair_id"])
    # In the column itself: SQLite adds no constraint to a table that is there.
    op.execute(
        "ALTER TABLE slot ADD COLUMN reserved_for VARCHAR CONSTRAINT ck_slot_reserved_for "
        "CHECK (reserved_for IN ('urgent', 'mbo12', 'shortage'))"
    )
    for table, column in (
        ("slot", sa.Column("title", sa.String(), nullable=False, server_default="")),
        ("booth", sa.Column("wanted_programmes", sa.JSON(), nullable=False, server_default="[]")),
        ("booth", sa.Column("wanted_sectors", sa.JSON(), nullable=False, server_default="[]")),
        ("booth", sa.Column("wanted_languages", sa.JSON(), nullable=False, server_default="[]")),
        ("booking", sa.Column("cancel_reason", sa.String(), nullable=False, server_default="")),
        ("student_profile", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false())),
    ):
        op.add_column(table, column)
