"""students prepare"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Students say what they look for, keep favourites, share a menu card, report discrimination, and chat."""
    _let_students_prepare()
    _let_students_report()
    _let_people_chat()


def _let_students_prepare() -> None:
    for column in (
        sa.Column("wanted_from", sa.Date(), nullable=True),
        sa.Column("wanted_until", sa.Date(), nullable=True),
        sa.Column("wish", sa.String(), nullable=False, server_default=""),
        sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"),
    ):
        op.add_column("student_profile", column)
    # In the column itself: SQLite adds no constraint to a table that is there.
    op.execute(
        "ALTER TABLE student_profile ADD COLUMN days_per_week INTEGER "
        "CONSTRAINT ck_student_profile_days_per_week CHECK (days_per_week BETWEEN 1 AND 5)"
    )
    op.create_table(
        "skills_card",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("can", sa.JSON(), nullable=False),
        sa.Column("wants", sa.JSON(), nullable=False),
        sa.Column("must", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_skills_card_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_skills_card")),
    )
    op.create_table(
        "favourite",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 10", name=op.f("ck_favourite_position")),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_favourite_booth_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fair_id"], ["fair.id"], name=op.f("fk_favourite_fair_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_favourite_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "fair_id", "position", name=op.f("pk_favourite")),
        sa.UniqueConstraint("person_id", "booth_id", name=op.f("uq_favourite_person_id_booth_id")),
    )
    op.create_index(op.f("ix_favourite_booth_id"), "favourite", ["booth_id"])
    op.create_table(
        "shared_card",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_shared_card_booking_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_shared_card")),
    )


def _let_students_report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("to_school", sa.Boolean(), nullable=False),
        sa.Column("to_region", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_school OR to_region", name=op.f("ck_report_has_reader")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_report_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_report_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    for column in ("institution_id", "organisation_id", "reported_at", "reporter_id"):
        op.create_index(op.f(f"ix_report_{column}"), "report", [column])
    op.create_table(
        "confidant",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_confidant_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_confidant")),
    )


def _let_people_chat() -> None:
    op.create_table(
        "chat_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 300", name=op.f("ck_chat_message_text")),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_chat_message_booth_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chat_message_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_message")),
    )
    op.create_index("ix_chat_message_booth_id_said_at", "chat_message", ["booth_id", "said_at"])
    for column in ("person_id", "reported_at"):
        op.create_index(op.f(f"ix_chat_message_{column}"), "chat_message", [column])
    op.create_table(
        "chat_mute",
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_chat_mute_booth_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chat_mute_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booth_id", "person_id", name=op.f("pk_chat_mute")),
    )
