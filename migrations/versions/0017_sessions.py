"""inspiration sessions and who comes to them"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BEYOND = "NEW.seat > (SELECT capacity FROM inspiration_session WHERE id = NEW.session_id)"
TAKEN = "EXISTS (SELECT 1 FROM registration WHERE session_id = NEW.id AND seat > NEW.capacity)"


def upgrade() -> None:
    """Sessions and registrations; the database gives no seat beyond the capacity and none twice."""
    op.create_table(
        "session_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session_series"),
    )
    _create_sessions()
    _create_registrations()
    guard = _guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite
    guard("seat_beyond_capacity", "registration", ("INSERT", "UPDATE"), BEYOND)
    guard("seats_are_taken", "inspiration_session", ("UPDATE",), TAKEN)


def _create_sessions() -> None:
    texts = ("text", "location", "link", "stage", "transcript", "reason")
    op.create_table(
        "inspiration_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("occurs_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "host", *texts)),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("agreed_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("audience", "language", "mode", "state")),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("programme", sa.JSON(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("captions", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ck_inspiration_session_ends_after_start"),
        sa.CheckConstraint("capacity > 0", name="ck_inspiration_session_has_seats"),
        sa.CheckConstraint(
            "(series_id IS NULL) = (occurs_on IS NULL)", name="ck_inspiration_session_day_in_series"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["session_series.id"], name="fk_inspiration_session_series_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspiration_session"),
        sa.UniqueConstraint("uid", name="uq_inspiration_session_uid"),
        sa.UniqueConstraint("series_id", "occurs_on", name="uq_inspiration_session_series_id_occurs_on"),
    )
    op.create_index("ix_inspiration_session_starts_at", "inspiration_session", ["starts_at"])


def _create_registrations() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("offered_until", MOMENT, nullable=True),
        sa.Column("came_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(seat IS NOT NULL) = (state IN ('signed_up', 'offered'))", name="ck_registration_seat_fits"
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)", name="ck_registration_offer_ends"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["inspiration_session.id"], name="fk_registration_session_id"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_registration_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration"),
        sa.UniqueConstraint("session_id", "person_id", name="uq_registration_session_id_person_id"),
        sa.UniqueConstraint("session_id", "seat", name="uq_registration_session_id_seat"),
    )
    for column in ("person_id", "offered_until"):
        op.create_index(f"ix_registration_{column}", "registration", [column])


def _guard_sqlite(name: str, table: str, verbs: tuple[str, ...], clash: str) -> None:
    for verb in verbs:
        op.execute(
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {clash} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _guard_postgresql(name: str, table: str, verbs: tuple[str, ...], clash: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {clash} THEN "
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {' OR '.join(verbs)} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
