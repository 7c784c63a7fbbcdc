"""The day of the cast: what Yara, Milan and Noor have done and will do at the fair of today."""

from datetime import datetime, timedelta

from fair.models import NO_FIT, ONWARD, Slot
from fair.seeds.diary import Diary
from fair.seeds.proposals import Proposals
from region.seeds.cast import member

CARE_GROUP = "Zorggroep Rijnoever"
LEFT = timedelta(minutes=10)


def play_cast(diary: Diary, proposals: Proposals) -> set[int]:
    """Book the talks of the cast; returns the slots that stay free for whoever plays them."""
    yara, milan, noor = (_person(diary, slug) for slug in ("student-mbo3", "student-mbo2", "student-hbo"))
    soon = _slots_of_cast(diary, "standhouder")
    colleague = _slots_of_cast(diary, "standhouder-collega")
    diary.book(yara, soon[0], "Heb je een rijbewijs nodig voor de wijk?")
    diary.book(milan, soon[1], "Mag ik kiezen welke dagen ik werk?")
    diary.book(noor, soon[2], "Kan mijn onderzoek over valpreventie gaan?")
    _plan_later(diary, yara, "Woonzorg De Lindenkade", soon[0].starts_at + timedelta(hours=1))
    _tell_of_proposal(diary, yara, proposals)
    _tell_of_no_fit(diary, milan)
    for person_id in (yara, milan, noor):
        diary.leave_alone(person_id)
    return {slot.id for slot in (soon[3], *soon[5:7], colleague[1], *colleague[3:5])}


def _person(diary: Diary, slug: str) -> int:
    cast = member(slug)
    assert cast
    return next(each.person_id for each in diary.students.values() if each.person.email == cast.email)


def _slots_of_cast(diary: Diary, slug: str) -> list[Slot]:
    """What somebody of the cast still has to come; the room of the first is open, so that it can be tried."""
    cast = member(slug)
    assert cast
    coming = [slot for slot in _slots_at(diary, cast.home) if slot.ends_at > diary.now + LEFT]
    return [slot for slot in coming if slot.staff.email == cast.email]


def _slots_at(diary: Diary, name: str) -> list[Slot]:
    return [slot for slot in diary.slots if slot.booth.organisation.name == name]


def _plan_later(diary: Diary, person_id: int, name: str, earliest: datetime) -> None:
    later = (slot for slot in _slots_at(diary, name) if slot.starts_at >= earliest)
    slot = next((slot for slot in later if diary.can(person_id, slot)), None)
    if slot:
        diary.book(person_id, slot)


def _tell_of_proposal(diary: Diary, person_id: int, proposals: Proposals) -> None:
    """A talk this morning went well: a proposal waits for an answer."""
    booking = diary.book(person_id, _slots_at(diary, "Thuiszorg Het Bruggetje")[0], "Gaat alles op de fiets?")
    booking.outcome, booking.outcome_at = ONWARD, min(diary.now, booking.ends_at + timedelta(minutes=5))
    diary.write_note(booking, "Vertelde mooi over haar oma. Past goed in ons team.")
    proposals.make(booking, diary, answered=False)


def _tell_of_no_fit(diary: Diary, person_id: int) -> None:
    """Another talk brought nothing, through nobody's fault."""
    booking = diary.book(person_id, _slots_at(diary, "Woonzorg De Lindenkade")[1])
    booking.outcome, booking.outcome_reason, booking.outcome_at = NO_FIT, "hours", booking.ends_at
    diary.write_note(booking, "Wil graag, maar heeft op dinsdag en donderdag les.")
