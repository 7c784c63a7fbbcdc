"""rooms of talks"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Talks get a room with seats and text; blocks of the roster get a telephone number."""
    op.add_column("shift", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "room",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("admitted_at", moment, nullable=True),
        sa.Column("extended_at", moment, nullable=True),
        *_refer("room", "host_id"),
        sa.PrimaryKeyConstraint("booking_id", name="pk_room"),
    )
    op.create_table(
        "room_seat",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(), nullable=False),
        sa.Column("since", moment, nullable=False),
        *_refer("room_seat", "person_id"),
        sa.PrimaryKeyConstraint("booking_id", "person_id", name="pk_room_seat"),
    )
    op.create_table(
        "room_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", moment, nullable=False),
        *_refer("room_message", "person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_room_message"),
    )
    op.create_index("ix_room_message_booking_id", "room_message", ["booking_id"])


def _refer(table: str, who: str) -> list[sa.ForeignKeyConstraint]:
    """Which talk, and who."""
    return [
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=f"fk_{table}_booking_id_booking"),
        sa.ForeignKeyConstraint([who], ["person.id"], name=f"fk_{table}_{who}_person"),
    ]
