"""what is kept of waiting"""

import sqlalchemy as sa
from alembic import op

revision = "report"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When somebody in a queue was first called, and how long people waited on a list, without who."""
    _keep_when_called()
    _create_waits()


def _keep_when_called() -> None:
    op.add_column("visit", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
    # Of those who came before, the end of their waiting is the nearest that is known.
    op.execute("UPDATE visit SET called_at = ended_at WHERE state IN ('talked', 'missed')")


def _create_waits() -> None:
    op.create_table(
        "past_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_past_wait_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_wait")),
    )
    op.create_index(op.f("ix_past_wait_booth_id"), "past_wait", ["booth_id"])
