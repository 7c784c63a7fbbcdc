"""hand-outs, recordings, feedback and exchanged contacts of sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What is handed out, and what who was there says and shares; each of them once."""
    for column in ("recording", "transcript_link"):
        op.add_column(
            "inspiration_session", sa.Column(column, sa.String(), nullable=False, server_default="")
        )
    _create_materials()
    _create_feedback()
    op.create_table(
        "contact_share",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name="fk_contact_share_registration_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name="pk_contact_share"),
    )


def _create_materials() -> None:
    op.create_table(
        "session_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "url", "digest", "stored")),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(url = '') = (digest <> '') AND (digest = '') = (stored = '')",
            name="ck_session_material_link_or_file",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["inspiration_session.id"],
            name="fk_session_material_session_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_material"),
        sa.UniqueConstraint("session_id", "url", "digest", name="uq_session_material_session_id_url_digest"),
    )


def _create_feedback() -> None:
    op.create_table(
        "session_feedback",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("liked", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "liked BETWEEN 1 AND 5 AND useful BETWEEN 1 AND 5", name="ck_session_feedback_one_to_five"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name="fk_session_feedback_registration_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name="pk_session_feedback"),
    )
