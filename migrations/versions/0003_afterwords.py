"""what students say after a talk"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A talk gets an afterword: the outcome for its student, one word to the booth, and the answer."""
    op.create_table(
        "afterword",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("word_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_afterword_booking_id")),
        sa.ForeignKeyConstraint(["reply_by_id"], ["person.id"], name=op.f("fk_afterword_reply_by_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_afterword")),
    )
