"""waiting lists, offers and standby"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

# A seat is booked or held for somebody, never both: name, table that is written, and what it runs into.
GUARDS = (
    (
        "held_for_another",
        "booking",
        "NEW.state IN ('booked', 'attended', 'no_show') AND EXISTS (SELECT 1 FROM slot_offer AS held "
        "WHERE held.slot_id = NEW.slot_id AND held.seat = NEW.seat AND held.state = 'offered' "
        "AND held.person_id <> NEW.person_id)",
    ),
    (
        "seat_is_booked",
        "slot_offer",
        "NEW.state = 'offered' AND EXISTS (SELECT 1 FROM booking WHERE booking.slot_id = NEW.slot_id "
        "AND booking.seat = NEW.seat AND booking.state IN ('booked', 'attended', 'no_show'))",
    ),
)


def upgrade() -> None:
    """People can wait for a time, be offered one, and stand by; held seats cannot be booked by others."""
    _create_waiting_lists()
    _create_offers()
    _create_standby()
    guard = _guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite
    for each in GUARDS:
        guard(*each)


def _create_waiting_lists() -> None:
    op.create_table(
        "waitlist_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_choice", sa.Boolean(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["fair_id"], ["fair.id"], name="fk_waitlist_entry_fair_id"),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name="fk_waitlist_entry_booth_id"),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name="fk_waitlist_entry_slot_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_waitlist_entry_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waitlist_entry"),
        sa.UniqueConstraint("person_id", "booth_id", name="uq_waitlist_entry_person_id_booth_id"),
    )
    _index("waitlist_entry", "fair_id", "booth_id", "person_id")


def _create_offers() -> None:
    op.create_table(
        "slot_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("expires_at > offered_at", name="ck_slot_offer_time_to_answer"),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name="fk_slot_offer_booth_id"),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name="fk_slot_offer_slot_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_slot_offer_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_slot_offer"),
    )
    _index("slot_offer", "booth_id", "slot_id", "person_id")
    for name, columns in (("one_offer_per_seat", "slot_id, seat"), ("one_offer_per_person", "person_id")):
        op.execute(f"CREATE UNIQUE INDEX {name} ON slot_offer ({columns}) WHERE state = 'offered'")


def _create_standby() -> None:
    op.create_table(
        "standby",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fair_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("booth_ids", sa.JSON(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("signed_up_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["fair_id"], ["fair.id"], name="fk_standby_fair_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_standby_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_standby"),
        sa.UniqueConstraint("person_id", "fair_id", name="uq_standby_person_id_fair_id"),
    )
    _index("standby", "fair_id")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _guard_sqlite(name: str, table: str, clash: str) -> None:
    for verb in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {clash} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _guard_postgresql(name: str, table: str, clash: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {clash} THEN "
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
