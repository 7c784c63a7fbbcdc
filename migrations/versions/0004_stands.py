"""what a stand says"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Stands have a draft and what students see, with pictures and downloads."""
    texts = ("slogan", "about", "sector", "colour", "logo", "logo_alt", "video")
    lists = ("levels", "links", "people", "questions", "downloads")
    op.create_table(
        "stand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in lists),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name="fk_stand_booth_id_booth", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name="fk_stand_saved_by_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stand"),
        sa.UniqueConstraint("booth_id", "published", name="uq_stand_booth_id_published"),
    )
    op.create_table(
        "stand_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('picture', 'download')", name="ck_stand_file_kind"),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name="fk_stand_file_booth_id_booth", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stand_file"),
        sa.UniqueConstraint("booth_id", "kind", "digest", name="uq_stand_file_booth_id_kind_digest"),
        sa.UniqueConstraint("stored", name="uq_stand_file_stored"),
    )
    unnamed = sa.text("NOT named")
    op.create_index(
        "ix_stand_file_unnamed", "stand_file", ["kept_at"], sqlite_where=unnamed, postgresql_where=unnamed
    )
