"""The groups of students that may go first: keys in the database, words on screens."""

from flask_babel import lazy_gettext as _l

URGENT, MBO12, SHORTAGE = "urgent", "mbo12", "shortage"

GROUPS = {
    URGENT: _l("students whose school says that it is urgent"),
    MBO12: _l("students of mbo 1 and 2"),
    SHORTAGE: _l("students of a programme in a sector with shortages"),
}
