"""rosters with own rhythms, pauses and teams"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Blocks get a length of talks and of breaks of their own, and pauses; teams invite colleagues."""
    # In the column itself: SQLite adds no constraint to a table that is there.
    for name, low in (("slot_minutes", 5), ("break_minutes", 0)):
        op.execute(
            f"ALTER TABLE shift ADD COLUMN {name} INTEGER "
            f"CONSTRAINT ck_shift_{name} CHECK ({name} BETWEEN {low} AND 60)"
        )
    op.add_column("booking", sa.Column("employer_sequence", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_pause_ends_after_start")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_pause_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_shift_id"), "pause", ["shift_id"])
    _invite_colleagues()


def _invite_colleagues() -> None:
    op.create_table(
        "team_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_team_invitation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["person.id"],
            name=op.f("fk_team_invitation_invited_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_team_invitation_token_hash")),
    )
    op.create_index(op.f("ix_team_invitation_organisation_id"), "team_invitation", ["organisation_id"])
    op.execute(
        "CREATE UNIQUE INDEX one_open_team_invitation ON team_invitation (organisation_id, email) "
        "WHERE used_at IS NULL AND revoked_at IS NULL"
    )
