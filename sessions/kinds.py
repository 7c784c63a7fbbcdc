"""The words that rows, rules and forms share: states, places, audiences, repeats."""

from flask_babel import lazy_gettext as _l

DRAFT, PUBLISHED, CANCELLED = "draft", "published", "cancelled"
ONLINE, HYBRID, ON_SITE = "online", "hybrid", "on_site"
ALL, STUDENTS, EMPLOYERS, INSTITUTIONS = "all", "students", "employers", "institutions"
CHOICE, IDEAS = "choice", "ideas"
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
POLL_KINDS = {CHOICE: _l("People choose one answer"), IDEAS: _l("People hand in ideas")}
REPEATS = {
    "": _l("Once"),
    WEEKLY: _l("Every week"),
    MONTHLY: _l("Every month, on the same weekday"),
    YEARLY: _l("Every year"),
}

# What became of a question in the live room.
WAITING, ASKED, ANSWERED, DISMISSED, WITHDRAWN, MERGED = (
    "waiting",
    "open",
    "answered",
    "dismissed",
    "withdrawn",
    "merged",
)
# Why a question is not taken, with one tap; a moderator may also write another reason.
REASONS = {
    "elsewhere": _l("This belongs to another session."),
    "personal": _l("This is about one person."),
    "unkind": _l("We do not talk like this here."),
}
# What who keeps order does.
LET_THROUGH, PIN, UNPIN, ANSWER, DISMISS, MERGE = "let_through", "pin", "unpin", "answer", "dismiss", "merge"
LOOK_FIRST, LOOK_LATER, APPOINT, RELIEVE = "look_first", "look_later", "appoint", "relieve"
DEEDS = {
    LET_THROUGH: _l("shown"),
    PIN: _l("answered now"),
    UNPIN: _l("no longer answered now"),
    ANSWER: _l("answered"),
    DISMISS: _l("not taken"),
    MERGE: _l("merged"),
    LOOK_FIRST: _l("new questions wait"),
    LOOK_LATER: _l("new questions are shown at once"),
    APPOINT: _l("a moderator appointed"),
    RELIEVE: _l("a moderator relieved"),
}
