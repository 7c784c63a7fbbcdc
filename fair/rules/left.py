"""What people read of a time that others have, and of what is left there."""

from flask_babel import gettext as _

from app.wording import time
from fair.models import Slot


def beaten(next_free: Slot | None, person_id: int | None) -> str:
    """What the second of two people reads, who has just tried to take the same time."""
    return _("Somebody was just ahead of you.") + " " + _left_words(next_free, person_id)


def taken_words(slot: Slot, next_free: Slot | None, person_id: int | None) -> str:
    """What somebody reads who only looks at a time that others have."""
    at, name = time(slot.starts_at), slot.staff.first_name
    if slot.is_group:
        taken = _("The group talk of %(time)s is full.", time=at)
    else:
        taken = _("%(time)s with %(name)s is taken.", time=at, name=name)
    return taken + " " + _left_words(next_free, person_id)


def _left_words(next_free: Slot | None, person_id: int | None) -> str:
    if next_free is None:
        return _("There are no free times left here.")
    at = time(next_free.starts_at)
    if any(offer.person_id == person_id for offer in next_free.offers):
        return _("%(time)s is held for you.", time=at)
    return _("%(time)s is still free.", time=at)
