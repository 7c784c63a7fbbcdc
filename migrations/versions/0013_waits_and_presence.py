"""what is kept of waiting, of what was decided on reports, and who watches"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When somebody in a queue was first called, how long people waited, who decided on reports, who watches."""
    _keep_when_called()
    _create_waits()
    _create_verdicts()
    _create_report_steps()
    _create_presence()


def _keep_when_called() -> None:
    op.add_column("visit", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
    # Of those who came before, the end of their waiting is the nearest that is known.
    op.execute("UPDATE visit SET called_at = ended_at WHERE state IN ('talked', 'missed')")


def _create_waits() -> None:
    op.create_table(
        "past_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_past_wait_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_wait")),
    )
    op.create_index(op.f("ix_past_wait_booth_id"), "past_wait", ["booth_id"])


def _create_verdicts() -> None:
    op.create_table(
        "chat_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["chat_message.id"],
            name=op.f("fk_chat_verdict_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chat_verdict_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_verdict")),
    )
    op.create_index(op.f("ix_chat_verdict_message_id"), "chat_verdict", ["message_id"])


def _create_report_steps() -> None:
    op.create_table(
        "report_step",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('school', 'region')", name=op.f("ck_report_step_side")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_step_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_report_step_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("report_id", "side", name=op.f("pk_report_step")),
    )


def _create_presence() -> None:
    op.create_table(
        "process",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    op.create_index(op.f("ix_process_seen_at"), "process", ["seen_at"])
    op.create_table(
        "watcher",
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_watcher_process_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_watcher_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sid", "room", name=op.f("pk_watcher")),
    )
    for column in ("process_id", "room"):
        op.create_index(op.f(f"ix_watcher_{column}"), "watcher", [column])
