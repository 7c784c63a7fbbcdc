"""rules of a fair"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Fairs that exist took every sector there was.
SECTORS = json.dumps(["zorg", "techniek", "groen", "bio", "gastvrij", "ict", "overheid"])

LIVE = "state IN ('booked', 'attended', 'no_show')"


def upgrade() -> None:
    """Fairs get rules of their own for gaps, limits, cancelling and reserved times; talks get seats."""
    for column in (
        sa.Column("sectors", sa.JSON(), nullable=False, server_default=SECTORS),
        sa.Column("mode", sa.String(), nullable=False, server_default="online"),
        sa.Column("location", sa.String(), nullable=False, server_default=""),
        sa.Column("one_per_employer", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("limit_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shortage_sectors", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("reserved_until", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("fair", column)
    # In the column itself: SQLite adds no constraint to a table that is there.
    for table, name, usual, rule in (
        ("fair", "gap_minutes", 10, ">= 0"),
        ("fair", "cancel_free_minutes", 60, ">= 0"),
        ("slot", "seats", 1, "BETWEEN 1 AND 50"),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {name} INTEGER DEFAULT {usual} NOT NULL "
            f"CONSTRAINT ck_{table}_{name} CHECK ({name} {rule})"
        )
    _number_seats()


def _number_seats() -> None:
    """One live booking per slot becomes one per seat of a slot."""
    op.add_column("booking", sa.Column("seat", sa.Integer(), nullable=False, server_default="1"))
    op.drop_index("one_live_booking_per_slot", "booking")
    op.execute(f"CREATE UNIQUE INDEX one_live_booking_per_slot ON booking (slot_id, seat) WHERE {LIVE}")
