"""What must never be, asked of the database with plain SQL, past everything that could be wrong in us."""

from sqlalchemy import Connection, text

LIVE = "('booked', 'attended', 'no_show')"
IN_GROUP = """(CASE {group} WHEN 'urgent' THEN student.urgent
        WHEN 'mbo12' THEN programme.level IN ('mbo1', 'mbo2')
        ELSE CAST(fair.shortage_sectors AS TEXT) LIKE '%"' || programme.sector || '"%' END)"""
BY_STUDENTS = f"""FROM booking JOIN slot ON slot.id = booking.slot_id JOIN fair ON fair.id = booking.fair_id
        JOIN student_profile AS student ON student.person_id = booking.person_id
        JOIN programme ON programme.id = student.programme_id
        WHERE booking.state IN {LIVE} AND slot.state <> 'walk_in' AND booking.employer_sequence = 0"""
MUST_BE_EMPTY = {
    "a seat is booked twice": f"""
        SELECT slot_id, seat FROM booking WHERE state IN {LIVE} GROUP BY slot_id, seat HAVING count(*) > 1""",
    "a seat is booked by one and held for another": f"""
        SELECT booking.slot_id, booking.person_id, held.person_id AS held_for FROM slot_offer AS held
        JOIN booking ON booking.slot_id = held.slot_id AND booking.seat = held.seat
        WHERE held.state = 'offered' AND booking.state IN {LIVE} AND booking.person_id <> held.person_id""",
    "a seat is held for two": """
        SELECT slot_id, seat FROM slot_offer WHERE state = 'offered'
        GROUP BY slot_id, seat HAVING count(*) > 1""",
    "somebody has two talks at once": f"""
        SELECT one.person_id, one.id, other.id AS other_id FROM booking AS one JOIN booking AS other
        ON one.person_id = other.person_id AND one.id < other.id
        AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
        WHERE one.state IN {LIVE} AND other.state IN {LIVE}""",
    "a member of staff has two talks at once": """
        SELECT one.staff_id, one.id, other.id AS other_id FROM slot AS one JOIN slot AS other
        ON one.staff_id = other.staff_id AND one.id < other.id
        AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
        WHERE one.id IN (SELECT slot_id FROM booking WHERE state IN ('booked', 'attended'))
        AND other.id IN (SELECT slot_id FROM booking WHERE state IN ('booked', 'attended'))""",
    "two times are held for one person": """
        SELECT person_id FROM slot_offer WHERE state = 'offered' GROUP BY person_id HAVING count(*) > 1""",
    "somebody stands twice in one queue": """
        SELECT person_id, booth_id FROM visit WHERE state IN ('waiting', 'called')
        GROUP BY person_id, booth_id HAVING count(*) > 1""",
    "somebody is called by two": """
        SELECT person_id FROM visit WHERE state = 'called' GROUP BY person_id HAVING count(*) > 1""",
    "a member of staff called two": """
        SELECT staff_id FROM visit WHERE state = 'called' GROUP BY staff_id HAVING count(*) > 1""",
    "more come to a talk than it has seats": f"""
        SELECT slot.id FROM slot JOIN (SELECT slot_id FROM booking WHERE state IN {LIVE}
        UNION ALL SELECT slot_id FROM slot_offer WHERE state = 'offered') AS taken ON taken.slot_id = slot.id
        GROUP BY slot.id, slot.seats HAVING count(*) > slot.seats""",
    "a talk is on a seat that is not there": f"""
        SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id
        WHERE booking.state IN {LIVE} AND (booking.seat < 1 OR booking.seat > slot.seats)""",
    "a talk has other times than its slot": f"""
        SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id WHERE booking.state IN {LIVE}
        AND (booking.starts_at <> slot.starts_at OR booking.ends_at <> slot.ends_at)""",
    "a talk is planned in a time that was taken back": """
        SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id
        WHERE booking.state = 'booked' AND slot.state = 'withdrawn'""",
    "a time is held that was taken back": """
        SELECT held.id FROM slot_offer AS held JOIN slot ON slot.id = held.slot_id
        WHERE held.state = 'offered' AND slot.state <> 'open'""",
    "somebody waits where she has a talk ahead": """
        SELECT entry.person_id, entry.booth_id FROM waitlist_entry AS entry JOIN booking
        ON booking.person_id = entry.person_id AND booking.booth_id = entry.booth_id
        WHERE booking.state = 'booked'""",
    "somebody booked before she may": f"""
        SELECT booking.id {BY_STUDENTS} AND booking.booked_at < fair.booking_opens_at AND NOT EXISTS (
        SELECT 1 FROM priority_window AS early WHERE early.fair_id = fair.id
        AND early.opens_at <= booking.booked_at AND {IN_GROUP.format(group='early."group"')})""",
    "a time that is kept for a group went to somebody else": f"""
        SELECT booking.id {BY_STUDENTS} AND slot.reserved_for IS NOT NULL
        AND (fair.reserved_until IS NULL OR booking.changed_at < fair.reserved_until)
        AND NOT {IN_GROUP.format(group="slot.reserved_for")}""",
    "a talk is planned in a pause of its member of staff": """
        SELECT booking.id, pause.id AS pause_id FROM booking JOIN slot ON slot.id = booking.slot_id
        JOIN shift ON shift.staff_id = slot.staff_id JOIN pause ON pause.shift_id = shift.id
        WHERE booking.state = 'booked' AND slot.seats = 1
        AND pause.starts_at < booking.ends_at AND booking.starts_at < pause.ends_at""",
    "something came of a talk that was not held": """
        SELECT id, state, outcome FROM booking WHERE outcome IS NOT NULL AND state <> 'attended'
        AND NOT (outcome = 'no_show' AND state = 'no_show')""",
}


QUESTIONS = {what: text(question) for what, question in MUST_BE_EMPTY.items()}


class Violation(AssertionError):
    """What must never be has happened; the text says what, and where to look."""


def check(connection: Connection) -> None:
    """Stop at the first thing that must never be."""
    for what in QUESTIONS:
        where = find(connection, what)
        if where:
            raise Violation(f"{what} ({where})")


def find(connection: Connection, what: str) -> str:
    """Where this one thing that must never be is; empty when it is nowhere."""
    found = connection.execute(QUESTIONS[what]).first()
    return ", ".join(f"{name} {value}" for name, value in found._mapping.items()) if found else ""
