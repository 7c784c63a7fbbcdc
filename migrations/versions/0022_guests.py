"""guests of sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Who wants to come by an address that is not confirmed yet, and who came that way."""
    op.create_table(
        "guest_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("email", "name", "language", "token_hash")
        ),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["inspiration_session.id"],
            name="fk_guest_request_session_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_request"),
        sa.UniqueConstraint("token_hash", name="uq_guest_request_token_hash"),
        sa.UniqueConstraint("session_id", "email", name="uq_guest_request_session_id_email"),
    )
    op.create_index("ix_guest_request_expires_at", "guest_request", ["expires_at"])
    op.create_table(
        "guest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_guest_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_guest"),
    )
