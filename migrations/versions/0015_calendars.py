"""subscriptions to one's own calendar; fairs and blocks count their changes in calendars"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# SQLite adds no column that must be filled without a value that never changes; the rows then get a true one.
LONG_AGO = "2026-01-01 00:00:00"


def upgrade() -> None:
    """What calendars need to replace what they read before, and the addresses at which they read."""
    for table in ("fair", "shift"):
        op.add_column(table, sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(
            table,
            sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=LONG_AGO),
        )
        op.execute(f"UPDATE {table} SET changed_at = CURRENT_TIMESTAMP")
    op.create_table(
        "subscription",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_subscription_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_subscription_fingerprint")),
    )
