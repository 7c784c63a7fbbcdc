"""Who may wait for a time, in which order times are offered, and what people read while they wait."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import same_day, time
from fair.groups import GROUPS as FIRST_GROUPS
from fair.models import APPROVED, Booth, Fair, Slot
from fair.models.waiting import SlotOffer, Standby, WaitlistEntry
from fair.rules import booking as rules
from fair.rules.booking import Asker
from fair.rules.closing import check_not_closed, is_closed
from fair.rules.qualify import Student
from fair.rules.windows import is_in

MOST_ENTRIES = 10
EVERYBODY = "everybody"
GROUPS = (*FIRST_GROUPS, EVERYBODY)
STANDBY_AHEAD = timedelta(minutes=30)
UNCLAIMED = timedelta(minutes=10)


def group_of(student: Student, fair: Fair, first: Collection[str]) -> str:
    """In which group somebody waits: one of those that go first at this fair, or everybody."""
    groups = (group for group in FIRST_GROUPS if group in first and is_in(group, student, fair))
    return next(groups, EVERYBODY)


def in_order(entries: Iterable[WaitlistEntry], groups: Mapping[int, str]) -> list[WaitlistEntry]:
    """The list as it is served: first choices, then by the group of each person, then in order of joining."""

    def turn(entry: WaitlistEntry) -> tuple[bool, int, datetime, int]:
        group = groups.get(entry.person_id, EVERYBODY)
        return not entry.first_choice, GROUPS.index(group), entry.joined_at, entry.id

    return sorted(entries, key=turn)


def suits(slot: Slot, asker: Asker, now: datetime) -> bool:
    """Whether a student could book this slot by all rules, were it free."""
    # Most times fall together with a talk; that is seen without putting it in words.
    return rules.suits(slot, asker, now) and not refusal(slot, asker, now)


def refusal(slot: Slot, asker: Asker, now: datetime) -> str:
    """Why a student could not book this slot even if it were free; empty when she could."""
    try:
        rules.check_booking(slot, asker, holders=(), next_free=None, now=now)
    except Refused as refused:
        return str(refused)
    return ""


def check_join(
    booth: Booth,
    slots: list[Slot],
    free: list[Slot],
    asker: Asker,
    *,
    entries: list[WaitlistEntry],
    now: datetime,
) -> None:
    """Refuse to wait for what one can book, can never have, or waits for already.

    `slots` are the times she would take, `free` those that nobody has; `entries` are hers at the fair.
    """
    if asker.student is None:
        raise Refused(_("Only students can be on a waiting list."))
    rules.check_fair(booth.fair, asker.opens_at, now)
    if booth.state != APPROVED:
        raise Refused(_("This booth is not open for talks."))
    check_not_closed(booth)
    if any(entry.booth_id == booth.id for entry in entries):
        raise Refused(_("You are on the waiting list of this booth already."))
    if len(entries) >= MOST_ENTRIES:
        raise Refused(_("You are on %(number)d waiting lists already. Leave one first.", number=MOST_ENTRIES))
    _check_something_to_wait_for(slots, free, asker, now)


def _check_something_to_wait_for(slots: list[Slot], free: list[Slot], asker: Asker, now: datetime) -> None:
    bookable = next((slot for slot in free if suits(slot, asker, now)), None)
    if bookable:
        raise Refused(_("%(time)s is free. You can book it at once.", time=time(bookable.starts_at)))
    reasons = [refusal(slot, asker, now) for slot in slots]
    if not reasons:
        raise Refused(_("There are no times left here to wait for."))
    if all(reasons):
        raise Refused(reasons[0])


def can_join(slots: Iterable[Slot], asker: Asker, now: datetime) -> bool:
    """Whether there is something to wait for that she cannot simply book; the slots have who comes."""
    suiting = [rules.has_room(slot) for slot in slots if slot.starts_at > now and suits(slot, asker, now)]
    return bool(suiting) and not any(suiting)


def held_for(slots: Iterable[Slot], person_id: int | None, now: datetime) -> SlotOffer | None:
    """Which of these times is held for a person at this moment."""
    held = (offer for slot in slots for offer in slot.offers if offer.person_id == person_id)
    return next((offer for offer in held if offer.expires_at > now), None)


def check_anybody(booth: Booth, offered: int) -> None:
    """Refuse to release a time that suits nobody who waits, or of a booth that is closed."""
    check_not_closed(booth)
    if not offered:
        raise Refused(_("This time suits nobody on the waiting list now. Everybody can book it."))


def joined_words() -> str:
    """What she reads who starts to wait."""
    return _("You are on the waiting list. As soon as a time is held for you, you see it here.")


def left_words() -> str:
    """What she reads who waits no more."""
    return _("You are no longer on the waiting list.")


def released_words() -> str:
    """What staff read who let a free time go to the waiting list."""
    return _("The first on the waiting list is offered this time.")


def place_words(ahead: int) -> str:
    """How many wait before her, honestly."""
    if not ahead:
        return _("Nobody waits before you.")
    return ngettext("%(num)s student waits before you.", "%(num)s students wait before you.", ahead)


def is_today(fair: Fair, now: datetime) -> bool:
    """Whether a fair is on, or opens later today."""
    phase = rules.phase(fair, now)
    return phase == "on" or (phase == "soon" and same_day(fair.starts_at, now))


def check_standby(
    fair: Fair, wanted: Iterable[Booth], until: datetime, is_student: bool, now: datetime
) -> None:
    """Refuse to stand by for a fair that is not today, for a closed booth, or until a moment that passed."""
    if not is_student:
        raise Refused(_("Only students can stand by."))
    if not is_today(fair, now):
        raise Refused(_("You can stand by on the day of the fair."))
    closed = next((booth.organisation.name for booth in wanted if is_closed(booth)), None)
    if closed:
        raise Refused(_("%(name)s is closed. Choose another booth.", name=closed), field="booth")
    if until <= now:
        raise Refused(_("Choose a time that is still to come."), field="until")
    if until > fair.ends_at:
        raise Refused(_("The fair is open until %(time)s.", time=time(fair.ends_at)), field="until")


def stands_by_for(standby: Standby, booth: Booth, level: str, slot: Slot) -> bool:
    """Whether somebody who stands by wants this booth, and is there until the talk begins."""
    wants = (not standby.booth_ids or booth.id in standby.booth_ids) and (
        not standby.sectors or booth.organisation.sector in standby.sectors
    )
    return wants and level in booth.levels and slot.starts_at <= standby.until
