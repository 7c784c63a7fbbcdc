"""the live room of a session: who keeps order, questions, votes"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


PERSON = {"person_id": ("person.id", "CASCADE")}
SESSION = {"session_id": ("inspiration_session.id", None)}
QUESTION = {"question_id": ("session_question.id", "CASCADE")}


def upgrade() -> None:
    """Moderators, questions with their votes, and who did what; one question at a time is answered now."""
    switch = sa.Column("first_look", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("inspiration_session", switch)
    version = sa.Column("room_version", sa.Integer(), nullable=False, server_default="1")
    op.add_column("inspiration_session", version)
    _create("session_moderator", SESSION | PERSON, "session_id, person_id", _moment("appointed_at"))
    _create_questions()
    _create("session_question_vote", QUESTION | PERSON, "question_id, person_id", _moment("voted_at"))
    verb = sa.Column("verb", sa.String(), nullable=False)
    deed = (_number("id"), verb, _moment("done_at"))
    _create("session_deed", SESSION | PERSON | QUESTION, "id", *deed, optional="question_id")
    _create_indexes()


def _create_questions() -> None:
    checks = {
        "text": "length(text) BETWEEN 1 AND 240",
        "answer": "length(answer) <= 1000",
        "reason": "length(reason) <= 120",
        "dismissed_why": "(state = 'dismissed') = (reason != '')",
        "merged_into": "(state = 'merged') = (into_id IS NOT NULL)",
        "not_into_itself": "into_id != id",
        "pinned_is_open": "pinned_at IS NULL OR state = 'open'",
    }
    _create(
        "session_question",
        SESSION | PERSON | {"into_id": ("session_question.id", "CASCADE")},
        "id",
        _number("id"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("text", "state", "answer", "reason")),
        sa.Column("pinned_at", MOMENT, nullable=True),
        _moment("asked_at"),
        sa.Column("answered_at", MOMENT, nullable=True),
        *(sa.CheckConstraint(rule, name=f"ck_session_question_{name}") for name, rule in checks.items()),
        optional="into_id",
    )


def _create(
    table: str,
    references: dict[str, tuple[str, str | None]],
    key: str,
    *columns: sa.schema.SchemaItem,
    optional: str = "",
) -> None:
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=name == optional) for name in references),
        *columns,
        *(
            sa.ForeignKeyConstraint([name], [to], name=f"fk_{table}_{name}", ondelete=rule)
            for name, (to, rule) in references.items()
        ),
        sa.PrimaryKeyConstraint(*key.split(", "), name=f"pk_{table}"),
    )


def _create_indexes() -> None:
    indexes = {
        "session_moderator": ("person_id",),
        "session_question": ("session_id", "person_id", "into_id"),
        "session_question_vote": ("person_id",),
        "session_deed": ("session_id", "person_id", "question_id"),
    }
    for table, columns in indexes.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute(
        "CREATE UNIQUE INDEX one_pinned_per_session ON session_question (session_id) WHERE pinned_at IS NOT NULL"
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=False)
