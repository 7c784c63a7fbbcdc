"""the live room of a session: who keeps order, questions, votes"""

import sqlalchemy as sa
from alembic import op

revision = "room"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Moderators of a session."""
    op.create_table(
        "session_moderator",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("appointed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["inspiration_session.id"], name="fk_session_moderator_session_id"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_session_moderator_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name="pk_session_moderator"),
    )
    op.create_index("ix_session_moderator_person_id", "session_moderator", ["person_id"])
