"""The words that rows, rules and forms share: states, places, audiences, repeats."""

from flask_babel import lazy_gettext as _l

DRAFT, PUBLISHED, CANCELLED = "draft", "published", "cancelled"
ONLINE, HYBRID, ON_SITE = "online", "hybrid", "on_site"
ALL, STUDENTS, EMPLOYERS, INSTITUTIONS = "all", "students", "employers", "institutions"
WEEKLY, MONTHLY, YEARLY = "weekly", "monthly", "yearly"
ANSWERS = (1, 2, 3, 4, 5)

MODES = {ONLINE: _l("Online"), HYBRID: _l("Online and at a place"), ON_SITE: _l("Only at a place")}
AUDIENCES = {
    ALL: _l("Everybody"),
    STUDENTS: _l("Students"),
    EMPLOYERS: _l("Employers"),
    INSTITUTIONS: _l("Schools"),
}
TONGUES = {"nl": _l("Dutch"), "en": _l("English")}
REPEATS = {
    "": _l("Once"),
    WEEKLY: _l("Every week"),
    MONTHLY: _l("Every month, on the same weekday"),
    YEARLY: _l("Every year"),
}
