"""polls, ideas and the chat in the room of a session"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What is asked, voted, handed in and said in the room; nobody votes or supports twice."""
    _create_polls()
    _create_votes()
    _create_ideas()
    _create_supports()
    _create_messages()
    _create_mutes()


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _create_polls() -> None:
    op.create_table(
        "session_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "question", "state")),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("shows_results", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('choice', 'ideas')", name="ck_session_poll_kind"),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name="ck_session_poll_state"),
        _refers("session_poll", "session_id", "inspiration_session"),
        sa.PrimaryKeyConstraint("id", name="pk_session_poll"),
    )
    op.create_index("ix_session_poll_session_id", "session_poll", ["session_id"])


def _create_votes() -> None:
    op.create_table(
        "session_vote",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("voted_at", MOMENT, nullable=False),
        sa.CheckConstraint("choice BETWEEN 0 AND 5", name="ck_session_vote_choice"),
        _refers("session_vote", "poll_id", "session_poll"),
        _refers("session_vote", "person_id", "person"),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name="pk_session_vote"),
    )
    op.create_index("ix_session_vote_person_id", "session_vote", ["person_id"])


def _create_ideas() -> None:
    op.create_table(
        "session_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 200", name="ck_session_idea_text"),
        _refers("session_idea", "poll_id", "session_poll"),
        _refers("session_idea", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_session_idea"),
    )
    for column in ("poll_id", "person_id"):
        op.create_index(f"ix_session_idea_{column}", "session_idea", [column])


def _create_supports() -> None:
    op.create_table(
        "session_support",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _refers("session_support", "idea_id", "session_idea"),
        _refers("session_support", "person_id", "person"),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name="pk_session_support"),
    )
    op.create_index("ix_session_support_person_id", "session_support", ["person_id"])


def _create_messages() -> None:
    op.create_table(
        "session_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_moderator", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 300", name="ck_session_message_text"),
        _refers("session_message", "session_id", "inspiration_session"),
        _refers("session_message", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_session_message"),
    )
    op.create_index("ix_session_message_person_id", "session_message", ["person_id"])
    op.create_index("ix_session_message_session_id_said_at", "session_message", ["session_id", "said_at"])


def _create_mutes() -> None:
    op.create_table(
        "session_mute",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("muted_at", MOMENT, nullable=False),
        _refers("session_mute", "session_id", "inspiration_session"),
        _refers("session_mute", "person_id", "person"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name="pk_session_mute"),
    )
    op.create_index("ix_session_mute_person_id", "session_mute", ["person_id"])
